"""A meeting under way: the controller, and the two front ends that it is held in."""

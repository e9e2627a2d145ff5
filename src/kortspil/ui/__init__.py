"""A meeting under way: the controller and its two front ends."""

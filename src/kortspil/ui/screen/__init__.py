"""Full screen: key events in, painted rows out."""

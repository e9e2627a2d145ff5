"""The full-screen front end: key events in, painted rows out."""

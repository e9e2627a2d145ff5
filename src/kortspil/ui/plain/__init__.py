"""The plain front end: lines in and lines out, for screen readers and pipes."""

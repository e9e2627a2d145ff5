"""Plain mode: lines in, lines out, for screen readers and pipes."""

"""Minutes as files: one module a format."""

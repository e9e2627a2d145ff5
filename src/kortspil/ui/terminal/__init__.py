"""The terminal: raw mode, key events, signals, and the line editor."""

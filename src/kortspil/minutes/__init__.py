"""What the minutes of a meeting hold."""

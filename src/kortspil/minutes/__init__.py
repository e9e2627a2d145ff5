"""Build the minutes of a meeting, and read the days that texts name."""

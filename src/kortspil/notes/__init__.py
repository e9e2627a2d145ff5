"""The notes file: events written as Markdown and read back, the meetings found in files."""

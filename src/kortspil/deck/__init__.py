"""Decks and cases, and the files that they are read from."""

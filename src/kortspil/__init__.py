"""kortspil: KL's dialogue cards as a table, a deck and the minutes in a terminal."""

# A constant, because importlib.metadata costs one and a half bare interpreter starts.
__version__ = "0.1.0"

"""Hold a meeting around KL's dialogue cards in a terminal, and write its minutes."""

# Not from importlib.metadata, which takes one and a half times as long to import as Python takes to start.
__version__ = "0.1.0"

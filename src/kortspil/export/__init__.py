"""Write minutes to files. Each format has a module."""

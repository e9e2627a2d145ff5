"""The operating system: files written whole, locks, standard streams, paths."""

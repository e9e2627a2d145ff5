"""The operating system: files, locks, standard streams, paths and the clock."""

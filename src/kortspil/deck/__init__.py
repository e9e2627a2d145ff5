"""The deck, its areas and cards, the cases, and the files that they are read from."""

"""The pages of the full screen, as Rich renderables."""

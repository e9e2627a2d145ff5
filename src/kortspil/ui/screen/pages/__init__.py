"""The pages of the full screen, as something that Rich renders."""

"""The table to what Rich can render: one page for each thing there is to see. Nothing here knows the window."""

from kortspil.view.page import Page, page
from kortspil.view.screen import Mode, Screen, Writing

__all__ = ["Mode", "Page", "Screen", "Writing", "page"]

"""Typed text: making it safe to show, writing it as Markdown, matching it with names."""

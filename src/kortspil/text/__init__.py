"""Text as people type it: made safe for a terminal, written as Markdown, matched with names."""

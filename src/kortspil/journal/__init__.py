"""Events to the Markdown of a notes file, and back.

A notes file reads as minutes in any Markdown viewer. What a machine needs stands at the end of an event's last
line, in a comment that no text typed at a meeting can imitate, because every «<» of such a text is escaped:

    - **Note:** Vi mangler kurser <!-- kortspil 1122-8f3a 7 noted 2026-11-22T10:31:05+01:00 kind=note card=tek-03 -->

An event is there when its comment is: a line that a power cut tore has none, and counts as handwritten.

Nothing is gathered here: whoever plays needs no reader, and whoever exports no writer.
"""

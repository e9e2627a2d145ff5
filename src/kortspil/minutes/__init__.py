"""A meeting's events to its minutes: what was agreed, what is to be learnt, and what was said on each card."""

from kortspil.minutes.build import build
from kortspil.minutes.model import CardMinutes, Face, Line, Minutes, Recalled, Said

__all__ = ["CardMinutes", "Face", "Line", "Minutes", "Recalled", "Said", "build"]

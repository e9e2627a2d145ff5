"""The rules of the table, as pure functions: what a command does, and what an event changes."""

from kortspil.session.commands import (
    Ask,
    Close,
    Command,
    Finish,
    KeepDraft,
    KeepTyping,
    LayBack,
    Pause,
    ReadCase,
    Refusal,
    Skip,
    Tick,
    Turn,
    Undo,
    Write,
)
from kortspil.session.replay import replay
from kortspil.session.rules import apply, decide
from kortspil.session.table import Counts, Phase, Placed, Session, Status, begin, deal

__all__ = [
    "Ask",
    "Close",
    "Command",
    "Counts",
    "Finish",
    "KeepDraft",
    "KeepTyping",
    "LayBack",
    "Pause",
    "Phase",
    "Placed",
    "ReadCase",
    "Refusal",
    "Session",
    "Skip",
    "Status",
    "Tick",
    "Turn",
    "Undo",
    "Write",
    "apply",
    "begin",
    "deal",
    "decide",
    "replay",
]

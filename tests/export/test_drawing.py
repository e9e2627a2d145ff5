"""Charts as pictures. Labels are shown as typed and never run as Typst code."""

from __future__ import annotations

import struct
import zlib

import pytest

from kortspil.export.blocks import Bar, Chart
from kortspil.export.drawing import TEMPLATE, drawn, png, short

CHART = Chart(
    "Tid på hvert kort",
    (
        Bar("Hvad gør værktøj nummer 1 ved jer?", 4320, "1 time og 12 minutter"),
        Bar("Hvad drømmer I om?", 0, "0 minutter"),
    ),
    "",
)


def size(picture: bytes) -> tuple[int, int]:
    """Check that a PNG is complete, and return its width and height."""
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    place, found = 8, b""
    while found != b"IEND":
        (length,) = struct.unpack(">I", picture[place : place + 4])
        found = picture[place + 4 : place + 8]
        end = place + 8 + length
        assert struct.unpack(">I", picture[end : end + 4])[0] == zlib.crc32(picture[place + 4 : end])
        place = end + 4
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def with_label(label: str) -> Chart:
    return CHART._replace(bars=(CHART.bars[0]._replace(label=label), CHART.bars[1]))


def test_a_picture_is_sharp_and_the_same_each_time() -> None:
    picture = png(CHART)
    assert size(picture)[0] > 1300
    assert picture == png(CHART)


def test_a_label_that_is_long_is_wrapped_and_the_bars_grow_with_their_value() -> None:
    assert size(png(with_label("Hvad drømmer I om? " * 8)))[1] > size(png(CHART))[1]
    assert png(CHART, most=9000) != png(CHART)


@pytest.mark.parametrize(
    "label",
    ["#panic()", "$x", "*b", "\\", "[", "]", "// x", "@ref", '"', "#import \"@preview/x:1.0.0\": y", "😀 中文 ܐ",
     "\ud800", "\x00\x1b[31m", "\u202eabc", "w" * 1_000_000, "\n\n", "e\u0301" * 400],
)  # fmt: skip
def test_any_label_is_drawn_and_never_run_as_typst(label: str) -> None:
    width, height = size(png(with_label(label)))
    assert width == size(png(CHART))[0]
    assert height < 800


def test_a_label_is_one_short_line() -> None:
    assert short(" Hvad\n\ndrømmer\tI om?\x07") == "Hvad drømmer I om?␇"
    assert short("a" * 240) == "a" * 240
    assert short("a" * 241) == "a" * 239 + "…"
    assert short("a " * 10_000).endswith(" a…")
    assert drawn(with_label("#x"))["bars"][0] == {"label": "#x", "value": 4320, "shown": "1 time og 12 minutter"}


def test_a_chart_of_zeros_is_drawn() -> None:
    assert size(png(CHART._replace(bars=CHART.bars[1:])))[1] > 0


def test_a_bar_has_enough_contrast_to_paper() -> None:
    colour = TEMPLATE.read_text("utf-8").split('_bar = rgb("#')[1][:6]
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    light = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    assert 1.05 / (0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2] + 0.05) >= 3

"""The minutes as the W3C's checker, axe and a real browser see them.

A test that is skipped says what to install. No test uses the network.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from pypdf import PdfReader

from kortspil.deck.model import CLOSING_ID, OWN_AREA_ID
from kortspil.meeting.events import Closed, Kind, Verdict
from kortspil.minutes.model import CardMinutes, CardText, Line, Minutes, Recalled
from kortspil.text.sanitize import sanitize
from programs import PATIENCE_SECONDS
from report_samples import AT, FIRST_MINUTES, LATER_MINUTES, minutes_of, notes, rendered
from repository import TESTS
from webpage import ALLOWED, Colour, contrast

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

pytestmark = pytest.mark.browser

FOLDER = TESTS / "browser"
AXE = FOLDER / "node_modules" / "axe-core" / "axe.min.js"
CHECKER = FOLDER / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
JAVA = shutil.which("java")
INSTALL = "npm ci --prefix tests/browser && .venv/bin/pip install -q -e '.[dev,browser]'"

THERE_IS = {
    "Java (apt-get install default-jre-headless)": JAVA is not None,
    "Chromium (apt-get install chromium)": CHROMIUM is not None,
    f"playwright ({INSTALL})": find_spec("playwright") is not None,
    f"vnu-jar ({INSTALL})": CHECKER.exists(),
    f"axe-core ({INSTALL})": AXE.exists(),
}


def needs(*names: str) -> pytest.MarkDecorator:
    """Skip a test if one of these is not installed. The reason says how to install it."""
    lacking = [what for what, is_there in THERE_IS.items() if what.split(" ")[0] in names and not is_there]
    return pytest.mark.skipif(bool(lacking), reason="lacks " + "; ".join(lacking))


needs_checker = needs("Java", "vnu-jar")
needs_browser = needs("Chromium", "playwright")
needs_axe = needs("Chromium", "playwright", "axe-core")


# --- The pages


INJECTIONS = [json.loads(line) for line in (FOLDER / "injections.txt").read_text("ascii").splitlines()]


def injected(text: str, number: int = 0) -> Minutes:
    """Return a meeting with a text in every place where one can be typed."""
    lines = (*(Line(kind, text, by=text) for kind in Kind), Line(None, text), Line(Kind.NOTE, text, is_draft=True))
    lines = (*lines, Line(Kind.AGREEMENT, text, who=(text, "Bo"), due=AT.date()))
    spent = timedelta(minutes=number + 1)
    face = CardText(f"area-{number}", text, text)
    return Minutes(
        meeting=text,
        deck_title=text,
        at=AT + timedelta(days=number),
        spent=spent,
        is_closed=True,
        participants=(text, "Bo"),
        areas=((face.area, text), ("tek", "Teknologiforståelse")),
        cards=(
            CardMinutes("k-1", face.area, text, text, lines, spent, text),
            CardMinutes("k-2", text, text, f"{text}?", lines, spent),
            CardMinutes("egen-1", OWN_AREA_ID, "", text, lines[:1], spent),
            CardMinutes(CLOSING_ID, CLOSING_ID, "", "", lines[:1], spent),
        ),
        skipped=(face,),
        unturned=(face,),
        gone=1,
        cases=(text,),
        recalled=tuple(Recalled(text, verdict) for verdict in Verdict),
        group=text,
        only=(text,),
    )


EMPTY = minutes_of(notes(Closed()))
LONG = FIRST_MINUTES._replace(
    cards=tuple(
        CardMinutes(
            f"k-{n}", "tek", "Teknologiforståelse", f"Hvordan hjælper vi hinanden med værktøj nummer {n}?",
            (Line(Kind.NOTE, "Vi talte længe om det. " * 9), Line(Kind.AGREEMENT, f"Bo ringer {n} gange", who=("Bo",))),
            timedelta(minutes=n),
        )
        for n in range(1, 61)
    )
)  # fmt: skip
"""Sixty cards: the table of agreements and the chart fill several pages."""

REPORTS = {
    "one": [FIRST_MINUTES],
    "several": [FIRST_MINUTES, LATER_MINUTES],
    "empty": [EMPTY],
    "long": [LONG],
    "injections": [injected(text, number) for number, text in enumerate(INJECTIONS)],
    "one injection": [injected("".join(INJECTIONS))],
}

every_report = pytest.mark.parametrize("name", REPORTS)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The reports, written to files."""
    folder = tmp_path_factory.mktemp("pages")
    found = {name: folder / f"{name.replace(' ', '-')}.html" for name in REPORTS}
    for name, path in found.items():
        path.write_bytes(rendered("html", *REPORTS[name]))
    return found


# --- The W3C's checker


@needs_checker
def test_the_checker_finds_no_error_and_nothing_to_warn_of(files: dict[str, Path], tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.html"
    wrong.write_text("<!DOCTYPE html><html lang=da><title>x</title><p id=a id=b>", "utf-8")
    said = subprocess.run(
        [str(JAVA), "-jar", str(CHECKER), "--format", "json", "--stdout", *map(str, files.values()), str(wrong)],
        capture_output=True, check=False, timeout=PATIENCE_SECONDS,
    )  # fmt: skip
    messages = json.loads(said.stdout)["messages"]
    of_ours = [each for each in messages if not each["url"].endswith(wrong.name)]
    # The checker guesses the language from the text, and takes injections for English.
    of_ours = [
        each for each in of_ours if "injection" not in each["url"] or "written in English" not in each["message"]
    ]
    assert [(each["message"], each["url"], each.get("extract")) for each in of_ours] == []
    # The remaining messages show that the checker has read the pages.
    assert len(messages) > len(of_ours)


# --- In a browser


class Seen(NamedTuple):
    """A page in the browser, with its requests and messages."""

    page: Page
    requests: list[str]
    said: list[str]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, headless=True, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def seen(browser: Browser) -> Iterator[Seen]:
    context = browser.new_context()
    page = context.new_page()
    seen = Seen(page, [], [])
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("console", lambda message: seen.said.append(message.text))
    page.on("pageerror", lambda error: seen.said.append(str(error)))
    page.on("popup", lambda popup: seen.said.append(f"popup {popup.url}"))

    def dismiss(dialog: Dialog) -> None:
        seen.said.append(f"dialog {dialog.message}")
        dialog.dismiss()

    page.on("dialog", dismiss)
    yield seen
    context.close()


@needs_axe
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["one", "several", "empty", "long", "one injection"])
def test_axe_finds_no_violation(seen: Seen, files: dict[str, Path], name: str, scheme: Any, width: int) -> None:
    seen.page.set_viewport_size({"width": width, "height": 800})
    seen.page.emulate_media(color_scheme=scheme)
    path = files[name]
    seen.page.goto(path.as_uri())
    seen.page.evaluate(AXE.read_text("utf-8"))
    found = seen.page.evaluate("axe.run(document)")
    assert failures(found["violations"]) == []
    assert "color-contrast" in {rule["id"] for rule in found["passes"]}
    assert {rule["id"] for rule in found["incomplete"]} <= {"color-contrast"}
    # axe cannot judge text in a drawing, or text with very tall characters: the test measures their contrast itself.
    left = [node["target"][0] for rule in found["incomplete"] for node in rule["nodes"]]
    assert seen.page.evaluate(BACKGROUNDS) == ["html"]
    for name, ink, ground in seen.page.evaluate(INKS, left):
        assert name in ({"tspan", "bdi"} if "injection" in path.name else {"tspan"})
        assert contrast(rgb(ink), rgb(ground)) >= 4.5


BACKGROUNDS = """() => [...document.querySelectorAll('*')]
    .filter(each => getComputedStyle(each).backgroundColor != 'rgba(0, 0, 0, 0)').map(each => each.localName)"""
INKS = """wanted => wanted.map(one => document.querySelector(one)).map(each => [
    each.localName,
    getComputedStyle(each)[each instanceof SVGElement ? 'fill' : 'color'],
    getComputedStyle(document.documentElement).backgroundColor])"""


def rgb(computed: str) -> Colour:
    """Parse a colour as a browser writes it."""
    red, green, blue = map(int, re.findall(r"\d+", computed))
    return red, green, blue


def failures(rules: list[dict[str, Any]]) -> list[tuple[str, list[str]]]:
    return [(rule["id"], [f"{node['html']}: {node.get('failureSummary')}" for node in rule["nodes"]]) for rule in rules]


EVERYTHING = """() => [...document.querySelectorAll('*')].map(
    each => [each.localName, each.namespaceURI.split('/').pop(), [...each.attributes].map(a => [a.name, a.value])])"""
PROVOKE = """() => {
    const kinds = ['click', 'mouseover', 'mouseenter', 'focus', 'focusin', 'toggle', 'load', 'error', 'animationstart',
                   'begin', 'beforetoggle', 'pointerdown', 'keydown'];
    for (const each of document.querySelectorAll('*'))
        for (const kind of kinds) each.dispatchEvent(new Event(kind, {bubbles: true}));
}"""


def judge(seen: Seen, path: Path) -> None:
    """Open a page, provoke every element, and check that nothing ran and that only known elements are there."""
    seen.requests.clear()
    seen.page.goto(path.as_uri())
    seen.page.evaluate(PROVOKE)
    assert seen.said == []
    assert seen.requests == [path.as_uri()]
    assert seen.page.evaluate("window.acted") is None
    assert seen.page.url.partition("#")[0] == path.as_uri()
    for tag, space, attributes in seen.page.evaluate(EVERYTHING):
        assert {name for name, _ in attributes} <= ALLOWED[tag]
        if tag != "title":
            assert space == ("svg" if tag in {"svg", "desc", "text", "tspan", "rect"} else "xhtml")
        assert all(value.startswith("#") for name, value in attributes if name == "href")


def test_there_are_enough_different_injections() -> None:
    assert len(INJECTIONS) == len(set(INJECTIONS)) >= 100


@needs_browser
def test_no_injection_runs(seen: Seen, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    for text in INJECTIONS:
        path.write_bytes(rendered("html", injected(text)))
        judge(seen, path)
        shown = sanitize(text).strip("\n")
        texts = seen.page.eval_on_selector_all("li bdi", "all => all.map(each => each.textContent)")
        assert texts.count(shown) >= 20


@needs_browser
@every_report
def test_a_page_fetches_nothing_and_logs_nothing(seen: Seen, files: dict[str, Path], name: str) -> None:
    judge(seen, files[name])


@needs_browser
def test_the_policy_is_in_force(seen: Seen, files: dict[str, Path]) -> None:
    seen.page.goto(files["one"].as_uri())
    # The policy still allows the style of the page itself.
    assert seen.page.evaluate("getComputedStyle(document.querySelector('bdi')).whiteSpaceCollapse") == "preserve"
    for forbidden in (
        "const it = document.createElement('script'); it.textContent = 'window.acted = 1'; document.body.append(it)",
        "const it = document.createElement('style'); it.textContent = 'p { color: red }'; document.body.append(it)",
        "new Image().src = 'https://example.org/a.png'",
        "document.body.setAttribute('onclick', 'window.acted = 1'); document.body.click()",
    ):
        with seen.page.expect_console_message(lambda message: "Content Security Policy" in message.text):
            seen.page.evaluate(f"() => {{ {forbidden} }}")
    assert seen.page.evaluate("window.acted") is None


@needs_browser
@pytest.mark.parametrize("width", [320, 1280])
@every_report
def test_no_page_scrolls_sideways(seen: Seen, files: dict[str, Path], name: str, width: int) -> None:
    seen.page.set_viewport_size({"width": width, "height": 800})
    seen.page.goto(files[name].as_uri())
    assert seen.page.evaluate("document.documentElement.scrollWidth") == width


@needs_browser
@pytest.mark.parametrize("name", ["one", "several", "long"])
def test_the_labels_of_a_chart_are_fully_visible_on_the_smallest_phone(
    seen: Seen, files: dict[str, Path], name: str
) -> None:
    seen.page.set_viewport_size({"width": 320, "height": 800})
    seen.page.goto(files[name].as_uri())
    ends = seen.page.eval_on_selector_all("tspan", "all => all.map(each => each.getBoundingClientRect().right)")
    assert ends
    assert max(ends) <= 320 - 16


# --- On paper


def printed(seen: Seen, path: Path) -> list[str]:
    """Print a report with the browser and return the text of each page."""
    seen.page.goto(path.as_uri())
    return [page.extract_text() for page in PdfReader(io.BytesIO(seen.page.pdf(prefer_css_page_size=True))).pages]


@needs_browser
@every_report
def test_every_report_can_be_printed(seen: Seen, files: dict[str, Path], name: str) -> None:
    pages = printed(seen, files[name])
    assert "Kort for kort" in "".join(pages)
    assert all(page.strip() for page in pages)


@needs_browser
def test_a_long_table_says_on_each_page_what_its_columns_hold(seen: Seen, files: dict[str, Path]) -> None:
    with_rows = [page for page in printed(seen, files["long"]) if "Bo ringer" in page and "Note:" not in page]
    assert len(with_rows) > 1
    assert all("Hvornår" in page for page in with_rows)


@needs_browser
def test_no_heading_is_alone_at_the_end_of_a_page(seen: Seen, files: dict[str, Path]) -> None:
    pages = printed(seen, files["long"])
    assert len(pages) > 5
    headings = seen.page.eval_on_selector_all("h1, h2, h3, h4, h5", "all => all.map(each => each.textContent)")
    last = [page.strip().split("\n")[-1].strip() for page in pages]
    assert not set(last) & set(headings)


@needs_browser
def test_a_printed_page_is_light_even_if_the_screen_is_dark(seen: Seen, files: dict[str, Path]) -> None:
    seen.page.goto(files["one"].as_uri())
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    seen.page.emulate_media(media="screen", color_scheme="dark")
    assert seen.page.evaluate(ground) == "rgb(23, 25, 28)"
    seen.page.emulate_media(media="print", color_scheme="dark")
    assert seen.page.evaluate(ground) == "rgb(255, 255, 255)"

"""The parts of Windows that can be tested on other systems: code pages, file names, and missing modules."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from as_windows import POSIX_ONLY
from kortspil.errors import FileError
from kortspil.meeting.events import Noted
from kortspil.messages import notes as texts
from kortspil.notes.history import Meeting
from kortspil.notes.reader import parse
from kortspil.system import files as system_files
from kortspil.system import streams
from kortspil.system.paths import trouble_on_windows
from programs import PATIENCE_SECONDS
from repository import ROOT, TESTS

SOURCE = ROOT / "src" / "kortspil"
DECK = "title: Prøve\nareas:\n  - id: a\n    name: Første\n    cards:\n      - {id: a-1, question: Hvad nu – og så?}\n"

LOCALES = {
    "cp850": {"PYTHONIOENCODING": "cp850", "PYTHONUTF8": "0"},
    "cp1252": {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
    "ascii": {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    "no language": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}
"""The environments in which a program may run, by encoding."""


class Answer(NamedTuple):
    """The exit code and the output of a program, in bytes."""

    code: int
    out: bytes
    err: bytes


def started(*command: str, typed: str = "", **environment: str) -> Answer:
    """Run Python with pipes. ``typed`` is sent as UTF-8."""
    done = subprocess.run(
        [sys.executable, *command],
        input=typed.encode(), capture_output=True, timeout=PATIENCE_SECONDS, check=False,
        env={**os.environ, **environment},
    )  # fmt: skip
    return Answer(done.returncode, done.stdout, done.stderr)


def program(*words: str, typed: str = "", **environment: str) -> Answer:
    return started("-m", "kortspil", *words, typed=typed, **environment)


def the_meeting_in(path: Path) -> Meeting:
    (meeting,) = parse(path.read_bytes().decode("utf-8")).meetings
    return meeting


def noted_in(path: Path) -> list[str]:
    return [entry.event.text for entry in the_meeting_in(path).entries if isinstance(entry.event, Noted)]


@pytest.fixture(params=LOCALES)
def variables(request: pytest.FixtureRequest) -> dict[str, str]:
    return LOCALES[request.param]


# --- Code pages: a whole meeting, and every command that only reads

NOTE = "Blåbærgrød på Ærø – »ja« ✓ 😊 👩‍💻"
MEETING = f"\n\nn {NOTE}\nb Kurser\np\nm\nt\ne\n\nc borger\no\n?\ng Hvem hjælper 😊 os?\n\nu\nf andet sted ø.md\nq\n"


def test_a_whole_meeting_is_held_in_every_locale(home: Path, variables: dict[str, str]) -> None:
    words = ("--seed", "3", "--notes", "mødet.md", "--participants", "Søren Ø, Bo", "--area", "teknologiforståelse")
    answer = program("play", *words, typed=MEETING, **variables)
    assert (answer.code, answer.err) == (0, b"")
    assert noted_in(home / "andet sted ø.md")[:2] == [NOTE, "Kurser"]
    opened = the_meeting_in(home / "andet sted ø.md").opened
    assert opened.participants == ("Søren Ø", "Bo")
    assert [area for area, _ in opened.areas] == ["teknologiforstaaelse"]
    # The minutes are the same bytes with and without the code page.
    assert program("export", "referat æ.md", **variables).code == 0
    assert NOTE.replace("<", "\\<") in (home / "referat æ.md").read_bytes().decode("utf-8")
    assert program("export", "-").out == (home / "referat æ.md").read_bytes() == program("export", "-", **variables).out
    assert b"\r" not in (home / "referat æ.md").read_bytes()


COMMANDS = (
    "", "--help", "--version", "play --help", "cards", "cards --area teknologiforståelse", "cards --json",
    "cards --deck kørt.yaml", "cases", "cases børger", "cases kultur", "cases --json", "guide", "check kørt.yaml",
    "check findes-ikke-ø.yaml", "sessions", "sessions --json", "sessions --from mødet.md", "export -",
    "export --from mødet.md -", "export --from findes-ikke-ø.md -", "play --area blå", "plåy",
)  # fmt: skip
"""Every command that only reads, with letters that not every code page has."""

# One process runs all commands: a process for each would find no more. The words are passed as arguments, because
# the encoding of the environment applies to arguments as well.
_RUN_EACH = """
import os, sys
from kortspil.__main__ import main
lines = " ".join(sys.argv[1:]).split(";")
for line in lines:
    sys.argv[1:] = line.split()
    code = 0
    try:
        main()
    except SystemExit as end:
        code = end.code
    sys.stdout.flush()
    sys.stderr.flush()
    os.write(1, b"%d\\0" % code)
    os.write(2, b"\\0")
"""


def answers(**environment: str) -> dict[str, Answer]:
    """Run ``COMMANDS`` and return their answers."""
    done = started("-c", _RUN_EACH, *" ; ".join(COMMANDS).split(), **environment)
    *outs, rest = done.out.split(b"\0")
    errs = done.err.split(b"\0")
    assert (done.code, rest, len(outs)) == (0, b"", len(COMMANDS)), done.err.decode("utf-8", "replace")
    return {
        command: Answer(int(out[-1:]), out[:-1], err) for command, out, err in zip(COMMANDS, outs, errs, strict=False)
    }


def test_every_command_that_reads_does_so_in_every_locale(home: Path) -> None:
    (home / "kørt.yaml").write_text(DECK, "utf-8")
    program("play", "--seed", "1", "--notes", "mødet.md", typed="\n\nn Rødgrød 😊\n\nq\n")
    usual = answers()
    assert {answer.code for answer in usual.values()} == {0, 2}
    for name, variables in LOCALES.items():
        for command, answer in answers(**variables).items():
            case = f"{command!r} with {name}: {answer}"
            assert answer.code == usual[command].code, case
            assert bool(answer.out) == bool(usual[command].out), case
            assert bool(answer.err) == bool(usual[command].err), case
            assert b"Traceback" not in answer.err, case
            assert b"programmet ikke kender" not in answer.err, case


@pytest.mark.parametrize("name", ["cp850", "no language"])
def test_a_meeting_that_was_listed_in_another_locale_is_found(home: Path, name: str) -> None:
    variables = LOCALES[name]
    (home / "kørt.yaml").write_text(DECK, "utf-8")
    held = ("play", "--deck", "kørt.yaml", "--notes", "mødet.md", "--no-warmup", "--cards", "1")
    for first, then in ((variables, {}), ({}, variables)):
        assert program(*held, typed="\nn Hæ\n\nq\n", **first).code == 0
        minutes = program("export", "-", **then)
        assert "Hæ" in minutes.out.decode()
        # The path of the deck in the notes works as well.
        assert program("play", "--meeting", the_meeting_in(home / "mødet.md").id, typed="\nq\n", **then).code == 0
        assert (home / "notes" / "elsewhere.txt").read_bytes() == os.fsencode(home / "mødet.md") + b"\n"
        (home / "mødet.md").unlink()


def every_sign() -> set[str]:
    """Return every character that the program or its data can show."""
    signs: set[str] = set()
    for path in [*SOURCE.joinpath("messages").rglob("*.py"), *SOURCE.joinpath("ui", "screen", "pages").rglob("*.py")]:
        tree = ast.parse(path.read_text("utf-8"))
        # text_layout only measures the characters that it names.
        said = [] if path.name == "text_layout.py" else ast.walk(tree)
        signs |= {sign for node in said if isinstance(node, ast.Constant) for sign in str(node.value)}
    for path in [*ROOT.joinpath("data").rglob("*.md"), *ROOT.joinpath("data").rglob("*.yaml")]:
        signs |= set(path.read_text("utf-8"))
    return signs


@pytest.mark.parametrize("code_page", ["ascii", "cp437", "cp850", "cp865", "cp1252", "iso8859-1"])
def test_every_character_the_program_shows_has_a_replacement(code_page: str) -> None:
    streams.set_up_streams()
    signs = every_sign() - {"?"}
    assert {"»", "…", "·", "ø", "✓", "╭", "▸"} <= signs
    assert [sign for sign in signs if sign.encode(code_page, "kortspil") == b"?"] == []
    # Only a character that is invisible by itself may be removed.
    assert {sign for sign in signs if not sign.encode(code_page, "kortspil")} <= {"\N{VARIATION SELECTOR-16}"}


@given(st.text(st.characters()), st.sampled_from(["ascii", "cp850", "cp1252"]))
def test_no_text_stops_the_output(text: str, code_page: str) -> None:
    streams.set_up_streams()
    shown = text.encode(code_page, "kortspil")
    assert shown == b"".join(sign.encode(code_page, "kortspil") for sign in text)
    assert not text.isascii() or shown.decode(code_page) == text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("parkér", "parker"), ("Ærø", "Aeroe"), ("a\N{COMBINING RING ABOVE}", "a"), ("🎈", "?"), ("👩‍💻", "??"),
        ("1½ time", "1 1/2 time"),
    ],
)  # fmt: skip
def test_a_character_that_ascii_lacks_is_replaced_by_its_nearest_letters(typed: str, shown: str) -> None:
    streams.set_up_streams()
    assert typed.encode("ascii", "kortspil").decode() == shown


# --- Piped input


@pytest.mark.parametrize("typed", ["Rødgrød på øen", "ÆBLER OG ÅL", "Hvad så?", "Kaffe i kantinen", "😊 på Ærø"])
@pytest.mark.parametrize("code_page", ["utf-8", "cp1252", "cp850"])
def test_a_line_is_what_was_typed_in_every_code_page_of_a_danish_windows(typed: str, code_page: str) -> None:
    line = typed.replace("😊", "" if code_page != "utf-8" else "😊").encode(code_page)
    assert streams.decoded(line, "cp1252") == line.decode(code_page)
    assert streams.decoded(line, code_page) == line.decode(code_page)


def test_typographic_signs_of_windows_are_not_taken_for_letters_of_dos() -> None:
    for typed in ("Annas – og Bo’s – plan…", "“ja”", "5 € på øl"):
        assert streams.decoded(typed.encode("cp1252"), "cp1252") == typed


@pytest.mark.parametrize("said", ["cp437", "latin-1", "cp865"])
def test_the_declared_encoding_of_a_stream_is_used(said: str) -> None:
    assert streams.decoded("Müller på æ".encode(said), said) == "Müller på æ"


def test_a_note_in_the_code_page_of_a_prompt_is_kept_as_it_was_typed(home: Path) -> None:
    line = "\nn Blåbærgrød på Ærø\n\nq\n".encode("cp850")
    done = subprocess.run(
        [sys.executable, "-m", "kortspil", "play", "--no-warmup", "--notes", "n.md"],
        input=line, capture_output=True, check=True, timeout=PATIENCE_SECONDS,
    )  # fmt: skip
    assert noted_in(home / "n.md") == ["Blåbærgrød på Ærø"]
    assert "Blåbærgrød på Ærø".encode() in done.stdout


# --- Named encodings

_OPENS = {"open", "fdopen", "read_text", "write_text", "TextIOWrapper", "NamedTemporaryFile"}


def _is_safe(call: ast.Call) -> bool:
    named = {keyword.arg for keyword in call.keywords}
    constants = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if isinstance(call.func, ast.Attribute) and ast.unparse(call.func) == "os.open":
        return True  # It opens a file as bytes.
    if name in ("read_text", "write_text"):
        return "encoding" in named or any(str(value).startswith("utf-8") for value in constants)
    return "encoding" in named or any(isinstance(value, str) and "b" in value for value in constants)


def test_every_file_is_opened_in_an_encoding_that_is_named() -> None:
    seen = 0
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            # Objects that are not files have an open method as well.
            is_file = ast.unparse(node.func).startswith(("open", "os.", "path.", "self.path.", "kept.path.", "io."))
            if name in _OPENS and (is_file or name != "open"):
                seen += 1
                assert _is_safe(node), f"{path}:{node.lineno}: {ast.unparse(node)}"
    assert seen >= 5
    assert not _is_safe(ast.parse("open(path)", mode="eval").body)  # type: ignore[arg-type]
    assert not _is_safe(ast.parse("path.read_text()", mode="eval").body)  # type: ignore[arg-type]


# --- Missing modules


def test_the_modules_that_only_posix_has_are_imported_in_one_module() -> None:
    for path in SOURCE.rglob("*.py"):
        names: set[str] = set()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.partition(".")[0])
        assert not names & POSIX_ONLY or path.name == "posix.py", path


posix = pytest.mark.skipif(os.name == "nt", reason="Windows itself needs no imitation")


def as_windows(*words: str, keys: str = "null", typed: str = "", **environment: str) -> Answer:
    script = str(TESTS / "support" / "as_windows.py")
    return started(script, keys, *words, typed=typed, KORTSPIL_TRACEBACK="1", **environment)


@posix
def test_every_module_on_the_way_to_a_meeting_can_be_imported_on_windows(home: Path) -> None:
    answer = as_windows("IMPORT")
    assert (answer.code, answer.err) == (0, b"")
    named = set(answer.out.decode().split())
    assert {"kortspil.ui.screen.app", "kortspil.ui.plain.app", "kortspil.ui.terminal.windows", "kortspil.cli"} <= named
    assert home.is_dir()


@posix
def test_a_meeting_in_lines_is_held_on_windows(home: Path) -> None:
    typed = f"\n\nn {NOTE}\nc borger\no\n?\nf 10:30.md\n\nq\n"
    answer = as_windows("play", "--plain", "--seed", "1", "--notes", "n.md", typed=typed)
    assert (answer.code, answer.err) == (0, b"")
    assert noted_in(home / "n.md") == [NOTE]
    assert "»10:30.md«: Tegnet : må ikke stå i et navn." in answer.out.decode()
    assert not (home / "10:30.md").exists()
    assert as_windows("export", "referat.md").code == 0
    assert NOTE in (home / "referat.md").read_text("utf-8")


@posix
def test_a_meeting_at_full_screen_is_held_on_windows(home: Path) -> None:
    keys = r'["\r", "\r", "nBlåbær 😊", "\nto linjer", "\r", "q", "\r"]'
    answer = as_windows("play", "--seed", "1", "--notes", "n.md", keys=keys)
    assert (answer.code, answer.err) == (0, b"")
    assert noted_in(home / "n.md") == ["Blåbær 😊\nto linjer"]
    # The console of Windows takes Alt+Enter itself.
    assert "Ctrl+J" in answer.out.decode()
    assert "Alt+Enter" not in answer.out.decode()


@posix
def test_ctrl_c_in_the_middle_of_a_note_keeps_it_on_windows(home: Path) -> None:
    answer = as_windows("play", "--seed", "1", "--notes", "n.md", keys=r'["\r", "\r", "nVi mang"]')
    assert answer.code == 130
    assert "Kladde (note)" in (home / "n.md").read_text("utf-8")


@posix
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("play --notes NUL", "Vælg en anden fil med --notes."),
        ("export --force mappe./referat.md", "Vælg et andet sted at gemme."),
    ],
)
def test_a_name_that_windows_takes_for_something_else_is_refused(home: Path, words: str, said: str) -> None:
    before = sorted(home.iterdir())
    answer = as_windows(*words.split(), typed="q\n")
    assert (answer.code, answer.out) == (2, b"")
    assert said in answer.err.decode()
    assert sorted(home.iterdir()) == before


def test_those_names_are_allowed_elsewhere(home: Path) -> None:
    if os.name != "nt":
        assert program("play", "--notes", "10:30.md", typed="\n\nn Hej\n\nq\n").code == 0
        assert noted_in(home / "10:30.md") == ["Hej"]


# --- Names of files


@pytest.mark.parametrize(
    "path",
    ["noter.md", r"C:\Users\Åse\Møder\noter.md", "C:noter.md", r"\\server\fælles drev\noter.md", "../noter.md",
     r".\..\noter.md", "~/noter.md", "D:/noter/", ".noter.md", "console.md", "com10.md", "lpt.md", "auxiliær.md",
     "møde 22. november.md", "a..b.md", r"\\?\C:\hvad:som helst.", "/tmp/noter.md", "com0.md"],
)  # fmt: skip
def test_a_name_that_windows_allows_is_accepted(path: str) -> None:
    assert trouble_on_windows(path) is None


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("møde 10:30.md", texts.sign_in_file_name("møde 10:30.md", ":")),
        (r"C:\møder\10:30\noter.md", texts.sign_in_file_name("10:30", ":")),
        ("hvad nu?.md", texts.sign_in_file_name("hvad nu?.md", "?")),
        ("a<b.md", texts.sign_in_file_name("a<b.md", "<")),
        ("a|b.md", texts.sign_in_file_name("a|b.md", "|")),
        ("a\x07b.md", texts.sign_in_file_name("a\x07b.md", "\x07")),
        ("CON", texts.reserved_file_name("CON")),
        ("nul.md", texts.reserved_file_name("nul.md")),
        ("Aux.noter.md", texts.reserved_file_name("Aux.noter.md")),
        (r"C:\com1\noter.md", texts.reserved_file_name("com1")),
        ("LPT³.md", texts.reserved_file_name("LPT³.md")),
        ("prn .md", texts.reserved_file_name("prn .md")),
        ("conout$", texts.reserved_file_name("conout$")),
        ("referat.", texts.file_name_ends_badly("referat.")),
        ("referat.md ", texts.file_name_ends_badly("referat.md ")),
        ("mappe /noter.md", texts.file_name_ends_badly("mappe ")),
        ("...", texts.file_name_ends_badly("...")),
    ],
)
def test_a_name_that_windows_does_not_allow_is_refused(path: str, said: str) -> None:
    assert trouble_on_windows(path) == said


# --- A file that another program holds open


class Holding:
    """Another program that has a file open for a number of tries."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, tries: int) -> None:
        self.tries = 0
        self.pauses: list[float] = []
        really = Path.replace

        def replace(source: Path, target: Path) -> Path:
            self.tries += 1
            if self.tries <= tries:
                raise PermissionError(13, "Access is denied")
            return really(source, target)

        monkeypatch.setattr(Path, "replace", replace)
        monkeypatch.setattr("kortspil.system.files.time.sleep", self.pauses.append)


def test_a_file_is_written_when_a_virus_scanner_has_released_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_files, "_TRIES", 20)
    holding = Holding(monkeypatch, 3)
    system_files.write(home / "referat.md", b"Nyt")
    assert (home / "referat.md").read_bytes() == b"Nyt"
    assert len(holding.pauses) == 3


def test_a_file_that_word_has_open_is_reported_and_stays_unchanged(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_files, "_TRIES", 20)
    holding = Holding(monkeypatch, 1000)
    (home / "referat.md").write_bytes(b"Gammelt")
    with pytest.raises(FileError) as raised:
        system_files.write(home / "referat.md", b"Nyt")
    assert "åben i et andet program" in raised.value.hint
    assert [path.name for path in home.iterdir()] == ["referat.md"]
    assert (home / "referat.md").read_bytes() == b"Gammelt"
    # The pauses must be too short to be noticed.
    assert holding.tries == 20
    assert sum(holding.pauses) <= 1


@posix
def test_elsewhere_a_refused_write_is_not_tried_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    holding = Holding(monkeypatch, 1000)
    with pytest.raises(FileError):
        system_files.write(home / "referat.md", b"Nyt")
    assert (holding.tries, holding.pauses) == (1, [])

"""Malicious and generated decks: each is read or refused, quickly and with little memory.

One process checks all decks of ``CORPUS``, one after another. ``pytest -m limits -s`` checks each of these and of the
``SLOW`` ones in a separate process. It also limits the seconds that a deck takes, and prints a table.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

import yaml_words
from kortspil.deck import source
from kortspil.deck import yaml as deck_yaml

if sys.platform == "win32":
    pytest.skip("the time and memory of a process are measured with Unix calls", allow_module_level=True)
if not yaml.__with_libyaml__:
    pytest.skip("PyYAML is built without its C loader, and is not fast", allow_module_level=True)

MOST_SECONDS = 2.0
MOST_MEGABYTES = 300
LONGEST_ANSWER = 30_000

MEGABYTE = 1_000_000
FIVE_MEGABYTES = 5 * MEGABYTE

HEAD = """\
title: Kort
areas:
  - id: hverdag
    name: Hverdag
    cards:
      - id: hver-01
        question: """
"""A deck up to its question, which is in line 7, column 19."""

DECK = HEAD + "Hvad virker?\n"

# --- The corpus

Make = Callable[[], "str | bytes"]


class Hostile(NamedTuple):
    """A function that returns a deck, and the beginning of its first problem («line:column: message»).

    ``problem`` is "" if the deck is valid.
    """

    make: Make
    problem: str


CORPUS: dict[str, Hostile] = {}
SLOW: dict[str, Hostile] = {}
"""Decks that take long, or that are similar to another one. They are checked only with ``-m limits``."""


def hostile(problem: str, corpus: dict[str, Hostile] = CORPUS) -> Callable[[Make], Make]:
    """Add the deck that a function returns to the corpus, under the name of the function."""

    def add(make: Make) -> Make:
        corpus[make.__name__.replace("_", " ")] = Hostile(make, problem)
        return make

    return add


def all_hostile(problem: str, **decks: str | bytes) -> None:
    """Add decks with the same first problem to the corpus. The keywords are their names."""
    for name, deck in decks.items():
        CORPUS[name.replace("_", " ")] = Hostile(lambda deck=deck: deck, problem)  # type: ignore[misc]


def question(value: str) -> str:
    return f"{HEAD}{value}\n"


def with_id(value: str) -> str:
    """Return the deck with this id for its card, in line 6, column 13."""
    return DECK.replace("hver-01", value)


def more_cards(card: Callable[[int], str], number: int = 9_999) -> str:
    return DECK + "".join(map(card, range(number)))


# --- Aliases: a few lines that would expand to more than fits in memory

ANCHOR = "Her er et anker eller en henvisning"


@hostile(f"1:4: {ANCHOR}")
def a_billion_laughs() -> str:
    lines = [f"a: &a [{'ha, ' * 9}]"]
    lines += [f"{name}: &{name} [{f'*{before}, ' * 9}]" for before, name in zip("abcdefgh", "bcdefghi", strict=True)]
    return "\n".join(lines)


@hostile(f"1:4: {ANCHOR}", SLOW)
def a_hundred_thousand_aliases_of_a_long_text() -> str:
    return f"a: &a {'x' * 100_000}\nb: [{'*a, ' * 100_000}]"


@hostile(f"1:2: {ANCHOR}")
def five_megabytes_of_anchors() -> str:
    return "[" + "&a ," * (FIVE_MEGABYTES // 4) + "]"


all_hostile(f"1:1: {ANCHOR}", an_anchor_on_a_key="&a " + DECK, an_alias_of_itself="&a [*a]", an_alias_of_nothing="*a")
all_hostile(f"7:19: {ANCHOR}", an_anchor_of_a_megabyte=question("&" + "a" * MEGABYTE + " Hvad?"))
all_hostile(f"8:13: {ANCHOR}", a_merge_of_an_alias=DECK + "        <<: *a\n")
all_hostile("8:9: Nøglen »<<« findes ikke", a_merge_of_groups=DECK + "        <<: [{lead: Fx}, {lead: Fx}]\n")

# --- Nesting: a recursive parser would overflow its stack

TOO_DEEP = "Her er mere end 12 lag"


@hostile(f"13:13: {TOO_DEEP}")
def three_thousand_steps() -> str:
    return "".join(f"{' ' * depth}a:\n" for depth in range(3000))


@hostile("1:12: Her er et kolon")
def brackets_after_ten_syntax_errors() -> str:
    return "title: Kort: nye\n" * 10 + "areas: " + "[" * MEGABYTE


all_hostile(
    f"1:13: {TOO_DEEP}",
    brackets_in_brackets="[" * MEGABYTE,
    brackets_that_end_in_a_syntax_error="[" * 1000 + "@",
    brackets_in_lines="[" * 13 + "\n[" * MEGABYTE,
)
all_hostile(
    f"7:26: {TOO_DEEP}", brackets_as_a_question=question("[" * MEGABYTE), braces_as_a_question=question("{" * 2000)
)
all_hostile("8:1: Her mangler et kolon", brackets_as_a_key=DECK + "[" * 2000 + "\n")
all_hostile("", brackets_in_a_comment=DECK + "# " + "[" * MEGABYTE + "\n")
all_hostile(f"1:25: {TOO_DEEP}", bullets_in_bullets="- " * MEGABYTE, question_marks_in_question_marks="? " * MEGABYTE)
all_hostile(f"1:49: {TOO_DEEP}", braces_in_braces="{a: " * MEGABYTE)
all_hostile(f"7:26: {TOO_DEEP}", one_layer_too_many=question("[" * 8 + "x" + "]" * 8))
all_hostile("", brackets_in_quotes=question("'" + "[" * MEGABYTE + "'"))

# --- Tags, directives and documents


@hostile("7:19: Mærket !a bruges ikke")
def five_megabytes_of_tags() -> str:
    return question(f"!a Hvad?\n        examples: [{'!a b,' * (FIVE_MEGABYTES // 5)}]")


@hostile("1:1: Mærket %TAG bruges ikke")
def a_hundred_thousand_tag_directives() -> str:
    """PyYAML compares each directive with all those before it: five megabytes of them would take days."""
    return "".join(f"%TAG !a{number}! x\n" for number in range(100_000)) + "---\n" + DECK


all_hostile(
    "7:19: Mærket ",
    a_tag_that_would_run_a_program=question("!!python/object/apply:os.system [ls]"),
    a_tag_that_would_be_bytes=question("!!binary aGVq"),
    a_tag_of_a_megabyte=question("!" + "a" * MEGABYTE + " Hvad?"),
    a_tag_that_would_clear_the_screen=question("!<%1b%5b2J%E2%80%AE> Hvad?"),
)
all_hostile("1:1: Her skulle der stå et kortsæt", dashes_without_a_list="-" * MEGABYTE)
all_hostile("1:5: Linjen kan ikke læses som YAML", an_unknown_directive="%HEJ du\n---\n" + DECK)
all_hostile("2:1: Her begynder et nyt dokument", a_million_documents="---\n" * MEGABYTE)
all_hostile("", a_directive_of_an_early_yaml_version="%YAML 1.1\n---\n" + DECK, a_deck_in_json=json.dumps(
    {"title": "K", "areas": [{"id": "a", "name": "A", "cards": [{"id": "b", "question": "Hvad?"}]}]}
))  # fmt: skip

# --- Five megabytes of one line


def five_megabytes(character: str = "a") -> str:
    return character * (FIVE_MEGABYTES // len(character.encode()))


@hostile("")
def five_megabytes_of_bare_text() -> str:
    return question(five_megabytes("Hvad nu? "))


@hostile("", SLOW)
def five_megabytes_in_quotes() -> str:
    return question(f"'{five_megabytes()}'")


@hostile("", SLOW)
def five_megabytes_of_escapes() -> str:
    return question(f'"{five_megabytes(chr(92) + "x41")}"')


@hostile("")
def five_megabytes_with_one_emoji_for_which_python_widens_them_all() -> str:
    return question(f"😊{five_megabytes()}")


@hostile("")
def five_megabytes_in_a_comment() -> str:
    return f"#{five_megabytes()}\n{DECK}"


@hostile(f"8:{2 * deck_yaml.MAX_VALUES - 18}: Hertil er der så meget, som et kortsæt kan rumme")
def five_megabytes_of_examples() -> str:
    return question(f"Hvad?\n        examples: [{five_megabytes('a,')}]")


@hostile("1:5000001: Her begynder en nøgle inde i teksten ovenfor")
def five_megabytes_for_a_key() -> str:
    return f"{five_megabytes()}: Kort\n"


@hostile("1:1: Her mangler »title«", SLOW)
def five_megabytes_for_a_key_after_a_question_mark() -> str:
    return f"? {five_megabytes()}\n: Kort\n"


@hostile("6:13: »aaaa", SLOW)
def five_megabytes_for_an_id() -> str:
    return with_id(five_megabytes())


@hostile("7:19: Her begynder en tekst i anførselstegn, som aldrig slutter")
def five_megabytes_in_a_quote_that_never_ends() -> str:
    return question(f"'{five_megabytes()}")


@hostile("1:1: Her mangler »areas«")
def five_megabytes_of_brackets_in_quotes_before_a_syntax_error() -> str:
    return f"title: ['{five_megabytes('[')}', ,]"


@hostile("1:1: Filen er tom")
def five_megabytes_of_spaces() -> str:
    return five_megabytes(" ")


@hostile("7:5000019: Her begynder en bemærkning")
def five_megabytes_of_spaces_before_a_hashtag() -> str:
    return question(f"a{five_megabytes(' ')[1:]}#b")


@hostile("1:1: Her er et tabulatortegn", SLOW)
def five_megabytes_of_tabs() -> str:
    return five_megabytes("\t")


# --- Five megabytes of lines


@hostile("1:5: Her er et kolon")
def five_megabytes_of_broken_lines() -> str:
    return five_megabytes("a: b: c\n")


@hostile("1:1: Her skulle der stå et kortsæt", SLOW)
def five_megabytes_of_quotes() -> str:
    return five_megabytes("'\n")


@hostile("27008:20: Her er et kolon", SLOW)
def syntax_errors_at_the_end_of_a_megabyte() -> str:
    """The text is scanned again after each of them."""
    return realistic(5_400) + "".join(f"      - id: x{number}\n        question: a: b\n" for number in range(50))


@hostile("1:1: Filen er tom")
def five_megabytes_of_line_ends() -> str:
    return five_megabytes("\n")


@hostile("1:1: Filen er tom", SLOW)
def five_megabytes_of_carriage_returns() -> str:
    return five_megabytes("\r")


@hostile("5000001:1: Nøglen »a« findes ikke")
def a_syntax_error_after_five_megabytes_of_line_ends() -> str:
    return five_megabytes("\n") + "a: b: c"


# --- Bytes that are not UTF-8


@hostile("1:5000001: Filen er ikke gemt som UTF-8")
def five_megabytes_and_a_byte_that_is_not_utf_8() -> bytes:
    return five_megabytes().encode() + b"\xff"


NOT_UTF8 = "Filen er ikke gemt som UTF-8"
HIDDEN = "Her står et usynligt tegn"

all_hostile(
    f"1:1: {NOT_UTF8}",
    utf_16_little_endian=b"\xff\xfe" + DECK.encode("utf-16-le"),
    utf_16_big_endian=b"\xfe\xff" + DECK.encode("utf-16-be"),
    utf_32_little_endian=b"\xff\xfe\0\0" + DECK.encode("utf-32-le"),
)
all_hostile(f"1:3: {NOT_UTF8}", utf_32_big_endian=b"\0\0\xfe\xff" + DECK.encode("utf-32-be"))
all_hostile(
    f"7:19: {NOT_UTF8}",
    latin_1=question("Å, hvad?").encode("latin-1"),
    an_overlong_encoding_of_a_letter=HEAD.encode() + b"\xc1\x81\n",
    half_a_character_in_three_bytes=HEAD.encode() + b"\xed\xa0\x80\n",
    a_text_that_ends_inside_a_letter=HEAD.encode() + b"\xc3",
)
all_hostile(
    f"1:2: {HIDDEN} (U+0000)",
    utf_16_without_a_byte_order_mark=DECK.encode("utf-16-le"),
    utf_32_without_a_byte_order_mark=DECK.encode("utf-32-le"),
)
all_hostile(f"1:1: {HIDDEN} (U+0000)", a_megabyte_of_nul_bytes=bytes(MEGABYTE))
all_hostile(f"1:1: {HIDDEN} (U+FEFF)", two_byte_order_marks="\ufeff\ufeff" + DECK)
all_hostile("", one_byte_order_mark="\ufeff" + DECK, the_line_ends_of_three_systems=DECK.replace(
    "areas:\n", "areas:\r\n").replace("cards:\n", "cards:\r").replace("\n  - ", "\r\n\r\n  - "),
)  # fmt: skip

# --- What cannot be seen, and what misleads


@hostile(f"1:1: {HIDDEN} (U+202E)")
def five_megabytes_of_marks_of_the_reading_direction() -> str:
    return five_megabytes("\u202e")


@hostile(f"7:5000020: {HIDDEN} (U+0007)", SLOW)
def bells_after_five_megabytes_in_one_line() -> str:
    return question(f"😊{five_megabytes()}" + "\a" * 2000)


all_hostile(
    f"7:19: {HIDDEN}",
    a_mark_of_the_reading_direction=question("\u202eHvad?"),
    a_next_line_character=question("\x85Hvad?"),
    a_line_separator=question("\u2028Hvad?"),
    a_paragraph_end=question("\u2029Hvad?"),
    a_control_character_above_ascii=question("\x9b2J"),
    an_escaped_mark_of_the_reading_direction=question('"\\u202eHvad?"'),
    an_escaped_escape_sequence=question('"\\e[2J"'),
    an_escaped_nul=question('"\\0"'),
    an_escaped_paragraph_end=question('"\\P"'),
    ten_thousand_escaped_bells=question('"' + "\\a" * 10_000 + '"'),
)
all_hostile("7:22: Efter en omvendt skråstreg", an_escaped_half_of_a_character=question('"\\ud800"'))
all_hostile("8:9: Nøglen »␛[2J", a_key_that_would_clear_the_screen=DECK + '        "\\e[2J\\u202e": x\n')
all_hostile("", an_emoji_of_joined_characters=question("👩\u200d👩\u200d👧 og \u00a0 hvem?"))

# --- Ids that would be paths

BAD_ID = "6:13: »"

all_hostile(
    BAD_ID,
    a_path_upwards=with_id("../../etc/passwd"),
    a_path=with_id("a/b"),
    a_path_on_windows=with_id(r"C:\x"),
    a_folder_above=with_id(".."),
    an_option=with_id("'-rf'"),
    a_slash_of_another_width=with_id("a\uff0fb"),
    a_letter_that_looks_like_another=with_id("\u0430b"),
    an_id_that_imitates_a_message=with_id('"a\\n\\nkort.yaml:1:1: Alt er i orden."'),
)
all_hostile(
    "8:9: Nøglen »x␊␊",
    a_key_that_imitates_a_message=DECK + '        "x\\n\\nkort.yaml:1:1: Alt er i orden.": y\n',
)

# --- Many cards, keys and areas


def realistic(number: int, areas: int = 1) -> str:
    """Return a deck of ``number`` cards, each with a question and two examples, in ``areas`` areas."""
    parts = ["title: Et stort kortsæt\nsource: Egne spørgsmål\nareas:\n"]
    for area in range(areas):
        parts.append(f"  - id: omraade-{area}\n    name: Område nummer {area}\n    cards:\n")
        parts += (
            f"      - id: kort-{card}\n"
            f"        question: Hvad gør I, når borgeren spørger om sag {card}?\n"
            "        examples:\n"
            "          - Vi ringer til borgeren samme dag\n"
            f"          - 'Vi skriver: nummer {card}'\n"
            for card in range(area, number, areas)
        )
    return "".join(parts)


@hostile("")
def ten_thousand_cards() -> str:
    return more_cards(lambda number: f"      - id: kort-{number}\n        question: Hvad virker?\n")


@hostile("8:13: Id'et »hver-01« er brugt i linje 6")
def ten_thousand_cards_of_one_id() -> str:
    return more_cards(lambda _: "      - id: hver-01\n        question: Hvad virker?\n")


@hostile("10:9: Nøglen »leed« findes ikke i et kort", SLOW)
def ten_thousand_cards_with_an_unknown_key() -> str:
    return more_cards(lambda number: f"      - id: kort-{number}\n        question: Hvad virker?\n        leed: Fx\n")


@hostile("", SLOW)
def ten_thousand_cards_with_two_examples_each() -> str:
    return realistic(10_000)


@hostile("", SLOW)
def ten_thousand_cards_in_a_thousand_areas() -> str:
    return realistic(10_000, 1000)


@hostile("", SLOW)
def ten_thousand_cards_with_one_emoji_for_which_python_widens_the_text() -> str:
    return realistic(10_000).replace("Egne", "😊")


@hostile("", SLOW)
def ten_thousand_cards_with_four_examples_each() -> str:
    examples = "".join(f"          - Eksempel {number}\n" for number in range(4))
    return more_cards(lambda card: f"      - id: k{card}\n        question: Hvad?\n        examples:\n{examples}")


@hostile("", SLOW)
def ten_thousand_cards_in_braces() -> str:
    cards = ", ".join(f"{{id: k{number}, question: Hvad?}}" for number in range(10_000))
    return f"{{title: Kort, areas: [{{id: hverdag, name: Hverdag, cards: [{cards}]}}]}}"


@hostile("8:9: Nøglen »question« står her for anden gang")
def the_same_key_a_hundred_thousand_times() -> str:
    return more_cards(lambda _: "        question: Hvad virker?\n", 100_000)


@hostile("1:2: Nøglen »k0« findes ikke i et kortsæt")
def a_hundred_thousand_unknown_keys() -> str:
    return "{" + ", ".join(f"k{number}" for number in range(100_000)) + "}"


@hostile("20006:9: Kortsættet har 40.001 kort. Grænsen er 10.000.")
def forty_thousand_cards() -> str:
    return more_cards(lambda number: f"      - id: kort-{number}\n        question: Hvad virker?\n", 40_000)


@hostile("20006:9: Kortsættet har 40.001 kort. Grænsen er 10.000.", SLOW)
def forty_thousand_cards_of_one_id() -> str:
    return more_cards(lambda _: "      - id: hver-01\n        question: Hvad virker?\n", 40_000)


@hostile(f"1:{3 * deck_yaml.MAX_VALUES}: Hertil", SLOW)
def a_million_cards() -> str:
    return "areas: [{cards: [" + "{}," * MEGABYTE + "]}]"


# --- Files of the largest size


def filled(text: str, begin: str = HEAD, end: str = "\n") -> str:
    """Return a deck of the largest size, filled with repetitions of a text."""
    room = source.MAX_BYTES - len((begin + end).encode())
    return begin + text * (room // len(text.encode())) + end


@hostile("", SLOW)
def a_text_as_large_as_a_file_may_be() -> str:
    return filled("a", HEAD + "😊")


@hostile("", SLOW)
def a_text_of_as_many_lines_as_a_file_may_hold() -> str:
    return filled("a" * 98 + "\n          ", HEAD + ">\n          😊")


@hostile("", SLOW)
def as_many_examples_as_are_read() -> str:
    examples = (f"        - {number:07}\n" for number in range(deck_yaml.MAX_VALUES - 100))
    return question("😊") + "        examples:\n" + "".join(itertools.islice(examples, source.MAX_BYTES // 18 - 20))


@hostile("7:19: Mærket !a0 bruges ikke", SLOW)
def as_many_tags_as_a_file_may_hold() -> str:
    return filled("!b c, ", HEAD + "!a0 Hvad?\n        examples: [", "]\n")


@hostile("1:1: Mærket %TAG", SLOW)
def as_many_tag_directives_as_a_file_may_hold() -> str:
    return "".join(f"%TAG !{number:07}! x\n" for number in range(source.MAX_BYTES // 17))


@hostile("1:1: Filen er for stor", SLOW)
def a_byte_more_than_a_file_may_hold() -> str:
    return filled("a") + "aaa"


# --- Almost nothing

all_hostile("1:1: Filen er tom", nothing="", only_comments="# Kort\n# til mandag\n")
all_hostile("1:1: Her skulle der stå et kortsæt", one_letter="a")

# --- Running the program


class Answer(NamedTuple):
    """The result of a program: its exit code, its output, its processor time and its peak memory."""

    code: int
    out: str
    err: str
    seconds: float
    megabytes: float


# A forked process keeps its peak memory in the kernel's count when it then runs another program. So programs must be
# started by a small process, not by pytest. ``limit`` ends programs that go far beyond the limits of the tests.
LIMITS = """
import resource, sys
def limit():
    resource.setrlimit(resource.RLIMIT_CPU, (600, 600))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
"""
STARTER = (
    LIMITS
    + """
import json, os, subprocess
for line in sys.stdin:
    words, out, err = json.loads(line)
    with open(out, "wb") as out, open(err, "wb") as err:
        child = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=out, stderr=err, preexec_fn=limit)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    print(json.dumps([child.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss]), flush=True)
"""
)
WORKER_STARTER = (
    LIMITS
    + """
import subprocess
sys.exit(subprocess.call(sys.argv[1:], preexec_fn=limit))
"""
)
WORKER = """
import json, resource, sys, time
from kortspil.cli.app import run
answers = sys.stdout
for line in sys.stdin:
    words, out, err = json.loads(line)
    before = time.process_time()
    with open(out, "w", encoding="utf-8") as sys.stdout, open(err, "w", encoding="utf-8") as sys.stderr:
        code = run(words[3:])
    used = resource.getrusage(resource.RUSAGE_SELF)
    answers.write(json.dumps([code, time.process_time() - before, used.ru_maxrss]) + "\\n")
    answers.flush()
"""

Run = Callable[..., Answer]


class Runner:
    """A process that runs programs one after another. If a program ends the process, it is started again."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self._command = command
        self._out, self._err = folder / "out", folder / "err"
        self._process: subprocess.Popen[str] | None = None

    def __call__(self, *words: str) -> Answer:
        """Run Python with some words on its command line."""
        line = json.dumps([[sys.executable, *words], str(self._out), str(self._err)])
        answer = self._ask(line)
        assert answer, "the program ended the process"
        code, seconds, size = json.loads(answer)
        megabytes = size * (1 if sys.platform == "darwin" else 1024) / 1e6
        # Reading the output fails if it is not UTF-8.
        return Answer(code, self._out.read_text("utf-8"), self._err.read_text("utf-8"), seconds, megabytes)

    def _ask(self, line: str) -> str:
        if self._process is None:
            env = {name: value for name, value in os.environ.items() if name != "KORTSPIL_TRACEBACK"}
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**env, "PYTHONUTF8": "1"}
            )
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            self.close()
        return answer

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            with self._process:
                pass
            self._process = None


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Run every program in a process of its own."""
    runner = Runner([sys.executable, "-I", "-S", "-c", STARTER], tmp_path_factory.mktemp("answers"))
    yield runner
    runner.close()


@pytest.fixture(scope="module")
def run_in_one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Run all programs in the same process, which is much faster. The memory is the peak of all programs so far."""
    command = [sys.executable, "-I", "-S", "-c", WORKER_STARTER, sys.executable, "-c", WORKER]
    runner = Runner(command, tmp_path_factory.mktemp("answers"))
    yield runner
    runner.close()


def write(path: Path, deck: str | bytes) -> Path:
    # As bytes, so that line ends are not changed.
    path.write_bytes(deck if isinstance(deck, bytes) else deck.encode())
    return path


def check(run: Run, path: Path) -> Answer:
    return run("-m", "kortspil", "check", str(path))


# Characters that a terminal obeys, or that mislead a reader, except line feeds.
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def is_syntax_error(problem: str) -> bool:
    """Return whether the message of a problem depends on PyYAML's message."""
    return any(
        what in problem
        for what in ("Her er et kolon", "Her mangler et kolon", "nyt dokument", "aldrig slutter", "omvendt skråstreg",
                     "Her begynder en nøgle inde")
    )  # fmt: skip


def assert_answered(answer: Answer, path: Path, problem: str) -> None:
    """Assert that a deck was read, or refused with ``problem`` first. The output must be short and safe to show."""
    assert answer.code == (2 if problem else 0), answer.err
    assert not UNSAFE.search(answer.out + answer.err)
    assert answer.megabytes < MOST_MEGABYTES
    if not problem:
        assert re.fullmatch(rf"{re.escape(str(path))} er i orden: [\d.]+ kort i [\d.]+ områder?\.\n", answer.out)
        assert answer.err == ""
        return
    assert answer.out == ""
    head, first = answer.err.split("\n", 2)[::2]
    assert re.fullmatch(rf"Kortsættet {re.escape(str(path))} kan ikke bruges: (mindst )?[\d.]+ fejl\.", head)
    if not is_syntax_error(problem) or yaml_words.are_known():
        assert first.startswith(f"{path}:{problem}")
    places = re.findall(rf"^{re.escape(str(path))}:(\d+):(\d+): [A-ZÆØÅ»]", answer.err, re.MULTILINE)
    assert 1 <= len(places) <= 50
    assert places == sorted(places, key=lambda place: (int(place[0]), int(place[1])))
    assert len(answer.err) < LONGEST_ANSWER
    assert all(len(line) < len(str(path)) + 200 for line in answer.err.splitlines())


@pytest.mark.parametrize("name", CORPUS)
def test_a_hostile_deck_is_read_or_refused_where_it_is_wrong(name: str, run_in_one: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "kort.yaml", CORPUS[name].make())
    assert_answered(check(run_in_one, path), path, CORPUS[name].problem)
    path.unlink()


def test_a_folder_a_pipe_a_device_and_an_endless_file_are_refused_without_reading_them(
    run: Run, tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    endless = tmp_path / "endless.yaml"
    with endless.open("wb") as file:
        file.truncate(1 << 40)
    for path, sentence in [
        (tmp_path, f"{tmp_path} er en mappe, ikke en fil."),
        (pipe, f"{pipe} er ikke en almindelig fil."),
        (Path("/dev/zero"), "/dev/zero er ikke en almindelig fil."),
        (tmp_path / "væk.yaml", f"Filen {tmp_path / 'væk.yaml'} findes ikke."),
        (endless, f"Kortsættet {endless} kan ikke bruges: 1 fejl."),
    ]:
        answer = check(run, path)
        assert (answer.code, answer.err.splitlines()[0]) == (2, sentence)
        assert answer.megabytes < MOST_MEGABYTES


# --- The limits on the seconds, which depend on the machine


@pytest.mark.limits
def test_every_hostile_deck_is_checked_within_two_seconds_and_three_hundred_megabytes(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "kort.yaml"
    slow: list[str] = []
    print(f"\n{'seconds':>8}{'MB':>6}{'file':>7}")
    for name, hostile in (CORPUS | SLOW).items():
        size = write(path, hostile.make()).stat().st_size
        answer = check(run, path)
        print(f"{answer.seconds:8.2f}{answer.megabytes:6.0f}{size / 1e6:7.1f}  {name}")
        assert_answered(answer, path, hostile.problem)
        if answer.seconds > MOST_SECONDS:
            slow.append(name)
    assert not slow

"""The names and the due date in the text of an agreement are read as they were meant, or not at all."""

from __future__ import annotations

import subprocess
import sys
import time
import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import hostile_texts
from kortspil.messages import dates
from kortspil.minutes.agreement import AgreementDetails, read

SUNDAY = date(2026, 11, 22)
PARTICIPANTS = ("Anna", "Anna Marie", "Bo", "Jean-Paul", "Erkan Øztürk")


def at(day: int, month: int, year: int = 2026) -> date:
    return date(year, month, day)


FIRST = at(1, 12)


def due(text: str, said: date = SUNDAY) -> date | None:
    return read(text, PARTICIPANTS, said).due


def unclear(text: str, said: date = SUNDAY) -> str:
    return read(text, PARTICIPANTS, said).unclear


# --- Days after «senest»

DAYS: list[tuple[str, date]] = [
    # A date with the name of the month
    *((typed, FIRST) for typed in (
        "1. december", "1 december", "1.december", "1. dec.", "1. dec", "1 dec", "1. DECEMBER", "den 1. december",
        "d. 1. december", "d.1. december", "Den 1. December", "1. december 2026", "1. dec. 2026", "1. december, 2026",
        "1. december i 2026", "1. december i år", "1. december kl. 10", "1. december kl. 10.30", "1. december 10.30",
        "1. december, kl. 9-11", "1. december om formiddagen", "tirsdag den 1. december", "tirsdag d. 1. december",
        "tirsdag 1. december", "Tirsdag, den 1. december", "på tirsdag den 1. december",
    )),
    ("1. december 2027", at(1, 12, 2027)), ("1. december næste år", at(1, 12, 2027)),
    ("1. december naeste aar", at(1, 12, 2027)), ("1. december til næste år", at(1, 12, 2027)),
    ("22. november", SUNDAY), ("21. november", at(21, 11, 2027)), ("1. januar", at(1, 1, 2027)),
    ("15. maj", at(15, 5, 2027)), ("3. Maj 2027", at(3, 5, 2027)), ("1. sept.", at(1, 9, 2027)),
    ("2. marts", at(2, 3, 2027)), ("31. juli", at(31, 7, 2027)), ("28. feb", at(28, 2, 2027)),
    # Numbers
    *((typed, FIRST) for typed in (
        "1/12", "d. 1/12", "den 1/12", "d.1/12", "1/12.", "01/12", "1.12", "1.12.", "d. 1.12", "den 1.12.",
        "1.12.2026", "01.12.2026", "01-12-2026", "1/12-26", "1/12-2026", "1/12 2026", "1/12/2026", "1.12.26",
        "01-12-26", "1/12/26", "2026-12-01", "tirsdag d. 1/12", "1/12 kl. 10",
    )),
    ("12/1", at(12, 1, 2027)), ("31/12", at(31, 12)), ("1/2", at(1, 2, 2027)), ("24.12", at(24, 12)),
    # No clock shows 24.05, so it is a day. 23.05 can be a time.
    ("24.05", at(24, 5, 2027)),
    ("3.5", at(3, 5, 2027)), ("1/12 næste år", at(1, 12, 2027)), ("den 9.10", at(9, 10, 2027)),
    # Days near today
    ("i dag", SUNDAY), ("I dag", SUNDAY), ("idag", SUNDAY), ("i morgen", at(23, 11)), ("I MORGEN", at(23, 11)),
    ("imorgen", at(23, 11)), ("i morgen tidlig", at(23, 11)), ("i overmorgen", at(24, 11)), ("dags dato", SUNDAY),
    # Days of the week
    ("fredag", at(27, 11)), ("på fredag", at(27, 11)), ("paa fredag", at(27, 11)), ("til fredag", at(27, 11)),
    ("nu på fredag", at(27, 11)), ("førstkommende fredag", at(27, 11)), ("Fredag kl. 12", at(27, 11)),
    ("kl. 12 fredag", at(27, 11)),
    ("fredag morgen", at(27, 11)), ("fredag eftermiddag", at(27, 11)), ("mandag", at(23, 11)),
    ("lørdag", at(28, 11)), ("loerdag", at(28, 11)), ("mandag i uge 49", at(30, 11)), ("fredag uge 49", at(4, 12)),
    ("søndag i uge 49", at(6, 12)), ("torsdag i uge 2", at(14, 1, 2027)), ("fredag i uge 53", at(1, 1, 2027)),
    ("fredag i næste uge", at(27, 11)), ("fredag næste uge", at(27, 11)), ("søndag i denne uge", SUNDAY),
    # After a while
    ("om 14 dage", at(6, 12)), ("om fjorten dage", at(6, 12)), ("om 3 dage", at(25, 11)), ("om 1 dag", at(23, 11)),
    ("om to uger", at(6, 12)), ("om 2 uger", at(6, 12)), ("om en uge", at(29, 11)), ("om én uge", at(29, 11)),
    ("om e\u0301n uge", at(29, 11)), ("om otte uger", at(17, 1, 2027)), ("om en måned", at(22, 12)),
    ("om en maaned", at(22, 12)), ("om tre måneder", at(22, 2, 2027)), ("om et år", at(22, 11, 2027)),
    ("om 14 dage fra nu", at(6, 12)),
    # The end of a month or a year
    ("ultimo november", at(30, 11)), ("udgangen af november", at(30, 11)), ("ultimo februar", at(28, 2, 2027)),
    ("ultimo januar 2028", at(31, 1, 2028)), ("månedens udgang", at(30, 11)), ("udgangen af måneden", at(30, 11)),
    ("årets udgang", at(31, 12)), ("udgangen af året", at(31, 12)),
]  # fmt: skip

NO_CERTAIN_DAY = [
    # There is no such day
    "31. november", "30. februar", "0. december", "32. december", "12/13", "31/11", "0/12", "29. februar",
    "fredag den 1. december", "fredag den 11.", "mandag i uge 60", "mandag i uge 0",
    # Two readings
    "søndag", "næste fredag", "naeste fredag", "om otte dage", "om 8 dage", "9.10", "8.05", "23.05",
    "27-12-28", "1. december 27", "1/12-25", "den 1.", "d. 15.", "den 25. i hver måned", "24/7",
    # Not one day
    "uge 49", "i uge 49", "i næste uge", "næste uge", "i december", "december", "maj", "medio december",
    "primo januar", "2027", "efteråret", "jul", "efter jul", "påske", "sommerferien", "weekenden", "næste teammøde",
    "næste gang", "mødet", "1.-5. december", "1. - 5. december", "1.–5. december", "1. og 5. december",
    "mellem 1. og 5. december", "1. december til 5. december", "1. december - 5. december",
    "1. december eller 1. januar", "1/12, 5/12 og 8/12", "1/12 + 5/12", "mandag eller tirsdag", "mandag, tirsdag",
    "mandag-onsdag", "mandag og onsdag", "mandag i uge 49 eller 50", "mandag i uge 49/50", "om 2-3 uger",
    "om et par uger", "om en uge eller to", "om 1½ måned", "om 1,5 måned", "om halvanden måned", "om en halv time",
    # Another day, counted from the one that is named
    "14 dage før 1. december", "dagen efter 1. december", "ugen efter 1. december", "fredag om 14 dage",
    "om 14 dage på fredag", "fredag efter jul", "om en uge fra fredag", "1. december sidste år", "1. december hvert år",
    "fredag i julen", "fredag i december", "fredag, altså den 4. december", "om to uger, altså 1. december",
    # A number of something
    "1/2 time", "1/2 år", "1/4 af opgaven", "kl. 10.30", "10.30", "1. december-mødet", "1. juledag",
    # No day at all
    "", "muligt", "ændret", "10 stk", "version 2.1", "@Bo", "-", "...", "1", "1/", "/12", "..12", "999999999999/12",
]  # fmt: skip


NOT_AFTER_A_NAME = ("1.12", "1.12.", "24.12", "24.05", "3.5", "1/2")
"""Phrases that may also be a number of something. They are a day only after a word such as «senest»."""


@pytest.mark.parametrize(("typed", "meant"), DAYS, ids=[typed for typed, _ in DAYS])
def test_a_day_is_read_as_danes_write_it(typed: str, meant: date) -> None:
    assert read(f"Vi spørger chefen @Erkan senest {typed}", (), SUNDAY) == AgreementDetails(("Erkan",), meant)
    assert due(f"@Erkan (senest {typed}) spørger chefen") == meant
    assert due(f"Inden {typed}") == meant
    after_a_name = None if typed in NOT_AFTER_A_NAME else meant
    assert due(f"Vi spørger chefen @Erkan {typed}") == after_a_name
    assert due(f"@Erkan: {typed}") == after_a_name


@pytest.mark.parametrize("typed", NO_CERTAIN_DAY)
def test_words_that_do_not_name_one_certain_day_are_not_read_as_a_day(typed: str) -> None:
    for text in (
        f"@Erkan senest {typed}",
        f"@Erkan inden {typed}",
        f"@Erkan {typed}",
        f"Vi ringer senest {typed} til KL",
    ):
        assert due(text) is None, text


def test_inden_for_14_dage_means_the_last_of_the_14_days() -> None:
    for typed in ("inden 14 dage", "inden for 14 dage", "inden for de næste 14 dage", "inden for to uger"):
        assert due(f"@Bo svarer {typed}") == at(6, 12), typed


@pytest.mark.parametrize(
    "text",
    [
        "Dagen inden 1. december", "14 dage inden 1. december", "Kort inden 1. december", "Senest ændret 1. december",
        "senest 14 dage efter 1. december",
    ],
)  # fmt: skip
def test_a_day_from_which_another_is_counted_is_not_the_due_date(text: str) -> None:
    assert due(text) is None
    assert due(f"@Bo {text}") is None


# --- Days in running text

RUNNING: list[tuple[str, date | None]] = [
    ("Vi spørger Annas chef om kurser @Erkan senest 1. december", FIRST),
    ("@Anna og @Bo om 14 dage", at(6, 12)),
    ("@Erkan, senest fredag", at(27, 11)),
    ("@Bo 1. december", FIRST),
    ("@Bo - 1. december", FIRST),
    ("@Bo og Anna ringer 1. december", FIRST),
    ("Senest 1. december ringer @Bo", FIRST),
    ("»Senest 1. december« siger @Bo", FIRST),
    ("@Bo ringer fredag", at(27, 11)),
    ("Bo ringer på fredag", at(27, 11)),
    ("Bo ringer på fredag og tager kage med", at(27, 11)),
    ("Vi mødes fredag den 4. december", at(4, 12)),
    ("Torsdag den 10. december kl. 9-11 mødes vi", at(10, 12)),
    ("Vi ringer til KL 1. december", FIRST),
    ("Vi ringer til KL den 1. december.", FIRST),
    ("Vi ringer den 1/12 til KL", FIRST),
    ("Bo holder vagten fra 1. december", FIRST),
    ("Vi læser det til 1. december, alle sammen", FIRST),
    ("Vi følger op om 14 dage.", at(6, 12)),
    ("Vi følger op om 14 dage, og @Bo skriver ned", at(6, 12)),
    ("Vi ringer i morgen", at(23, 11)),
    ("Vi evaluerer 1. juni 2027", at(1, 6, 2027)),
    ("Deadline: 1/12", FIRST),
    ("@Bo senest 1. december, @Anna senest 1. december", FIRST),
    ("@Bo inden jul, senest 20. december", at(20, 12)),
    # A day after «senest» takes precedence. Without one, there must be only one day.
    ("Mødet den 7. december: @Bo sender det senest 1. december", FIRST),
    ("@Bo 1. december og @Anna 15. december", None),
    ("@Bo senest 1. december, @Anna senest 15. december", None),
    ("@Bo senest næste teammøde den 1. december", None),
    # Weekdays of another week, or of every week
    ("I uge 49 sender @Bo det senest fredag", None),
    ("I uge 49 sender Bo det på fredag", None),
    ("@Bo: mandag, @Anna: tirsdag", None),
    ("Bo ringer fredag", None),
    ("Vi holder fri hver fredag", None),
    ("@Bo holder fri hver fredag", None),
    ("@Bo finder en fast dag, fx fredag", None),
    ("Åbent fra mandag til fredag", None),
    ("@Bo har åbent fra mandag til fredag", None),
    ("Vi tager det fra fredag", None),
    ("Vi snakker om fredag", None),
    # Days that are mentioned
    ("Vi ringer 1. december til KL", None),
    ("Vi tager referatet fra 1. november op igen", None),
    ("Vi tager referatet fra 1. december 2025 op igen", None),
    ("Vi læste det mandag i uge 47", None),
    ("@Bo holdt et oplæg fredag i uge 46", None),
    ("Vi læser det mandag i uge 49", at(30, 11)),
    ("Fejring af 1. maj", None),
    ("Efter 1. december", None),
    ("Ugen før 1. december", None),
    ("Tidligst 1. december", None),
    ("I ugerne op til 1. december", None),
    ("Den 1. og 5. december mødes vi", None),
    ("Fra 1. december til 3. december", None),
    ("fredag den 1. december kommer @Bo", None),
    ("1. maj-tale til @Bo", None),
    ("Vi gør som i dag", None),
    ("I dag har vi ingen liste", None),
    ("Lav en evaluering om 1 år med projektet", None),
    ("2 gange om 14 dage", None),
    ("2 gange om måneden", None),
    ("Bo kommer ikke på fredag", None),
    ("Vi flytter mødet til fredag", None),
    ("@Bo flytter mødet til fredag", at(27, 11)),
    # Numbers that are not dates
    ("@Bo senest 3.5 tages i brug", None),
    ("@Bo 1/2", None),
    ("Vi går fra 2/5 i dag til 4/5", None),
    ("Vi bruger version 2.1 i 1/2 time og har 24/7 vagt", None),
    ("Vi giver det 3.5", None),
    ("Vi bruger den 2.1 version", None),
    ("@Bo er på 24/7", None),
    ("@Bo 1/2 time", None),
    ("@Bo 3.5", None),
    ("Vi ændrer fordelingen fra 1/2 til 3/4", None),
    ("Hold 1/12 mødes", None),
    ("Kapitel 1.12", None),
    ("Ring på 21.12.26.30", None),
    ("Se side 2 til 3", None),
]


@pytest.mark.parametrize(("text", "meant"), RUNNING, ids=[text for text, _ in RUNNING])
def test_a_day_in_running_text_is_the_due_date_only_if_that_is_certain(text: str, meant: date | None) -> None:
    assert due(text) == meant


# --- Unclear times


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("@Bo senest næste teammøde", "næste teammøde"),
        ("@Bo senest til næste teammøde, hvis det kan nås", "næste teammøde"),
        ("@Bo inden jul.", "jul"),
        ("@Bo senest i uge 49.", "uge 49"),
        ("@Bo uge 49", "uge 49"),
        ("@Bo næste fredag", "næste fredag"),
        ("@Bo senest 31. november", "31. november"),
        ("@Bo senest 12/13", "12/13"),
        ("@Bo senest den 1.", "den 1."),
        ("@Bo senest fredag den 11.", "fredag den 11."),
        ("@Bo senest 14 dage før 1. december", "14 dage før 1. december"),
        ("@Bo senest kl. 10", "kl. 10"),
        ("@Bo om et par uger", "om et par uger"),
        ("Senest  næste\nteammøde", "næste"),
        ("Inden mødet går i gang", "mødet"),
        # Words that do not name a time are not returned.
        ("Inden vi går videre", ""),
        ("Inden for IT-området", ""),
        ("Senest muligt", ""),
        ("@Bo senest 3 personer", ""),
        ("@Bo møder Anna", ""),
        ("Bo ringer fredag", ""),
        ("", ""),
        # If a day is read, nothing is unclear.
        ("@Bo inden jul, senest 20. december", ""),
    ],
)
def test_words_for_an_unclear_time_are_returned(text: str, words: str) -> None:
    assert unclear(text) == words


# --- Names


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("@Erkan ringer", ("Erkan",)),
        ("Det tager @Erkan.", ("Erkan",)),
        ("(@Erkan)", ("Erkan",)),
        ("@Anna og @Bo, @Erkan", ("Anna", "Bo", "Erkan")),
        ("@Bo/@Anna", ("Bo", "Anna")),
        ("@Bo og @bo", ("Bo",)),
        ("@anna marie", ("Anna Marie",)),
        ("@Anna  Marie", ("Anna Marie",)),
        ("@Anna\u00a0Marie", ("Anna Marie",)),
        ("@Anna Marielund", ("Anna",)),
        ("@Anna tager Marie med", ("Anna",)),
        ("@Annas chef", ("Annas",)),
        ("@Anna-Lise", ("Anna-Lise",)),
        ("@jean-paul", ("Jean-Paul",)),
        ("@O'Neill og @d’Arc", ("O'Neill", "d’Arc")),
        ("@ERKAN ØZTÜRK", ("Erkan Øztürk",)),
        ("@Erkan O\u0308ztu\u0308rk", ("Erkan",)),
        ("@A\u030ase", ("Åse",)),
        ("@IT-afdelingen", ("IT-afdelingen",)),
        ("@Maj 1. maj", ("Maj",)),
        ("Skriv til anna@by.dk", ()),
        ("Skriv til @by.dk", ()),
        ("anna.b@by.dk og bo@", ()),
        ("@@Anna @ Anna @3F @bo_x @Anna@by", ()),
        ("Anna og Bo", ()),
    ],
)
def test_a_name_follows_an_at_sign(text: str, who: tuple[str, ...]) -> None:
    assert read(text, PARTICIPANTS, SUNDAY).who == who


def test_an_unknown_name_is_one_word() -> None:
    assert read("@Anna Marie senest 1. december", (), SUNDAY) == AgreementDetails(("Anna",), FIRST)
    assert read("@Anna Marie 1. december", ("  Anna   Marie ", ""), SUNDAY) == AgreementDetails(("Anna Marie",), FIRST)
    assert read("@Bo (IT) ringer", ("Bo (IT)", "Bo.*"), SUNDAY).who == ("Bo (IT)",)


def test_a_very_long_name_of_a_participant_is_ignored() -> None:
    names = ("Anna " * 200_000, *(f"Bo {number}" for number in range(500)))
    assert read("@Anna Anna og @Bo 400 ringer", names, SUNDAY).who == ("Anna", "Bo 400")


# --- Any day, any text

ANY_DAY = st.dates(date(2000, 1, 1), date(2098, 12, 31))


@given(ANY_DAY, st.integers(0, 365))
def test_a_day_as_the_program_writes_it_is_read_as_that_day(said: date, days: int) -> None:
    meant = said + timedelta(days=days)
    for typed in (
        dates.date(meant),
        dates.weekday(meant),
        f"{meant.day}/{meant.month}-{meant.year}",
        meant.isoformat(),
    ):
        assert due(f"@Bo senest {typed}", said) == meant
    leap = (meant.month, meant.day) == (2, 29)
    if days < 365 and not leap:
        assert due(f"@Bo senest {dates.date(meant).rpartition(' ')[0]}", said) == meant
        assert due(f"@Bo senest {meant.day}/{meant.month}", said) == meant or f"{meant.day}/{meant.month}" == "24/7"


@given(ANY_DAY)
def test_a_weekday_is_the_next_one_and_never_today(said: date) -> None:
    for number, name in enumerate(dates.WEEKDAYS):
        found = due(f"@Bo senest {name}", said)
        if number == said.weekday():
            assert found is None
        else:
            assert found is not None
            assert (found.weekday(), 0 < (found - said).days < 7) == (number, True)


@given(ANY_DAY, st.integers(1, 52), st.integers(0, 6))
def test_a_day_of_a_week_is_the_next_one_in_a_week_of_that_number(said: date, week: int, weekday: int) -> None:
    found = due(f"@Bo senest {dates.WEEKDAYS[weekday]} i uge {week}", said)
    assert found is not None
    assert found.isocalendar()[1:] == (week, weekday + 1)
    assert 0 <= (found - said).days <= 53 * 7


def test_a_day_of_this_week_can_be_today() -> None:
    monday = date(2026, 11, 23)
    assert due("@Bo senest mandag i uge 48", monday) == monday


@pytest.mark.parametrize("said", [date.min, date(9999, 12, 30), date.max])
def test_a_day_beyond_the_calendar_raises_no_error(said: date) -> None:
    for typed, _ in DAYS:
        read(f"@Bo senest {typed}, om 999 år", PARTICIPANTS, said)


PIECES = [
    "@", "@Anna", "@Anna Marie", "senest ", "inden ", "inden for ", "den ", "d. ", "til ", "på ", "om ", "fra ", "i ",
    "1", "12", "1.", "/", "-", ".", ",", " ", "\n", "(", "december", "maj", "uge ", "fredag", "næste ", "næste møde",
    "14 dage", "en uge", "2026", "kl. 10", "og ", "eller ", "før ", "ultimo ", "ſept", "ı morgen", "٣/٣", "\u0301",
    "\u00a0", "år", "é", "I DAG", "²", "24/7",
]  # fmt: skip


@settings(max_examples=500)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=15).map("".join), ANY_DAY)
@example("senest 1. ſept", SUNDAY)
@example("senest ٣/٣", SUNDAY)
def test_names_and_unclear_words_are_always_taken_from_the_text(text: str, said: date) -> None:
    who, found, words = read(text, PARTICIPANTS, said)
    whole = unicodedata.normalize("NFC", text)
    for name in who:
        assert name in PARTICIPANTS or f"@{name}" in whole
    assert len({name.casefold() for name in who}) == len(who)
    assert found is None or words == ""
    assert " ".join(words.split()) in " ".join(whole.split())
    assert len(words) <= 120


REPEATED = [
    "senest 1/12 ", "@Bo på fredag ", "@", "@Bo ", "@a-", "@a'", " ", "\n", "x", "1", "1 ", "1. ", "1/", "om 14 dage ",
    "til den 1. ", "fredag den ", "senest næste møde ", "inden for de næste ", "kl. 10 ", "d. ", "senest til på ",
    "1. december ", "og ", "fredag og om om om ", "sommer", "e\u0301", "1. december og d. d. d. d. ",
]  # fmt: skip
GAPS = ["senest{}1", "@Bo{}fredag", "senest 1.{}x", "om 14{}dage", "{}x", "senest fredag,{}x", "kl.{}1. december"]


def test_a_text_of_20_000_characters_can_be_read() -> None:
    texts = [*(piece * (20_000 // len(piece)) for piece in REPEATED), *(gap.format(" " * 20_000) for gap in GAPS)]
    for text in [*texts, f"senest {'sommer' * 3_000}"]:
        assert len(read(text, PARTICIPANTS, SUNDAY).unclear) <= 120, text[:20]


@pytest.mark.limits
@pytest.mark.parametrize(
    "text", [piece * (hostile_texts.MEGABYTE // len(piece)) for piece in REPEATED]
    + [gap.format(" " * hostile_texts.MEGABYTE) for gap in GAPS], ids=[*REPEATED, *GAPS],
)  # fmt: skip
def test_the_time_to_read_a_text_grows_linearly_up_to_a_megabyte(text: str) -> None:
    def seconds(part: str) -> float:
        begun = time.perf_counter()
        assert len(read(part, PARTICIPANTS, SUNDAY).unclear) <= 120
        return time.perf_counter() - begun

    quarter = min(seconds(text[: len(text) // 4]) for _ in range(3))
    assert seconds(text) <= 10 * quarter + 0.1


def test_the_grammar_of_days_is_not_imported_before_it_is_needed() -> None:
    code = "import sys, kortspil.ui.answers, kortspil.minutes; print('kortspil.minutes.agreement' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.split() == [b"False"]

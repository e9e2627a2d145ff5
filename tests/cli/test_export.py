"""``kortspil export``: which meetings and files it takes, and the calls that it refuses."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from command_line import Answer, CommandLine
from kortspil.cli.export_meetings import MeetingChoice, choose
from kortspil.export import registry
from kortspil.meeting.events import Closed, Event, Finished, Kind, Noted
from kortspil.notes import store
from report_samples import AT, FIRST_MINUTES, LATER, TEK_1, UDV_1, WHOLE, markdown, notes

MEETINGS = {
    "2026-11-22-1030-aaaa11": (WHOLE, "Team Vest", 0),
    "2026-12-06-1030-aabb22": (LATER, "Team Vest", 14),
    "2027-01-10-1030-cccc33": (
        (UDV_1, Noted(Kind.NEED, "udv-1", "Tid til at lære"), Finished("udv-1"), Closed()),
        "Øst",
        49,
    ),
    "2027-01-11-1030-dddd44": ((TEK_1, Finished("tek-1"), Closed()), "", 50),
}
"""By id: the events, the group, and the days since the first meeting. The last meeting has no notes."""

VEST, VEST_AGAIN, OST, SILENT = MEETINGS


def keep(folder: Path, *ids: str, name: str = "") -> list[Path]:
    """Write meetings to a folder: each to its own file, or all to the file ``name``."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for id in ids:
        happened, group, days = MEETINGS[id]
        text = notes(*happened, warmup=id == VEST, group=group, id=id, at=AT + timedelta(days=days))
        path = folder / (name or f"{id}.md")
        with path.open("a", encoding="utf-8") as file:
            file.write(text)
        paths.append(path)
    return paths


@pytest.fixture
def archive(home: Path) -> Path:
    """The folder of notes, with four meetings."""
    keep(home / "notes", *MEETINGS)
    return home / "notes"


def meetings_in(answer: Answer) -> list[str]:
    """Return the ids of the meetings in a JSON report."""
    assert answer.code == 0, answer.err
    return [meeting["id"] for meeting in json.loads(answer.out)["meetings"]]


# --- Which meetings


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("--meeting 2026-12", [VEST_AGAIN]),
        ("--meeting 2027-01-10 --meeting 2026-11", [VEST, OST]),
        ("--all", [VEST, VEST_AGAIN, OST]),
        ("--all --allow-empty", [VEST, VEST_AGAIN, OST, SILENT]),
        ("--since 2026-12-06", [VEST_AGAIN, OST]),
        ("--since 6.12.2026 --all", [VEST_AGAIN, OST]),
        ("--from notes", [VEST, VEST_AGAIN, OST]),
        (f"--from notes/{OST}.md", [OST]),
        (f"--from notes/{OST}.md --from notes/{VEST}.md", [VEST, OST]),
        (f"--from notes/{OST}.md --from notes/{VEST}.md --since 2027-01-01", [OST]),
    ],
)
@pytest.mark.usefixtures("archive")
def test_the_report_has_the_chosen_meetings_the_oldest_first(
    line: CommandLine, monkeypatch: pytest.MonkeyPatch, words: str, ids: list[str]
) -> None:
    today(monkeypatch, date(2027, 2, 1))
    assert meetings_in(line("export", "-", "--format", "json", *words.split())) == ids


def today(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """Set the day that the program takes for today."""

    class Days:
        today = staticmethod(lambda: day)

    monkeypatch.setattr("kortspil.cli.export.date", Days)


def test_the_latest_meeting_of_a_file_is_exported_or_every_meeting_with_all(home: Path, line: CommandLine) -> None:
    keep(home, VEST, VEST_AGAIN, OST, name="team.md")
    json_of = ("export", "-", "--format", "json", "--from", "team.md")
    assert meetings_in(line(*json_of)) == [OST]
    assert meetings_in(line(*json_of, "--all")) == [VEST, VEST_AGAIN, OST]


@pytest.mark.usefixtures("archive")
def test_a_meeting_in_two_files_is_exported_once_from_the_longer_copy(home: Path, line: CommandLine) -> None:
    whole = (home / "notes" / f"{VEST}.md").read_text("utf-8")
    (home / "notes" / "aaa.md").write_text(whole[: whole.index("Chatbots")], "utf-8")
    answer = line("export", "-", "--format", "json", "--all")
    assert meetings_in(answer) == [VEST, VEST_AGAIN, OST]
    assert answer.out.count("Chatbots") == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--meeting 2027-01", "Flere møder har navne, der begynder med »2027-01«"),
        ("--meeting 1999", "Intet møde har et navn, der begynder med »1999«."),
        ("--meeting 2026-11 --all", "kan ikke bruges sammen med --all eller --since"),
        (
            "--since 2027-02-01",
            "Der er ingen møder fra 1. februar 2027 eller senere. Det seneste er fra 11. januar 2027",
        ),
        ("--since i-fjor", "»i-fjor« efter --since kan ikke læses som en dag."),
        ("--since 2031-01-01", "»2031-01-01« efter --since er en dag, der ikke har været endnu."),
        ("--from tom", "Der er ingen notefiler i mappen tom."),
        ("--from findes-ikke.md", "Filen findes-ikke.md findes ikke."),
        ("--area jura --all", "Ingen af møderne har området »jura«."),
        (f"--meeting {SILENT}", "Mødet 11. januar 2027 kl. 10.30 har ingen noter."),
        (f"--meeting {OST} --area tek", "har ingen noter i området Teknologiforståelse."),
        (f"--from notes/{SILENT}.md --all", "Mødet 11. januar 2027 kl. 10.30 har ingen noter."),
        ("--format odt", "Formatet »odt« findes ikke. Brug md, html, docx, pdf, csv, xlsx, json eller jsonl."),
    ],
)
@pytest.mark.usefixtures("archive")
def test_a_choice_that_matches_no_meeting_is_refused_and_no_file_is_written(
    home: Path, line: CommandLine, monkeypatch: pytest.MonkeyPatch, words: str, said: str
) -> None:
    today(monkeypatch, date(2027, 2, 15))
    (home / "tom").mkdir()
    answer = line("export", "ud.md", *words.split())
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert not (home / "ud.md").exists()


@pytest.mark.usefixtures("archive")
def test_since_chooses_the_meetings_from_a_past_day_or_today() -> None:
    assert [one.id for one in choose(MeetingChoice(since=" 1. december "), date(2027, 2, 1)).found] == [
        VEST_AGAIN, OST, SILENT,
    ]  # fmt: skip
    assert [one.id for one in choose(MeetingChoice(since="i dag"), date(2027, 1, 11)).found] == [SILENT]


@pytest.mark.usefixtures("archive")
def test_empty_meetings_are_left_out_of_a_report_of_many_and_counted(line: CommandLine) -> None:
    answer = line("export", "-", "--all")
    assert "1 møde uden noter er ikke med.\n" in answer.err
    assert "11. januar 2027" not in answer.out


@pytest.mark.usefixtures("archive")
def test_a_report_limited_to_an_area_has_nothing_else(line: CommandLine) -> None:
    answer = line("export", "-", "--all", "--area", "tekno")
    assert answer.code == 0
    assert "Kun området Teknologiforståelse." in answer.out
    assert "Chatbots" in answer.out
    assert "Regneark og formler" in answer.out
    # These are from notes of other areas or of no area, and from a meeting without the area.
    for word in ("Udvikling", "inviterer IT", "Mail, Teams", "Vi nåede langt", "Ib er på ferie", "10. januar 2027"):
        assert word not in answer.out


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid"), reason="needs a link that points nowhere")
def test_an_unreadable_file_is_named_and_the_rest_is_exported(archive: Path, line: CommandLine) -> None:
    (archive / "væk.md").symlink_to("findes-ikke.md")
    (archive / f"{VEST}.md").write_text(
        (archive / f"{VEST}.md").read_text("utf-8").replace(" noted ", " vrøvl? ", 1), "utf-8"
    )
    answer = line("export", "-", "--format", "json", "--all")
    assert meetings_in(answer) == [VEST, VEST_AGAIN, OST]
    assert re.search(r"Filen .*væk\.md findes ikke\. Filens møder er ikke med\.", answer.err)
    assert re.search(rf"I .*{VEST}\.md er der noget i linje \d+, som programmet ikke kan forstå", answer.err)


@pytest.mark.usefixtures("archive")
def test_minutes_can_be_limited_to_an_area_that_the_meeting_did_not_choose(
    line: CommandLine,
) -> None:
    answer = line("export", "-", "--format", "json", "--all", "--allow-empty", "--area", "udvikling")
    meetings = json.loads(answer.out)["meetings"]
    assert [meeting["only"] for meeting in meetings] == [["Udvikling og implementering"]] * 4
    # The time is the sum of the cards, not that of the whole meeting.
    assert all(meeting["seconds"] == sum(card["seconds"] for card in meeting["cards"]) for meeting in meetings)


@pytest.mark.parametrize("damage", [lambda text: text.replace(" ", "\n"), lambda _: ""], ids=["wrapped", "empty"])
def test_a_newer_file_without_a_meeting_is_named(
    archive: Path, line: CommandLine, damage: Callable[[str], str]
) -> None:
    newest = archive / "2027-01-12-1030-eeee55.md"
    whole = (archive / f"{VEST}.md").read_text("utf-8").replace("kortspil ", "kortspil  ")
    newest.write_text(damage(whole), "utf-8")
    (archive / f"{SILENT}.md").unlink()
    answer = line("export", "-")
    assert (answer.code, "Tid til at lære" in answer.out) == (0, True)
    assert f"Der er ingen møder i {newest}." in answer.err


def test_files_after_from_without_meetings_are_named(home: Path, line: CommandLine) -> None:
    (one,) = keep(home, OST, name="øst.md")
    (home / "referat.md").write_text("# Referat\n", "utf-8")
    answer = line("export", "-", "--from", one.name, "--from", "referat.md")
    assert answer.code == 0
    assert "Der er ingen møder i referat.md.\n" in answer.err
    alone = line("export", "-", "--from", "referat.md")
    assert (alone.code, "kortspil sessions" in alone.err) == (2, True)


@pytest.mark.parametrize(("option", "said"), [("--since", "kan ikke læses som en dag"), ("--format", "Formatet »«")])
@pytest.mark.usefixtures("archive")
def test_an_option_with_an_empty_value_is_refused(line: CommandLine, option: str, said: str) -> None:
    answer = line("export", "ud.md", option, "")
    assert answer.code == 2
    assert said in answer.err


# --- Several meetings in one report


@pytest.mark.usefixtures("archive")
def test_a_report_of_several_meetings_begins_with_joint_lists(line: CommandLine) -> None:
    out = line("export", "-", "--all").out
    headings = re.findall(r"^(#+ .*)$", out, re.MULTILINE)
    assert headings[:7] == [
        "# Referat af 3 møder", "## Det aftalte vi", "## Kompetencebehov", "### Teknologiforståelse",
        "### Udvikling og implementering", "## Tid på kortene", "## Møde 22. november 2026 kl. 10.30: Team Vest",
    ]  # fmt: skip
    assert [heading for heading in headings if heading.startswith("## Møde")] == [
        "## Møde 22. november 2026 kl. 10.30: Team Vest",
        "## Møde 6. december 2026 kl. 10.30: Team Vest",
        "## Møde 10. januar 2027 kl. 10.30: Øst",
    ]
    agreements = out.partition("## Det aftalte vi\n")[2].partition("\n## ")[0]
    assert (
        "- @Anna ringer senest 1. februar 2027 (Anna, mandag den 1. februar 2027, møde 6. december 2026 kl. 10.30, "
        in agreements
    )
    needs = out.partition("## Kompetencebehov\n")[2].partition("\n## ")[0]
    assert "- Tid til at lære (møde 10. januar 2027 kl. 10.30, Øst)" in needs
    assert "- \\=Regneark og formler (møde 6. december 2026 kl. 10.30, Team Vest)" in needs


def test_a_report_of_one_meeting_is_its_minutes() -> None:
    assert markdown(FIRST_MINUTES).startswith("# Referat: Prøvekort, 22. november 2026\n")


# --- Which files


@pytest.mark.usefixtures("archive")
def test_one_call_writes_several_files_each_in_its_format(home: Path, line: CommandLine) -> None:
    answer = line("export", "til-lederen.docx", "til-HR.csv", "REFERAT.JSON", "--meeting", VEST)
    assert answer.code == 0, answer.err
    assert answer.out.count("Referatet af mødet 22. november 2026 kl. 10.30 ligger nu i ") == 3
    assert (home / "til-lederen.docx").read_bytes().startswith(b"PK")
    assert (home / "til-HR.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert json.loads((home / "REFERAT.JSON").read_bytes())["meetings"][0]["id"] == VEST


@pytest.mark.usefixtures("archive")
def test_one_file_under_two_names_is_written_once(home: Path, line: CommandLine) -> None:
    answer = line("export", "referat.md", "./referat.md", "--meeting", VEST)
    assert (answer.code, answer.err) == (0, "")
    assert (home / "referat.md").exists()


@pytest.mark.usefixtures("archive")
def test_the_option_format_overrides_the_suffix(home: Path, line: CommandLine) -> None:
    assert line("export", "referat.txt", "--format", "MD", "--meeting", VEST).code == 0
    assert (home / "referat.txt").read_text("utf-8").startswith("# Referat: ")


@pytest.mark.usefixtures("archive")
def test_no_file_is_written_if_one_of_several_cannot_be(home: Path, line: CommandLine) -> None:
    for bad in ("referat.odt", "mangler/referat.md", "notes"):
        answer = line("export", "godt.md", bad, "--meeting", VEST)
        assert answer.code in (1, 2)
        assert not (home / "godt.md").exists()
    (home / "gammelt.md").write_text("Mit eget", "utf-8")
    answer = line("export", "godt.md", "gammelt.md", "--meeting", VEST)
    assert answer.code == 2
    assert f"kortspil export --meeting {VEST} --force godt.md gammelt.md" in answer.err
    assert not (home / "godt.md").exists()


@pytest.mark.usefixtures("archive")
def test_a_missing_folder_is_refused(line: CommandLine) -> None:
    answer = line("export", "mangler/referat.md", "--all")
    assert answer.code == 1
    assert "mappen findes ikke." in answer.err


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("team.md", "kortspil export --from team.md referat.md"),
        ("team.md --force", "kortspil export --from team.md referat.md"),
        ("team.md --format pdf", "kortspil export --from team.md --format pdf referat.pdf"),
        # This is «--from *.md», expanded by a shell.
        ("samlet.docx --from øst.md team.md vest.md",
         "kortspil export --from øst.md --from team.md --from vest.md samlet.docx"),
    ],
)  # fmt: skip
def test_notes_are_never_overwritten_and_the_suggested_call_works(
    home: Path, line: CommandLine, words: str, meant: str
) -> None:
    keep(home, VEST, name="team.md")
    keep(home, OST, name="øst.md")
    keep(home, VEST_AGAIN, name="vest.md")
    before = (home / "team.md").read_bytes()
    answer = line("export", *words.split())
    assert answer.code == 2
    assert "team.md er en fil med noter fra møder. Den bliver ikke overskrevet." in answer.err
    assert meant in answer.err.replace("'", "")
    assert (home / "team.md").read_bytes() == before
    assert line(*meant.split()[1:]).code == 0


def test_damaged_notes_are_not_overwritten(home: Path, line: CommandLine) -> None:
    keep(home, VEST, name="team.md")
    text = (home / "team.md").read_text("utf-8")
    (home / "team.md").write_text(re.sub(r"(<!-- kortspil \S+ \d+) [a-z]+ ", r"\1 vrøvl ", text), "utf-8")
    before = (home / "team.md").read_bytes()
    keep(home / "notes", OST)
    assert line("export", "--force", "team.md").code == 2
    assert (home / "team.md").read_bytes() == before


def test_notes_with_wrapped_lines_are_not_overwritten(home: Path, line: CommandLine) -> None:
    keep(home, VEST, name="team.md")
    text = (home / "team.md").read_text("utf-8").replace(" -->", "\n-->")
    (home / "team.md").write_text(text, "utf-8")
    keep(home / "notes", OST)
    assert line("export", "--force", "team.md").code == 2
    assert (home / "team.md").read_text("utf-8") == text


@pytest.mark.parametrize("name", ["notes/2026-11-22-103000.md", "team.md"], ids=["in the folder", "remembered"])
def test_notes_that_an_editor_has_emptied_to_save_them_are_not_overwritten(
    home: Path, line: CommandLine, name: str
) -> None:
    keep(home / "notes", OST)
    (home / name).write_bytes(b"")
    (home / "notes" / store.LISTING).write_text(f"{home / 'team.md'}\n", "utf-8")
    answer = line("export", "--force", name)
    assert answer.code == 2
    assert f"{name} er en fil med noter fra møder. Den bliver ikke overskrevet." in answer.err
    assert (home / name).read_bytes() == b""
    (home / "tom.md").write_bytes(b"")
    answer = line("export", "--force", "tom.md")
    assert answer.code == 0, answer.err


@pytest.mark.usefixtures("archive")
def test_other_files_in_the_folder_of_notes_are_not_overwritten(home: Path, line: CommandLine) -> None:
    keep(home, VEST, name="team.md")
    listing = home / "notes" / "elsewhere.txt"
    listing.write_bytes(b"team.md\n")
    for name in ("elsewhere.txt", "x.lock"):
        answer = line("export", "--force", "--format", "md", str(home / "notes" / name))
        assert answer.code == 2
        assert "ligger i programmets egen mappe" in answer.err
    assert listing.read_bytes() == b"team.md\n"
    assert line("export", str(home / "notes" / "referat.html"), "--meeting", VEST).code == 0


@pytest.mark.usefixtures("archive")
def test_all_files_that_would_be_overwritten_are_named(home: Path, line: CommandLine) -> None:
    for name in ("a.md", "b.md"):
        (home / name).write_text("Mit eget", "utf-8")
    answer = line("export", "a.md", "ny.md", "b.md", "--meeting", VEST)
    assert answer.code == 2
    assert "a.md og b.md findes i forvejen." in answer.err
    assert "overskriv dem alle" in answer.err
    assert not (home / "ny.md").exists()


@pytest.fixture
def written_meanwhile(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that another program writes while the export makes a file of the same name."""
    from kortspil.export import markdown

    path = home / "ud.md"

    def render(*_: object) -> Iterator[bytes]:
        yield b"Referat"
        path.write_text("Den andens", "utf-8")

    monkeypatch.setattr(markdown, "render", render)
    return path


@pytest.mark.usefixtures("archive")
def test_a_file_that_another_program_wrote_meanwhile_stays(line: CommandLine, written_meanwhile: Path) -> None:
    answer = line("export", "ud.md", "--meeting", VEST)
    assert answer.code == 2
    assert "ud.md findes i forvejen." in answer.err
    assert written_meanwhile.read_text("utf-8") == "Den andens"
    assert not [path for path in written_meanwhile.parent.iterdir() if path.name.startswith(".ud")]


@pytest.mark.usefixtures("archive")
def test_force_also_overwrites_what_another_export_wrote_meanwhile(line: CommandLine, written_meanwhile: Path) -> None:
    answer = line("export", "--force", "ud.md", "--meeting", VEST)
    assert answer.code == 0, answer.err
    assert written_meanwhile.read_bytes() == b"Referat"
    assert not [path for path in written_meanwhile.parent.iterdir() if path.name.startswith(".ud")]


@pytest.mark.skipif(os.name == "nt", reason="Windows lacks these permissions")
@pytest.mark.usefixtures("archive")
def test_an_overwritten_file_keeps_its_permissions(home: Path, line: CommandLine) -> None:
    (home / "ud.md").write_text("Mit eget", "utf-8")
    (home / "ud.md").chmod(0o600)
    assert line("export", "ud.md", "--meeting", VEST, "--force").code == 0
    assert (home / "ud.md").stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("archive")
def test_messages_are_not_mixed_into_a_report_on_standard_output(home: Path, line: CommandLine) -> None:
    answer = line("export", "-", "ud.json", "--format", "json", "--all")
    assert answer.out == (home / "ud.json").read_text("utf-8")
    assert "ligger nu i" in answer.err
    assert answer.err.count("1 møde uden noter er ikke med.") == 1


@pytest.mark.skipif(os.name == "nt", reason="needs links and POSIX pipes")
@pytest.mark.usefixtures("archive")
def test_impossible_paths_are_refused_in_danish(home: Path, line: CommandLine) -> None:
    (home / "ring.md").symlink_to("ring.md")
    for words, said in (
        (("ring.md",), "genvejene peger i ring"),
        (("ring.md", "--force"), "genvejene peger i ring"),
        (("a" * 300 + ".md",), "navnet er for langt"),
        (("ud.md", "--from", "a" * 300), "navnet er for langt"),
    ):
        answer = line("export", *words)
        assert answer.code in (1, 2)
        assert said in answer.err


# --- Missing libraries


@pytest.mark.usefixtures("archive")
def test_a_library_that_cannot_be_loaded_is_not_called_missing(
    home: Path, line: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "typst.py").write_text("raise ImportError('DLL load failed', name='typst')\n", "utf-8")
    monkeypatch.syspath_prepend(str(home))
    for module in ("typst", "kortspil.export.pdf", "kortspil.export.drawing", "kortspil.export.typst_data"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    answer = line("export", "ud.pdf", "--meeting", VEST)
    assert answer.code == 1
    assert "biblioteket typst. Det er installeret, men kan ikke åbnes." in answer.err
    assert answer.err.rstrip().endswith("--force-reinstall")


@pytest.mark.parametrize("name", [name for name, each in registry.FORMATS.items() if each.library])
@pytest.mark.usefixtures("archive")
def test_a_format_whose_library_is_not_installed_says_how_to_install_it(
    home: Path, line: CommandLine, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for library in ("jinja2", "docx", "typst", "xlsxwriter"):
        monkeypatch.setitem(sys.modules, library, None)
    # A module that is already imported would not import its library again.
    for module in ("html", "docx", "wordfile", "drawing", "pdf", "typesetting", "xlsx"):
        monkeypatch.delitem(sys.modules, f"kortspil.export.{module}", raising=False)
    answer = line("export", f"referat.{name}", "--meeting", VEST)
    assert answer.code == 1
    lacking = "typst" if name == "docx" else registry.FORMATS[name].library
    assert f"biblioteket {lacking}, som ikke er installeret her." in answer.err
    assert re.search(r"-m pip install '?\"?kortspil\[export\]", answer.err)
    assert not (home / f"referat.{name}").exists()
    for other in ("md", "csv", "json", "jsonl"):
        assert line("export", f"referat.{other}", "--meeting", VEST).code == 0


# --- At a terminal


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
class TestAtATerminal:
    @pytest.mark.parametrize(("answer", "is_new"), [("j", True), ("", False)])
    @pytest.mark.usefixtures("archive")
    def test_an_existing_file_is_overwritten_only_after_a_yes(self, home: Path, answer: str, is_new: bool) -> None:
        from pseudo_terminal import Window

        (home / "referat.md").write_text("Mit eget\n", "utf-8")
        with Window([sys.executable, "-m", "kortspil", "export", "referat.md", "--meeting", VEST], home) as window:
            window.shows("Skal den overskrives?")
            window.type(f"{answer}\r")
            window.shows("ligger nu i" if is_new else "referat.md er ikke ændret.")
            assert window.end() == 0
        assert (home / "referat.md").read_text("utf-8").startswith("# Referat" if is_new else "Mit eget")

    @pytest.mark.usefixtures("archive")
    def test_a_binary_format_is_not_written_to_a_terminal(self, home: Path) -> None:
        from pseudo_terminal import Window

        call = [sys.executable, "-m", "kortspil", "export", "-", "--format", "xlsx", "--all"]
        with Window(call, home) as window:
            window.shows("En xlsx-fil kan ikke vises på skærmen.")
            assert window.end() == 2

    @pytest.mark.parametrize("is_accessible", [False, True])
    def test_a_long_export_shows_a_progress_bar_unless_it_is_read_aloud(self, home: Path, is_accessible: bool) -> None:
        from pseudo_terminal import Window

        (home / "notes").mkdir()
        for number in range(40):
            text = notes(
                TEK_1, Noted(Kind.NOTE, "tek-1", "Ja"), Closed(), id=f"m{number}", at=AT + timedelta(days=number)
            )
            (home / "notes" / f"{number}.md").write_text(text, "utf-8")
        aloud = {"ACCESSIBLE": "1"} if is_accessible else {}
        call = [sys.executable, "-m", "kortspil", "export", "alle.md", "--all"]
        with Window(call, home, environment=aloud) as window:
            window.shows("Referatet af 40 møder ligger nu i")
            assert window.end() == 0
            seen = window.written.decode("utf-8", "replace")
        assert ("Læser møderne" in seen, "40 af 40" in seen) == (not is_accessible, not is_accessible)


def test_a_long_export_shows_no_progress_bar_in_a_pipe(home: Path, line: CommandLine) -> None:
    (home / "notes").mkdir()
    happened: tuple[Event, ...] = (TEK_1, Noted(Kind.NOTE, "tek-1", "Ja"), Closed())
    for number in range(40):
        text = notes(*happened, id=f"m{number}", at=AT + timedelta(days=number))
        (home / "notes" / f"{number}.md").write_text(text, "utf-8")
    answer = line("export", "alle.md", "--all")
    assert answer.err == ""
    assert answer.out.count("\n") == 1

"""If a workbook, a document or a picture is read as a deck or a case, the message says what it is."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from kortspil.cli.app import run
from kortspil.deck import cases as case_files
from kortspil.deck import reader as deck_reader
from kortspil.deck.file_type import file_type
from kortspil.deck.source import MAX_BYTES
from kortspil.errors import UsageError

HINT = (
    "Et kortsæt er en tekstfil i YAML (.yaml), og en case er en tekstfil i Markdown (.md). "
    "Skriv teksten i et tekstprogram, og gem den sådan."
)


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    file = io.BytesIO()
    save(file)
    return file.getvalue()


def zipped(**entries: bytes) -> bytes:
    """A zip file without compression. Each name has «__» for «/» and «_» for «.»."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return file.getvalue()


def ole(stream: str) -> bytes:
    """The beginning of an Office file from before 2007, with the name of its main stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + stream.encode("utf-16-le") + bytes(100)


OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
WORKBOOK = saved(openpyxl.Workbook().save)
DOCUMENT = saved(docx.Document().save)
FILES = {
    "en Excel-projektmappe": (WORKBOOK, ole("Workbook")),
    "et Word-dokument": (
        DOCUMENT,
        ole("WordDocument"),
        # A large file, of which only the beginning is read. The list of its entries is at the end.
        zipped(word__document_xml=b"<w/>", word__media__billede_png=bytes(MAX_BYTES)),
        # A workbook that is embedded in the document.
        zipped(word__document_xml=b"<w/>", word__embeddings__ark_xlsx=WORKBOOK),
    ),
    "en PowerPoint-præsentation": (zipped(ppt__presentation_xml=b"<p/>"), ole("PowerPoint Document")),
    "et Office-dokument": (ole("EncryptedPackage"),),
    "et regneark i OpenDocument-format": (zipped(mimetype=OPEN_DOCUMENT + b"spreadsheet", content_xml=b"<o/>"),),
    "et tekstdokument i OpenDocument-format": (zipped(mimetype=OPEN_DOCUMENT + b"text", content_xml=b"<o/>"),),
    "en præsentation i OpenDocument-format": (zipped(mimetype=OPEN_DOCUMENT + b"presentation", content_xml=b"<o/>"),),
    "et tekstdokument i RTF-format": (rb"{\rtf1\ansi Hvad virker?}",),
    "en PDF-fil": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",),
    "et billede": (
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        b"\xff\xd8\xff\xe0\0\x10JFIF\0",
        b"GIF89a\1\0\1\0",
        b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0",
        b"RIFF\x24\0\0\0WEBPVP8 ",
        b"\0\0\0\x18ftypheic",
        b'<?xml version="1.0"?>\n<!-- tegnet -->\n<svg xmlns="http://www.w3.org/2000/svg"/>',
    ),
    "en zip-fil": (zipped(kort_yaml=b"title: Kort\n"), zipped()),
    "en pakket fil": (gzip.compress(b"title: Kort\n"), b"7z\xbc\xaf\x27\x1c\0\4", b"Rar!\x1a\x07\1\0"),
}


@pytest.mark.parametrize("name", FILES)
def test_the_message_says_what_type_a_file_is_whatever_its_suffix(name: str, tmp_path: Path) -> None:
    for data in FILES[name]:
        for path, load in (tmp_path / "kort.yaml", deck_reader.load), (tmp_path / "moede.md", case_files.load):
            path.write_bytes(data)
            with pytest.raises(UsageError) as caught:
                load(path)
            assert caught.value.message == f"{path} er {name}, ikke et kortsæt eller en case."
            assert caught.value.hint == HINT


@pytest.mark.parametrize("call", ["check {}", "play --deck {}", "cards --deck {}", "guide --deck {}"])
def test_every_command_that_reads_a_deck_says_what_the_file_is(
    call: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = home / "kort.xlsx"
    path.write_bytes(WORKBOOK)
    assert run(call.format(path).split()) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", f"{path} er en Excel-projektmappe, ikke et kortsæt eller en case.\n{HINT}\n")


@pytest.mark.parametrize(
    "text", ["BMI: 25\n", "PK: a\n", "GIF: 8\n", "RIFF: x\n", "%YAML 1.1\n", "{a: b}\n", "<: x\n", "7z: a\n", "", "x"]
)
def test_a_text_that_begins_almost_like_another_type_is_a_text(text: str) -> None:
    assert file_type(text.encode()) is None

"""Recognise files that cannot be a deck or a case, such as workbooks and pictures, by their bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping

_BEGINNINGS: Mapping[bytes, str] = {
    b"%PDF-": "pdf",
    b"{\\rtf": "rtf",
    b"\x89PNG\r\n\x1a\n": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF87a": "picture",
    b"GIF89a": "picture",
    b"II*\0": "picture",
    b"MM\0*": "picture",
    b"\x1f\x8b": "archive",
    b"7z\xbc\xaf\x27\x1c": "archive",
    b"Rar!\x1a\x07": "archive",
}
# BMP, WebP, HEIC and AVIF, and SVG.
_PICTURE = re.compile(rb"BM.{4}\0\0\0\0|RIFF.{4}WEBP|.{4}ftyp(?:hei|hev|mif|avif)|(?:<\?xml.{0,1000}?)?<svg", re.DOTALL)

# The header of an entry in a zip file, with the length of the name that follows it. ``zipfile`` is not used: it looks
# for the names at the end of the file, and only the beginning of a large file is read.
_ZIP_ENTRY = re.compile(rb"PK\x03\x04.{22}(..).{2}", re.DOTALL)
_EMPTY_ZIP = b"PK\x05\x06"
_ZIP_FOLDERS: Mapping[bytes, str] = {b"xl/": "excel", b"word/": "word", b"ppt/": "powerpoint"}
# An OpenDocument file begins with an entry that names its type.
_OPEN_DOCUMENT = re.compile(rb"mimetypeapplication/vnd\.oasis\.opendocument\.(spreadsheet|text|presentation)")
_OPEN_DOCUMENT_TYPES: Mapping[bytes, str] = {b"spreadsheet": "ods", b"text": "odt", b"presentation": "odp"}

# The container of Office files before 2007, and of later ones with a password. The names in it are UTF-16.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS: Mapping[bytes, str] = {
    "WordDocument".encode("utf-16-le"): "word",
    "Workbook".encode("utf-16-le"): "excel",
    "PowerPoint Document".encode("utf-16-le"): "powerpoint",
}
_OLE_STREAM = re.compile(b"|".join(_OLE_STREAMS))


def file_type(data: bytes) -> str | None:
    """Return the type of a file, a key of ``messages.deck_files.FILE_TYPES``, or ``None`` if it may be text.

    ``data`` is the bytes of the file, or the beginning of them.
    """
    if data.startswith((b"PK\x03\x04", _EMPTY_ZIP)):
        return _zip_type(data)
    if data.startswith(_OLE):
        stream = _OLE_STREAM.search(data)
        return _OLE_STREAMS[stream[0]] if stream else "office"
    if _PICTURE.match(data):
        return "picture"
    return next((type for beginning, type in _BEGINNINGS.items() if data.startswith(beginning)), None)


def _zip_type(data: bytes) -> str:
    open_document = _OPEN_DOCUMENT.search(data, 0, 200)
    if open_document:
        return _OPEN_DOCUMENT_TYPES[open_document[1]]
    for entry in _ZIP_ENTRY.finditer(data):
        name = data[entry.end() : entry.end() + int.from_bytes(entry[1], "little")]
        for folder, type in _ZIP_FOLDERS.items():
            if name.startswith(folder):
                return type
    return "zip"

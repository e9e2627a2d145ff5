"""A Word document apart from its text: the styles, the language, the page layout and the file itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timezone
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from kortspil.messages import minutes as texts
from kortspil.text.sanitize import sanitize

TEXT_WIDTH = Mm(160)
_TALLEST_PICTURE = Mm(225)
"""The rest of the page is room for a caption."""

_HEADINGS = ((16, 20, 4), (13.5, 14, 3), (12, 12, 2), (11, 10, 2), (11, 10, 2))
"""The font size of each level, and the space before and after it, in points."""

_LANGUAGE = "da-DK"
_FONT = "Calibri"
_INK = RGBColor(0x1F, 0x3F, 0x5F)
_LONGEST_PROPERTY = 255
_FIRST_TIME = datetime(1980, 1, 1, tzinfo=timezone.utc)
_LAST_TIME = datetime(9999, 1, 1, tzinfo=timezone.utc)
_BODY = "word/document.xml"
_ENDS = b"<w:sectPr"


class WordFile:
    """A Word document. Add the pictures first, then write the text from beginning to end."""

    def __init__(self, title: str, at: datetime) -> None:
        self._document = Document()
        self._pictures = 0
        self._remove_unused_parts()
        self._set_properties(sanitize(title)[:_LONGEST_PROPERTY], at)
        self._style()
        self._set_language()
        self._lay_out()
        styles = self._document.styles
        self.title: str = styles["Title"].style_id
        self.headings: tuple[str, ...] = tuple(styles[f"Heading {level}"].style_id for level in range(1, 6))
        self.item: str = styles["List Bullet"].style_id
        self.caption: str = styles["Caption"].style_id
        self.table: str = styles["Table Grid"].style_id

    def picture(self, png: bytes, title: str, text: str) -> str:
        """Add a picture and return its XML.

        It is as wide as the text, or narrower if it would be taller than a page. ``text`` is its alternative text.
        ``title`` and ``text`` must hold only characters that XML allows.
        """
        self._pictures += 1
        inline = self._document.part.new_pic_inline(BytesIO(png), width=TEXT_WIDTH)
        if inline.extent.cy > _TALLEST_PICTURE:
            inline = self._document.part.new_pic_inline(BytesIO(png), height=_TALLEST_PICTURE)
        # Without these, LibreOffice adds a margin.
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")
        inline.docPr.set("id", str(self._pictures))
        inline.docPr.set("name", title)
        inline.docPr.set("descr", text)
        xml: str = inline.xml
        return xml

    def written(self, body: Iterable[str]) -> Iterator[bytes]:
        """Yield the file in one piece. ``body`` is the XML of its text, piece by piece."""
        frame, file = BytesIO(), BytesIO()
        self._document.save(frame)
        with ZipFile(frame) as parts, ZipFile(file, "w", ZIP_DEFLATED) as whole:
            for name in parts.namelist():
                if name != _BODY:
                    whole.writestr(_entry(name), parts.read(name))
                    continue
                before, end, after = parts.read(name).partition(_ENDS)
                # Streamed: the text can be several megabytes.
                with whole.open(_entry(name), "w") as written:
                    written.write(before)
                    for piece in body:
                        written.write(piece.encode())
                    written.write(end + after)
        yield file.getvalue()

    def _remove_unused_parts(self) -> None:
        # The template of python-docx brings a thumbnail of another document, styles for Word 2010, a bibliography,
        # and the properties of the Mac that it was made on.
        for relations in (self._document.part.package.rels, self._document.part.rels):
            for name, relation in list(relations.items()):
                if relation.reltype.endswith(
                    ("/thumbnail", "/stylesWithEffects", "/customXml", "/extended-properties")
                ):
                    del relations[name]

    def _set_properties(self, title: str, at: datetime) -> None:
        about = self._document.core_properties
        about.title = title
        about.author = about.last_modified_by = "kortspil"
        about.created = about.modified = _in_utc(at)
        about.language = _LANGUAGE
        about.comments = ""

    def _style(self) -> None:
        styles = self._document.styles
        fonts = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:rFonts')}")
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), _FONT)
        spacing = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:pPrDefault')}/{qn('w:pPr')}/{qn('w:spacing')}")
        spacing.set(qn("w:after"), "120")
        spacing.set(qn("w:line"), "264")
        for number, (size, before, after) in enumerate(_HEADINGS, start=1):
            style = _restyled(styles[f"Heading {number}"], size)
            style.font.italic = number == 5
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        title = _restyled(styles["Title"], 24)
        title.element.pPr.remove(title.element.pPr.find(qn("w:pBdr")))
        title.paragraph_format.space_after = Pt(10)
        caption = _restyled(styles["Caption"], 9.5)
        caption.paragraph_format.space_after = Pt(14)
        margins = styles["Table Grid"].element.find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}")
        for side in ("top", "bottom"):
            margins.find(qn(f"w:{side}")).set(qn("w:w"), "40")

    def _set_language(self) -> None:
        # Set for every script, so that a screen reader always reads the text with a Danish voice.
        settings = self._document.settings.element
        languages = self._document.styles.element.iter(qn("w:lang"))
        for element in [*languages, settings.find(qn("w:themeFontLang"))]:
            for script in ("val", "eastAsia", "bidi"):
                element.set(qn(f"w:{script}"), _LANGUAGE)
        settings.find(qn("w:decimalSymbol")).set(qn("w:val"), ",")
        settings.find(qn("w:listSeparator")).set(qn("w:val"), ";")
        # Without this, Word opens the document in compatibility mode.
        for setting in settings.iter(qn("w:compatSetting")):
            if setting.get(qn("w:name")) == "compatibilityMode":
                setting.set(qn("w:val"), "15")

    def _lay_out(self) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(25)
        paragraph = section.footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        # Word replaces the content of each field with the right number. Until then it is 1.
        for before, word, field in zip(("", " "), texts.PAGE_OF, ("PAGE", "NUMPAGES"), strict=True):
            paragraph.add_run(f"{before}{word} ")
            element = OxmlElement("w:fldSimple", {qn("w:instr"): field})
            paragraph._p.append(element)
            run = OxmlElement("w:r")
            run.text = "1"
            element.append(run)


def _restyled(style: Any, size: float) -> Any:
    # Theme fonts would override the font.
    look = style.element.rPr
    for fonts in look.findall(qn("w:rFonts")):
        look.remove(fonts)
    style.font.size = Pt(size)
    style.font.color.rgb = _INK
    style.hidden = False
    return style


def _in_utc(at: datetime) -> datetime:
    # The property must be in UTC. The year can be any, because notes can be edited.
    return min(max(at, _FIRST_TIME), _LAST_TIME).astimezone(timezone.utc)


def _entry(name: str) -> ZipInfo:
    # Every entry has the same time, so that the same minutes give the same bytes.
    entry = ZipInfo(name)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o600 << 16
    return entry

"""Texts that could harm a terminal, a notes file or the minutes when they are typed or pasted, each with a name."""

from __future__ import annotations

OUR_MARK = "<!-- kortspil 20261122-1030-abcdef 7 noted 2026-11-22T10:31:05+01:00 kind=note card=tek-2 -->"

ESCAPES = [
    ("a window title", "\x1b]0;ejet\x07"),
    ("a window title that ends otherwise", "\x1b]2;ejet\x1b\\"),
    ("words for the clipboard", "\x1b]52;c;cm0gLXJmIH4K\x07"),
    ("a hyperlink", "\x1b]8;;file:///etc/passwd\x1b\\klik\x1b]8;;\x1b\\"),
    ("a cleared screen", "\x1b[2J\x1b[3J\x1b[H"),
    ("colours that never end", "\x1b[31;5;7m rødt"),
    ("the other screen", "\x1b[?1049l\x1b[?25h"),
    ("a question to the terminal", "\x1b[6n\x1b[c\x1b[>c\x05"),
    ("a device control string", '\x1bP$q"p\x1b\\\x1bPtmux;\x1b\x1b]0;x\x07\x1b\\'),
    ("an application command", "\x1b_Gf=100;AAAA\x1b\\\x1b^privat\x1b\\\x1bXx\x1b\\"),
    ("a reset", "\x1bc\x1b[!p"),
    ("the other set of characters", "\x0e\x1b(0lqqk\x0f"),
    ("a bell", "ding\x07\a dong"),
    ("the C1 controls", "\x9b2J\x9d0;ejet\x9c\x90x\x9c\x84\x85\x88\x8d\x8e\x8f\x9a\x9e\x9f\x80"),
    ("an end of the synchronized picture", "\x1b[?2026l\x1b[?7h\x1b[200~x"),
    ("overwriting", "Godkendt\b\b\b\b\b\b\b\bAfvist  \x7f\x7f"),
    ("every control character", "".join(map(chr, range(0x20))) + "".join(map(chr, range(0x7F, 0xA0)))),
]

MARKUP = [
    ("a style", "[bold]fed[/bold] [red on blue]rød"),
    ("an end of nothing", "[/]"),
    ("an end of something else", "[/bold] [/red]"),
    ("a link in markup", "[link=file:///etc/passwd]klik[/link]"),
    ("an action in markup", "[@click=app.quit]x[/] \\[ikke] [#ff0000]x"),
    ("the name of an emoji", ":smile: :warning:"),
]

MARKDOWN = [
    ("a heading", "# Overskrift"),
    ("a heading at the end", "###### x ######"),
    ("a heading by underlining", "Overskrift\n===\nOg en til\n---"),
    ("a list", "- punkt\n- punkt\n\n* punkt\n+ punkt"),
    ("a numbered list", "1. et\n2. to\n\n3) tre"),
    ("a list with tasks", "[ ] ikke gjort\n- [x] gjort"),
    ("a code block", "```sh\nrm -rf ~\n```"),
    ("a fence that is never closed", "~~~\nalt"),
    ("an indented block", "    kode\n\tkode"),
    ("code in a line", "`kode` ``to `` ``` tre"),
    ("a table", "| a | b |\n| - | - |\n| c | d |"),
    ("a table without edges", "a | b\n:-|-:\nc | d"),
    ("a quotation", "> citat\n>> dybere"),
    ("a link", '[klik](javascript:alert(1)) [klik](<file:///etc/passwd> "titel")'),
    ("an image", "![x](https://kl.dk/x.png) ![x][y]"),
    ("an address in angles", "<https://kl.dk> <bo@kl.dk> <javascript:x>"),
    ("a bare address", "https://kl.dk og www.kl.dk og bo@kl.dk"),
    ("a definition of a link", "[klik]: file:///etc/passwd 'x'\n\n[klik] og [klik][]"),
    ("a footnote", "Se[^1]\n\n[^1]: her ^[og her]"),
    ("emphasis", "*kursiv* **fed** _kursiv_ __fed__ ***begge*** ~~ud~~ ==mærket=="),
    ("a thematic break", "***\n---\n___\n- - -"),
    ("a hard break", "linje  \nlinje\\\nlinje\\"),
    ("front matter", "---\ntitle: ejet\n---\n\nx"),
    ("entities", "&lt;b&gt; &amp;amp; &#60;b&#62; &#x3c; &NotEqualTilde; &#10; &#0;"),
    ("escaped characters", "\\*ikke fed\\* \\\\ \\# \\"),
    ("mathematics", "$x$ $$\nx\n$$ \\(x\\)"),
    ("a definition list", "ord\n: forklaring"),
    ("attributes", "# x {#id .klasse} {: onclick=x}"),
]

HTML = [
    ("a script", "<script>alert(1)</script>"),
    ("a block", "<div onclick='x'>\n\ninde\n\n</div>"),
    ("an element in a line", "a <b>fed</b> <img src=x onerror=alert(1)> <br/>"),
    ("an open comment", "<!-- resten er væk"),
    ("an end of a comment", "-->"),
    ("an empty comment", "<!----> <!--> <!--->"),
    ("processing and declarations", "<?php x ?> <!DOCTYPE html> <![CDATA[ x ]]>"),
    ("an end of everything", "</li></ul></body></html>"),
]

OURS = [
    ("our mark", OUR_MARK),
    ("a note and our mark", f"- **Note:** ikke sagt {OUR_MARK}"),
    ("our mark with a backslash", f"\\{OUR_MARK} \\\\{OUR_MARK}"),
    ("our mark in parts", OUR_MARK.replace(" ", "\n")),
    ("a torn mark", OUR_MARK[:-4]),
    ("the beginning of a mark", "<!-- kortspil "),
    ("the end of a mark", "20261122-1030-abcdef 7 noted -->"),
    ("a mark of entities", OUR_MARK.replace("<", "&lt;").replace(">", "&#62;")),
    ("a closing", "\n\n*Mødet sluttede kl. 10.40.* " + OUR_MARK.replace("noted", "closed")),
    ("a meeting of its own", "# Møde 22. november 2026 kl. 10.30\n\n- **Kortsæt:** x\n- **Deltagere:** Eva, Ib"),
    ("our label", "- **Note:** x"),
    ("our labels in a paste", "x\n- **Kompetencebehov:** y\n- **Aftale:** z\n  - **Parkeret:** w"),
    ("a card of ours", "## Hvad drømmer I om?\n\n*Kort 2 · Udvikling*"),
    ("a name with a comma", "Hansen, Bo, Deltagere: Ib"),
]

UNICODE = [
    ("a name turned round", "faktura\u202egpj.exe"),
    ("every right-to-left mark", "a\u061cb\u200ec\u200fd\u202ae\u202bf\u202cg\u202dh\u202ei"),
    ("isolates", "a\u2066b\u2067c\u2068d\u2069e\u2067\u2067\u2067"),
    ("deprecated formats", "a\u206ab\u206bc\u206cd\u206de\u206ef\u206fg"),
    ("annotations", "a\ufff9b\ufffac\ufffbd"),
    ("right-to-left words", "שלום עולם og مرحبا بالعالم 123"),
    ("zero widths", "a\u200bb\u200cc\u200dd\u2060e\u00adf\u180eg\u034fh"),
    ("nothing but zero widths", "\u200b\u200c\u200d\u2060"),
    ("a pile of accents", "Z" + "\u0301\u0310\u0334\u0489" * 200 + "a\u0308lgo"),
    ("an accent with nothing under it", "\u0301a \u0301"),
    ("two ways to write å", "å a\u030a Å A\u030a \u212b"),
    ("a family", "👨\u200d👩\u200d👧\u200d👦 og 👩\u200d❤\ufe0f\u200d💋\u200d👨"),
    ("a crowd", "👨\u200d👩\u200d👧" * 100),
    ("flags", "🇩🇰🇸🇪🇳🇴🇬🇱🇫🇴 🇩 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"),
    ("a row of flags", "🇩🇰" * 100),
    ("skin tones", "👍🏽👍🏿🏽 🤝🏻 👩🏾\u200d💻"),
    ("keycaps", "1\ufe0f\u20e3#\ufe0f\u20e3*\u20e3"),
    ("variation selectors", "❤\ufe0f❤\ufe0e☎\ufe0f\ufe0f\ufe0f 字\U000e0100"),
    ("wide signs", "字" * 200 + "한글ｆｕｌｌ"),
    ("invisible letters", "\u3164\u115f\u1160\uffa0\u2800"),
    ("tags", "\U000e0001\U000e0048\U000e0065\U000e006a"),
    ("lone surrogates", "a\ud800b\udfffc\udcffd"),
    ("surrogates the wrong way round", "\ude00\ud83d"),
    ("nothing", "a\x00b"),
    ("a byte order mark", "\ufeffa\ufeffb\ufffe\uffff"),
    ("other line ends", "a\x0bb\x0cc\x1cd\x1de\x1ef\x85g\u2028h\u2029i\rj\r\nk"),
    ("private signs", "\ue000\U000f0000\U0010ffff"),
]

SPACES = [
    ("tabs", "\ta\t\tb\t"),
    ("spaces around", "   a   "),
    ("hard spaces around", "\u00a0\u2007\u202fa\u3000\u00a0"),
    ("spaces and lines", "   \n \n"),
    ("only spaces", "      "),
    ("lines around", "\n\n a \n\n"),
    ("spaces at the ends of lines", "a  \n  b \n\tc\t\nd"),
    ("many spaces", "a" + " " * 500 + "b"),
]

FORMULAS = [
    ("a formula", "=cmd|' /C calc'!A0"),
    ("other formulas", "+1+1\n-1\n@SUM(A1)\n\t=1\n%x\n;,\"'"),
]

LONG = [
    ("a word without end", "x" * 50_000),
    ("an accent without end", "e" + "\u0301" * 30_000),
    ("a family without end", "👩\u200d" * 10_000),
    ("lines without end", "\n" * 2000 + "x"),
    ("lines of text", "\n".join(f"Linje {number}: æøå *fed* <b> \\ [{number}]" for number in range(50))),
    ("backslashes without end", "\\" * 1000),
    ("marks without end", OUR_MARK * 30),
]

EVERYTHING = " ".join(text for _, text in [*ESCAPES, *MARKUP, *HTML, *OURS, *UNICODE])

SHORT = [
    *ESCAPES, *MARKUP, *MARKDOWN, *HTML, *OURS, *UNICODE, *SPACES, *FORMULAS, ("everything at once", EVERYTHING),
]  # fmt: skip
TEXTS = [*SHORT, *LONG]
"""All texts. The long ones are longer than what is laid out, or long enough to show a time that grows too fast."""

MEGABYTE = 1 << 20


def megabyte_of_lines() -> str:
    """Return a megabyte in lines of 80 characters."""
    return "\n".join(f"{number:07d} {'abcdefg hi ' * 7}"[:79] for number in range(MEGABYTE // 80))


def megabyte_in_one_line() -> str:
    """Return a megabyte without a line end."""
    return "".join(f"{number:07d} " for number in range(MEGABYTE // 8)).strip()

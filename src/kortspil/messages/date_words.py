"""Patterns of the Danish words that name a day, or a time in general.

``day_patterns.danish`` compiles them to match without regard to case, and to accept ae, oe and aa for æ, ø and å.
"""

from __future__ import annotations

from kortspil.messages.dates import MONTHS as MONTH_NAMES
from kortspil.messages.dates import WEEKDAYS

SPELLINGS = {"æ": "(?:æ|ae)", "ø": "(?:ø|oe)", "å": "(?:å|aa)"}

# «jul» is not a short form of «juli» here: it is Christmas, as in «vores 1. jul».
MONTHS = {
    **{name: number for number, name in enumerate(MONTH_NAMES, start=1)},
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "aug": 8, "sept": 9, "sep": 9, "okt": 10, "nov": 11, "dec": 12,
}  # fmt: skip
NUMBERS = {
    "en": 1, "én": 1, "et": 1, "ét": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8,
    "ni": 9, "ti": 10, "elleve": 11, "tolv": 12, "fjorten": 14,
}  # fmt: skip
IN_DAYS, IN_WEEKS, IN_MONTHS, IN_YEARS = "dage?|døgn", "uger?", "måned(?:er)?", "år"

MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b"
WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})\b"
NUMBER = rf"(?:{'|'.join(NUMBERS)})\b"

# --- Days

TODAY, TOMORROW, DAY_AFTER = r"i\s?dag|dags\s+dato", r"i\s?morgen", r"i\s?over\s?morgen"
YESTERDAY, DAY_BEFORE = r"i\s?går", r"i\s?forgårs"
DATED, FROM_NOW, IN = r"den\s+|d\.?\s*(?=\d)", "om", "i"
WEEK, THIS_WEEK, NEXT_WEEK, LAST_WEEK = "uge", r"denne\s+uge", r"næste\s+uge", r"sidste\s+uge"
THIS_YEAR, NEXT_YEAR, LAST_YEAR = r"(?:i|dette)\s+år", r"(?:til\s+)?næste\s+år", r"sidste\s+år|i\s?fjor"
LAST, COMING, AGO = "sidste", r"(?:nu\s+)?på|til|næste|(?:først)?kommende", ("for", "siden")
END_OF = r"ultimo|udgangen\s+af"
END_OF_MONTH = r"udgangen\s+af\s+måneden|månedens\s+udgang"
END_OF_YEAR = r"udgangen\s+af\s+året|årets\s+udgang"
# «KL», in capitals, is the organisation that made the cards.
AT_CLOCK = r"(?-i:[Kk]l)\.?|klokken"
CLOCK = (
    rf"(?:{AT_CLOCK})\s*\d{{1,2}}(?:[.:]\d\d)?(?:\s?[-–]\s?\d{{1,2}}(?:[.:]\d\d)?)?|\d{{1,2}}[.:]\d\d(?!\d)"
    r"|(?:om\s+)?(?:for|efter)middag(?:en)?\b|morgen\b|aften\b"
)

# --- Words after a day that make it a different day, or several days

FURTHER = "eller|og|til|samt"
LEADS_FURTHER = r"den|d\.|om|på|senest|inden|til|i"
ASIDE = "før|efter|siden|inden|sidste|forrige"
SOME = r"(?:et\s+par|halv\w*|flere|nogle|mange)\b"
AGAIN = "hvert?"
OF_WHICH = "i|om|på|fra|den|efter"

# --- Words before a day

LATEST, BEFORE, FIXED = "senest", "inden", "deadline|frist"
LEADS_ON, TO, ON, FROM = "til|på|nu|her|fra|(?:først)?kommende", "til", "på", "fra"
WITHIN = r"for\s+de\s+(?:næste|kommende)|for|de\s+(?:næste|kommende)"
# «Dagen inden 1. december» is not the 1st of December.
APART = r"(?:dag|dage|dagen|uge|uger|ugen|måned|måneder|måneden|timer?|aftenen|weekenden|kort|lige)"
NOT_DUE = (
    r"efter|før|inden|siden|end|omkring|cirka|ca\.?|mellem|hvert?|anden|ikke|tidligst|eller|først|op\s+til|af|om|for|nr\.?"
    rf"|sidste|forrige|seneste|næste|faste?|fx|f\.eks\.|undtagen|gange?|{AT_CLOCK}"
)
AND_AT = "og"

# --- Numbers that are not dates

AMOUNTS = (
    r"(?:procent|timer?|minut\w*|år|måned\w*|uger?|dage?|sider?|del\w*|mio|mia|kr|stk|af|inde|point|personer|gange?"
    r"|liter|pris|årsværk|stilling\w*|version\w*|udgave\w*)\b|%"
)
FRACTIONS = ("1/2", "1/3", "2/3", "1/4", "3/4")
ALWAYS = "24/7"
# Clock times are usually multiples of five minutes: «9.05» and «9.10» may be a time or a date, but «9.12» is a date.
CLOCK_LIKE = ("05", "10")

# --- Words that mention a time, even if they name no certain day

HOLIDAYS = (
    r"jul|julen|juleferie\w*|juleaften|påske\w*|pinse\w*|\w*ferien?|nytår\w*|sommer\w*|efterår\w*|forår\w*|weekend\w*"
)
OTHER_TIMES = rf"uger?|ugen|næste|hvert?|måned|måneden|kvartal\w*|{HOLIDAYS}"
TIMES = (
    rf"dage?|dagen|morgen|overmorgen|aften|tid|uge\w*|måned\w*|kvartal\w*|halvår\w*|år(?:et|ets|sskift\w*)?|{HOLIDAYS}"
    r"|vinter\w*|\w*mødet?|næste|snart(?:est)?|længe|primo|medio|ultimo|udgang\w*|slutning\w*|begyndelse\w*|midten"
    rf"|{AT_CLOCK}|timer?|minut\w*"
)
TIMES_AFTER_NAME = "næste|uge|ugen|primo|medio|ultimo|engang|snarest"
CAPITAL = "(?-i:[A-ZÆØÅ])"
UNQUOTED = r"(?:(?:til|på|i|for|inden|nu|her)\s+)+"

"""Changes the rules a little at a time and looks whether a test notices: mutation testing with mutmut.

    pip install -e '.[dev,mutants]'
    python scripts/mutants.py meeting deck

Without names it goes through every module below, in half an hour or so. The tests are those that ``[tool.mutmut]`` in
pyproject.toml names. It tells of each module how many changes it had, how many a test noticed (killed, or timeout where
the tests did not come to an end), and how many none did (survived, or no tests); those are shown, but for the ones
that are known to make no difference.

mutmut changes the bodies of functions. Properties, and what stands outside functions, it leaves as they are.
It works in ``mutants/``, which may be deleted, and needs a system that can fork.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
MODULES = ("meeting", "notes", "deck")

_RESULT = re.compile(r"\s*(kortspil\.(\w+)\S*): (.+)")
_CHANGED = re.compile(r"([-+])(?![-+]{2} )\s*(.*)")

NO_DIFFERENCE = {
    ("deck = None", 'deck = ""'): "a file that gives no text has problems, and is refused for them",
    (
        "if deck is None or problems:",
        "if deck is None and problems:",
    ): "there is a deck or there are problems, never both",
    ('return ""', 'return "XXXX"'): "a card without an id is refused, whatever stands for it meanwhile",
    ("case _:\n    pass", ""): "another event falls through all the same",
    (
        'coding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"',
        'coding = "UTF-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"',
    ): "codecs go by either name",
    (
        'coding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"',
        'coding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "UTF-8-SIG"',
    ): "codecs go by either name",
    ('self._latest = ""', "self._latest = None"): "neither is the id of a meeting",
    ("at = 0", "at = None"): "a slice begins at the beginning with either",
    ("is_torn = False", "is_torn = None"): "both are no",
    ("is_torn = False", "is_torn = True"): "the first piece of a file stands behind no meeting",
    (
        'found.append(piece if is_its_own or is_torn else piece._replace(owner=""))',
        "found.append(piece if is_its_own or is_torn else piece._replace(owner=None))",
    ): "neither is the id of a meeting",
    (
        'found.append(piece if is_its_own or is_torn else piece._replace(owner=""))',
        'found.append(piece if is_its_own or is_torn else piece._replace(owner="XXXX"))',
    ): "neither is the id of a meeting",
    ("self._waiting = []", "self._waiting = None"): "nothing is taken after the end",
    (
        'is_warmed_up = any(getattr(entry.event, "card", "") == WARMUP_ID for entry in entries)',
        'is_warmed_up = any(getattr(entry.event, "card", None) == WARMUP_ID for entry in entries)',
    ): "neither is the opening round",
    (
        'is_warmed_up = any(getattr(entry.event, "card", "") == WARMUP_ID for entry in entries)',
        'is_warmed_up = any(getattr(entry.event, "card", "XXXX") == WARMUP_ID for entry in entries)',
    ): "neither is the opening round",
    ("raise ValueError(time)", "raise ValueError(None)"): "it is caught, and its words are not told",
    (
        "areas = tuple(zip(ids, names, strict=False))",
        "areas = tuple(zip(ids, names, strict=None))",
    ): "both are no",
    ("areas = tuple(zip(ids, names, strict=False))", "areas = tuple(zip(ids, names, ))"): "it is so by itself",
    (
        'deck = unquote_path(facts.get("deck", ""))',
        'deck = unquote_path(facts.get("deck", None))',
    ): "no path is told as none",
    (
        'deck = unquote_path(facts.get("deck", ""))',
        'deck = unquote_path(facts.get("deck", ))',
    ): "no path is told as none",
    (
        'return quote(path, safe="/.:-_", errors="surrogatepass")',
        'return quote(path, errors="surrogatepass")',
    ): "a path is read back from either, and only a colon looks otherwise",
    (
        'return quote(path, safe="/.:-_", errors="surrogatepass")',
        'return quote(path, safe="XX/.:-_XX", errors="surrogatepass")',
    ): "letters are safe anyway",
}
"""Changes that nobody can notice: the line as it is, the line as it was changed to, and why. A line that is changed in
another way again, or in another place, is looked at anew."""


class Mutant(NamedTuple):
    """A change and what came of it. ``was`` and ``now`` are shown of those that no test noticed."""

    name: str
    module: str
    result: str
    was: str = ""
    now: str = ""


def main(modules: list[str]) -> int:
    """Try the changes of some modules and tell what came of them. Gives the exit code."""
    unknown = [name for name in modules if name not in MODULES]
    if unknown:
        print(f"no such module: {', '.join(unknown)}; there are {', '.join(MODULES)}", file=sys.stderr)
        return 2
    shutil.rmtree(ROOT / "mutants", ignore_errors=True)
    run = subprocess.run([*_MUTMUT, "run", *(f"kortspil.{name}.*" for name in modules)], cwd=ROOT, check=False)
    if run.returncode:
        return run.returncode
    mutants = [_judged(mutant) for mutant in _results() if mutant.module in modules]
    for mutant in mutants:
        if mutant.was or mutant.now:
            print(f"\n{mutant.name}: {mutant.result}\n  - {mutant.was}\n  + {mutant.now}")
    print()
    for name in modules:
        counts = Counter(mutant.result for mutant in mutants if mutant.module == name)
        told = ", ".join(f"{number} {result}" for result, number in counts.most_common())
        print(f"{name}: {counts.total()} changes: {told}")
    return 0


_MUTMUT = (sys.executable, "-m", "mutmut")


def _results() -> list[Mutant]:
    matches = (_RESULT.match(line) for line in _said("results", "--all", "true").splitlines())
    return [Mutant(*match.groups()) for match in matches if match]


def _judged(mutant: Mutant) -> Mutant:
    if mutant.result not in ("survived", "no tests"):
        return mutant
    lines = [match for line in _said("show", mutant.name).splitlines() if (match := _CHANGED.match(line))]
    was, now = ("\n    ".join(line[2] for line in lines if line[1] == sign) for sign in "-+")
    if (was, now) in NO_DIFFERENCE:
        return mutant._replace(result="no difference")
    return mutant._replace(was=was, now=now)


def _said(*words: str) -> str:
    return subprocess.run([*_MUTMUT, *words], cwd=ROOT, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(MODULES)))

"""Run mutation tests with mutmut and report the mutants that no test kills.

    pip install -e '.[dev,mutants]'
    python scripts/mutants.py --sample meeting deck

Without names, all packages in ``PACKAGES`` are tested, which takes hours. With ``--sample``, only the mutants whose
number ends in 7 are tested, about a tenth. ``[tool.mutmut]`` in pyproject.toml has the tests that are run. The report
has the number of mutants of each package by result: «killed», «timeout», «survived» or «no tests». Mutants with the
last two results are shown, unless they are in ``NO_DIFFERENCE``.

mutmut changes only the bodies of functions, not those of properties. It works in ``mutants/``, which may be deleted
afterwards, and needs a system with ``fork``.
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
PACKAGES = ("meeting", "notes", "deck", "minutes")

# mutmut names each test with its parameters. pytest escapes the backslashes of such a name once more each time that it
# collects tests in one process, as mutmut lets it do, and then does not find the test: name it without its parameters.
_MUTMUT = """
from mutmut.__main__ import cli
from mutmut.runners.harness import PytestRunner

arguments = PytestRunner._pytest_args_regular_run

def without_backslashes(runner, tests):
    names = (test.partition("[")[0] if chr(92) in test else test for test in tests)
    return arguments(runner, dict.fromkeys(names))

PytestRunner._pytest_args_regular_run = without_backslashes
cli()
"""
_COMMAND = (sys.executable, "-c", _MUTMUT)
_RESULT = re.compile(r"\s*(kortspil\.(\w+)\S*): (.+)")
_CHANGED_LINE = re.compile(r"([-+])(?![-+]{2} )\s*(.*)")

NO_DIFFERENCE = {
    ("if deck is None or problems:", "if deck is None and problems:"): "there is either a deck or problems",
    ('return ""', 'return "XXXX"'): "a card without an id is refused, whatever the id is replaced with",
    ("case _:\n    pass", ""): "other events fall through anyway",
    ('self._latest = ""', "self._latest = None"): "neither is the id of a meeting",
    ("at = 0", "at = None"): "a slice from 0 and one from None are the same",
    ("is_torn = False", "is_torn = None"): "both are false",
    ("is_torn = False", "is_torn = True"): "no meeting is before the first piece of a file",
    (
        'found.append(piece if is_its_own or is_torn else piece._replace(owner=""))',
        "found.append(piece if is_its_own or is_torn else piece._replace(owner=None))",
    ): "neither is the id of a meeting",
    (
        'found.append(piece if is_its_own or is_torn else piece._replace(owner=""))',
        'found.append(piece if is_its_own or is_torn else piece._replace(owner="XXXX"))',
    ): "neither is the id of a meeting",
    ("self._waiting = []", "self._waiting = None"): "nothing is added after the end",
    ("raise ValueError(time)", "raise ValueError(None)"): "it is caught, and its message is not used",
    (
        'return quote(path, safe="/.:-_", errors="surrogatepass")',
        'return quote(path, errors="surrogatepass")',
    ): "both are decoded to the same path",
    (
        'return quote(path, safe="/.:-_", errors="surrogatepass")',
        'return quote(path, safe="XX/.:-_XX", errors="surrogatepass")',
    ): "letters are always safe",
}
"""Mutants that no test can kill: the original lines, the changed lines, and the reason."""


class Mutant(NamedTuple):
    """A mutant and its result. ``was`` and ``now`` are its original and changed lines, if no test killed it."""

    name: str
    package: str
    result: str
    was: str = ""
    now: str = ""


def main(words: list[str]) -> int:
    """Test the mutants of some packages, print the report, and return the exit code."""
    packages = [word for word in words if word != "--sample"] or list(PACKAGES)
    chosen = "7" if "--sample" in words else ""
    unknown = [name for name in packages if name not in PACKAGES]
    if unknown:
        print(f"no such package: {', '.join(unknown)}; there are {', '.join(PACKAGES)}", file=sys.stderr)
        return 2
    shutil.rmtree(ROOT / "mutants", ignore_errors=True)
    run = subprocess.run(
        [*_COMMAND, "run", *(f"kortspil.{name}.*{chosen}" for name in packages)], cwd=ROOT, check=False
    )
    if run.returncode:
        return run.returncode
    results = (mutant for mutant in _results() if mutant.package in packages and mutant.name.endswith(chosen))
    mutants = [_with_lines(mutant) for mutant in results]
    for mutant in mutants:
        if mutant.was or mutant.now:
            print(f"\n{mutant.name}: {mutant.result}\n  - {mutant.was}\n  + {mutant.now}")
    print()
    for name in packages:
        counts = Counter(mutant.result for mutant in mutants if mutant.package == name)
        by_result = ", ".join(f"{number} {result}" for result, number in counts.most_common())
        print(f"{name}: {counts.total()} mutants: {by_result}")
    return 0


def _results() -> list[Mutant]:
    matches = (_RESULT.match(line) for line in _mutmut("results", "--all", "true").splitlines())
    return [Mutant(*match.groups()) for match in matches if match]


def _with_lines(mutant: Mutant) -> Mutant:
    if mutant.result not in ("survived", "no tests"):
        return mutant
    lines = [match for line in _mutmut("show", mutant.name).splitlines() if (match := _CHANGED_LINE.match(line))]
    was, now = ("\n    ".join(line[2] for line in lines if line[1] == sign) for sign in "-+")
    if (was, now) in NO_DIFFERENCE:
        return mutant._replace(result="no difference")
    return mutant._replace(was=was, now=now)


def _mutmut(*words: str) -> str:
    return subprocess.run([*_COMMAND, *words], cwd=ROOT, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

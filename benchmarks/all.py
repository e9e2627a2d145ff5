"""Run all benchmarks, or some of them, and write their tables to docs/performance.md.

    python benchmarks/all.py [startup keys …] [--python PYTHON]

All of them together take most of an hour. Run no other program meanwhile.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import installed
from measuring import kept_table

HERE = Path(__file__).parent
DOCUMENT = HERE.parent / "docs" / "performance.md"
BENCHMARKS = ("startup", "keys", "notes", "scale", "memory", "export", "peers")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("benchmarks", nargs="*", metavar="benchmark", help=f"all, or some of: {', '.join(BENCHMARKS)}")
    installed.add_option(parser)
    wanted = parser.parse_args()
    benchmarks = tuple(wanted.benchmarks) or BENCHMARKS
    for name in set(benchmarks) - set(BENCHMARKS):
        parser.error(f"there is no benchmark {name}")
    with installed.python(wanted.python, "export") as python:
        for name in benchmarks:
            print(f"\n{name}\n", file=sys.stderr)
            subprocess.run([sys.executable, str(HERE / f"{name}.py"), "--python", python], check=True)
    DOCUMENT.write_text(with_tables(DOCUMENT.read_text("utf-8"), benchmarks), "utf-8")


def with_tables(document: str, names: Iterable[str]) -> str:
    """Return the document with the latest table of each named benchmark between that benchmark's marks."""
    for name in names:
        document = _with_table(document, name)
    return document


def _with_table(document: str, name: str) -> str:
    table = re.compile(f"(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", re.DOTALL)
    return table.sub(lambda _: f"{kept_table(name)}\n", document)


if __name__ == "__main__":
    main()

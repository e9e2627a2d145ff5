"""The entry point of ``kortspil`` and ``python -m kortspil``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the program and exit with its exit code."""
    if sys.argv[1:] == ["--version"]:
        # Answered here because the import of Typer takes five times as long as the start of Python.
        from kortspil import __version__

        print(f"kortspil {__version__}")
        return
    try:
        from kortspil.cli.app import run
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()

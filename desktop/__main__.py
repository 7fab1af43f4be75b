"""The program's one door: `bao-cao-cchc`, `python -m desktop`, and the frozen .exe."""

from __future__ import annotations

import sys


def main(arguments: list[str] | None = None) -> int:
    """Run one command of the command line; return its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        from desktop.command_line import run

        return run(given)
    except Exception as error:
        if not getattr(sys, "frozen", False):
            raise
        # PyInstaller's own box would keep a script waiting for ever.
        from desktop import crash

        return crash.end(error, given)


if __name__ == "__main__":
    sys.exit(main())

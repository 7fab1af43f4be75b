"""The program's one door: `bao-cao-cchc`, `python -m desktop`, and the frozen .exe."""

from __future__ import annotations

import sys


def main(arguments: list[str] | None = None) -> int:
    """Run one command of the command line; return its exit code."""
    from desktop.command_line import run

    return run(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    sys.exit(main())

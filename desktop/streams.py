r"""Where the command line speaks when the program has no console of its own.

A windowed .exe has neither ``sys.stdout`` nor ``sys.stderr``. What it says goes to the pipe or
file it was started with; else to the console of whoever started it; else to nobody. Then a
problem is shown in a box of the system's, but only to a person: see `is_by_hand`.

Everywhere it is UTF-8 without a mark in front and with "\n" at the line ends, so that the same
input gives the same bytes on every system.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, TextIO

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The streams that are written to, with their numbers.
_STREAMS: Final = (("stdout", 1), ("stderr", 2))
_BY_LINES: Final = 1


class System(Protocol):
    """What the system knows of streams; see `desktop.native`."""

    def redirected(self, number: int, /) -> int | None:
        """Return a descriptor of the pipe or file that a standard stream leads to."""
        raise NotImplementedError

    def attach_console(self) -> str | None:
        """Return what to open for the console of whoever started the program."""
        raise NotImplementedError

    def show_box(self, words: str, /) -> None:
        """Show the words and wait until they are read."""
        raise NotImplementedError


def prepare(system: System | None = None) -> None:
    """Let ``sys.stdout`` and ``sys.stderr`` write as described above, where anybody listens.

    What nobody listens to stays None.
    """
    for name, _ in _STREAMS:
        _tidy(getattr(sys, name))
    if sys.stdout is None or sys.stderr is None:
        _find(system or _native())


def _tidy(stream: TextIO | None) -> None:
    """Windows consoles speak another code page, and Windows ends lines in its own way."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _find(system: System) -> None:
    missing = [(name, number) for name, number in _STREAMS if getattr(sys, name) is None]
    found = {name: system.redirected(number) for name, number in missing}
    console = system.attach_console() if None in found.values() else None
    for name, descriptor in found.items():
        target = console if descriptor is None else descriptor
        if target is not None:
            setattr(sys, name, _opened(target))


def _opened(target: int | str) -> TextIO | None:
    try:
        return open(  # noqa: PTH123  (stays open until the program ends; may be a number)
            target, "w", _BY_LINES, encoding="utf-8", errors="backslashreplace", newline="\n"
        )
    except OSError:
        return None


def tell(words: str, arguments: Sequence[str], system: System | None = None) -> None:
    """Say what went wrong: as a line of ``sys.stderr``, or in a box if a person waits for it.

    Args:
        words: The sentence.
        arguments: What the program was started with.
        system: The system, for tests.
    """
    prepare(system)
    if sys.stderr is not None:
        with suppress(OSError):  # whoever listened may have gone
            sys.stderr.write(f"{words}\n")
    elif is_by_hand(arguments):
        (system or _native()).show_box(words)


def is_by_hand(arguments: Sequence[str]) -> bool:
    """Return whether a person has started the program, who would see a box and close it.

    That is so for a double click (no word at all), for files dropped on the program or opened
    through it (nothing but paths), and for ``open``. Any other start may be a script's, and a
    script, a test or whoever installs on many machines must never wait for a box; nor does
    whoever asks for ``--json``. Words unknown to us count as a script's: the switches of an
    installer are among them.
    """
    if "--json" in arguments:
        return False
    return not arguments or arguments[0] == "open" or all(map(is_path, arguments))


def is_path(word: str) -> bool:
    """Return whether a word of the command line is meant as a file or folder, there or not."""
    if word.startswith("-"):
        return False
    return bool(Path(word).suffix) or os.path.exists(word)  # noqa: PTH110  (never raises)


def _native() -> System:
    from desktop import native

    return native

"""A screen that is watched from outside: when letters appear on it, and when a page of them.

Xvfb keeps its picture in a file, and a look into that memory costs neither the server nor the
program anything. Both programs are seen by the same eye, whatever they are made of.
"""

from __future__ import annotations

import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    Rows = NDArray[np.uint32]

#: Every such row is looked at: no line of letters slips between two of them.
_STEP: Final = 4
#: Seconds between two looks: how exact the times are.
_PAUSE: Final = 0.002
#: A row with letters in it changes its colour more often than this; a window's edges, a cursor or
#: an empty field don't.
_EDGES: Final = 24
#: No bar across the window has letters on more of the rows looked at.
_BAR: Final = 16
#: Seconds after which no window will come; never a measure of speed.
_PATIENCE: Final = 120
#: Of a PC with a small screen. Without the mouse pointer, which is a picture of its own.
_OPTIONS: Final = ("-screen", "0", "1366x768x24", "-nocursor", "-nolisten", "tcp")
_HEADER: Final = 25


@dataclass(frozen=True)
class Screen:
    """A virtual screen.

    Attributes:
        display: Its name for X.
        rows: What it shows at any moment, in part.
    """

    display: str
    rows: Rows

    def until_letters(self) -> float:
        """Wait for the first picture with letters in it; return the moment."""
        return self._until(lambda: _lettered(self.rows) > 0)

    def until_page(self) -> float:
        """Wait for the first picture with letters on more than a bar; return the moment."""
        return self._until(lambda: _lettered(self.rows) > _BAR)

    def until_dark(self) -> float:
        """Wait until no window is left; return the moment."""
        return self._until(lambda: _lettered(self.rows) == 0)

    @staticmethod
    def _until(is_so: Callable[[], bool]) -> float:
        end = time.perf_counter() + _PATIENCE
        while not is_so():
            if time.perf_counter() > end:
                raise TimeoutError("no window came to the screen, or none went")
            time.sleep(_PAUSE)
        return time.perf_counter()


@contextmanager
def screen() -> Iterator[Screen]:
    """A screen that nobody but the caller sees."""
    with TemporaryDirectory() as folder:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", "1", *_OPTIONS, "-fbdir", folder],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert server.stdout is not None
        try:
            display = f":{server.stdout.readline().strip()}"
            yield Screen(display, _rows(Path(folder) / "Xvfb_screen0"))
        finally:
            server.terminate()
            server.wait()


def _rows(file: Path) -> Rows:
    """The picture in the file, as X's own dump format (XWD) lays it out."""
    header = np.fromfile(file, ">u4", _HEADER)
    size, width, height, colours = (int(header[word]) for word in (0, 4, 5, 19))
    start = size + 12 * colours
    pixels = np.memmap(file, np.uint32, "r", start, (height, width))
    return pixels[::_STEP]


def _lettered(rows: Rows) -> int:
    """How many of the rows have letters in them."""
    edges = np.count_nonzero(rows[:, 1:] != rows[:, :-1], axis=1)
    return int(np.count_nonzero(edges > _EDGES))

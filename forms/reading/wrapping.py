"""Paragraphs put together again that a page's edge tore into lines.

Text taken from a PDF file or a scan breaks off where the page did; a Word file hardly ever does.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from forms.reading.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A page of A4 holds about 90 letters to a line.
_WIDEST: Final = 130
_LONG: Final = 40
#: A heading is shorter than what a page's edge tears.
_TORN: Final = 80
_FEWEST_LONG: Final = 20
#: A line shorter than this part of the widest was not broken by the edge.
_FULL: Final = 0.75
_ENDS: Final = (".", ";", ")", ":", "!", "?", "…", "”")
_PAGE_NUMBER: Final = re.compile(r"[-–]?\s?[0-9]{1,3}\s?[-–]?")


def unwrapped(lines: tuple[Line, ...]) -> Iterator[Line]:
    """Yield paragraphs; what stands in lines of its own already stays, but for torn sentences."""
    edge = _Edge(max(len(line.whole) for line in lines)) if is_wrapped(lines) else None
    held = lines[0]
    for above, line in pairwise(lines):
        if _goes_on(above, line, edge):
            held = _together(held, line)
        else:
            yield held
            held = line
    yield held


def page_numbers(lines: tuple[Line, ...]) -> Iterator[Line]:
    """Yield the numbers of pages that stand in the middle of a sentence."""
    for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        is_torn = not above.text.endswith(_ENDS) and not below.bullet and below.text[0].islower()
        if is_torn and _PAGE_NUMBER.fullmatch(line.whole):
            yield line


def is_wrapped(lines: tuple[Line, ...]) -> bool:
    """Return whether the lines are a page's: none is wide, most break off in mid-sentence."""
    long = [line.text for line in lines if len(line.text) >= _LONG]
    if len(long) < _FEWEST_LONG or max(map(len, long)) > _WIDEST:
        return False
    return 2 * sum(not text.endswith(_ENDS) for text in long) > len(long)


class _Edge:
    """The page's edge, by the width of its widest line."""

    def __init__(self, width: int) -> None:
        self._least = width * _FULL

    def tears(self, above: Line, line: Line) -> bool:
        """Whether the edge parted the two lines, which belong together."""
        is_done = above.text.endswith(_ENDS) or len(above.whole) < self._least
        is_done |= line.is_numbered and line.text.isupper()
        if line.bullet:
            return not is_done
        return not is_done or line.text[0].islower()


def _goes_on(above: Line, line: Line, edge: _Edge | None) -> bool:
    if edge is not None:
        return edge.tears(above, line)
    is_open = len(above.whole) >= _TORN and not above.text.endswith(_ENDS[:2])
    return is_open and not line.bullet and line.text[0].islower()


def _together(above: Line, line: Line) -> Line:
    """Join two lines; a symbol broken behind its hyphen ("09/KH-" "UBND") needs no blank."""
    glue = "" if re.search(r"\w-$", above.text) and not line.bullet else " "
    return Line(above.number, above.bullet, f"{above.text}{glue}{line.whole}", above.is_soft)

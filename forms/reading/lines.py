"""The lines of an old report: what a Word file holds as paragraphs, a text file as lines."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: What opens an item; officers type many dashes and dots, and leave the blank behind them out.
_BULLET: Final = re.compile(
    r"(?P<mark>[-–—−‐‑•●▪■◦○‣·+*])\s*(?=\S)"
    r"|(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}[.)]|(?:[IVX]{1,6}|[A-ZĐ])[.)]|[a-zđ]\))\s+(?=\S)"
)
_DASHES: Final = frozenset("-–—−‐‑•●▪■◦○‣·")
#: Marks of direction and joining, and the soft hyphen: nothing of them is seen on paper.
_UNSEEN: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a Word file's table: which table, which row, which column, each from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Call:
    """Where a footnote is called: which one of the file it is, behind how many words."""

    order: int
    at: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as a file holds it.

    Attributes:
        number: The line of a text file, the paragraph of a Word file, from 1.
        text: Its words; a line feed is a line broken by hand.
        note: For a footnote, where the paragraph of that number calls it.
        cell: The cell it stands in, if any.
    """

    number: int
    text: str
    note: Call | None = None
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its bullet, in NFC, with single blanks.

    Attributes:
        number: Where it stands in the file, as `Paragraph.number`.
        bullet: "", "-", "+", "1.", "IV." and the like, as written.
        text: The words.
        is_soft: It goes on from the line before, which was broken by hand.
        cell: The cell it stands in, if any.
        note: As `Paragraph.note`.
    """

    number: int
    bullet: str
    text: str
    is_soft: bool = False
    cell: Cell | None = None
    note: Call | None = None

    @property
    def whole(self) -> str:
        """The line with its bullet."""
        return f"{self.bullet} {self.text}" if self.bullet else self.text

    @property
    def is_numbered(self) -> bool:
        """Whether it bears a number, Arabic or Roman."""
        return bool(self.bullet) and self.bullet[0].isalnum()


def are_same(bullet: str, other: str) -> bool:
    """Return whether two bullets are of a kind: both numbers, both dashes or dots, or equal."""
    if bullet[:1].isdecimal() or bullet[:1] in _DASHES:
        return other[:1].isdecimal() if bullet[0].isdecimal() else other[:1] in _DASHES
    return bullet == other


def tidy(text: str) -> str:
    """Return text in NFC with single blanks, without what can't be seen."""
    plain = unicodedata.normalize("NFC", text).translate(_UNSEEN)
    if not plain.isprintable():
        plain = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in plain)
    return " ".join(plain.split())


def line(number: int, text: str, *, is_soft: bool = False) -> Line:
    """Return the line a text makes, its bullet taken off."""
    words = tidy(text)
    match = _BULLET.match(words)
    if match is None:
        return Line(number, "", words, is_soft)
    return Line(number, match.group().strip(), words[match.end() :], is_soft)


def lines(paragraphs: Iterable[Paragraph]) -> Iterator[Line]:
    """Yield the lines of some paragraphs; empty ones are left out."""
    for paragraph in paragraphs:
        pieces = [piece for piece in paragraph.text.split("\n") if tidy(piece)]
        for place, piece in enumerate(pieces):
            made = line(paragraph.number, piece, is_soft=place > 0)
            yield replace(made, cell=paragraph.cell, note=paragraph.note)


def joined(broken: Iterable[Line]) -> Iterator[Line]:
    """Join lines broken by hand, but for those that open an item of their own."""
    held: Line | None = None
    for each in broken:
        if held and each.is_soft and not each.bullet:
            held = Line(held.number, held.bullet, f"{held.text} {each.text}", held.is_soft)
            continue
        if held:
            yield held
        held = each
    if held:
        yield held

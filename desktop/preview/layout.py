"""A document as pages. What did not change since the last time is not measured again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.preview import notes
from desktop.preview.measure import rows_of
from desktop.preview.pieces import Page, Placed, Row, TextPiece
from desktop.preview.typeset import CENTRE, Style, set_text
from desktop.preview.units import mm
from forms.block import Block, Document, Paragraph
from forms.layout import DECREE_30, Layout
from forms.word.body import heads, sections
from forms.word.page import ACROSS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: Sums of many lines may exceed the page by a rounding error.
_SLACK = 0.01


#: Rows by block and width of the paper.
_Known = dict[tuple[Block, int], tuple[Row, ...]]


class Layouter:
    """Lays documents out, keeping the rows of the last one by block.

    Use one per thread: Qt's text layouts must not be shared between threads.

    Attributes:
        measured: How many blocks the last call had to measure.
    """

    def __init__(self, layout: Layout = DECREE_30) -> None:
        self.layout = layout
        self.measured = 0
        self._known: _Known = {}
        self._numbers: dict[tuple[int, int], TextPiece] = {}

    def pages(self, document: Document) -> tuple[Page, ...]:
        """The pages of a document; always at least one."""
        before, self._known, self.measured = self._known, {}, 0
        pages: list[Page] = []
        for part in sections(document.blocks) if document.blocks else ():
            layout = self.layout.across() if part.sheet is ACROSS else self.layout
            first = 1 if part.opens else pages[-1].number + 1
            filled = paginate(self._rows(part.blocks, layout, before), mm(layout.text_height_mm))
            pages += [
                Page(rows, layout, number, self._number(number, layout))
                for number, rows in enumerate(filled, first)
            ]
        return tuple(pages) or (Page((), self.layout, 1),)

    def _rows(self, blocks: Sequence[Block], layout: Layout, before: _Known) -> Iterator[Row]:
        """The rows of a section; words that only say what follows stay with it, as in Word."""
        for block, following in zip(blocks, (*blocks[1:], None), strict=True):
            rows = self._block(block, layout, before)
            if isinstance(block, Paragraph) and heads(block, following) and rows:
                rows = (*rows[:-1], replace(rows[-1], keep_next=True))
            yield from rows

    def _block(self, block: Block, layout: Layout, before: _Known) -> tuple[Row, ...]:
        key = (block, layout.page_width_mm)
        rows = self._known.get(key) or before.get(key)
        if rows is None:
            rows = rows_of(block, layout)
            self.measured += 1
        self._known[key] = rows
        return rows

    def _number(self, number: int, layout: Layout) -> TextPiece | None:
        """The page number, relative to the page's corner; page 1 shows none."""
        if number == 1:
            return None
        key = (number, layout.page_width_mm)
        if key not in self._numbers:
            style = Style(layout.page_number_pt, align=CENTRE)
            lines = set_text(str(number), mm(layout.text_width_mm), style)
            top = mm(layout.page_number_from_top_mm)
            self._numbers[key] = lines.at(mm(layout.left_mm), top)[0]
        return self._numbers[key]


def paginate(rows: Iterable[Row], height: float) -> list[tuple[Placed, ...]]:
    """Fill pages of the given height; rows that must stay together move together."""
    pages = [_Filling(height)]
    for chunk in _chunks(rows):
        if not pages[-1].has_room(_extent(chunk), chunk):
            pages.append(_Filling(height))
        for row in chunk:
            if not pages[-1].has_room(row.height, [row]):
                pages.append(_Filling(height))
            pages[-1].place(row)
    return [page.filled() for page in pages]


class _Filling:
    """A page being filled from above, its footnotes kept for its foot."""

    def __init__(self, height: float) -> None:
        self._height = height
        self._placed: list[Placed] = []
        self._notes: list[Row] = []
        self._y = 0.0

    def has_room(self, extent: float, rows: list[Row]) -> bool:
        """Whether rows of that extent fit with their notes; an empty page takes anything."""
        more = [*self._notes, *(note for row in rows for note in row.notes)]
        ends = self._y + extent + notes.height(more)
        return not self._placed or ends <= self._height + _SLACK

    def place(self, row: Row) -> None:
        """Put a row below the last one, below its header where it opens the page."""
        if not self._placed and row.header is not None:
            self._placed.append(Placed(self._y, row.header, repeated=True))
            self._y += row.header.height
        self._placed.append(Placed(self._y, row))
        self._notes.extend(row.notes)
        self._y += row.height + row.after

    def filled(self) -> tuple[Placed, ...]:
        """What stands on the page, the notes at its foot."""
        return (*self._placed, *notes.at_foot(self._notes, self._height))


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows in groups that must stand on one page."""
    chunk: list[Row] = []
    for row in rows:
        chunk.append(row)
        if not row.keep_next:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _extent(chunk: list[Row]) -> float:
    """Height of a group without the gap below its last row."""
    return sum(row.height + row.after for row in chunk) - chunk[-1].after

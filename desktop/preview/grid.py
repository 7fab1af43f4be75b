"""A real table as rows: header repeated on each page, no row divided unless it fills one."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from desktop.preview.pieces import Piece, Row, RulePiece
from desktop.preview.typeset import CENTRE, LEFT, RIGHT, Lines, Style, set_runs, set_text
from desktop.preview.units import mm, pt
from forms.appendix_tables import cell_role
from forms.block import Run
from forms.layout import Layout, is_number
from forms.word.page import TWIPS_PER_POINT, twips
from forms.word.tables import column_widths, keeps_next

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import Qt

    from forms.block import Grid


def rows_of(grid: Grid, layout: Layout) -> tuple[Row, ...]:
    """The table's rows, header first; the gap of a paragraph follows the last one."""
    widths = _widths(grid, layout)
    header = [
        set_text(title, inner, Style(layout.table_pt, bold=True, align=CENTRE))
        for title, inner in zip(grid.header, _inner(widths, layout), strict=False)
    ]
    head_row = _row(header, widths, layout)
    room = mm(layout.text_height_mm) - head_row.height
    body = [
        replace(_row(part, widths, layout), header=head_row, keep_next=keeps_next(grid, number))
        for number in range(len(grid.rows))
        for part in _parts(_lines(grid, number, widths, layout), room, layout)
    ]
    rows = [replace(head_row, keep_next=bool(body)), *body]
    rows[-1] = replace(rows[-1], after=pt(layout.paragraph_gap_pt))
    return tuple(rows)


def _widths(grid: Grid, layout: Layout) -> tuple[float, ...]:
    """Column widths: those of the Word file."""
    stated = grid if grid.widths else replace(grid, widths=(1,) * len(grid.header))
    total = twips(layout.text_width_mm)
    return tuple(pt(width / TWIPS_PER_POINT) for width in column_widths(stated, total))


def _inner(widths: Sequence[float], layout: Layout) -> list[float]:
    """The widths between the cells' paddings; the lines take their part, as in Word."""
    taken = 2 * mm(layout.table_padding_mm) + pt(layout.table_rule_twentieths_pt / 20)
    return [width - taken for width in widths]


def _lines(grid: Grid, number: int, widths: Sequence[float], layout: Layout) -> list[Lines]:
    """The cells of one row; what comes from a field may be clicked."""
    heads = number in grid.chapters
    fields = grid.fields[number] if grid.fields else ("",) * len(widths)
    cells = zip(grid.rows[number], fields, _inner(widths, layout), strict=False)
    return [
        set_runs(
            (Run(cell, cell_role(cell, field), field),),
            inner,
            Style(layout.table_pt, bold=heads, align=_align(column, cell)),
        )
        for column, (cell, field, inner) in enumerate(cells)
    ]


def _align(column: int, cell: str) -> Qt.AlignmentFlag:
    """Figures to the right; in the first column, where they only count the rows, centred."""
    if not is_number(cell):
        return LEFT
    return RIGHT if column else CENTRE


def _parts(cells: list[Lines], room: float, layout: Layout) -> list[list[Lines]]:
    """A row higher than a page in parts that fit; any other row whole."""
    pitch = cells[0].pitch if cells else 1
    most = max(1, int((room - 2 * mm(layout.table_padding_mm) - pt(1)) // pitch))
    longest = max((len(cell.pieces) for cell in cells), default=0)
    return [
        [_cut(cell, start, start + most) for cell in cells]
        for start in range(0, max(longest, 1), most)
    ]


def _cut(cell: Lines, start: int, end: int) -> Lines:
    kept = tuple(replace(p, y=p.y - start * cell.pitch) for p in cell.pieces[start:end])
    return Lines(kept, cell.pitch)


def _row(cells: Sequence[Lines], widths: Sequence[float], layout: Layout) -> Row:
    padding = mm(layout.table_padding_mm)
    rule = pt(layout.table_rule_twentieths_pt / 20)
    height = max((cell.height for cell in cells), default=0) + 2 * padding + rule
    edges = (0.0, *accumulate(widths))
    pieces: list[Piece] = list(_frame(edges, height, layout))
    for cell, left in zip(cells, edges, strict=False):
        pieces += cell.at(left + padding, padding)
    return Row(height, tuple(pieces))


def _frame(edges: Sequence[float], height: float, layout: Layout) -> list[RulePiece]:
    """The lines around the cells of one row."""
    thickness = pt(layout.table_rule_twentieths_pt / 20)
    across = [RulePiece(0, y, edges[-1], thickness) for y in (0.0, height)]
    return across + [RulePiece(x, 0, 0, thickness, height) for x in edges]

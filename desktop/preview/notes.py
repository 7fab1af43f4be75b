"""Footnotes: which lines mark them, and how they stand at the foot of a page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.preview.pieces import Placed, Row, RulePiece, TextPiece
from desktop.preview.typeset import JUSTIFY, Style, set_runs
from desktop.preview.units import mm, pt
from forms.block import Run
from forms.layout import DECREE_30

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forms.layout import Layout


def with_notes(rows: Sequence[Row], marks: Sequence[Run], layout: Layout) -> tuple[Row, ...]:
    """Give the lines of a paragraph the footnotes whose marks they show."""
    waiting = iter(marks)
    return tuple(
        replace(row, notes=tuple(_note(next(waiting), layout) for _ in range(_marks_in(row))))
        for row in rows
    )


def _marks_in(row: Row) -> int:
    """How many marks begin on a line."""
    return sum(piece.begun("note") for piece in row.pieces if isinstance(piece, TextPiece))


def _note(mark: Run, layout: Layout) -> Row:
    style = Style(layout.note_pt, align=JUSTIFY)
    runs = (Run(mark.text, "note"), Run(" "), *mark.note)
    lines = set_runs(runs, mm(layout.text_width_mm), style)
    return Row(lines.height, lines.pieces)


def _separator() -> Row:
    """The short line between a page's text and its footnotes."""
    gap = pt(DECREE_30.note_rule_gap_pt)
    thickness = pt(DECREE_30.table_rule_twentieths_pt / 20)
    return Row(2 * gap, (RulePiece(0, gap, mm(DECREE_30.note_rule_mm), thickness),))


def height(notes: Iterable[Row]) -> float:
    """Room that footnotes take with the line above them; none if there are none."""
    heights = [note.height for note in notes]
    return _separator().height + sum(heights) if heights else 0


def at_foot(notes: Sequence[Row], bottom: float) -> list[Placed]:
    """Footnotes at the foot of a page whose text area ends at ``bottom``."""
    y = bottom - height(notes)
    placed = []
    for row in (_separator(), *notes) if notes else ():
        placed.append(Placed(y, row))
        y += row.height
    return placed

"""How wide and high the parts of a figure's row are, in the font at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontMetrics

from desktop.appearance.tokens import Points
from forms.figure import Kind

if TYPE_CHECKING:
    from desktop.widgets.value_edit import ValueEdit

#: Width of the edit in digits; kinds not named stretch to the row's end.
DIGITS = {
    Kind.COUNT: 13,
    Kind.MONEY: 20,
    Kind.PERCENT: 9,
    Kind.DECIMAL: 13,
    Kind.DATE: 13,
    Kind.YEAR: 8,
    Kind.MONTH: 19,
    Kind.PERIOD: 26,
    Kind.SPAN: 14,
    Kind.SYMBOL: 26,
    Kind.NUMBERS: 26,
}


@dataclass(frozen=True, slots=True)
class Measure:
    """Sizes in one font: a digit's width, the edit's height, the small line below it."""

    digit: int
    line: int
    small_font: QFont
    small_line: int


#: Font key → its measures, taken once for all fields.
_TAKEN: dict[str, Measure] = {}


def measure(edit: ValueEdit) -> Measure:
    """The measures of an edit's font."""
    key = edit.font().key()
    if key not in _TAKEN:
        _TAKEN[key] = _take(edit)
    return _TAKEN[key]


def _take(edit: ValueEdit) -> Measure:
    small = QFont(edit.font())
    small.setPointSize(Points.SMALL)
    digit = edit.fontMetrics().horizontalAdvance("0")
    return Measure(digit, edit.sizeHint().height(), small, QFontMetrics(small).height() + 2)

"""How a report, a field and a value that came in are called on screen. No Qt."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final

from db.entries import EntryKind
from desktop import overview
from desktop.field_index import FRONT_PREFIX, FieldIndex
from desktop.hand_over.words import STATES
from forms.day import write_day
from forms.figure import show
from forms.loading import load_form
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.codec import Content
    from forms.definition import Form
    from forms.figure import Value
    from forms.period import Period
    from forms.report import UnitRef

NOTHING: Final = "(trống)"
_STATES: Final = {state.value: words for state, words in STATES.items()}


def short_name(unit: UnitRef) -> str:
    """A unit's name, short enough for a column."""
    return unit.name.replace("Ủy ban nhân dân", "UBND") or unit.code


def report_words(period: Period, unit: UnitRef) -> str:
    """Which report it is: "6 tháng đầu năm 2022, UBND xã Mỹ An"."""
    return f"{overview.start_words(period)}, {short_name(unit)}"


def in_short(words: str, longest: int = 60) -> str:
    """One line of a long text."""
    line = " ".join(words.split())
    return line if len(line) <= longest else f"{line[:longest]}…"


class FieldWords:
    """What the fields of one form are called, and how their values are written.

    A form of another version of the program is not known here: its keys stand for themselves.
    """

    def __init__(self, form: str, version: str) -> None:
        self._form = _form(form, version)
        self._index = FieldIndex(self._form) if self._form else None

    def label(self, kind: EntryKind, key: str) -> str:
        """Return the name of a field on screen."""
        match kind:
            case EntryKind.FRONT:
                return self._named(FRONT_PREFIX + key)
            case EntryKind.EXCEPTION:
                return f"Giải trình {key}"
            case EntryKind.AS_OF:
                return f"Ngày chốt: {self._named(key)}"
            case EntryKind.REPORT:
                return "Trạng thái báo cáo"
        return self._named(key)

    def value(self, kind: EntryKind, key: str, value: Content | None) -> str:
        """Return a value in words, whole."""
        if value is None:
            return NOTHING
        if isinstance(value, tuple):
            return "\n".join(_row(row) for row in value) or "(bảng trống)"
        if kind is EntryKind.REPORT:
            return _STATES.get(str(value), str(value))
        figure = self._form.figures.get(key) if self._form else None
        if kind is EntryKind.FIGURE and figure is not None:
            return show(figure.kind, value)
        return write_day(value) if isinstance(value, date) else str(value)

    def _named(self, key: str) -> str:
        if self._form is None or self._index is None:
            return key
        known = self._form.texts.get(key) or self._form.tables.get(key)
        return known.label if known else self._index.label(key)


@cache
def words_of(form: str, version: str) -> FieldWords:
    """Return the words of a form; each form's are made once."""
    return FieldWords(form, version)


def _form(form: str, version: str) -> Form | None:
    try:
        return load_form(form, version)
    except Problem:
        return None


def _row(row: Mapping[str, Value]) -> str:
    cells = (write_day(cell) if isinstance(cell, date) else str(cell) for cell in row.values())
    return "• " + "; ".join(cells)

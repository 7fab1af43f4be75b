"""The documents a report cites, each with its date."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from forms.definition import OverUnits
from forms.figure import Kind, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forms.definition import Form
    from forms.figure import Value
    from forms.report import Report

_CITATION: Final = re.compile(
    r"\b(\d{1,4}(?:/\d{4})?/[A-ZĐ][\w\-]*)\s+ngày\s+"
    r"(\d{1,2}/\d{1,2}/\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})"
)
#: What only the central bodies issue: there is one of each number in the country.
_CENTRAL: Final = re.compile(r"/(?:QĐ-TTg|CT-TTg|NĐ-CP|NQ-CP|(?:L-|NQ-)?QH\d+)$")
_NO: Final = "_no"
_DATE: Final = "_date"


class Citation(NamedTuple):
    """A document with its date, where it is cited.

    ``issuer`` tells documents of one symbol apart: the code of the unit that cites it, "" for
    what all units cite alike. Whose a document is that a text cites can only be guessed.
    """

    field: str
    symbol: str
    day: date
    issuer: str
    is_guess: bool = False


def citations(form: Form, report: Report) -> Iterator[Citation]:
    """Yield every document the report cites with a date: in figures, texts and tables."""
    own = report.unit.code
    for dated, symbol, day in _of_figures(report):
        is_shared = form.figures[dated].over_units is OverUnits.STATE
        yield Citation(dated, symbol, day, "" if is_shared or _is_central(symbol) else own)
    for table, rows in report.tables.items():
        for row in rows:
            yield from _of_row(form, table, row, own)
    for text, words in report.texts.items():
        yield from _cited(text, words, own)


def _is_central(symbol: str) -> bool:
    return bool(_CENTRAL.search(symbol))


def _of_figures(report: Report) -> Iterator[tuple[str, str, date]]:
    for name, symbol in report.figures.items():
        dated = f"{name.removesuffix(_NO)}{_DATE}"
        day = report.figures.get(dated) if name.endswith(_NO) else None
        if isinstance(day, date):
            yield dated, str(symbol), day


def _of_row(form: Form, table: str, row: Mapping[str, Value], own: str) -> Iterator[Citation]:
    columns = form.tables[table].columns
    symbols = [row[c.id] for c in columns if c.kind is Kind.SYMBOL and row.get(c.id)]
    days = [row[c.id] for c in columns if c.kind is Kind.DATE and row.get(c.id)]
    if len(symbols) == 1 and len(days) == 1 and isinstance(days[0], date):
        yield Citation(table, str(symbols[0]), days[0], own)
    for value in row.values():
        if isinstance(value, str):
            yield from _cited(table, value, own)


def _cited(name: str, words: str, own: str) -> Iterator[Citation]:
    for match in _CITATION.finditer(words):
        symbol, day = match.group(1), read(Kind.DATE, match.group(2))
        is_central = _is_central(symbol)
        if isinstance(day, date):
            issuer = "" if is_central else own
            yield Citation(name, symbol, day, issuer, is_guess=not is_central)

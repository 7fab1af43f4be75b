"""Checks that concern what is written rather than what one rule states."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from forms.checking.finding import Finding, condition
from forms.definition import Form, Rule, Severity
from forms.facts import SOURCES
from forms.figure import Kind, Value, read, show
from forms.report import Report

Check = Callable[[Form, Rule, Report], Iterator[Finding]]

_CITATION: Final = re.compile(
    r"\b(\d{1,4}(?:/\d{4})?/[A-ZĐ][\w\-]*)\s+ngày\s+"
    r"(\d{1,2}/\d{1,2}/\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})"
)
_NUMBERED: Final = re.compile(r"^(\d+)\.\s")
_NO: Final = "_no"
_DATE: Final = "_date"


def repeated(form: Form, rule: Rule, report: Report) -> Iterator[Finding]:
    """Find a document cited with two dates, or front matter stated twice and differently.

    Source: rule H19 (a figure repeated within a report bears one value).
    """
    seen: dict[str, tuple[date, str]] = {}
    for field, symbol, day in _citations(form, report):
        first_day, first_field = seen.setdefault(symbol, (day, field))
        if first_day != day:
            yield _two_dates(form, rule, symbol, (first_field, first_day), (field, day))
    yield from _front_repeated(form, rule, report)


def _citations(form: Form, report: Report) -> Iterator[tuple[str, str, date]]:
    for name, symbol in report.figures.items():
        if not name.endswith(_NO):
            continue
        dated = f"{name.removesuffix(_NO)}{_DATE}"
        day = report.figures.get(dated)
        if isinstance(day, date):
            yield dated, str(symbol), day
    for text, words in report.texts.items():
        yield from _cited(text, words)
    for table, rows in report.tables.items():
        for row in rows:
            yield from _cited_in_row(form, table, row)


def _cited(field: str, words: str) -> Iterator[tuple[str, str, date]]:
    for match in _CITATION.finditer(words):
        day = read(Kind.DATE, match.group(2))
        if isinstance(day, date):
            yield field, match.group(1), day


def _cited_in_row(
    form: Form, table: str, row: Mapping[str, Value]
) -> Iterator[tuple[str, str, date]]:
    columns = form.tables[table].columns
    symbols = [row[c.id] for c in columns if c.kind is Kind.SYMBOL and row.get(c.id)]
    days = [row[c.id] for c in columns if c.kind is Kind.DATE and row.get(c.id)]
    if len(symbols) == 1 and len(days) == 1 and isinstance(days[0], date):
        yield table, str(symbols[0]), days[0]
    for value in row.values():
        if isinstance(value, str):
            yield from _cited(table, value)


def _two_dates(
    form: Form, rule: Rule, symbol: str, first: tuple[str, date], second: tuple[str, date]
) -> Finding:
    days = [show(Kind.DATE, day) for _, day in (first, second)]
    # Numbers begin anew each year: another year may be another document.
    is_sure = first[1].year == second[1].year or rule.severity is Severity.INFO
    return Finding(
        rule=rule.id,
        severity=rule.severity if is_sure else Severity.WARNING,
        fields=tuple(dict.fromkeys((second[0], first[0]))),
        stated=days[1],
        computed=days[0],
        message=(
            f"{condition(rule.message)} Văn bản {symbol}"
            f" ghi ngày {days[0]} ở {_where(form, first[0])}"
            f" nhưng ngày {days[1]} ở {_where(form, second[0])}."
        ),
    )


def _where(form: Form, field: str) -> str:
    known = form.figures.get(field) or form.texts.get(field) or form.tables.get(field)
    section = form.section_of(field)
    label = known.label if known else field
    return f"“{label}” (mục {section.id})" if section else f"“{label}”"


def _front_repeated(form: Form, rule: Rule, report: Report) -> Iterator[Finding]:
    """A signing date or number stated as a figure must be that of the document's head."""
    for figure in form.figures.values():
        if not figure.source.startswith("front.") or figure.id not in report.figures:
            continue
        stated = report.figures[figure.id]
        head = SOURCES[figure.source](report)
        if head is not None and _plain(head) != _plain(stated):
            yield Finding(
                rule=rule.id,
                severity=rule.severity,
                fields=(figure.id,),
                stated=show(figure.kind, stated),
                computed=show(figure.kind, head),
                message=f"{condition(rule.message)} “{figure.label}” ghi"
                f" {show(figure.kind, stated)}, phần đầu văn bản ghi {show(figure.kind, head)}.",
            )


def _plain(value: Value) -> str:
    """A number left open ("…/BC-VPUBND") is the same as an empty one."""
    return str(value).strip("… ")


def numbering(form: Form, rule: Rule, report: Report) -> Iterator[Finding]:
    """Find numbered lines in a text that skip or repeat a number."""
    for text, words in report.texts.items():
        numbers = [int(m.group(1)) for line in words.split("\n") if (m := _NUMBERED.match(line))]
        for before, after in itertools.pairwise(numbers):
            if after not in (before + 1, 1):
                yield Finding(
                    rule=rule.id,
                    severity=rule.severity,
                    fields=(text,),
                    stated=f"{after}.",
                    computed=f"{before + 1}.",
                    message=f"{condition(rule.message)} Trong danh sách, sau “{before}.”"
                    f" là “{after}.”, đúng ra “{before + 1}.” ở {_where(form, text)}.",
                )


GENERIC: Final[Mapping[str, Check]] = {"repeat": repeated, "numbering": numbering}

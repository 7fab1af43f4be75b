"""Checks that concern what is written rather than what one rule states."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from forms.checking.between_periods import later_part, unchanged_texts
from forms.checking.citing import citations
from forms.checking.finding import Finding, condition
from forms.checking.register import Register
from forms.definition import Form, Rule, Severity
from forms.facts import SOURCES
from forms.figure import Kind, Value, show
from forms.report import Report

if TYPE_CHECKING:
    from datetime import date

#: Takes the form, the rule, the report and the unit's earlier report, if there is one.
Check = Callable[[Form, Rule, Report, "Report | None"], Iterator[Finding]]

_NUMBERED: Final = re.compile(r"^(\d+)\.\s")


def repeated(form: Form, rule: Rule, report: Report, _earlier: Report | None) -> Iterator[Finding]:
    """Find a document cited with two dates, or front matter stated twice and differently.

    Source: rule H19 (a figure repeated within a report bears one value).
    """
    seen: dict[str, tuple[date, str]] = {}
    for field, symbol, day, *_ in citations(form, report):
        first_day, first_field = seen.setdefault(symbol, (day, field))
        if first_day != day:
            yield _two_dates(form, rule, symbol, (first_field, first_day), (field, day))
    yield from _front_repeated(form, rule, report)


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


def numbering(form: Form, rule: Rule, report: Report, _earlier: Report | None) -> Iterator[Finding]:
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


def cited(form: Form, rule: Rule, report: Report, earlier: Report | None) -> Iterator[Finding]:
    """Find documents the earlier report cites with another date (rule X03)."""
    if earlier is not None:
        yield from _register(form, earlier).two_dates(form, rule, report)


def registered(form: Form, rule: Rule, report: Report, earlier: Report | None) -> Iterator[Finding]:
    """Find documents whose numbers and dates contradict the earlier report's (rule X11)."""
    if earlier is not None:
        yield from _register(form, earlier).out_of_order(form, rule, report)


def _register(form: Form, report: Report) -> Register:
    register = Register()
    register.add(form, report)
    return register


def roll_up(
    _form: Form, _rule: Rule, _report: Report, _earlier: Report | None
) -> Iterator[Finding]:
    """Stay silent: it needs the units' reports (`forms.checking.between_levels`)."""
    return iter(())


GENERIC: Final[Mapping[str, Check]] = {
    "repeat": repeated,
    "numbering": numbering,
    "cited": cited,
    "registered": registered,
    "unchanged_texts": unchanged_texts,
    "later_part": later_part,
    "roll_up": roll_up,
}

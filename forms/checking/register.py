"""The documents many reports cite, by which another report is judged."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from forms.checking.citing import citations
from forms.checking.finding import Finding, condition
from forms.definition import Severity
from forms.figure import Kind, show

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from forms.checking.citing import Citation
    from forms.definition import Form, Rule
    from forms.report import Report

#: Number, year if the symbol has one, and the kind with its issuer ("KH-UBND").
_SYMBOL: Final = re.compile(r"(?P<number>\d{1,4})(?P<year>/\d{4})?/(?P<kind>\S+)")


class Place(NamedTuple):
    """A report in which a document is cited: whose, and of which period."""

    unit: str
    period: str

    def __str__(self) -> str:
        """Say which report it is."""
        return f"báo cáo {self.period} của {self.unit}"


@dataclass(slots=True)
class Register:
    """The documents many reports cite, by which another report is judged.

    Source: rules X03 (a document bears one date wherever it is cited) and X11 (of the documents of
    one kind, issuer and year a larger number bears no earlier date).
    """

    _days: dict[tuple[str, str], dict[date, Place]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    _numbers: dict[tuple[str, str, int], dict[int, tuple[date, Place]]] = field(
        default_factory=lambda: defaultdict(dict)
    )

    def add(self, form: Form, report: Report) -> None:
        """Take in what a report cites."""
        place = Place(report.unit.name, report.period.write())
        for cited in citations(form, report):
            self._days[cited.issuer, cited.symbol].setdefault(cited.day, place)
            if not cited.is_guess:
                key, number = _series(cited)
                self._numbers[key].setdefault(number, (cited.day, place))

    def two_dates(self, form: Form, rule: Rule, report: Report) -> Iterator[Finding]:
        """Find documents another report cites with another date (X03)."""
        for cited in citations(form, report):
            known = self._days.get((cited.issuer, cited.symbol), {})
            other = next((day for day in known if day != cited.day), None)
            if other is not None and cited.day not in known:
                words = f"ghi ngày {_said(cited.day)}, {known[other]} ghi ngày {_said(other)}"
                yield _finding(rule, cited, other, words)

    def out_of_order(self, form: Form, rule: Rule, report: Report) -> Iterator[Finding]:
        """Find documents whose number and date contradict those of another report (X11)."""
        for cited in citations(form, report):
            key, number = _series(cited)
            if cited.is_guess:
                continue
            for other, (day, place) in self._numbers.get(key, {}).items():
                if (other - number) * (day - cited.day).days < 0:
                    words = (
                        f"ghi ngày {_said(cited.day)}, số {other} cùng loại"
                        f" ghi ngày {_said(day)} ({place})"
                    )
                    yield _finding(rule, cited, day, words)
                    break


def _series(cited: Citation) -> tuple[tuple[str, str, int], int]:
    """Return the series a document is numbered in, and its number."""
    found = _SYMBOL.fullmatch(cited.symbol)
    if found is None:
        return (cited.issuer, cited.symbol, cited.day.year), 0
    return (cited.issuer, found["kind"], cited.day.year), int(found["number"])


def _said(day: date) -> str:
    return show(Kind.DATE, day)


def _finding(rule: Rule, cited: Citation, other: date, words: str) -> Finding:
    found = _SYMBOL.fullmatch(cited.symbol)
    # Numbers begin anew each year: another year may be another document.
    is_sure = cited.day.year == other.year or (found is not None and found["year"])
    return Finding(
        rule=rule.id,
        severity=rule.severity if is_sure else Severity.WARNING,
        fields=(cited.field,),
        stated=_said(cited.day),
        computed=_said(other),
        message=f"{condition(rule.message)} Văn bản {cited.symbol} {words}.",
        stated_value=cited.day,
        computed_value=other,
    )

"""Checks of a report against the unit's earlier one that no single condition can state."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from forms.checking.earlier import continued, naming
from forms.checking.finding import Finding, condition
from forms.checking.saying import said
from forms.definition import Figure, OverTime
from forms.facts import lie

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.definition import Form, Rule
    from forms.report import Report

#: A text of fewer characters says what can be said no other way ("Không có.").
LONG_TEXT: Final = 200


def unchanged_texts(
    form: Form, rule: Rule, report: Report, earlier: Report | None
) -> Iterator[Finding]:
    """Find long texts that say word for word what the earlier report says.

    Spaces and line ends are of no account, and standing texts aren't looked at. Only periods of
    one year and neighbours are compared.

    Source: rule X05 ("also long texts left unchanged").
    """
    if earlier is None or not _is_near(report, earlier):
        return
    for name, words in report.texts.items():
        text = form.texts[name]
        plain = " ".join(words.split())
        if text.standing or len(plain) < LONG_TEXT:
            continue
        if plain == " ".join(earlier.texts.get(name, "").split()):
            when = naming(report.period, earlier.period)
            same = f"“{text.label}” ở {when} và kỳ này không khác một chữ:"
            message = f"{same} {continued(condition(rule.message))}"
            yield Finding(rule.id, rule.severity, (name,), "", "", message)


def _is_near(report: Report, earlier: Report) -> bool:
    ways = lie(report.period, earlier.period)
    return bool(ways["follows_on"]) or report.period.year == earlier.period.year


class _Growth(NamedTuple):
    """By how much a figure has grown since the earlier report."""

    figure: Figure
    amount: int | Decimal

    def __str__(self) -> str:
        return f"“{self.figure.label}” tăng {said(self.amount, self.figure)}"


def later_part(form: Form, rule: Rule, report: Report, earlier: Report | None) -> Iterator[Finding]:
    """Find totals that have grown by less than the parts of them that are stated.

    What is left of the later part would then be negative. Where all parts are stated in both
    reports the totals themselves tell (rules of the kind "sum"), and where a figure has fallen
    rule X01 does; so this speaks only where a report leaves a part open.

    Source: rule X10.
    """
    if earlier is None or not lie(report.period, earlier.period)["same_start"]:
        return
    for total, parts in _sums(form):
        grown = {f.id: _grown(f, report, earlier) for f in (total, *parts)}
        whole, known = grown.pop(total.id), [g for g in grown.values() if g is not None]
        if whole is None or len(known) in (0, len(parts)):
            continue
        by_parts = sum(growth.amount for growth in known)
        if min(whole.amount, *(g.amount for g in known)) >= 0 and by_parts > whole.amount:
            yield _negative(rule, whole, known, naming(report.period, earlier.period))


def _negative(rule: Rule, whole: _Growth, parts: list[_Growth], when: str) -> Finding:
    by_parts = said(sum(growth.amount for growth in parts), whole.figure)
    stated = said(whole.amount, whole.figure)
    told = "; ".join(map(str, parts))
    added = f", cộng lại {by_parts}" if len(parts) > 1 else ""
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        fields=(whole.figure.id, *(growth.figure.id for growth in parts)),
        stated=stated,
        computed=f"ít nhất {by_parts}",
        message=f"{condition(rule.message)} So với {when}, “{whole.figure.label}” chỉ tăng {stated}"
        f" mà {told}{added}.",
    )


@lru_cache(maxsize=8)
def _sums(form: Form) -> tuple[tuple[Figure, tuple[Figure, ...]], ...]:
    """Return the cumulative figures that are nothing but the sum of cumulative figures."""
    return tuple(_found_sums(form))


def _found_sums(form: Form) -> Iterator[tuple[Figure, tuple[Figure, ...]]]:
    for total in form.figures.values():
        names = total.computed.names if total.computed else ()
        parts = tuple(form.figures[name] for name in names if name in form.figures)
        is_sum = total.computed is not None and total.computed.source == " + ".join(names)
        if is_sum and all(f.over_time is OverTime.CUMULATIVE for f in (total, *parts)):
            yield total, parts


def _grown(figure: Figure, report: Report, earlier: Report) -> _Growth | None:
    now, then = (each.figures.get(figure.id) for each in (report, earlier))
    if not (isinstance(now, int | Decimal) and isinstance(then, int | Decimal)):
        return None
    return _Growth(figure, now - then)

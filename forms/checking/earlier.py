"""A broken rule between two reports in words: what each of them states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.checking.finding import condition
from forms.checking.saying import said
from forms.expression import EARLIER
from forms.facts import lie
from forms.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.checking.compiled import Case
    from forms.definition import Figure, Form
    from forms.expression import Facts


def told(form: Form, case: Case, facts: Facts, sentence: str) -> str:
    """Return the message of a broken rule between reports.

    Args:
        form: The report's form.
        case: What is broken.
        facts: What the report states, and the earlier one.
        sentence: What the report alone states and should have stated.
    """
    now, then = (Period.parse(facts[name]) for name in ("period", f"{EARLIER}period"))
    earlier = f"{naming(now, then)} ghi"
    message, figure = condition(case.rule.message), _compared(form, case)
    if figure is not None:
        known = case.known(facts)
        was, is_now = (said(known[name], figure) for name in (EARLIER + figure.id, figure.id))
        return f"“{figure.label}” {earlier} {was}, kỳ này ghi {is_now}: {continued(message)}"
    parts = ", ".join(_stated(form, case, facts))
    tail = f" {earlier[:1].upper()}{earlier[1:]} {parts}." if parts else ""
    return f"{message} {sentence}{tail}"


def naming(period: Period, earlier: Period) -> str:
    """Name an earlier period beside a period: "kỳ trước (quý I năm 2023)"."""
    ways = lie(period, earlier)
    # The year before a year is simply the period before.
    is_far = ways["year_on_year"] and not ways["follows_on"]
    return f"{'cùng kỳ năm trước' if is_far else 'kỳ trước'} ({earlier.write()})"


def _compared(form: Form, case: Case) -> Figure | None:
    """Return the figure of a rule that holds nothing but a figure against its earlier self."""
    names = set(case.holds.names)
    figures = {name.removeprefix(EARLIER) for name in names}
    if len(names) != 2 or len(figures) != 1:  # noqa: PLR2004  (now and then)
        return None
    return form.figures.get(*figures)


def _stated(form: Form, case: Case, facts: Facts) -> Iterator[str]:
    """Yield the figures of the earlier report that the rule holds this one against."""
    for name in case.holds.names:
        figure = form.figures.get(name.removeprefix(EARLIER))
        if name.startswith(EARLIER) and name in facts and figure is not None:
            yield f"“{figure.label}” {said(facts[name], figure)}"


def continued(words: str) -> str:
    """Return a sentence as it continues another; an abbreviation keeps its capitals."""
    return words if words[:2].isupper() else f"{words[:1].lower()}{words[1:]}"

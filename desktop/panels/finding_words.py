"""What a finding's card says: no number twice, and the mended sentence around its figure."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from desktop.tabs.said import finding_state
from desktop.verdicts import sentence_of
from desktop.widgets.finding_card import FindingText
from forms.checking.finding import condition
from forms.checking.rereading import with_sentence
from forms.definition import Severity
from forms.figure import show

if TYPE_CHECKING:
    from desktop.session import ReportSession
    from forms.checking import Finding
    from forms.definition import Rule

#: Letters of a sentence there is room for in a card; so many stand before its figure.
_LONGEST: Final = 200
_BEFORE: Final = 90
#: Kinds of rule whose other value was computed; that of the others is a limit or a custom.
_COMPUTED: Final = ("sum", "percent")
_EXACT: Final = re.compile(r"\((chính xác [^)]+)\)")


def in_words(session: ReportSession, finding: Finding) -> FindingText:
    """Return a finding ready to be shown; numbers that stand apart are not said twice."""
    rule = session.form.rules[finding.rule]
    is_apart = bool(finding.stated and finding.computed) or rule.kind == "percent"
    is_share = rule.kind == "percent"
    return FindingText(
        state=finding_state(finding),
        message=condition(rule.message) if is_apart else finding.message,
        stated=finding.stated if is_apart else "",
        computed=finding.computed if is_apart else "",
        difference=finding.difference.removesuffix("%") if is_apart else "",
        fix=_fix(session, finding),
        sentence=_mended(session, finding),
        reason=finding.reason,
        rule=finding.rule,
        computed_name=_computed_name(finding, rule),
        note=_note(finding, rule) if is_share else "",
        place=_place(session, finding) if is_apart else "",
    )


def clipped(words: str, at: int) -> str:
    """Return the part of a sentence around a place that a card has room for.

    Args:
        words: The sentence.
        at: Where the figure stands that is to be seen.
    """
    if len(words) <= _LONGEST:
        return words
    start = max(0, min(at - _BEFORE, len(words) - _LONGEST))
    start = words.find(" ", start) + 1 if start else 0
    end = start + _LONGEST
    tail = words[start:] if end >= len(words) else f"{words[start:end].rsplit(' ', 1)[0]} …"
    return f"… {tail}" if start else tail


def _computed_name(finding: Finding, rule: Rule) -> str:
    if rule.kind in _COMPUTED:
        return "Tính được"
    return "Đúng ra" if finding.severity is Severity.ERROR else "Thường"


def _note(finding: Finding, rule: Rule) -> str:
    """Return what the message says beyond its condition and the numbers that stand apart."""
    rest = finding.message.partition(condition(rule.message))[2].strip()
    if not finding.difference:
        return rest
    exact = _EXACT.search(rest)
    habit = rest.partition(f"lệch {finding.difference}.")[2].strip()
    return " ".join(filter(None, (f"C{exact[1][1:]}." if exact else "", habit)))


def _place(session: ReportSession, finding: Finding) -> str:
    """Return the field meant, of a rule that speaks of many fields in the same words."""
    is_one_of_many = finding.message.startswith("“")
    return session.index.label(finding.fields[0]) if is_one_of_many else ""


def _mended(session: ReportSession, finding: Finding) -> str:
    """Return the sentence as it would read, cut around the figure that would change."""
    words = session.mended(finding)
    if finding.mend is not None and not words:  # it may be a heading that would change
        words = with_sentence(finding, session.form, session.report, session.unit).sentence
    if finding.mend is None or len(words) <= _LONGEST:
        return words
    now = _said_now(session, finding.mend.figure)
    same = takewhile(lambda pair: pair[0] == pair[1], zip(words, now, strict=False))
    return clipped(words, sum(1 for _ in same))


def _said_now(session: ReportSession, figure: str) -> str:
    place = session.index.place(figure)
    lines = session.lines(place.leaf) if place and place.leaf else ()
    said = (sentence_of(line, figure) for line in lines)
    return next((sentence for sentence in said if sentence), "")


def _fix(session: ReportSession, finding: Finding) -> str:
    if finding.mend is None:
        return ""
    figure = session.form.figures[finding.mend.figure]
    return f"Sửa thành {show(figure.kind, finding.mend.value)}"

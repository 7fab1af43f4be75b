"""What is said beside a figure: last period's value, the change, and what the rules make of it."""

from __future__ import annotations

from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from desktop.appearance.tokens import State
from forms.checking.finding import UNDEFINED
from forms.definition import Severity
from forms.figure import Kind, rounded, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.session import ReportSession
    from forms.checking import Finding
    from forms.definition import Figure
    from forms.figure import Value

UNREVIEWED: Final = "Chép từ kỳ trước, chưa xem lại"

_STATES: Final = {
    Severity.ERROR: State.ERROR,
    Severity.WARNING: State.WARNING,
    Severity.INFO: State.INFO,
}
#: Kinds whose unit is more than another word for the kind.
_MEASURED: Final = frozenset({Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.DECIMAL})


def unit_words(figure: Figure) -> str:
    """Return the unit to show behind a figure's field; a date's "ngày" tells nothing."""
    return figure.unit if figure.kind in _MEASURED else ""


def finding_state(finding: Finding) -> State:
    """Return the state a finding is shown in; an explained one is only information."""
    return State.INFO if finding.excepted else _STATES[finding.severity]


def in_short(finding: Finding) -> str:
    """Return one line on a finding: what is stated, what was computed."""
    if finding.excepted:
        return f"Đã giải trình: {finding.reason}"
    if not (finding.stated and finding.computed):
        return finding.message
    if finding.computed == UNDEFINED:
        return f"Ghi {finding.stated} nhưng mẫu số bằng 0: hãy để trống tỷ lệ"
    if finding.difference:
        return f"Ghi {finding.stated}, tính được {finding.computed}, lệch {finding.difference}"
    usual = "đúng ra" if finding.severity is Severity.ERROR else "thường"
    return f"Ghi {finding.stated}, {usual} {finding.computed}"


def standing(
    session: ReportSession, figure: str, findings: Sequence[Finding], *, is_checked: bool
) -> tuple[State, str]:
    """Return state and line for a figure as it stands, of everything that points at it.

    What suspects the figure itself comes before what only leads elsewhere, what is open before
    what is explained; how much more is open is counted.
    """
    own = sorted((each for each in findings if _suspects(each, figure)), key=attrgetter("excepted"))
    first = next(iter(own or findings), None)
    state, words = verdict(session, figure, first, is_checked=is_checked)
    is_told = figure not in session.unreviewed
    more = sum(not each.excepted for each in own[1:]) if is_told else 0
    return state, f"{words} (còn {more} điều nữa)" if more else words


def _suspects(finding: Finding, figure: str) -> bool:
    """Whether a finding speaks at a figure: at its first field, or the one that would mend it."""
    return figure == finding.fields[0] or bool(finding.mend and finding.mend.figure == figure)


def verdict(
    session: ReportSession, figure: str, finding: Finding | None, *, is_checked: bool
) -> tuple[State, str]:
    """Return state and line for a figure as the rules see it now.

    A finding speaks at the field it suspects (its first field, or the one that would mend
    it); the other fields of the same rule only say where to look.
    """
    if figure in session.unreviewed:
        return State.INFO, UNREVIEWED
    if finding is not None:
        if _suspects(finding, figure):
            return finding_state(finding), in_short(finding)
        if figure in session.report.figures:
            suspect = finding.mend.figure if finding.mend else finding.fields[0]
            return State.NONE, f"Xem “{session.index.label(suspect)}”"
    if figure in session.missing:
        return State.UNFILLED, ""
    return (State.OK, "Khớp") if is_checked else (State.NONE, "")


def before(session: ReportSession, figure: Figure) -> str:
    """Return last period's value and the change since, such as "kỳ trước 136.078 · +124,7 %"."""
    parts = []
    old = session.previous.figures.get(figure.id) if session.previous else None
    if old is not None:
        parts.append(f"kỳ trước {show(figure.kind, old)}")
        parts.append(change(figure.kind, old, session.report.figures.get(figure.id)))
    day = session.report.as_of.get(figure.id)
    if day is not None:
        parts.append(f"số đến {show(Kind.DATE, day)}")
    if figure.id in session.report.notes:
        parts.append("có ghi chú")
    return " · ".join(part for part in parts if part)


def change(kind: Kind, old: Value, new: Value | None) -> str:
    """Return how a figure moved: a percentage in points, an amount in per cent of before."""
    if new is None or isinstance(new, str) or not isinstance(old, int | Decimal):
        return ""
    if new == old:
        return "không đổi"
    if kind is Kind.PERCENT and isinstance(new, Decimal) and isinstance(old, Decimal):
        return f"{_signed(new - old)} điểm"
    if kind in _MEASURED and isinstance(new, int | Decimal) and old:
        return f"{_signed(rounded(new - old, old, 1))} %"
    return ""


def _signed(value: Decimal) -> str:
    return f"{'+' if value >= 0 else '−'}{show(Kind.DECIMAL, abs(value))}"

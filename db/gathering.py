"""The reports of many units for one period, read in one go and one at a time: what a roll-up needs.

However many units there are, no more than one report is held in memory.
"""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from db.codec import decode, decoding
from db.entries import EntryKind
from forms.period import Period
from forms.report import Accepted, Report, UnitRef

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from db.session import Session

#: What a roll-up reads of each report.
FIGURES: Final = (EntryKind.FIGURE, EntryKind.AS_OF)

_HEAD: Final = itemgetter(slice(0, 6))
_QUESTION: Final = (
    "SELECT r.id, r.form, r.form_version, r.unit_code, r.unit_name, r.period, "
    "e.kind, e.key, e.type, e.value "
    "FROM report r LEFT JOIN entry e ON e.report_id = r.id AND e.kind IN ({kinds}) "
    "WHERE r.period = ? AND r.form IN ({forms}) AND r.removed_at IS NULL "
    "ORDER BY r.unit_code, r.form, r.id"
)


def gather(
    session: Session,
    period: Period,
    forms: Collection[str],
    kinds: Collection[EntryKind] = FIGURES,
) -> Iterator[tuple[str, Report]]:
    """Yield the reports of a period with their ids, by the code of their unit.

    Args:
        session: The open store.
        period: The period.
        forms: The forms wanted, by id.
        kinds: What of each report is read; figures and their days unless told otherwise.

    Raises:
        StoreProblem: The file is damaged.
    """
    question = _QUESTION.format(kinds=_marks(kinds), forms=_marks(forms))
    values = (*(kind.value for kind in kinds), str(period), *forms)
    with session.reading() as connection, decoding(session.path):
        for head, rows in groupby(connection.execute(question, values), key=_HEAD):
            yield head[0], _report(head, rows)


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))


def _report(head: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> Report:
    found: dict[str, dict[str, Any]] = {kind.value: {} for kind in EntryKind}
    for *_, kind, key, type_, value in rows:
        if kind is not None:
            found[kind][key] = decode(type_, value)
    _, form, version, code, name, period = head
    return Report(
        form,
        version,
        UnitRef(code, name),
        Period.parse(period),
        figures=found[EntryKind.FIGURE],
        texts=found[EntryKind.TEXT],
        tables=found[EntryKind.TABLE],
        exceptions=tuple(Accepted(*pair) for pair in found[EntryKind.EXCEPTION].items()),
        as_of=found[EntryKind.AS_OF],
    )

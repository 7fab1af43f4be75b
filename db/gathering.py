"""The reports of many units for one period, read in one go and one at a time: what a roll-up needs.

However many units there are, no more than one report is held in memory besides their names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from db.codec import decode, decoding
from db.entries import EntryKind
from forms.period import Period
from forms.report import Accepted, Report, UnitRef

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from db.session import Session

#: What a roll-up reads of each report.
FIGURES: Final = (EntryKind.FIGURE, EntryKind.AS_OF)

_HEADS: Final = (
    "SELECT id, form, form_version, unit_code, unit_name, period FROM report "
    "WHERE period = ? AND form IN ({forms}) AND removed_at IS NULL ORDER BY unit_code, form, id"
)
_VALUES: Final = (
    "SELECT kind, key, type, value FROM entry WHERE report_id = ? AND kind IN ({kinds})"
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
    heads, values = _HEADS.format(forms=_marks(forms)), _VALUES.format(kinds=_marks(kinds))
    wanted = [kind.value for kind in kinds]
    with session.reading() as connection, decoding(session.path):
        for head in connection.execute(heads, (str(period), *forms)).fetchall():
            yield head[0], _report(head, connection.execute(values, (head[0], *wanted)))


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))


def _report(head: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> Report:
    found: dict[str, dict[str, Any]] = {kind.value: {} for kind in EntryKind}
    for kind, key, type_, value in rows:
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

"""Every cell of a file: decoded, and checked by name against the form it is said to belong to.

Rows are read some at a time, and each different cell of those is judged once: offices write the
same words, days and small numbers again and again.

A cell that is not what a store writes makes the whole file suspect: it is refused. A sound value
that the form has no room for (an id it doesn't know, a text where it counts) is left out, with a
line saying so; the rest of the report comes in.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from db.codec import UNREADABLE, Stored, decode, encode
from db.connection import number
from db.entries import EntryKind
from db.handover.layout import KINDS
from db.receiving.heads import identifier, plain, sensible_moment
from db.receiving.incoming import Place
from db.receiving.judging import MAX_REFUSED, counted, refusals, unknown_keys
from forms.figure_json import MAX_INT
from forms.loading import load_form
from forms.problem import Problem

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from db.receiving.incoming import IncomingReport

#: More values, or changes, than 64 MB of honest reports hold: they are compared in memory.
MAX_ROWS: Final = 500_000
#: More than the 2 000 rows of a table and their days and decimals make up. In memory `{}` takes
#: forty times the room it takes in a file.
_MAX_BRACES: Final = 50_000
#: By how many places the point of a decimal may be moved: 1E+99999999999 is short only as such.
_MAX_POWER: Final = 100
#: How many rows are looked at in one go.
_ROWS: Final = 2_000
_COUNTS: Final = "SELECT max((SELECT count(*) FROM entry), (SELECT count(*) FROM history))"
_VALUES: Final = "SELECT report_id, kind, key, type, value FROM entry ORDER BY report_id, kind, key"
_CHANGES: Final = "SELECT report_id, kind, key, new_type, new, undone FROM history ORDER BY id"
#: To SQL 1 and 1.0 are not distinct.
_FORMER: Final = "SELECT DISTINCT old_type, old, typeof(old) FROM history"
_WRITTEN: Final = "SELECT DISTINCT edited_at, editor, undone FROM history"
_STOOD: Final = "SELECT DISTINCT edited_at, origin, revision FROM entry"
#: Where the rows of values and of changes hold the report, the kind and the key; then type and
#: value.
_PLACE: Final = slice(0, 3)
_SIDE: Final = slice(3, 5)
_GROUP: Final = itemgetter(0, 1)
#: What a change leaves that takes a value away.
_NOTHING: Final = (None, None)

Row = tuple[Any, ...]
#: Type, value and how Python holds that: 1, 1.0 and True are equal.
Cell = tuple[Any, Any, type]


@dataclass(frozen=True, slots=True)
class Checked:
    """What has to be left out of a file, and a line on each of it."""

    dropped: frozenset[Place]
    lines: tuple[str, ...]


class _SuspectError(Exception):
    """A cell holds what no program of ours has written."""


def check(
    connection: sqlite3.Connection,
    name: str,
    reports: tuple[IncomingReport, ...],
    step: Callable[[], None],
) -> Checked:
    """Check all values and changes of a file's reports, calling ``step`` every now and then.

    Raises:
        Problem: Something is not as a store writes it, or there is too much of it.
    """
    if number(connection, _COUNTS) > MAX_ROWS:
        raise Problem(
            f"Tệp “{name}” có quá nhiều giá trị hoặc thay đổi (hơn {MAX_ROWS}) nên không nhận. "
            "Hãy đề nghị đơn vị chọn ít báo cáo hơn rồi giao lại."
        )
    try:
        found = _Check(connection, name, {report.id: report for report in reports}, step)
        found.check()
    except (_SuspectError, *UNREADABLE) as error:
        raise Problem(
            f"Tệp “{name}” có ô dữ liệu không do chương trình này ghi ra nên không nhận. "
            "Hãy đề nghị đơn vị giao lại tệp."
        ) from error
    return Checked(frozenset(found.dropped), tuple(found.dropped.values()))


class _Check:
    """The looking through of one file."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        name: str,
        reports: dict[str, IncomingReport],
        step: Callable[[], None],
    ) -> None:
        self.ask = connection.execute
        self.step = step
        self.name = name
        self.reports = reports
        self.forms = {
            each.id: load_form(each.head.form, each.head.form_version) for each in reports.values()
        }
        #: Reports of a copied store that were deleted there; they are not taken, so not judged.
        self.others = {row[0] for row in self.ask("SELECT id FROM report")} - set(reports)
        #: What stands, and what by the latest change not taken back should stand.
        self.standing: dict[Row, Row] = {}
        self.told: dict[Row, Row] = {}
        #: What cells mean; None for a table, which is made anew where it is needed.
        self.cells: dict[Cell, Any] = {(*_NOTHING, type(None)): None}
        self.dropped: dict[Place, str] = {}

    def check(self) -> None:
        """Go through everything; what is left out is in `dropped`."""
        self._writers()
        for rows in self._rows(_FORMER):
            self._cells((*row[:2], type(row[1])) for row in rows)
        for rows in self._rows(_CHANGES):
            self._changes(rows)
        for rows in self._rows(_VALUES):
            self._values(rows)
        self._whole()
        for (report_id, kind), places in groupby(sorted(self.told.keys() - self.standing), _GROUP):
            self._gone(report_id, kind, [place[2] for place in places])

    def _rows(self, question: str) -> Iterator[list[Row]]:
        cursor = self.ask(question)
        while rows := cursor.fetchmany(_ROWS):
            self.step()
            yield rows

    def _writers(self) -> None:
        for edited_at, editor, undone in chain.from_iterable(self._rows(_WRITTEN)):
            sensible_moment(edited_at)
            plain(editor)
            if undone not in (0, 1, 2):
                raise _SuspectError
        for edited_at, origin, revision in chain.from_iterable(self._rows(_STOOD)):
            sensible_moment(edited_at)
            identifier(origin)
            if not 0 < revision <= MAX_INT:
                raise _SuspectError

    def _changes(self, rows: list[Row]) -> None:
        self._cells({(row[3], row[4], type(row[4])) for row in rows})
        self.told.update({row[_PLACE]: row[_SIDE] for row in rows if row[5] == 0})
        for row in rows:
            if row[5]:
                self.told.setdefault(row[_PLACE], _NOTHING)

    def _values(self, rows: list[Row]) -> None:
        self._cells({(row[3], row[4], type(row[4])) for row in rows})
        self.standing.update({row[_PLACE]: row[_SIDE] for row in rows})
        for (report_id, kind), group in groupby(rows, _GROUP):
            if self._is_taken(report_id, kind):
                self._judge(report_id, EntryKind(kind), group)

    def _judge(self, report_id: str, kind: EntryKind, rows: Iterable[Row]) -> None:
        """Find values for which the form has no room; what it counts may be any whole number."""
        form = self.forms[report_id]
        free = counted(form.id, form.version) if kind is EntryKind.FIGURE else frozenset()
        values = {
            row[2]: self._content(*row[_SIDE])
            for row in rows
            if row[3] != "int" or row[2] not in free or not 0 <= row[4] <= MAX_INT
        }
        self._drop(report_id, kind, refusals(form, kind, values, self.name))

    def _content(self, type_: str, value: Any) -> Any:
        """Return what a checked cell means."""
        kept = self.cells[type_, value, type(value)]
        return decode(type_, value) if kept is None else kept

    def _whole(self) -> None:
        """Values and history must tell the same story, or receiving would spoil the store."""
        told = {
            place: side
            for place, side in self.told.items()
            if side != _NOTHING and place[1] != EntryKind.REPORT
        }
        if told != self.standing:
            raise _SuspectError
        for key in {place[2] for place in self.told}:
            plain(key)  # SQLite's JSON cuts a key off at a NUL: what is left out might slip in

    def _gone(self, report_id: str, kind: str, keys: list[str]) -> None:
        """Find what has only a history, and no place in the form."""
        if self._is_taken(report_id, kind):
            entry_kind = EntryKind(kind)
            found = unknown_keys(self.forms[report_id], entry_kind, keys)
            unknown = sorted(found)[: MAX_REFUSED + 1]
            reasons = {key: f"Tệp “{self.name}”: không có mục “{plain(key)}”." for key in unknown}
            self._drop(report_id, entry_kind, reasons)

    def _is_taken(self, report_id: str, kind: str) -> bool:
        """Return whether such values are taken; refuse what belongs to no report."""
        if report_id not in self.reports and report_id not in self.others:
            raise _SuspectError
        return EntryKind(kind) in KINDS and report_id in self.reports

    def _drop(self, report_id: str, kind: EntryKind, reasons: Mapping[str, str]) -> None:
        head = self.reports[report_id].head
        whose = f"Mục này của báo cáo {head.period} ({head.unit.name}) không được nhận."
        for key, reason in sorted(reasons.items()):
            self.dropped.setdefault(Place(report_id, kind.value, key), f"{reason} {whose}")
        if len(self.dropped) > MAX_REFUSED:
            raise _SuspectError

    def _cells(self, cells: Iterable[Cell]) -> None:
        """Find out what cells mean, and that they are written just as a store writes them."""
        for cell in cells:
            if cell not in self.cells:
                stored = Stored(*cell[:2])
                content = _sound(stored)
                self.cells[cell] = None if stored.type == "json" else content


def _sound(stored: Stored) -> Any:
    """Return what a cell means; refuse what would take too much room, and what no store writes."""
    words = stored.value if type(stored.value) is str else ""
    if "\0" in words or (stored.type == "json" and words.count("{") > _MAX_BRACES):
        raise _SuspectError
    content = decode(*stored)
    if encode(content) != stored or _is_endless(content):
        raise _SuspectError
    return content


def _is_endless(content: Any) -> bool:
    """Return whether a decimal would fill the memory once it is written out."""
    if isinstance(content, tuple):
        return any(_is_endless(cell) for row in content for cell in row.values())
    return isinstance(content, Decimal) and abs(content.adjusted()) > _MAX_POWER

"""Every cell of a file: decoded, and checked by name against the form it is said to belong to.

Most cells are whole numbers of figures that the form counts, and times that SQLite can check;
SQL vouches for those in one go. Whatever it can't vouch for is judged one by one.

A cell that is not what a store writes makes the whole file suspect: it is refused. A sound value
that the form has no room for (an id it doesn't know, a text where it counts) is left out, with a
line saying so; the rest of the report comes in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from db.codec import UNREADABLE, Stored, decode, encode, moment
from db.entries import EntryKind
from db.handover.layout import KINDS
from db.receiving.heads import identifier, plain
from db.receiving.incoming import Place
from db.receiving.judging import MAX_REFUSED, counted, refusals, unknown_keys
from forms.figure_json import MAX_INT
from forms.loading import load_form
from forms.problem import Problem

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from db.codec import Content
    from db.receiving.incoming import IncomingReport

_WHOLE: Final = "typeof({0}) = 'integer' AND {0}_type = 'int'"
_NOTHING: Final = "({0} IS NULL AND {0}_type IS NULL)"
#: What `db.session.Session.now` writes, on days that every month has; Python judges the others.
_TIME: Final = (
    "(edited_at GLOB "
    "replace('[12]###-[01]#-[0-2]#T[0-2]#:[0-5]#:[0-5]#.###[+-][01]#:[0-5]#', '#', '[0-9]') "
    "AND substr(edited_at, 6, 2) BETWEEN '01' AND '12' "
    "AND substr(edited_at, 9, 2) BETWEEN '01' AND '28' AND substr(edited_at, 12, 2) < '24')"
)
_COUNTED: Final = (
    "(kind = 'figure' AND type = 'int' AND typeof(value) = 'integer' "
    f"AND value BETWEEN 0 AND {MAX_INT})"
)
_IS_CHANGE_VOUCHED: Final = " AND ".join(
    (
        f"({_WHOLE.format('old')} OR {_NOTHING.format('old')})",
        f"({_WHOLE.format('new')} OR {_NOTHING.format('new')})",
        _TIME,
        "undone IN (0, 1, 2)",
    )
)
_VOUCHED_KEYS: Final = (
    f"SELECT report_id, group_concat(key, char(10)) FROM entry WHERE {_COUNTED} GROUP BY report_id"  # noqa: S608  (our own words)
)
_ONE: Final = (
    "SELECT report_id, kind, key, type, value FROM entry "
    "WHERE report_id = ? AND kind = 'figure' AND key = ?"
)
_OTHERS: Final = f"SELECT report_id, kind, key, type, value FROM entry WHERE {_COUNTED} IS NOT TRUE"  # noqa: S608  (our own words)
_CHANGES: Final = (
    "SELECT old_type, old, new_type, new, edited_at, undone FROM history "  # noqa: S608  (our own words)
    f"WHERE ({_IS_CHANGE_VOUCHED}) IS NOT TRUE"
)
_ENTRY_TIMES: Final = f"SELECT DISTINCT edited_at FROM entry WHERE {_TIME} IS NOT TRUE"  # noqa: S608  (our own words)
_EDITORS: Final = "SELECT DISTINCT editor FROM history"
_ORIGINS: Final = "SELECT DISTINCT origin FROM entry"
_REVISIONS: Final = "SELECT min(revision), max(revision) FROM entry"
#: For each kind of value: its keys, how many are said to stand, how many of those stand so.
_TOLD: Final = """
SELECT report_id, kind, group_concat(key, char(10)), total(stands),
    total(stands AND type = new_type AND value IS new)
FROM (
    SELECT report_id, kind, key, new_type, new,
        max(iif(undone = 0, id, 0)) > 0 AND new_type IS NOT NULL AS stands
    FROM history GROUP BY report_id, kind, key
) LEFT JOIN entry USING (report_id, kind, key) GROUP BY report_id, kind
"""
_STANDING: Final = "SELECT report_id, kind, count(*) FROM entry GROUP BY report_id, kind"


@dataclass(frozen=True, slots=True)
class Checked:
    """What has to be left out of a file, and a line on each of it."""

    dropped: frozenset[Place]
    lines: tuple[str, ...]


class _SuspectError(Exception):
    """A cell holds what no program of ours has written."""


def check(
    connection: sqlite3.Connection, name: str, reports: tuple[IncomingReport, ...]
) -> Checked:
    """Check all values and changes of a file's reports.

    Raises:
        Problem: Something is not as a store writes it.
    """
    try:
        found = _Check(connection, name, {report.id: report for report in reports})
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
        self, connection: sqlite3.Connection, name: str, reports: dict[str, IncomingReport]
    ) -> None:
        self.ask = connection.execute
        self.name = name
        self.reports = reports
        self.forms = {
            each.id: load_form(each.head.form, each.head.form_version) for each in reports.values()
        }
        #: Reports of a copied store that were deleted there; they are not taken, so not judged.
        self.others = {row[0] for row in self.ask("SELECT id FROM report")} - set(reports)
        self.values: dict[tuple[str, EntryKind], dict[str, Content]] = {}
        self.sound: set[tuple[str, int | str]] = set()
        self.dropped: dict[Place, str] = {}

    def check(self) -> None:
        """Go through everything; what is left out is in `dropped`."""
        told = self.ask(_TOLD).fetchall()
        self._whole(told)
        self._writers()
        self._counts()
        for row in self.ask(_OTHERS):
            self._value(*row)
        for row in self.ask(_CHANGES):
            self._change(*row)
        for (report_id, kind), values in self.values.items():
            reasons = refusals(self.forms[report_id], kind, values, self.name)
            self._drop(report_id, kind, reasons)
        for report_id, kind, keys, *_ in told:
            self._keys(report_id, kind, keys)

    def _whole(self, told: list[tuple[str, str, str, float, float]]) -> None:
        """Values and history must tell the same story, or receiving would spoil the store."""
        values = [row for row in told if row[3] and row[1] != EntryKind.REPORT]
        said = {(report, kind): count for report, kind, _, count, _ in values}
        found = {(report, kind): count for report, kind, _, _, count in values}
        standing = {(report, kind): count for report, kind, count in self.ask(_STANDING)}
        if not said == found == standing:
            raise _SuspectError

    def _writers(self) -> None:
        for (editor,) in self.ask(_EDITORS):
            plain(editor)
        for (origin,) in self.ask(_ORIGINS):
            identifier(origin)
        for (time,) in self.ask(_ENTRY_TIMES):
            moment(time)
        least, most = self.ask(_REVISIONS).fetchone()
        if least is not None and not 0 < least <= most <= MAX_INT:
            raise _SuspectError

    def _counts(self) -> None:
        """Find figures that hold a whole number though the form does not count them."""
        for report_id, keys in self.ask(_VOUCHED_KEYS).fetchall():
            if self._is_taken(report_id):
                form = self.forms[report_id]
                for key in set(keys.split("\n")) - counted(form.id, form.version):
                    for row in self.ask(_ONE, (report_id, key)):
                        self._value(*row)

    def _value(self, report_id: str, kind: str, key: str, type_: str, value: Any) -> None:
        content = self._content(type_, value)
        entry_kind = EntryKind(kind)
        if self._is_taken(report_id) and entry_kind in KINDS:
            self.values.setdefault((report_id, entry_kind), {})[key] = content

    def _change(self, *row: Any) -> None:
        *sides, edited_at, undone = row
        for type_, value in (sides[:2], sides[2:]):
            if type_ is not None or value is not None:
                self._content(type_, value)
        moment(edited_at)
        if undone not in (0, 1, 2):
            raise _SuspectError

    def _keys(self, report_id: str, kind: str, keys: str) -> None:
        """Find what has a history but no place in the form."""
        entry_kind = EntryKind(kind)
        if self._is_taken(report_id) and entry_kind in KINDS:
            found = unknown_keys(self.forms[report_id], entry_kind, keys.split("\n"))
            unknown = sorted(found)[: MAX_REFUSED + 1]
            reasons = {key: f"Tệp “{self.name}”: không có mục “{plain(key)}”." for key in unknown}
            self._drop(report_id, entry_kind, reasons)

    def _is_taken(self, report_id: str) -> bool:
        """Return whether the report is taken; refuse what belongs to no report."""
        if report_id not in self.reports and report_id not in self.others:
            raise _SuspectError
        return report_id in self.reports

    def _drop(self, report_id: str, kind: EntryKind, reasons: Mapping[str, str]) -> None:
        head = self.reports[report_id].head
        whose = f"Mục này của báo cáo {head.period} ({head.unit.name}) không được nhận."
        for key, reason in sorted(reasons.items()):
            self.dropped.setdefault(Place(report_id, kind.value, key), f"{reason} {whose}")
        if len(self.dropped) > MAX_REFUSED:
            raise _SuspectError

    def _content(self, type_: str, value: Any) -> Content:
        """Return what a cell means, if it is written just as a store writes it."""
        content = decode(type_, value)
        if (type_, value) not in self.sound:
            has_nul = type(value) is str and "\0" in value
            if has_nul or encode(content) != Stored(type_, value):
                raise _SuspectError
            self.sound.add((type_, value))
        return content

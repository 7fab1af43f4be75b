"""The thorough look at a store: is the file sound, does everything in it still make sense."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.codec import decode, decoding
from db.connection import number
from db.entries import EntryKind
from db.failure import StoreProblem
from db.reports import info_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from db.session import Session

#: Each value must be what the last standing row of its history says, and the other way round.
_UNTOLD = """
WITH told AS (
    SELECT report_id, kind, key, new_type AS type, new AS value FROM (
        SELECT report_id, kind, key, new_type, new, max(id) FROM history
        WHERE undone = 0 AND kind <> 'report' GROUP BY report_id, kind, key
    ) WHERE new_type IS NOT NULL
), kept AS (SELECT report_id, kind, key, type, value FROM entry)
SELECT report_id, kind, key FROM (SELECT * FROM told EXCEPT SELECT * FROM kept)
UNION
SELECT report_id, kind, key FROM (SELECT * FROM kept EXCEPT SELECT * FROM told)
"""


@dataclass(frozen=True, slots=True)
class Statistics:
    """How much a store holds: reports in the list, values, history rows, bytes of the file."""

    reports: int
    entries: int
    changes: int
    size: int


def verify(session: Session) -> list[str]:
    """Return a Vietnamese line for each thing that is wrong; none if the store is sound."""
    with session.reading() as connection:
        if lines := list(_structure(connection)):
            return lines  # what a broken structure holds proves nothing
        lines += _unreadable_reports(session, connection)
        lines += _unreadable_entries(connection, session)
        lines += [
            f"Báo cáo {report_id}: giá trị của “{key}” ({kind}) không khớp lịch sử sửa đổi."
            for report_id, kind, key in connection.execute(_UNTOLD)
        ]
    return lines


def statistics(session: Session) -> Statistics:
    """Return how much the store holds."""
    with session.reading() as connection:
        return Statistics(
            reports=number(connection, "SELECT count(*) FROM report WHERE removed_at IS NULL"),
            entries=number(connection, "SELECT count(*) FROM entry"),
            changes=number(connection, "SELECT count(*) FROM history"),
            size=number(connection, "PRAGMA page_count") * number(connection, "PRAGMA page_size"),
        )


def _structure(connection: sqlite3.Connection) -> Iterator[str]:
    for (line,) in connection.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield f"Cấu trúc tệp bị hỏng: {line}."
    for table, *_ in connection.execute("PRAGMA foreign_key_check"):
        yield f"Bảng {table} có dòng thuộc về một báo cáo không còn trong sổ."


def _unreadable_reports(session: Session, connection: sqlite3.Connection) -> Iterator[str]:
    for (report_id,) in connection.execute("SELECT id FROM report").fetchall():
        try:
            info_of(session, report_id)
        except StoreProblem:
            yield f"Báo cáo {report_id}: không đọc được kỳ, trạng thái hoặc thời điểm."


def _unreadable_entries(connection: sqlite3.Connection, session: Session) -> Iterator[str]:
    for report_id, kind, key, type_, value in connection.execute(
        "SELECT report_id, kind, key, type, value FROM entry"
    ):
        try:
            with decoding(session.path):
                decode(type_, value)
                EntryKind(kind)
        except StoreProblem:
            yield f"Báo cáo {report_id}: không đọc được giá trị của “{key}” ({kind})."

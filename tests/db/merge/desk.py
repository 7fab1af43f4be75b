"""What the tests of merging share: taking files in, and what a report holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.intake import contents
from db.merge import receive

if TYPE_CHECKING:
    from pathlib import Path

    from db.codec import Content
    from db.merge import Received, ReportPlan
    from db.store import Store


def take(store: Store, *files: Path) -> list[Received]:
    """Receive files, confirming whoever gave them."""
    return list(receive(store, files, take=True, trust=lambda _plan: True))


def taken(store: Store, file: Path) -> ReportPlan:
    """Receive a file that holds one report and is in order; return what became of the report."""
    (received,) = take(store, file)
    assert received.problem is None
    assert received.plan is not None
    (plan,) = received.plan.reports
    return plan


def dry(store: Store, *files: Path) -> list[Received]:
    """Say what receiving files would do."""
    return list(receive(store, files))


def held(store: Store, report: str) -> dict[tuple[str, str], Content]:
    """Return everything a report holds, but the office's own notes."""
    found = contents(store.load(report))
    return {(kind.value, key): value for kind, key, value in found if kind.value != "note"}


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of all tables."""
    with store.session.reading() as connection:
        tables = [
            name for (name,) in connection.execute("SELECT name FROM pragma_table_list('main')")
        ] or []
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        tables = [name for (name,) in names]
        return {
            table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr)  # noqa: S608
            for table in tables
        }

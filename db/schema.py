"""The tables of a store and the numbered steps that lead to them from an empty file.

A new file takes every step too, so each step runs in every test. Steps work on any handle:
an old file that comes on a stick is upgraded (a copy of it) in the same way.

Figures are kept so that SQL can add them up: counts, money and years as INTEGER, everything else
as TEXT; column ``type`` says what the text is (see `db.codec`).
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from db.connection import number, transaction
from db.failure import Fault, StoreProblem

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from sqlite_utils import Database
    from sqlite_utils.db import Table

#: "CCHC" in ASCII: marks the file as ours in SQLite's header.
APPLICATION_ID: Final = 0x43434843

Step = Callable[["Database"], None]
_STEPS: dict[int, Step] = {}

#: What a store of the current version must hold; anything else is refused on opening.
COLUMNS: Final = MappingProxyType(
    {
        "meta": ("key", "value"),
        "report": (
            *("id", "form", "form_version", "unit_code", "unit_name", "period", "state"),
            *("created_at", "edited_at", "copied_from", "revision", "removed_at", "giver"),
        ),
        "entry": (
            *("report_id", "kind", "key", "type", "value"),
            *("revision", "edited_at", "origin"),
        ),
        "history": (
            *("id", "report_id", "kind", "key", "old_type", "old", "new_type", "new"),
            *("edited_at", "editor", "batch", "undone", "delivery"),
        ),
        "delivery": (
            *("id", "direction", "kind", "store_id", "unit_code", "unit_name"),
            *("file_name", "sha256", "public_key", "made_at", "noted_at", "editor"),
        ),
        "delivered": ("delivery_id", "report_id", "revision"),
        "same_report": ("id", "report_id"),
        "trusted_key": ("store_id", "public_key", "unit_name", "trusted_at", "editor"),
        "conflict": (
            *("id", "delivery_id", "report_id", "kind", "key", "base_type", "base"),
            *("theirs_type", "theirs", "decided_at", "choice"),
        ),
    }
)


def _step(version: int) -> Callable[[Step], Step]:
    """Register the step that leads to ``version``."""

    def register(step: Step) -> Step:
        _STEPS[version] = step
        return step

    return register


@_step(1)
def _base_tables(database: Database) -> None:
    """Reports, what stands in them, and a row for each change."""
    # sqlite-utils has no word for WITHOUT ROWID, which halves the pages an edit touches.
    database.execute(
        "CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value ANY) STRICT, WITHOUT ROWID"
    )
    _table(database, "report").create(
        {
            **dict.fromkeys(("id", "form", "form_version", "unit_code", "unit_name"), str),
            **dict.fromkeys(("period", "state", "created_at", "edited_at", "copied_from"), str),
            "revision": int,
        },
        pk="id",
        not_null={
            *("id", "form", "form_version", "unit_code", "unit_name"),
            *("period", "state", "created_at", "edited_at", "revision"),
        },
        strict=True,
    )
    database.execute(
        "CREATE TABLE entry ("
        "report_id TEXT NOT NULL REFERENCES report(id), kind TEXT NOT NULL, key TEXT NOT NULL, "
        "type TEXT NOT NULL, value ANY NOT NULL, "
        "revision INTEGER NOT NULL, edited_at TEXT NOT NULL, origin TEXT NOT NULL, "
        "PRIMARY KEY (report_id, kind, key)) STRICT, WITHOUT ROWID"
    )
    _table(database, "history").create(
        {
            "id": int,
            **dict.fromkeys(("report_id", "kind", "key"), str),
            "old_type": str,
            "old": "ANY",
            "new_type": str,
            "new": "ANY",
            **dict.fromkeys(("edited_at", "editor"), str),
            **dict.fromkeys(("batch", "undone"), int),
        },
        pk="id",
        foreign_keys=[("report_id", "report", "id")],
        not_null={"report_id", "kind", "key", "edited_at", "editor", "undone"},
        defaults={"undone": 0},
        strict=True,
    )


@_step(2)
def _removal_and_undo(database: Database) -> None:
    """Reports that can be taken out and put back; what was undone found at once by each edit."""
    _table(database, "report").add_column("removed_at", str)
    # sqlite-utils has no word for an index over some of the rows. An edit's own history row is
    # in neither, so an edit writes no index page.
    database.execute(
        "CREATE UNIQUE INDEX report_once ON report (form, unit_code, period) "
        "WHERE removed_at IS NULL"
    )
    database.execute("CREATE INDEX history_undone ON history (report_id, batch) WHERE undone = 1")


@_step(3)
def _deliveries(database: Database) -> None:
    """Who gave and took what: hand-overs, the keys trusted, what both sides have changed.

    ``report.giver`` is the store a report came from and ``history.delivery`` the delivery that
    brought a change; both are NULL for what was made here. ``delivered`` says at which revision
    of the giver's a report came or went; ``same_report`` leads from a giver's id to the id under
    which that report stands here. ``conflict`` keeps what a delivery wanted until it is decided.
    """
    _table(database, "report").add_column("giver", str)
    _table(database, "history").add_column("delivery", int)
    # What was delivered is asked for by report; an edit made here is not in it.
    database.execute(
        "CREATE INDEX history_delivered ON history (report_id) WHERE delivery IS NOT NULL"
    )
    _table(database, "delivery").create(
        {
            "id": int,
            **dict.fromkeys(("direction", "kind", "store_id", "unit_code", "unit_name"), str),
            **dict.fromkeys(("file_name", "sha256"), str),
            "public_key": bytes,
            **dict.fromkeys(("made_at", "noted_at", "editor"), str),
        },
        pk="id",
        not_null={
            *("direction", "kind", "store_id", "unit_code", "unit_name"),
            *("file_name", "sha256", "made_at", "noted_at", "editor"),
        },
        strict=True,
    )
    database.execute(
        "CREATE TABLE delivered (delivery_id INTEGER NOT NULL REFERENCES delivery(id), "
        "report_id TEXT NOT NULL REFERENCES report(id), revision INTEGER NOT NULL, "
        "PRIMARY KEY (report_id, delivery_id)) STRICT, WITHOUT ROWID"
    )
    database.execute(
        "CREATE TABLE same_report (id TEXT PRIMARY KEY NOT NULL, "
        "report_id TEXT NOT NULL REFERENCES report(id)) STRICT, WITHOUT ROWID"
    )
    database.execute(
        "CREATE TABLE trusted_key (store_id TEXT NOT NULL, public_key BLOB NOT NULL, "
        "unit_name TEXT NOT NULL, trusted_at TEXT NOT NULL, editor TEXT NOT NULL, "
        "PRIMARY KEY (store_id, public_key)) STRICT, WITHOUT ROWID"
    )
    _table(database, "conflict").create(
        {
            **dict.fromkeys(("id", "delivery_id"), int),
            **dict.fromkeys(("report_id", "kind", "key", "base_type"), str),
            "base": "ANY",
            "theirs_type": str,
            "theirs": "ANY",
            **dict.fromkeys(("decided_at", "choice"), str),
        },
        pk="id",
        foreign_keys=[("delivery_id", "delivery", "id"), ("report_id", "report", "id")],
        not_null={"delivery_id", "report_id", "kind", "key"},
        strict=True,
    )


def _table(database: Database, name: str) -> Table:
    return database.table(name)


VERSION: Final = max(_STEPS)


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of the tables, 0 for an empty file."""
    return number(connection, "PRAGMA user_version")


def upgrade(connection: sqlite3.Connection, to: int = VERSION) -> None:
    """Take the missing steps in one exclusive transaction.

    Raises:
        sqlite3.Error: Nothing was changed.
    """
    from sqlite_utils import Database  # pulls numpy in: kept off the start of the program

    with transaction(connection, "EXCLUSIVE"):
        database = Database(connection, execute_plugins=False)
        for version in range(version_of(connection) + 1, to + 1):
            _STEPS[version](database)
            connection.execute(f"PRAGMA user_version={version}")
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.executemany(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO NOTHING",
            [("store_id", uuid.uuid4().hex)],
        )
        connection.execute(
            "INSERT OR REPLACE INTO meta VALUES ('schema', ?)", (_digest(connection),)
        )


def check_tables(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file of the current version that does not hold exactly our tables.

    Triggers and views run by themselves, so a file that brings any is not ours; the digest
    notices damage inside the schema's own words, which `quick_check` does not look at.

    Raises:
        StoreProblem: NOT_OURS or DAMAGED.
    """
    found: dict[str, tuple[str, ...]] = {}
    for table, column in connection.execute(
        "SELECT s.name, c.name FROM sqlite_schema s, pragma_table_xinfo(s.name) c "
        "WHERE s.type <> 'index' ORDER BY s.name, c.cid"
    ):
        found[table] = (*found.get(table, ()), column)
    if found != dict(COLUMNS) or _has_code(connection):
        raise StoreProblem(Fault.NOT_OURS, path)
    row = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    if row != (_digest(connection),):
        raise StoreProblem(Fault.DAMAGED, path)


def _has_code(connection: sqlite3.Connection) -> bool:
    question = "SELECT count(*) FROM sqlite_schema WHERE type NOT IN ('table', 'index')"
    return number(connection, question) > 0


def _digest(connection: sqlite3.Connection) -> str:
    rows = connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()
    return hashlib.sha256(repr(rows).encode()).hexdigest()

"""What a hand-over file holds: its marks, its tables word for word, and nothing else.

Values are encoded as in a store (`db.codec`), so that receiving is INSERT … SELECT. The office's
own notes and the marks of what nobody has reviewed stay at home, and so does their history.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from db.entries import EntryKind

if TYPE_CHECKING:
    import sqlite3

#: "CCHO" in ASCII: tells a hand-over file from a store ("CCHC").
APPLICATION_ID: Final = 0x4343484F
VERSION: Final = 1
PAGE_BYTES: Final = 4096
#: The largest file given or taken; a province's reports of ten years come to a tenth of it.
MAX_BYTES: Final = 64 << 20
SUFFIX: Final = ".cchc"

#: The kinds of values handed over.
KINDS: Final = (
    EntryKind.FIGURE,
    EntryKind.TEXT,
    EntryKind.TABLE,
    EntryKind.FRONT,
    EntryKind.EXCEPTION,
    EntryKind.AS_OF,
)

#: What `hand_over` says of the file, and of which type: each is there, and nothing else is.
#: ``store_id``, ``unit_code``, ``unit_name`` and ``editor`` are the giver's, ``store_version`` is
#: its `db.schema.VERSION`, ``made_at`` bears its offset from UTC; for ``seal`` see
#: `db.handover.seal`.
HEAD: Final = MappingProxyType(
    {
        "store_id": str,
        "store_version": int,
        "program_version": str,
        "unit_code": str,
        "unit_name": str,
        "made_at": str,
        "editor": str,
        "public_key": bytes,
        "seal": bytes,
    }
)

#: Columns as they follow each other in the file.
COLUMNS: Final = MappingProxyType(
    {
        "hand_over": ("key", "value"),
        "report": (
            *("id", "form", "form_version", "unit_code", "unit_name", "period", "state"),
            *("created_at", "edited_at", "revision"),
        ),
        "entry": (
            *("report_id", "kind", "key", "type", "value"),
            *("revision", "edited_at", "origin"),
        ),
        "history": (
            *("id", "report_id", "kind", "key", "old_type", "old", "new_type", "new"),
            *("edited_at", "editor", "undone"),
        ),
    }
)

#: Table → the statement that makes it, as SQLite keeps it; none needs an index besides itself.
TABLES: Final = MappingProxyType(
    {
        "hand_over": (
            "CREATE TABLE hand_over (key TEXT PRIMARY KEY NOT NULL, value ANY NOT NULL) "
            "STRICT, WITHOUT ROWID"
        ),
        "report": (
            "CREATE TABLE report (id TEXT PRIMARY KEY NOT NULL, form TEXT NOT NULL, "
            "form_version TEXT NOT NULL, unit_code TEXT NOT NULL, unit_name TEXT NOT NULL, "
            "period TEXT NOT NULL, state TEXT NOT NULL, created_at TEXT NOT NULL, "
            "edited_at TEXT NOT NULL, revision INTEGER NOT NULL) STRICT, WITHOUT ROWID"
        ),
        "entry": (
            "CREATE TABLE entry (report_id TEXT NOT NULL REFERENCES report(id), "
            "kind TEXT NOT NULL, key TEXT NOT NULL, type TEXT NOT NULL, value ANY NOT NULL, "
            "revision INTEGER NOT NULL, edited_at TEXT NOT NULL, origin TEXT NOT NULL, "
            "PRIMARY KEY (report_id, kind, key)) STRICT, WITHOUT ROWID"
        ),
        "history": (
            "CREATE TABLE history (id INTEGER PRIMARY KEY, "
            "report_id TEXT NOT NULL REFERENCES report(id), kind TEXT NOT NULL, "
            "key TEXT NOT NULL, old_type TEXT, old ANY, new_type TEXT, new ANY, "
            "edited_at TEXT NOT NULL, editor TEXT NOT NULL, undone INTEGER NOT NULL) STRICT"
        ),
    }
)


def make(connection: sqlite3.Connection) -> None:
    """Make the empty tables in a new file, with the marks that say what it is.

    The connection must be one that begins no transactions by itself (`db.connection.connect`).
    """
    connection.execute(f"PRAGMA page_size={PAGE_BYTES}")
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version={VERSION}")
    for statement in TABLES.values():
        connection.execute(statement)


def is_ours(connection: sqlite3.Connection) -> bool:
    """Return whether a file holds exactly our tables, word for word.

    Anything more (a trigger, a view, a table, an index) or anything said differently (a generated
    column, a looser type) makes it another file. Nothing in it is executed to find out.
    """
    question = "SELECT type, name, tbl_name, sql FROM sqlite_schema"
    found = connection.execute(question).fetchall()
    expected = {("table", name, name, statement) for name, statement in TABLES.items()}
    return len(found) == len(expected) and set(found) == expected

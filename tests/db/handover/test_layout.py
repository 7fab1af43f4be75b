"""Only a file that holds our tables word for word is ours."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from db import schema
from db.connection import Access, connect, number
from db.handover import layout

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(tmp_path / "a.cchc", Access.CREATE)) as connection:
        layout.make(connection)
        yield connection


def test_a_new_file_is_ours_and_says_so(fresh: sqlite3.Connection) -> None:
    assert layout.is_ours(fresh)
    assert number(fresh, "PRAGMA application_id").to_bytes(4, "big") == b"CCHO"
    assert number(fresh, "PRAGMA user_version") == layout.VERSION
    assert number(fresh, "PRAGMA page_size") == layout.PAGE_BYTES


def test_its_columns_are_those_stated(fresh: sqlite3.Connection) -> None:
    for table, columns in layout.COLUMNS.items():
        found = fresh.execute("SELECT name FROM pragma_table_xinfo(?)", (table,))
        assert tuple(name for (name,) in found) == columns


def test_its_columns_are_the_store_s_in_the_same_order() -> None:
    for table in ("report", "entry", "history"):
        kept = [name for name in schema.COLUMNS[table] if name in layout.COLUMNS[table]]
        assert tuple(kept) == layout.COLUMNS[table]


@pytest.mark.parametrize(
    "harm",
    [
        "CREATE TRIGGER t AFTER INSERT ON entry BEGIN SELECT 1; END",
        "CREATE VIEW v AS SELECT 1",
        "CREATE TABLE more (a)",
        "CREATE INDEX i ON history (kind)",
        "ALTER TABLE entry ADD COLUMN more TEXT",
        "DROP TABLE history",
        "ALTER TABLE history RENAME COLUMN old TO older",
    ],
)
def test_anything_more_less_or_else_is_not_ours(fresh: sqlite3.Connection, harm: str) -> None:
    fresh.execute(harm)
    assert not layout.is_ours(fresh)


def test_a_view_in_the_place_of_a_table_is_not_ours(fresh: sqlite3.Connection) -> None:
    fresh.execute("DROP TABLE hand_over")
    fresh.execute("CREATE VIEW hand_over AS SELECT 'seal' AS key, 1 AS value")
    assert not layout.is_ours(fresh)


def test_a_looser_type_is_not_ours(fresh: sqlite3.Connection) -> None:
    statement = layout.TABLES["hand_over"].replace("STRICT, ", "")
    fresh.execute("DROP TABLE hand_over")
    fresh.execute(statement)
    assert not layout.is_ours(fresh)

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from db import schema
from db.backup import list_backups
from db.connection import Access, connect
from db.failure import Fault, StoreProblem
from tests.db.office import HALF, QUARTER, UNIT, begin, make, reopen

if TYPE_CHECKING:
    from pathlib import Path

    from sqlite_utils import Database

    from db.store import Store

#: A store as version 1 wrote it, with one figure changed once. Never edit this.
VERSION_1 = """
CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value ANY) STRICT, WITHOUT ROWID;
CREATE TABLE "report" (
   "id" TEXT PRIMARY KEY NOT NULL, "form" TEXT NOT NULL, "form_version" TEXT NOT NULL,
   "unit_code" TEXT NOT NULL, "unit_name" TEXT NOT NULL, "period" TEXT NOT NULL,
   "state" TEXT NOT NULL, "created_at" TEXT NOT NULL, "edited_at" TEXT NOT NULL,
   "copied_from" TEXT, "revision" INTEGER NOT NULL) STRICT;
CREATE TABLE entry (report_id TEXT NOT NULL REFERENCES report(id), kind TEXT NOT NULL,
   key TEXT NOT NULL, type TEXT NOT NULL, value ANY NOT NULL, revision INTEGER NOT NULL,
   edited_at TEXT NOT NULL, origin TEXT NOT NULL, PRIMARY KEY (report_id, kind, key))
   STRICT, WITHOUT ROWID;
CREATE TABLE "history" (
   "id" INTEGER PRIMARY KEY, "report_id" TEXT NOT NULL REFERENCES "report"("id"),
   "kind" TEXT NOT NULL, "key" TEXT NOT NULL, "old_type" TEXT, "old" ANY, "new_type" TEXT,
   "new" ANY, "edited_at" TEXT NOT NULL, "editor" TEXT NOT NULL, "batch" INTEGER,
   "undone" INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO meta VALUES ('store_id', '0f'), ('setting.unit', 'VPUBND');
INSERT INTO report VALUES ('r1', 'office-report', '2022', 'VPUBND', 'Văn phòng', '2022-H1',
   'draft', '2022-06-10T08:00:00.000+00:00', '2022-06-10T08:05:00.000+00:00', NULL, 3);
INSERT INTO entry VALUES ('r1', 'figure', 'a', 'int', 7, 3, '2022-06-10T08:05:00.000+00:00', '0f');
INSERT INTO history VALUES
   (1, 'r1', 'figure', 'a', NULL, NULL, 'int', 5, '2022-06-10T08:04:00.000+00:00', 'VT', 1, 0),
   (2, 'r1', 'figure', 'a', 'int', 5, 'int', 7, '2022-06-10T08:05:00.000+00:00', 'VT', 2, 0);
PRAGMA application_id=1128482883;
PRAGMA user_version=1;
"""


def write(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(script)


def fault_of(path: Path) -> Fault:
    with pytest.raises(StoreProblem) as caught:
        reopen(path)
    return caught.value.fault


def test_the_first_step_still_makes_what_version_1_was(path: Path) -> None:
    old = path.with_name("cũ.cchc")
    write(old, VERSION_1)
    with closing(connect(path, Access.CREATE)) as new, closing(connect(old, Access.READ)) as first:
        schema.upgrade(new, to=1)
        question = (
            "SELECT s.name, c.* FROM sqlite_schema s, pragma_table_xinfo(s.name) c "
            "WHERE s.type = 'table' ORDER BY s.name, c.cid"
        )
        assert new.execute(question).fetchall() == first.execute(question).fetchall()
        assert schema.version_of(new) == 1


def test_an_old_store_is_upgraded_after_a_copy_was_laid_aside(path: Path) -> None:
    write(path, VERSION_1)
    with reopen(path) as store:
        assert store.load("r1").figures == {"a": 7}
        assert store.settings() == {"unit": "VPUBND"}
        assert store.verify() == []
        store.undo("r1")
        assert store.load("r1").figures == {"a": 5}
        store.delete_report("r1")
        (copy,) = store.backups()
    assert copy.reason == "truoc-nang-cap-1"
    with closing(connect(copy.path, Access.READ)) as old:
        assert schema.version_of(old) == 1
    with reopen(path) as store:
        assert len(store.backups()) == 1


def test_a_failed_upgrade_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_database: object) -> None:
        raise KeyError

    write(path, VERSION_1)
    with monkeypatch.context() as patch:
        patch.setitem(schema._STEPS, 2, fail)
        with pytest.raises(KeyError):
            reopen(path)
    with closing(connect(path, Access.READ)) as old:
        assert schema.version_of(old) == 1
    reopen(path).close()
    assert len(list_backups(path)) == 2


def test_a_disk_that_fills_up_under_an_upgrade_is_no_damage(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(database: Database) -> None:
        database.execute("PRAGMA max_page_count=1")
        database.execute("CREATE TABLE more AS SELECT zeroblob(100000)")

    write(path, VERSION_1)
    with monkeypatch.context() as patch:
        patch.setitem(schema._STEPS, 2, fill)
        assert fault_of(path) is Fault.DISK_FULL
    reopen(path).close()


def test_tables_of_a_newer_version_than_the_header_says_are_damage(path: Path) -> None:
    make(path).close()
    write(path, "PRAGMA user_version=1")
    assert fault_of(path) is Fault.DAMAGED


def test_steps_are_numbered_without_gaps() -> None:
    assert list(schema._STEPS) == list(range(1, schema.VERSION + 1))
    assert schema.VERSION >= 3


def test_sqlite_itself_refuses_a_second_report_of_a_kind(store: Store, report: str) -> None:
    other = begin(store, QUARTER)
    with pytest.raises(sqlite3.IntegrityError), store._session.writing() as connection:
        connection.execute("UPDATE report SET period = ? WHERE id = ?", (str(HALF), other))
    assert store.new_report("commune-report", "2023", UNIT, HALF)


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("PRAGMA application_id=7", Fault.NOT_OURS),
        (f"PRAGMA user_version={schema.VERSION + 1}", Fault.TOO_NEW),
        (
            "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM history; END",
            Fault.NOT_OURS,
        ),
        ("CREATE VIEW v AS SELECT * FROM entry", Fault.NOT_OURS),
        ("DROP TABLE history", Fault.NOT_OURS),
        ("ALTER TABLE entry ADD COLUMN more TEXT", Fault.NOT_OURS),
        ("CREATE INDEX i ON entry (key)", Fault.DAMAGED),
        ("DELETE FROM meta WHERE key = 'schema'", Fault.DAMAGED),
        ("DELETE FROM meta WHERE key = 'store_id'", Fault.DAMAGED),
    ],
)
def test_a_file_that_is_not_just_so_is_refused(path: Path, script: str, fault: Fault) -> None:
    make(path).close()
    write(path, script)
    before = path.read_bytes()
    assert fault_of(path) is fault
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_opening_a_current_store_imports_no_sqlite_utils(path: Path) -> None:
    make(path).close()
    script = (
        "import sys, pathlib\n"
        "from db.store import Store\n"
        "Store.open(pathlib.Path(sys.argv[1]), editor='x').close()\n"
        "print(sorted({'sqlite_utils', 'numpy', 'PySide6'} & sys.modules.keys()))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    assert answer.stdout == "[]\n"

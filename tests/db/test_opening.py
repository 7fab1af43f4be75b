from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db.failure import Fault, StoreProblem
from db.holder import holder_of, leave_note, note_of
from db.store import Store
from tests.db.office import EDITOR, begin, make, reopen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def fault_of(action: Callable[[], object]) -> Fault:
    with pytest.raises(StoreProblem) as caught:
        action()
    return caught.value.fault


def opened_elsewhere(path: Path) -> str:
    script = (
        "import sys, pathlib\n"
        "from db.store import Store\nfrom db.failure import StoreProblem\n"
        "try: Store.open(pathlib.Path(sys.argv[1]), editor='Người khác').close(); print('opened')\n"
        "except StoreProblem as problem: print(problem.message)"
    )
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    answer = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env=environment,
    )
    return answer.stdout.strip()


def test_a_new_store_is_empty_sound_and_alone(path: Path) -> None:
    with make(path) as store:
        assert store.reports() == ()
        assert store.verify() == []
        assert (store.path, store.editor) == (path, EDITOR)
    assert list(path.parent.iterdir()) == [path]


def test_the_bare_file_is_whole_once_closed(path: Path, tmp_path: Path) -> None:
    with make(path) as store:
        report = begin(store)
        store.set_figure(report, "a", 5)
    assert list(path.parent.iterdir()) == [path]
    copy = tmp_path / "chép tay.cchc"
    shutil.copy(path, copy)
    with reopen(copy) as store:
        assert store.load(report).figures == {"a": 5}


def test_closing_twice_is_fine(path: Path) -> None:
    store = make(path)
    store.close()
    store.close()


def test_a_second_opening_says_who_and_since_when(path: Path) -> None:
    with make(path):
        words = opened_elsewhere(path)
        assert EDITOR in words
        assert "10/06/2022" in words
    assert opened_elsewhere(path) == "opened"


def test_a_second_opening_in_the_same_process_keeps_the_lock(path: Path) -> None:
    """On POSIX, closing a handle of one's own would drop the locks of the first."""
    with make(path) as store:
        assert fault_of(lambda: reopen(path)) is Fault.IN_USE
        assert EDITOR in opened_elsewhere(path)
        assert store.verify() == []


def test_a_stale_note_blocks_nobody(path: Path) -> None:
    make(path).close()
    leave_note(path, "ai đó", datetime(2022, 1, 1, tzinfo=UTC))
    with reopen(path):
        assert json.loads(note_of(path).read_text(encoding="utf-8"))["editor"] == EDITOR
    assert not note_of(path).exists()


@pytest.mark.parametrize("note", [None, "", "[1]", "{}", '{"since": "x"}'])
def test_an_unreadable_note_is_no_obstacle(path: Path, note: str | None) -> None:
    if note is not None:
        note_of(path).write_text(note, encoding="utf-8")
    assert holder_of(path) == " ở một cửa sổ khác"


def test_what_is_there_is_never_written_over(path: Path) -> None:
    path.write_bytes(b"of value")
    assert fault_of(lambda: make(path)) is Fault.EXISTS
    assert path.read_bytes() == b"of value"


def test_a_half_made_store_of_a_crash_is_replaced(path: Path) -> None:
    partial = path.with_name(path.name + ".partial")
    partial.write_bytes(b"half")
    make(path).close()
    assert list(path.parent.iterdir()) == [path]


def test_places_that_do_not_exist(tmp_path: Path) -> None:
    away = tmp_path / "không có" / "so.cchc"
    assert fault_of(lambda: make(away)) is Fault.NO_FOLDER
    assert fault_of(lambda: reopen(away)) is Fault.NO_FOLDER
    assert fault_of(lambda: reopen(tmp_path / "so.cchc")) is Fault.NOT_FOUND
    assert fault_of(lambda: reopen(tmp_path)) is Fault.NOT_OURS


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", Fault.DAMAGED),
        (b"x", Fault.NOT_OURS),
        (b"Kinh gui: Uy ban nhan dan tinh " * 100, Fault.NOT_OURS),
        (b"SQLite format 3\0", Fault.NOT_OURS),
    ],
)
def test_files_that_are_no_stores(path: Path, content: bytes, fault: Fault) -> None:
    path.write_bytes(content)
    assert fault_of(lambda: reopen(path)) is fault
    assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


def test_another_program_s_database_is_left_as_it_is(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("CREATE TABLE t (a)")
        before = path.read_bytes()
        assert fault_of(lambda: reopen(path)) is Fault.NOT_OURS
        assert path.read_bytes() == before


def test_a_truncated_store_is_refused(path: Path) -> None:
    with make(path) as store:
        report = begin(store)
        for number in range(200):
            store.set_text(report, f"t{number}", "chữ " * 100)
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)
    assert fault_of(lambda: reopen(path)) is Fault.DAMAGED


def test_a_newer_version_hidden_in_the_journal_is_seen(path: Path, tmp_path: Path) -> None:
    """The header still says the old version; only the write-ahead log knows better."""
    make(path).close()
    crashed = tmp_path / "so.cchc"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("PRAGMA user_version=99")
        for ending in ("", "-wal"):
            shutil.copy(f"{path}{ending}", f"{crashed}{ending}")
    assert fault_of(lambda: reopen(crashed)) is Fault.TOO_NEW


def test_a_full_disk_is_said_and_harms_nothing(path: Path) -> None:
    with make(path) as store:
        report = begin(store)
        store.set_figure(report, "a", 1)
        connection = store._session.connection
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={pages}")
        long = "chữ " * 100_000
        assert fault_of(lambda: store.set_text(report, "t", long)) is Fault.DISK_FULL

        def edit_both() -> None:
            with store.batch():
                store.set_figure(report, "a", 2)
                store.set_text(report, "t", long)

        assert fault_of(edit_both) is Fault.DISK_FULL
        store.set_figure(report, "b", 3)
        connection.execute("PRAGMA max_page_count=1000000")
        store.set_text(report, "t", long)
        assert store.load(report).figures == {"a": 1, "b": 3}
        assert store.verify() == []


def test_a_journal_that_can_not_be_folded_in_is_said_at_closing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pulled_out(_store: Path) -> Path:
        raise OSError(5, "the stick is gone")

    store = make(path)
    with monkeypatch.context() as patch:
        patch.setattr("db.holder.note_of", pulled_out)
        assert fault_of(store.close) is Fault.REMOVED
    reopen(path).close()


@contextmanager
def nobody() -> Iterator[None]:
    """Take root's powers away: root may write anywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that also others than its owner can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="so-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows keeps permissions elsewhere")
def test_a_file_or_folder_that_may_only_be_read(open_folder: Path) -> None:
    path = open_folder / "so.cchc"
    make(path).close()
    path.chmod(0o444)
    with nobody():
        assert fault_of(lambda: reopen(path)) is Fault.READ_ONLY
    path.chmod(0o666)
    open_folder.chmod(0o555)
    with nobody():
        assert fault_of(lambda: reopen(path)) is Fault.READ_ONLY
        assert fault_of(lambda: make(open_folder / "mới.cchc")) is Fault.READ_ONLY
    open_folder.chmod(0o755)
    assert list(open_folder.iterdir()) == [path]
    with Store.open(path, editor=EDITOR) as store:
        assert store.verify() == []

"""What a file says of itself once it was looked through, and what is refused as a file."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from db import schema
from db.failure import Fault, StoreProblem
from db.handover import layout
from db.handover.keys import fingerprint
from db.receiving import copying, looking, tables
from db.receiving.copying import Locked
from db.receiving.incoming import FileKind
from db.receiving.looking import look
from db.reports import State
from forms.problem import Problem
from tests.db.office import HALF, QUARTER
from tests.db.receiving.givers import Office, old_store, refused, run

if TYPE_CHECKING:
    from sqlite_utils import Database


def test_a_hand_over_file_says_who_gave_what(below: Office) -> None:
    path = below.give()
    before = path.read_bytes()
    with look(path) as found:
        assert (found.kind, found.source) == (FileKind.HAND_OVER, path)
        assert found.unit == below.unit
        assert found.editor == "Văn thư H01"
        assert found.public_key == below.key.public
        assert found.fingerprint == fingerprint(below.key.public)
        assert found.sha256 == hashlib.sha256(before).hexdigest()
        assert (found.dropped, found.lines) == (frozenset(), ())
        (report,) = found.reports
        info = below.store.reports()[0]
        assert (report.id, report.head, report.revision) == (info.id, info.head, info.revision)
        assert (report.state, report.values) == (State.DRAFT, 11)
        assert report.edited_at == info.edited_at
        assert found.copy.content == before
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_the_copy_is_let_go_and_never_lay_on_a_disk(
    below: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = below.give(passphrase="đò")  # noqa: S106  (a test's)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "không có"))
    there = sorted(tmp_path.rglob("*"))
    found = look(path, passphrase="đò")  # noqa: S106  (the same)
    assert found.copy.content.startswith(b"SQLite")
    assert sorted(tmp_path.rglob("*")) == there
    found.close()
    found.close()
    assert found.copy.content == b""


def test_a_copied_store_is_taken_and_said_to_be_unsigned(below: Office) -> None:
    below.store.delete_report(below.begin(QUARTER))
    path = below.copy()
    with look(path) as found:
        assert found.kind is FileKind.STORE
        assert (found.unit, found.editor, found.public_key) == (below.unit, "", None)
        assert found.fingerprint == ""
        assert found.store_id == below.store.session.origin
        assert [report.head.period for report in found.reports] == [HALF]
        assert found.reports[0].values == 11
        unsigned, removed = found.lines
        assert "không có chữ ký" in unsigned
        assert removed.startswith("1 báo cáo đã xóa")


class _EnoughError(Exception):
    """Whoever looks is to stop."""


class _Steps:
    """Counts the steps; stops at the one it was told."""

    def __init__(self, last: int = -1) -> None:
        self.last = last
        self.count = 0

    def __call__(self) -> None:
        self.count += 1
        if self.count > self.last >= 0:
            raise _EnoughError


@pytest.mark.parametrize("often", [100, 200_000])
def test_looking_can_be_stopped_at_any_step(
    below: Office, monkeypatch: pytest.MonkeyPatch, often: int
) -> None:
    """In the middle of a question to SQLite as well as between two."""
    monkeypatch.setattr(looking, "_STEP", often)
    path = below.give()
    counted = _Steps()
    look(path, step=counted).close()
    assert counted.count > 3
    for last in range(0, counted.count, 1 + counted.count // 40):
        with pytest.raises(_EnoughError):
            look(path, step=_Steps(last))
    look(path).close()


def test_what_is_damaged_is_said_to_be_so_while_nobody_stops(below: Office) -> None:
    path = below.give()
    path.write_bytes(path.read_bytes()[:9_000])
    with pytest.raises(Problem, match="bị cắt cụt"):
        look(path, step=_Steps())


def test_an_empty_copied_store_holds_nothing(below: Office) -> None:
    path = below.copy()
    run(path, "DELETE FROM entry; DELETE FROM history; DELETE FROM report;")
    with look(path) as found:
        assert found.reports == ()
        assert "không có báo cáo nào" in found.lines[-1]
        assert found.made_at == datetime.fromtimestamp(0, UTC)


@pytest.mark.parametrize("version", [1, 2])
def test_a_store_of_an_older_version_is_upgraded_on_the_copy(tmp_path: Path, version: int) -> None:
    path = old_store(tmp_path, version)
    before = path.read_bytes()
    with look(path) as found:
        assert [report.id for report in found.reports] == ["r1"]
    assert path.read_bytes() == before


@pytest.mark.parametrize("kind", ["hand-over", "store"])
def test_a_newer_version_is_refused(below: Office, kind: str) -> None:
    path = below.give() if kind == "hand-over" else below.copy()
    newest = layout.VERSION if kind == "hand-over" else schema.VERSION
    run(path, f"PRAGMA user_version={newest + 1}")
    assert "phiên bản mới hơn" in refused(path)


def test_a_locked_file_opens_with_its_passphrase_only(below: Office) -> None:
    path = below.give(passphrase="đò ngang")  # noqa: S106  (a test's)
    with pytest.raises(Locked):
        look(path)
    with pytest.raises(Problem, match="mật khẩu không đúng"):
        look(path, passphrase="đò dọc")  # noqa: S106  (the same)
    with look(path, passphrase="đò ngang") as found:  # noqa: S106  (the same)
        assert found.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        assert found.unit == below.unit


# --- not a file at all


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "là thư mục" in refused(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    pipe = tmp_path / "a.cchc"
    os.mkfifo(pipe)
    assert "không phải một tệp" in refused(pipe)


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    assert "Không tìm thấy" in refused(tmp_path / "a.cchc")


@pytest.mark.parametrize(
    "content", [b"x", b"SQLite format 3\0", b"PK\x03\x04" + bytes(200), bytes(5000)]
)
def test_another_kind_of_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.cchc"
    path.write_bytes(content)
    assert "không phải tệp giao dữ liệu" in refused(path)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.cchc"
    path.touch()
    assert "rỗng" in refused(path)


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "a.cchc"
    with path.open("wb") as file:
        file.truncate(layout.MAX_BYTES + 1)
    assert "lớn hơn 64 MB" in refused(path)


def test_a_file_that_grows_while_it_is_read_is_refused(
    below: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = below.give()
    monkeypatch.setattr(copying, "_refuse_irregular", lambda _path: None)
    monkeypatch.setattr(layout, "MAX_BYTES", path.stat().st_size - 1)
    assert "lớn hơn" in refused(path)


@pytest.mark.parametrize("asked", ["stat", "open", "is_file"])
def test_a_stick_that_fails_is_said(
    below: Office, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    path, ask = below.give(), getattr(Path, asked)

    def broken(self: Path, *args: Any, **more: Any) -> object:
        if self.parent == path.parent:
            raise OSError(99, "what sticks say")
        return ask(self, *args, **more)

    monkeypatch.setattr(Path, asked, broken)
    with pytest.raises(StoreProblem) as caught:
        look(path)
    assert caught.value.fault is Fault.REMOVED


def test_a_store_copied_while_it_was_open_is_refused(below: Office) -> None:
    closed = below.copy()
    path = below.stick / "mở.cchc"
    content = bytearray(closed.read_bytes())
    content[18:20] = b"\2\2"  # as it stands in the header while there is a write-ahead log
    path.write_bytes(content)
    assert "còn đang mở" in refused(path)
    closed.with_name(closed.name + "-wal").write_bytes(b"x")
    assert "còn đang mở" in refused(closed)
    closed.with_name(closed.name + "-wal").write_bytes(b"")
    look(closed).close()


def test_a_full_disk_is_said_while_the_copy_is_upgraded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = old_store(tmp_path, 1)

    def fill(database: Database) -> None:
        database.execute("PRAGMA max_page_count=1")
        database.execute("CREATE TABLE more AS SELECT zeroblob(100000)")

    tables._store_of(1)
    monkeypatch.setitem(schema._STEPS, 2, fill)
    with pytest.raises(StoreProblem) as caught:
        look(path)
    assert caught.value.fault is Fault.DISK_FULL

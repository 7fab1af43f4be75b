"""Between a stick and this machine: everything arrives, nothing of anybody else's is lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from db import drives
from db.carrying import ChangedThere, bring, fingerprint, free_name, glance, put_back
from db.failure import Fault, StoreProblem
from db.store import Store
from forms.problem import Problem
from tests.db.office import EDITOR, begin, make, reopen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "USB"
    folder.mkdir()
    return folder


@pytest.fixture
def there(stick: Path) -> Path:
    """A store on a stick, with one figure in it."""
    path = stick / "so.cchc"
    with make(path) as store:
        store.set_figure(begin(store), "a", 1)
    return path


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """Where it is to come to; the folder is not there yet."""
    return tmp_path / "Báo cáo CCHC" / "so.cchc"


def fault_of(action: Callable[[], object]) -> Fault:
    with pytest.raises(StoreProblem) as caught:
        action()
    return caught.value.fault


def figure(path: Path) -> object:
    with reopen(path) as store:
        return store.load(store.reports()[0].id).figures["a"]


def set_figure(path: Path, value: int) -> None:
    with reopen(path) as store:
        store.set_figure(store.reports()[0].id, "a", value)


def crash(path: Path, stick: Path) -> Path:
    """Return the store as a crash would have left it: its newest edit in a journal beside it."""
    left = stick / "sau sự cố"
    left.mkdir()
    with reopen(path) as store:
        store.set_figure(store.reports()[0].id, "a", 2)
        for part in ("", "-wal"):
            shutil.copy(f"{path}{part}", f"{left / path.name}{part}")
    return left / path.name


def bare_copy(path: Path) -> Path:
    with reopen(path) as store:
        return store.back_up().path


def full(_number: int) -> None:
    raise OSError(28, "no space left")


# --- bringing in


def test_a_store_is_brought_in_whole_and_the_stick_is_as_before(there: Path, here: Path) -> None:
    before, told = there.read_bytes(), list[tuple[int, int]]()
    known = bring(there, here, EDITOR, lambda *far: told.append(far))
    assert known == fingerprint(there)
    assert told[-1] == (len(before), len(before))
    assert figure(here) == 1
    assert there.read_bytes() == before
    assert list(there.parent.iterdir()) == [there]
    assert list(here.parent.iterdir()) == [here]


def test_what_a_crash_left_in_a_journal_comes_along(there: Path, here: Path, stick: Path) -> None:
    hot = crash(there, stick)
    names = sorted(each.name for each in hot.parent.iterdir())
    assert "+" in bring(hot, here, EDITOR)
    assert figure(here) == 2
    assert sorted(each.name for each in hot.parent.iterdir()) == names
    assert list(here.parent.iterdir()) == [here]


def test_a_store_that_is_open_is_not_brought_in(there: Path, here: Path) -> None:
    with reopen(there), pytest.raises(StoreProblem, match=EDITOR) as caught:
        bring(there, here, EDITOR)
    assert caught.value.fault is Fault.IN_USE
    assert not here.exists()


def test_nothing_is_written_over(there: Path, here: Path) -> None:
    here.parent.mkdir()
    here.write_bytes(b"of value")
    assert fault_of(lambda: bring(there, here, EDITOR)) is Fault.EXISTS
    assert here.read_bytes() == b"of value"
    assert list(here.parent.iterdir()) == [here]


def test_what_is_no_store_or_not_there_is_refused(stick: Path, here: Path) -> None:
    foreign = stick / "lạ.cchc"
    foreign.write_bytes(b"x" * 5000)
    assert fault_of(lambda: bring(foreign, here, EDITOR)) is Fault.NOT_OURS
    assert fault_of(lambda: bring(stick / "mất.cchc", here, EDITOR)) is Fault.NOT_FOUND
    assert not here.parent.exists()


def test_damage_is_blamed_on_the_stick(there: Path, here: Path) -> None:
    content = bytearray(there.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    there.write_bytes(content)
    with pytest.raises(StoreProblem, match="USB") as caught:
        bring(there, here, EDITOR)
    assert caught.value.fault is Fault.DAMAGED
    assert not list(here.parent.iterdir())


def test_a_store_that_contradicts_itself_is_not_brought_in(there: Path, here: Path) -> None:
    with closing(sqlite3.connect(there)) as raw:
        raw.execute("UPDATE entry SET value = 2")
        raw.commit()
    with pytest.raises(Problem, match="không khớp"):
        bring(there, here, EDITOR)
    assert not list(here.parent.iterdir())


def test_a_full_disk_is_said_and_nothing_is_left(
    there: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        assert fault_of(lambda: bring(there, here, EDITOR)) is Fault.DISK_FULL
    assert not list(here.parent.iterdir())


def test_a_disk_that_fills_up_while_the_copy_is_opened_is_no_damage(
    there: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(path: Path, **_: object) -> Store:
        raise StoreProblem(Fault.DISK_FULL, path)

    monkeypatch.setattr(Store, "open", no_room)
    assert fault_of(lambda: bring(there, here, EDITOR)) is Fault.DISK_FULL


def test_too_little_room_is_said_before_anything_is_copied(
    there: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drives, "free_bytes", lambda _: 3 << 20)
    with pytest.raises(Problem, match="cần 17 MB, còn trống 3 MB"):
        bring(there, here, EDITOR)
    assert not here.exists()
    monkeypatch.setattr(drives, "free_bytes", lambda _: None)
    bring(there, here, EDITOR)


def test_copying_can_be_stopped(there: Path, here: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring(there, here, EDITOR, stop)
    assert not list(here.parent.iterdir())


def test_a_store_that_changes_while_it_is_copied_is_copied_again_later(
    there: Path, here: Path
) -> None:
    def edit(_done: int, _total: int) -> None:
        with there.open("r+b") as file:
            file.write(b"other")

    with pytest.raises(Problem, match="đọc lại thấy khác"):
        bring(there, here, EDITOR, edit)
    assert not list(here.parent.iterdir())


def test_a_stick_that_is_pulled_out_says_the_oddest_things(
    there: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def odd(_number: int) -> None:
        raise OSError(22, "the parameter is incorrect")

    monkeypatch.setattr("os.fsync", odd)
    assert fault_of(lambda: bring(there, here, EDITOR)) is Fault.REMOVED
    assert not list(here.parent.iterdir())


# --- putting back


def test_what_was_done_is_put_back(there: Path, here: Path) -> None:
    known = bring(there, here, EDITOR)
    set_figure(here, 2)
    now = put_back(bare_copy(here), there, known)
    assert now == fingerprint(there)
    assert figure(there) == 2
    assert list(there.parent.iterdir()) == [there]


def test_the_stick_may_have_been_emptied(there: Path, here: Path) -> None:
    known = bring(there, here, EDITOR)
    there.unlink()
    put_back(bare_copy(here), there, known)
    assert figure(there) == 1


def test_a_journal_on_the_stick_is_not_played_into_the_new_file(
    there: Path, here: Path, stick: Path
) -> None:
    hot = crash(there, stick)
    known = bring(hot, here, EDITOR)
    set_figure(here, 3)
    put_back(bare_copy(here), hot, known)
    assert list(hot.parent.iterdir()) == [hot]
    assert figure(hot) == 3


def test_what_somebody_changed_there_is_left_alone(there: Path, here: Path) -> None:
    known = bring(there, here, EDITOR)
    set_figure(here, 2)
    set_figure(there, 7)
    with pytest.raises(ChangedThere, match="không ghi đè") as caught:
        put_back(bare_copy(here), there, known)
    assert figure(there) == 7
    assert caught.value.suggestion == there.with_name("so (2).cchc")
    put_back(bare_copy(here), caught.value.suggestion, "")
    assert figure(there.with_name("so (2).cchc")) == 2
    assert free_name(there) == there.with_name("so (3).cchc")


def test_what_somebody_changes_meanwhile_is_left_alone(there: Path, here: Path) -> None:
    known = bring(there, here, EDITOR)
    set_figure(here, 2)

    def edit(_done: int, _total: int) -> None:
        set_figure(there, 7)

    with pytest.raises(ChangedThere):
        put_back(bare_copy(here), there, known, edit)
    assert figure(there) == 7
    assert list(there.parent.iterdir()) == [there, *there.parent.glob("so-sao-luu")]


def test_a_stick_that_is_not_there_is_said(there: Path, here: Path) -> None:
    known = bring(there, here, EDITOR)
    shutil.rmtree(there.parent)
    assert fault_of(lambda: put_back(bare_copy(here), there, known)) is Fault.NO_FOLDER


def test_a_store_open_on_the_other_side_is_not_replaced(there: Path, here: Path) -> None:
    known = bring(there, here, EDITOR)
    set_figure(here, 2)
    bare = bare_copy(here)
    with closing(sqlite3.connect(there)) as somebody:
        somebody.execute("BEGIN EXCLUSIVE")
        assert fault_of(lambda: put_back(bare, there, known)) is Fault.IN_USE
    assert figure(there) == 1


def test_a_copying_that_failed_at_the_very_end_is_known_again(
    there: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = bring(there, here, EDITOR)
    set_figure(here, 2)
    bare = bare_copy(here)
    flush, flushed = os.fsync, list[int]()

    def flush_once(number: int) -> None:
        flush(number)
        flushed.append(number)
        if len(flushed) > 1:
            raise OSError(5, "pulled out")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", flush_once)
        assert fault_of(lambda: put_back(bare, there, known)) is Fault.REMOVED
    assert put_back(bare, there, known) == fingerprint(there)
    assert figure(there) == 2


def test_a_full_stick_keeps_what_it_has(
    there: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = bring(there, here, EDITOR)
    set_figure(here, 2)
    bare = bare_copy(here)
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        assert fault_of(lambda: put_back(bare, there, known)) is Fault.DISK_FULL
    assert fingerprint(there) == known
    assert list(there.parent.iterdir()) == [there]


def test_a_share_that_flushes_no_folder_is_no_obstacle(
    there: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = bring(there, here, EDITOR)
    set_figure(here, 2)
    bare = bare_copy(here)
    opened = os.open

    def refuse_folders(path: str, flags: int, mode: int = 0o777) -> int:
        if os.path.isdir(path):  # noqa: PTH112  (the very call that is stood in for takes names)
            raise PermissionError
        return opened(path, flags, mode)

    with monkeypatch.context() as patch:
        patch.setattr("os.open", refuse_folders)
        put_back(bare, there, known)
    assert figure(there) == 2


# --- looking at it


def test_a_glance_says_how_far_a_store_has_come(there: Path, here: Path, stick: Path) -> None:
    bring(there, here, EDITOR)
    set_figure(here, 2)
    mine, theirs = glance(here), glance(there)
    assert mine.store_id == theirs.store_id
    assert mine.changes == theirs.changes + 1
    assert theirs.edited_at is not None
    assert mine.edited_at is not None
    assert mine.edited_at > theirs.edited_at
    assert mine.is_whole
    assert not glance(crash(there, stick)).is_whole


def test_a_glance_at_an_empty_store(stick: Path) -> None:
    make(stick / "mới.cchc").close()
    found = glance(stick / "mới.cchc")
    assert (found.changes, found.edited_at) == (0, None)


def test_a_glance_tells_what_was_undone_from_what_was_not(there: Path) -> None:
    marks = [glance(there).mark, glance(there).mark]
    with reopen(there) as store:
        store.undo(store.reports()[0].id)
    marks.append(glance(there).mark)
    assert marks[0] == marks[1] != marks[2]


@pytest.mark.parametrize(
    "harm", ["ALTER TABLE history RENAME TO x", "UPDATE report SET edited_at = 'hôm qua'"]
)
def test_a_glance_at_a_store_that_is_none_any_more(there: Path, harm: str) -> None:
    with closing(sqlite3.connect(there)) as raw:
        raw.execute(harm)
        raw.commit()
    assert fault_of(lambda: glance(there)) is Fault.DAMAGED


def test_only_what_is_in_a_store_makes_its_fingerprint(there: Path) -> None:
    before, first = there.read_bytes(), fingerprint(there)
    reopen(there).close()
    assert there.read_bytes() != before
    assert fingerprint(there) == first
    set_figure(there, 2)
    assert fingerprint(there) != first


def test_what_is_not_there_has_no_fingerprint(stick: Path) -> None:
    assert fingerprint(stick / "mất.cchc") == ""
    assert fingerprint(stick / "không có" / "so.cchc") == ""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import backup
from db.backup import RECENT, folder_of, list_backups, restore, superfluous
from db.failure import Fault, StoreProblem
from db.store import Store
from tests.db.office import EDITOR, HandClock, begin, make, reopen

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2022, 6, 15)  # a Wednesday
NOON = datetime(2022, 6, 15, 12, tzinfo=UTC)


def kept(moments: list[datetime]) -> list[datetime]:
    return sorted(set(moments) - superfluous(moments, TODAY), reverse=True)


def days_ago(*ages: int) -> list[datetime]:
    return [NOON - timedelta(days=age) for age in ages]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param(days_ago(0, 1), days_ago(0, 1), id="today and yesterday"),
        pytest.param(days_ago(-3, 0), days_ago(-3, 0), id="a clock that was ahead"),
        pytest.param(
            [NOON + timedelta(minutes=m) for m in range(RECENT + 5)],
            [NOON + timedelta(minutes=m) for m in range(RECENT + 4, 4, -1)],
            id="only the newest ten of today",
        ),
        pytest.param(
            [NOON + timedelta(minutes=m) for m in range(RECENT)] + days_ago(1),
            [NOON + timedelta(minutes=m) for m in range(RECENT - 1, -1, -1)] + days_ago(1),
            id="ten of today push yesterday's out to one",
        ),
        pytest.param(
            [NOON - timedelta(days=4, hours=h) for h in range(5)],
            [NOON - timedelta(days=4)],
            id="the newest of an older day",
        ),
        pytest.param(
            days_ago(*range(2, 30)),
            # 14 days (to 31/5), then the Sundays that end the weeks before that one
            days_ago(*range(2, 16), 17, 24),
            id="daily, then weekly",
        ),
        pytest.param(
            days_ago(*range(0, 7 * 60, 7)),
            days_ago(
                *range(0, 7 * 23, 7),  # today, 14 days that happen to be weeks apart, 8 weeks
                *(168, 203, 231, 259, 294, 322, 350, 385, 413),  # the last Wednesdays of months
            ),
            id="weekly, then monthly",
        ),
    ],
)
def test_thinning(made: list[datetime], expected: list[datetime]) -> None:
    assert kept(made) == expected


def test_the_months_end_too() -> None:
    survivors = kept(days_ago(*range(2000)))
    assert len(survivors) == 2 + 14 + 8 + 12
    assert survivors[-1] > NOON - timedelta(days=2 + 14 + 8 * 7 + 13 * 31)


@given(st.lists(st.integers(-5, 1000), unique=True, max_size=60))
def test_the_newest_is_always_kept_and_thinning_twice_changes_nothing(ages: list[int]) -> None:
    moments = days_ago(*ages)
    survivors = kept(moments)
    assert survivors[:1] == sorted(moments, reverse=True)[:1]
    assert kept(survivors) == survivors


def test_a_copy_is_a_whole_store_that_opens(store: Store, report: str) -> None:
    store.set_figure(report, "a", 5)
    copy = store.back_up()
    assert store.backups() == (copy,)
    assert copy.size == copy.path.stat().st_size
    assert copy.path.parent == folder_of(store.path)
    assert list(copy.path.parent.iterdir()) == [copy.path]
    with reopen(copy.path) as other:
        assert other.load(report).figures == {"a": 5}
        assert other.verify() == []


def test_what_a_crash_left_half_copied_is_swept_away(store: Store) -> None:
    first = store.back_up()
    half = first.path.with_name("so.2022-06-10_070000_000000.cchc.partial")
    half.write_bytes(b"half")
    second = store.back_up()
    assert sorted(folder_of(store.path).iterdir()) == [first.path, second.path]


def test_copies_are_listed_newest_first_and_nothing_else_is(store: Store) -> None:
    first, second = store.back_up(), store.back_up()
    (folder_of(store.path) / "ghi chú.txt").touch()
    (folder_of(store.path) / "khác.2022-06-10_080001_000000.cchc").touch()
    assert store.backups() == (second, first)


def test_a_store_without_copies(path: Path) -> None:
    assert list_backups(path) == ()


def test_old_copies_are_thinned_but_not_those_before_an_upgrade(path: Path) -> None:
    clock = HandClock()
    with Store.create(path, editor=EDITOR, clock=clock) as store:
        before_upgrade = store.back_up().path
        renamed = before_upgrade.with_name(
            before_upgrade.name.replace(".cchc", ".truoc-nang-cap-1.cchc")
        )
        before_upgrade.rename(renamed)
        for _ in range(40):
            clock.time += timedelta(hours=7)
            store.back_up()
        copies = store.backups()
    assert [copy.path for copy in copies if copy.reason] == [renamed]
    assert len(copies) < 25


def test_a_damaged_store_is_not_copied_and_pushes_nothing_out(path: Path) -> None:
    with make(path) as store:
        report = begin(store)
        for number in range(50):
            store.set_text(report, f"t{number}", "chữ " * 500)
        good = store.back_up()
        store._session.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        _spoil(path)
        store._session.connection.execute("PRAGMA cache_size=0")
        with pytest.raises(StoreProblem) as caught:
            store.back_up()
        assert caught.value.fault is Fault.DAMAGED
        assert list(folder_of(path).iterdir()) == [good.path]


def test_restoring_moves_the_present_file_aside(path: Path) -> None:
    with make(path) as store:
        report = begin(store)
        store.set_figure(report, "a", 1)
        copy = store.back_up()
        store.set_figure(report, "a", 2)
    aside = restore(copy.path, path, NOON)
    assert aside is not None
    assert "thay-ra" in aside.name
    with reopen(path) as store:
        assert store.load(report).figures == {"a": 1}
    with reopen(aside) as store:
        assert store.load(report).figures == {"a": 2}
    assert sorted(path.parent.iterdir()) == sorted([path, aside, folder_of(path)])


def test_restoring_takes_a_stale_journal_away_too(path: Path) -> None:
    """A journal of the old file would be played into the new one."""
    with make(path) as store:
        report = begin(store)
        store.set_figure(report, "a", 1)
        copy = store.back_up()
    path.write_bytes(b"spoilt")
    journal = path.with_name(path.name + "-wal")
    journal.write_bytes(b"stale")
    aside = restore(copy.path, path, NOON)
    assert aside is not None
    assert aside.read_bytes() == b"spoilt"
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"stale"
    with reopen(path) as store:
        assert store.load(report).figures == {"a": 1}


def test_restoring_where_there_is_nothing(path: Path, tmp_path: Path) -> None:
    with make(path) as store:
        copy = store.back_up()
    target = tmp_path / "mới.cchc"
    assert restore(copy.path, target, NOON) is None
    reopen(target).close()


def test_restoring_over_an_open_store_is_refused(store: Store) -> None:
    copy = store.back_up()
    with pytest.raises(StoreProblem, match=EDITOR) as caught:
        restore(copy.path, store.path, NOON)
    assert caught.value.fault is Fault.IN_USE
    assert store.verify() == []


def test_restoring_from_a_bad_copy_is_refused(path: Path) -> None:
    with make(path) as store:
        report = begin(store)
        for number in range(50):
            store.set_text(report, f"t{number}", "chữ " * 500)
        copy = store.back_up()
    _spoil(copy.path)
    before = path.read_bytes()
    with pytest.raises(StoreProblem) as caught:
        restore(copy.path, path, NOON)
    assert caught.value.fault is Fault.DAMAGED
    with closing(sqlite3.connect(copy.path)) as raw:
        raw.execute("PRAGMA application_id=1")
    with pytest.raises(StoreProblem) as caught:
        restore(copy.path, path, NOON)
    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == sorted([path, folder_of(path)])


def test_a_copy_that_can_not_be_written_leaves_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_number: int) -> None:
        raise OSError(28, "no space left")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(StoreProblem) as caught:
            store.back_up()
    assert caught.value.fault is Fault.DISK_FULL
    assert list(folder_of(store.path).iterdir()) == []
    assert backup.list_backups(store.path) == ()


def _spoil(path: Path) -> None:
    """Write over the second half, past the schema."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 2)
        file.write(b"\xa5" * (size // 4))

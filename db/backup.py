"""Checked copies in a folder beside the store, thinned with age, and the way back from one.

A file that fails its check is never copied, so a bad file can't push out good copies.
"""

from __future__ import annotations

import glob
import re
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from db import holder
from db.connection import Access, beside, check_pages, connect, copy_whole
from db.failure import Fault, StoreProblem, faults

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Hashable, Iterable
    from pathlib import Path

#: How many copies of today and yesterday are kept.
RECENT: Final = 10

_STAMP: Final = "%Y-%m-%d_%H%M%S_%f"
_STAMPED: Final = r"\.(?P<stamp>\d{4}-\d\d-\d\d_\d{6}_\d{6})(?:\.(?P<reason>[a-z0-9-]+))?"


def _month(day: date) -> Hashable:
    return (day.year, day.month)


def _week(day: date) -> Hashable:
    return day.isocalendar()[:2]


def _day(day: date) -> Hashable:
    return day


#: Older copies: one a day for 14 days, then one a week for 8 weeks, one a month for 12 months.
_TIERS: Final[tuple[tuple[Callable[[date], Hashable], int], ...]] = (
    (_day, 14),
    (_week, 8),
    (_month, 12),
)


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of a store.

    Attributes:
        path: Where it lies.
        made_at: When it was made, in local time.
        reason: Why, if not by routine ("truoc-nang-cap-1"); such copies are never thinned.
        size: Its size in bytes.
    """

    path: Path
    made_at: datetime
    reason: str
    size: int


def folder_of(store: Path) -> Path:
    """Return the folder that holds the copies of a store."""
    return store.with_name(f"{store.stem}-sao-luu")


def list_backups(store: Path) -> tuple[Backup, ...]:
    """Return the copies of a store, newest first."""
    pattern = re.compile(re.escape(store.stem) + _STAMPED + re.escape(store.suffix))
    found = []
    with faults(store):
        for path in _files(folder_of(store)):
            if match := pattern.fullmatch(path.name):
                made_at = datetime.strptime(match["stamp"], _STAMP).astimezone()
                found.append(Backup(path, made_at, match["reason"] or "", path.stat().st_size))
    return tuple(sorted(found, key=lambda backup: backup.made_at, reverse=True))


def back_up(
    connection: sqlite3.Connection, store: Path, now: datetime, *, reason: str = ""
) -> Backup:
    """Check the store, copy it, check the copy, and thin the older routine ones.

    Raises:
        StoreProblem: The store is damaged (nothing was copied or thinned), or the copy could
            not be written.
    """
    with faults(store):
        check_pages(connection, store)
    local = now.astimezone()
    name = _stamped(store, local, reason)
    path = folder_of(store) / name
    with faults(path):
        path.parent.mkdir(exist_ok=True)
        for left in path.parent.glob(f"{glob.escape(store.stem)}.*.partial"):
            left.unlink(missing_ok=True)  # a copy that was under way when the machine stopped
        copy_whole(connection, store, path)
        for old in _thinned(list_backups(store), local.date()):
            old.path.unlink(missing_ok=True)
        return Backup(path, local, reason, path.stat().st_size)


def restore(backup: Path, store: Path, now: datetime) -> Path | None:
    """Put a copy in the store's place; return where the file that was there lies now.

    The copy is opened by `Store.open` like any other file, which upgrades it if it is old.

    Raises:
        StoreProblem: The copy is no good or the store is open; nothing was moved.
    """
    from db.opening import look_at  # which makes backups itself

    look_at(backup)
    _refuse_open(store)
    fresh = beside(store, ".phuc-hoi")
    try:
        with faults(backup), closing(connect(backup, Access.READ)) as connection:
            check_pages(connection, backup)
            copy_whole(connection, backup, fresh)
        with faults(store):
            name = _stamped(store, now.astimezone(), "thay-ra")
            aside = _move_aside(store, store.with_name(name))
            fresh.replace(store)
    finally:
        fresh.unlink(missing_ok=True)
    return aside


def superfluous(days: Iterable[datetime], today: date) -> set[datetime]:
    """Return which of the moments need no copy any more.

    The newest copies of today and yesterday are kept; of the rest, the newest of each day, week
    and month in turn, each until its number is used up. A copy dated in the future counts as
    today's: clocks are set back now and then.
    """
    moments = sorted(days, reverse=True)
    kept = [m for m in moments if m.date() >= today - timedelta(days=1)][:RECENT]
    rest = [m for m in moments if m not in kept]
    for slot, quota in _TIERS:
        taken, rest = _one_for_each(rest, {slot(m.date()) for m in kept}, slot, quota)
        kept += taken
    return set(moments) - set(kept)


def _one_for_each(
    moments: list[datetime], seen: set[Hashable], slot: Callable[[date], Hashable], quota: int
) -> tuple[list[datetime], list[datetime]]:
    """Take the newest of each slot not seen yet; pass on what is older than the last one taken."""
    taken: list[datetime] = []
    for place, moment in enumerate(moments):
        here = slot(moment.date())
        if here in seen:
            continue
        if len(taken) == quota:
            return taken, moments[place:]
        taken.append(moment)
        seen.add(here)
    return taken, []


def _thinned(backups: Iterable[Backup], today: date) -> list[Backup]:
    routine = {backup.made_at: backup for backup in backups if not backup.reason}
    return [routine[moment] for moment in superfluous(routine, today)]


def _files(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _stamped(store: Path, moment: datetime, reason: str) -> str:
    ending = f".{reason}" if reason else ""
    return f"{store.stem}.{moment.strftime(_STAMP)}{ending}{store.suffix}"


def _refuse_open(store: Path) -> None:
    """Refuse a store that somebody has open; whatever else ails it is why it is being replaced."""
    try:
        with faults(store), closing(connect(store, Access.READ)) as connection:
            connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
    except StoreProblem as problem:
        if problem.fault is Fault.IN_USE:
            raise StoreProblem(Fault.IN_USE, store, holder.holder_of(store)) from problem


def _move_aside(store: Path, aside: Path) -> Path | None:
    """Move the store with its journals: a stale journal would spoil the file put in its place."""
    moved = None
    for ending in ("-journal", "-wal", "-shm", ""):
        part = beside(store, ending)
        if part.exists():
            moved = part.rename(beside(aside, ending))
    return moved

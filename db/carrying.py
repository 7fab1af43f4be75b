"""Carrying a store between drives: copied whole, read again, looked through, then given its name.

A store is edited on a disk of this machine. From a stick or a share it is brought in, and what
was done is put back; neither ever writes over what somebody else has changed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Final

from db import drives, holder
from db.codec import decoding, moment
from db.connection import Access, beside, connect, put_in_place
from db.failure import Fault, StoreProblem, faults
from db.opening import look_at
from db.store import Store
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

#: Told how many bytes of how many are copied; what it raises stops the copying.
Step = Callable[[int, int], None]

#: A store's file and what may lie beside it after a crash; the newest edits are in there.
_PARTS: Final = ("", "-wal", "-journal")
_BLOCK: Final = 1 << 20
#: What SQLite counts and notes in the header at each opening: kind of journal, change counter,
#: and which version wrote it last (sqlite.org/fileformat2.html, 1.3).
_COUNTERS: Final = (slice(18, 20), slice(24, 28), slice(92, 100))
#: What must be free besides the copy itself: folding in a journal takes room too.
_MARGIN: Final = 16 << 20
_MEGABYTE: Final = 1 << 20
_WORK: Final = ".dang-chep"
#: What ails a copy because it ails what was copied.
_IN_THE_FILE: Final = frozenset({Fault.DAMAGED, Fault.NOT_OURS, Fault.TOO_NEW})


@dataclass(frozen=True, slots=True)
class Glance:
    """How far the work in a store has come, without opening it.

    Attributes:
        store_id: The same in every copy of a store.
        changes: How many changes its history holds.
        edited_at: When a report was last edited, also by undo; None if there is no report.
        is_whole: False if newer changes may lie in a journal beside the file.
    """

    store_id: str
    changes: int
    edited_at: datetime | None
    is_whole: bool = True

    @property
    def mark(self) -> str:
        """What is different after each change of a report, be it done, undone or done again."""
        return f"{self.changes} {self.edited_at}"


class ChangedThere(Problem):
    """The file to be replaced is no longer the one that was copied from there.

    Attributes:
        there: That file.
        suggestion: A free name beside it.
    """

    def __init__(self, there: Path) -> None:
        self.there = there
        self.suggestion = free_name(there)
        super().__init__(
            f"“{there}” không còn là tệp đã chép vào máy này (đã được sửa ở nơi khác), nên chương "
            f"trình không ghi đè. Hãy chép sang bên cạnh với tên “{self.suggestion.name}”."
        )


def glance(store: Path) -> Glance:
    """Say how far a store has come; takes no lock and leaves no trace.

    Raises:
        StoreProblem: It is not there, not ours, too new or damaged.
    """
    look_at(store)
    question = (
        "SELECT (SELECT value FROM meta WHERE key = 'store_id'), "
        "(SELECT count(*) FROM history), (SELECT max(edited_at) FROM report)"
    )
    try:
        with faults(store), closing(connect(store, Access.GLANCE)) as connection:
            store_id, changes, edited = connection.execute(question).fetchone()
    except sqlite3.Error as error:
        raise StoreProblem(Fault.DAMAGED, store) from error
    with decoding(store):
        edited_at = None if edited is None else moment(edited)
    return Glance(str(store_id), changes, edited_at, is_whole=_parts(store) == [""])


def fingerprint(store: Path) -> str:
    """Return what tells the contents of a store's files from any other; "" if there is no file.

    To open and close a store without an edit does not change it.

    Raises:
        StoreProblem: It can't be read.
    """
    with _reaching(store):
        return "+".join(_digest(beside(store, part), _COUNTERS) for part in _parts(store))


def free_name(path: Path) -> Path:
    """Return the first numbered name beside a file that no file bears."""
    names = (path.with_name(f"{path.stem} ({number}){path.suffix}") for number in count(2))
    return next(name for name in names if not name.exists())


def bring(source: Path, target: Path, editor: str, step: Step = lambda *_: None) -> str:
    """Copy a closed store to a disk of this machine; what a crash left beside it comes along.

    Args:
        source: The store on the stick or share; nothing there is changed.
        target: What the copy is called; there must be no such file.
        editor: Who looks the copy through.
        step: Told how far it is.

    Returns:
        The fingerprint of the source.

    Raises:
        StoreProblem: The source is open, damaged or out of reach, or the copy can't be written.
        Problem: There is not enough room, or what was read is not what is there.
    """
    look_at(source)
    _refuse_open(source)
    work = target.parent / _WORK
    try:
        with _reaching(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(work, ignore_errors=True)  # of a copy cut short
            work.mkdir()
        copy = work / target.name
        known = _copied(source, copy, step)
        _look_through(copy, source, editor)
        with _reaching(target):
            if target.exists():
                raise StoreProblem(Fault.EXISTS, target)
            put_in_place(copy, target, is_flushed=True)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return known


def put_back(bare: Path, there: Path, known: str, step: Step = lambda *_: None) -> str:
    """Copy a closed store to where it came from, if that is still what was copied from there.

    Args:
        bare: A backup, or another file with no journal beside it.
        there: What it is called on the stick or share.
        known: The fingerprint of what was copied from there; "" writes only if nothing is there.
        step: Told how far it is.

    Returns:
        The fingerprint of what is there now. If that is there already, nothing is written.

    Raises:
        ChangedThere: There is something else now; it is left alone.
        StoreProblem: NO_FOLDER if the stick isn't there; or it is full, write-protected, in use.
    """
    with _reaching(there):
        if not there.parent.is_dir():
            raise StoreProblem(Fault.NO_FOLDER, there)
    found = fingerprint(there)
    if found and found == fingerprint(bare):
        return found  # put there by a copying that seemed to fail in the end
    _refuse_changed(there, known)
    if found:
        _refuse_open(there)
    partial = beside(there, _WORK)
    try:
        with _reaching(there):
            partial.unlink(missing_ok=True)  # of a copy cut short
        written = _copied(bare, partial, step)
        _refuse_changed(there, known)
        with _reaching(there):
            for part in _PARTS[1:]:
                beside(there, part).unlink(missing_ok=True)  # it would be played into the new file
            put_in_place(partial, there, is_flushed=True)
    finally:
        with suppress(OSError):  # what stopped the copy matters, not the tidying
            partial.unlink(missing_ok=True)
    return written


def _refuse_changed(there: Path, known: str) -> None:
    if fingerprint(there) not in ("", known):
        raise ChangedThere(there)


def _refuse_open(store: Path) -> None:
    """Refuse a store that somebody has open; unlike a reader, this leaves no file beside it."""
    try:
        with faults(store), closing(connect(store, Access.READ)) as connection:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
    except StoreProblem as problem:
        if problem.fault is Fault.IN_USE:
            raise StoreProblem(Fault.IN_USE, store, holder.holder_of(store)) from problem


def _look_through(copy: Path, source: Path, editor: str) -> None:
    """Open the copy, which folds a journal in and upgrades it, and look at everything."""
    try:
        with Store.open(copy, editor=editor) as store:
            wrong = store.verify()
    except StoreProblem as problem:
        if problem.fault in _IN_THE_FILE:
            raise StoreProblem(problem.fault, source) from problem
        raise
    if wrong:
        raise Problem(
            f"Sổ “{source}” có chỗ không khớp nên chưa dùng được: {wrong[0]} "
            "Hãy mở một bản sao lưu của sổ, hoặc gửi sổ cho người phụ trách."
        )


def _copied(source: Path, copy: Path, step: Step) -> str:
    """Copy a store's files, flush and read both again; return their fingerprint."""
    parts = _parts(source)
    with _reaching(source):
        total = sum(beside(source, part).stat().st_size for part in parts)
    _refuse_full(copy, total)
    done = 0
    digests = []
    for part in parts:
        digest = hashlib.sha256()
        with _reaching(copy), beside(copy, part).open("xb") as file:
            for block in _blocks(beside(source, part)):
                file.write(block)
                digest.update(block)
                done += len(block)
                step(done, total)
            file.flush()
            os.fsync(file.fileno())
        digests.append(digest.hexdigest())
    read = "+".join(digests)
    if {_bytes_of(copy), _bytes_of(source)} != {read}:
        raise Problem(
            f"Chép sổ “{source.name}” chưa đúng: đọc lại thấy khác (USB lỗi, hoặc sổ vừa bị sửa). "
            "Hãy thử lại, cắm vào cổng khác nếu cần."
        )
    return fingerprint(source)


def _refuse_full(copy: Path, size: int) -> None:
    needed = size + _MARGIN
    room = drives.free_bytes(copy)
    if room is not None and room < needed:
        raise Problem(
            f"Không đủ chỗ để chép sổ vào “{copy.parent}”: cần {_megabytes(needed)} MB, "
            f"còn trống {room // _MEGABYTE} MB. Hãy xóa bớt tệp ở đó rồi làm lại."
        )


def _megabytes(size: int) -> int:
    return -(-size // _MEGABYTE)


def _parts(store: Path) -> list[str]:
    """Return the endings of the files that belong to a store; none if it isn't there."""
    if not store.exists():
        return []
    return [part for part in _PARTS if beside(store, part).exists()]


def _bytes_of(store: Path) -> str:
    """Return what tells each byte of a store's files from any other."""
    with _reaching(store):
        return "+".join(_digest(beside(store, part)) for part in _parts(store))


def _digest(file: Path, blank: tuple[slice, ...] = ()) -> str:
    """Return a file's digest, with some places at its beginning taken for zeros."""
    digest = hashlib.sha256()
    for number, block in enumerate(_blocks(file)):
        content = bytearray(block)
        for place in blank if number == 0 else ():
            content[place] = bytes(len(content[place]))
        digest.update(content)
    return digest.hexdigest()


def _blocks(file: Path) -> Iterator[bytes]:
    with _reaching(file), file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            yield block


@contextmanager
def _reaching(path: Path) -> Iterator[None]:
    """Turn what the system says of a drive into a sentence; of a stick it says the oddest things.

    Raises:
        StoreProblem: The matching fault; REMOVED for whatever else keeps the drive from working.
    """
    try:
        with faults(path):
            yield
    except OSError as error:
        raise StoreProblem(Fault.REMOVED, path) from error

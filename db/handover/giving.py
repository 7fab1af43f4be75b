"""Handing reports over: one file on a stick, and one line about it in the store."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from db.codec import moment
from db.failure import StoreProblem
from db.handover import envelope, layout, naming
from db.handover.content import stamp_of
from db.handover.keys import fingerprint
from db.handover.writing import reaching, refuse_full, write
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from db.handover.content import Drawn, Stamp
    from db.handover.envelope import Cost
    from db.handover.keys import Key
    from db.handover.writing import Step
    from db.reports import ReportInfo
    from db.store import Store
    from forms.report import UnitRef


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What was handed over, for the person, the slip and the store.

    Attributes:
        path: The file on the stick.
        size: Its size in bytes.
        sha256: The SHA-256 of the file as it lies there, in hexadecimal digits.
        unit: The office that gives it.
        reports: What is in it, in the order of their periods.
        made_at: When it was made.
        public_key: By which its seal is checked.
        is_locked: Whether it takes a passphrase to open it.
        was_there: Whether it lay there already, from an earlier hand-over of the same day.
        complaint: Why the store could not note the hand-over; "" if it did. The file is whole.
    """

    path: Path
    size: int
    sha256: str
    unit: UnitRef
    reports: tuple[ReportInfo, ...]
    made_at: datetime
    public_key: bytes
    is_locked: bool
    was_there: bool
    complaint: str = ""

    @property
    def fingerprint(self) -> str:
        """The key's fingerprint, to be read aloud to whoever receives the file."""
        return fingerprint(self.public_key)


@dataclass(frozen=True, slots=True)
class Giver:
    """Whoever hands over: a store, its office's key, and what the file says of the program.

    Attributes:
        store: Where the reports stand; only read, but for the line on each hand-over.
        key: The office's key.
        program: The program's version, for whoever looks into a file that is not understood.
        cost: What it shall cost to try a passphrase.
    """

    store: Store
    key: Key
    program: str = ""
    cost: Cost = envelope.COST

    def give(
        self,
        report_ids: Sequence[str],
        folder: Path,
        passphrase: str = "",
        step: Step = lambda *_: None,
    ) -> HandedOver:
        """Put reports into one file in a folder; see `hand_over`."""
        with self.store.draw(report_ids) as drawn:
            with reaching(folder):
                for left in naming.leftovers(folder, drawn.unit.code):
                    left.unlink(missing_ok=True)
            file = self._file(folder / _name(drawn), drawn, passphrase)
        if not file.was_there:
            refuse_full(folder, len(file.content))
            write(file.content, file.path, step)
        return self._noted(self._told(file, drawn))

    def _file(self, wanted: Path, drawn: Drawn, passphrase: str) -> _File:
        """Return the file that lies there already, or the one to be written."""
        candidates = (self._at(path, drawn, passphrase) for path in naming.numbered(wanted))
        return next(file for file in candidates if file)

    def _at(self, path: Path, drawn: Drawn, passphrase: str) -> _File | None:
        """Return the file of that name, there or to be written; None if it is another file's."""
        there = _read(path)
        if there is None:
            return self._fresh(path, drawn, passphrase)
        bare = _opened(there, passphrase, path.name)
        stamp = stamp_of(bare) if bare else None
        # Made by whoever and whenever it was, it would come out as it lies there.
        if stamp is None or drawn.finished(stamp, self.key) != bare:
            return None
        return _File(path, there, stamp, was_there=True)

    def _fresh(self, path: Path, drawn: Drawn, passphrase: str) -> _File:
        stamp = replace(drawn.stamp, program=self.program)
        content = drawn.finished(stamp, self.key)
        if passphrase:
            content = envelope.locked(content, passphrase, self.cost)
        return _File(path, content, stamp, was_there=False)

    def _told(self, file: _File, drawn: Drawn) -> HandedOver:
        return HandedOver(
            path=file.path,
            size=len(file.content),
            sha256=hashlib.sha256(file.content).hexdigest(),
            unit=drawn.unit,
            reports=drawn.reports,
            made_at=moment(file.stamp.made_at),
            public_key=self.key.public,
            is_locked=file.content.startswith(envelope.MAGIC),
            was_there=file.was_there,
        )

    def _noted(self, given: HandedOver) -> HandedOver:
        """Note it in the store; that this fails takes nothing from the file on the stick."""
        try:
            self.store.note_given(given)
        except StoreProblem as problem:
            return replace(given, complaint=problem.message)
        return given


@dataclass(frozen=True, slots=True)
class _File:
    """A file's place and bytes, locked or not, and who made what is in it."""

    path: Path
    content: bytes
    stamp: Stamp
    was_there: bool


def hand_over(
    store: Store,
    report_ids: Sequence[str],
    folder: Path,
    key: Key,
    *,
    passphrase: str = "",
    step: Step = lambda *_: None,
) -> HandedOver:
    """Put reports, drafts too, into one sealed file in a folder, for the level above.

    Args:
        store: Where they stand.
        report_ids: Which.
        folder: Where to; it must be there: a folder made where a stick was is no stick.
        key: The office's key.
        passphrase: Without which the file can't be read; "" leaves it open.
        step: Told how far the writing is; what it raises stops it.

    Returns:
        What lies there now. The same content handed over again on the same day makes no second
        file; other content gets the next free name.

    Raises:
        Problem: There is nothing to hand over, it is too much, or there is no room for it.
        DriveProblem: The stick is full, write-protected, pulled out; nothing is left on it but,
            if even that can't be taken away, a partial file which the next hand-over removes.
        StoreProblem: The store is damaged.
    """
    return Giver(store, key).give(report_ids, folder, passphrase, step)


def _name(drawn: Drawn) -> str:
    day = moment(drawn.stamp.made_at).astimezone().date()
    return naming.file_name(drawn.unit.code, (report.period for report in drawn.reports), day)


def _read(path: Path) -> bytes | None:
    """Return what lies there; None if nothing does. Of a file that is too large, the beginning."""
    with reaching(path.parent):
        if not path.is_file():  # a folder, or something that would keep a reader waiting
            return b"" if path.exists() else None
        with path.open("rb") as file:
            return file.read(layout.MAX_BYTES)


def _opened(content: bytes, passphrase: str, name: str) -> bytes:
    """Return what is in a file, if this passphrase, or none, is what it takes."""
    if content.startswith(envelope.MAGIC) != bool(passphrase):
        return b""
    try:
        return envelope.unlocked(content, passphrase, name) if passphrase else content
    except Problem:
        return b""

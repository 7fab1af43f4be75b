"""Many files: one at a time, each whole or not at all; a broken one never stops the others."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from db.failure import faults
from db.merge.applying import apply
from db.merge.plan import Trust
from db.merge.planning import plan
from db.receiving.copying import Locked
from db.receiving.looking import look
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from db.merge.applying import Outcome
    from db.merge.plan import Plan
    from db.receiving.incoming import Incoming
    from db.store import Store

#: The folder of private copies, beside the store; what a crash left there goes at the next time.
WORK: Final = ".dang-nhan"
#: SQLite's own measure of the journal, and that for many files: 64 MiB.
_PAGES: Final = 1_000
_MANY_PAGES: Final = 16_384


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one file; its private copy is gone.

    Attributes:
        path: The file.
        plan: What it changes, or would change; None if it was refused before that was known.
        outcome: What was done; None in a dry run and where it was refused.
        problem: Why it was refused, if it was.
    """

    path: Path
    plan: Plan | None
    outcome: Outcome | None
    problem: Problem | None

    @property
    def exit_code(self) -> int:
        """What the command line returns for it: 0 in order, 1 conflicts, 2 refused."""
        if self.problem is not None or self.plan is None:
            return 2
        return 1 if self.plan.conflicts else 0


def receive(
    store: Store,
    files: Iterable[Path],
    *,
    take: bool = False,
    trust: Callable[[Plan], bool] = lambda _plan: False,
    passphrase: Callable[[Path], str] = lambda _path: "",
) -> Iterator[Received]:
    """Look through files one after the other, and yield each with what became of it.

    Whoever stops asking for the next one cancels the rest; what was yielded is done.

    Args:
        store: Where they are received.
        files: The files (`db.receiving.finding.find_files`).
        take: Whether to receive them; otherwise it is a dry run against the store as it is.
        trust: Asked whether somebody confirms who gave a file, where that is not known.
        passphrase: Asked for a file's passphrase; "" if nobody knows it.
    """
    work = store.path.parent / WORK
    shutil.rmtree(work, ignore_errors=True)  # of a receiving cut short
    try:
        _fold_in_after(store, _MANY_PAGES)
        for path in files:
            yield _one(store, path, work, _Asked(take, trust, passphrase))
    finally:
        _fold_in_after(store, _PAGES)
        shutil.rmtree(work, ignore_errors=True)


def _fold_in_after(store: Store, pages: int) -> None:
    """Let the journal grow so far before it is folded in: each page is then written less often.

    What is told to be done is on disk all the same.
    """
    session = store.session
    if not session.closed:  # whoever forgets the rest of the files may have closed the store
        with session.reading() as connection:
            connection.execute(f"PRAGMA wal_autocheckpoint={pages}")


@dataclass(frozen=True, slots=True)
class _Asked:
    take: bool
    trust: Callable[[Plan], bool]
    passphrase: Callable[[Path], str]

    def is_trusted(self, made: Plan) -> bool:
        return made.trust is not Trust.KNOWN and self.trust(made)


def _one(store: Store, path: Path, work: Path, asked: _Asked) -> Received:
    made: Plan | None = None
    try:
        _refuse_itself(store, path)
        with _looked(path, work, asked) as incoming:
            made = plan(store, incoming)
            refusal = made.refusal
            outcome = None
            if asked.take and refusal is None:
                outcome = apply(store, made, trust=asked.is_trusted(made))
            return Received(path, made, outcome, refusal)
    except Problem as problem:
        return Received(path, made, None, problem)


def _looked(path: Path, work: Path, asked: _Asked) -> Incoming:
    with faults(work):
        work.mkdir(parents=True, exist_ok=True)
    try:
        return look(path, work)
    except Locked:
        return look(path, work, passphrase=asked.passphrase(path))


def _refuse_itself(store: Store, path: Path) -> None:
    """Refuse the open store; to read it by the way would drop the lock on it."""
    with faults(path):
        is_itself = path.exists() and path.samefile(store.path)
    if is_itself:
        raise Problem(f"“{path}” chính là sổ đang mở nên không có gì để nhận.")

"""Many files: each comes in whole or not at all; a broken one never stops the others.

Files are written some at a time, for a transaction costs a disk the same whether it holds one
file or eight; none is told to be done before it is on disk.
"""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from db.connection import attached
from db.failure import StoreProblem
from db.merge.applying import apply, carry_out, refuse_doubtful
from db.merge.plan import Trust
from db.merge.planning import FILE, mergings, plan, planned
from db.receiving.ahead import done_ahead
from db.receiving.copying import Locked, stick_faults
from db.receiving.looking import look
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from db.merge.applying import Outcome
    from db.merge.plan import Plan
    from db.receiving.incoming import Incoming
    from db.store import Store

#: How many files are written at a time at most, and how many bytes of them are held for that.
GROUP: Final = 8
GROUP_BYTES: Final = 8 << 20
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
    step: Callable[[], None] = lambda: None,
) -> Iterator[Received]:
    """Look through files one after the other, and yield each with what became of it.

    What was yielded is done and on disk. Whoever stops asking for the next one cancels the rest,
    but for the few that were written in one transaction with it; if ``files`` raises an error,
    that comes after what became of the files before it.

    Args:
        store: Where they are received.
        files: The files (`db.receiving.finding.find_files`).
        take: Whether to receive them; otherwise it is a dry run against the store as it is.
        trust: Asked whether somebody confirms who gave a file, where that is not known; the store
            is held meanwhile, so it must know the answer.
        passphrase: Asked for a file's passphrase; "" if nobody knows it.
        step: Called every now and then while a file is looked through, from another thread;
            what it raises to stop the work is raised here.
    """
    receiving = _Receiving(store, take, trust, passphrase, step)
    try:
        _fold_in_after(store, _MANY_PAGES)
        looked = done_ahead(receiving.looked, files, files_ahead=GROUP, bytes_ahead=GROUP_BYTES)
        with closing(looked):
            opened = map(receiving.unlocked, looked)
            for group in _groups(opened, GROUP if take else 1):
                yield from receiving.received(group)
    finally:
        _fold_in_after(store, _PAGES)


def _fold_in_after(store: Store, pages: int) -> None:
    """Let the journal grow so far before it is folded in: each page is then written less often.

    What is told to be done is on disk all the same.
    """
    session = store.session
    if not session.closed:  # whoever forgets the rest of the files may have closed the store
        with session.reading() as connection:
            connection.execute(f"PRAGMA wal_autocheckpoint={pages}")


@dataclass(frozen=True, slots=True)
class _Looked:
    """A file and what was found in it, or why it is refused."""

    path: Path
    found: Incoming | Problem

    @property
    def size(self) -> int:
        return 0 if isinstance(self.found, Problem) else len(self.found.copy.content)

    def close(self) -> None:
        if not isinstance(self.found, Problem):
            self.found.close()


def _groups(looked: Iterable[_Looked], most: int) -> Iterator[list[_Looked]]:
    """Yield files in groups; the first file stands alone and is told at once, then they grow.

    An error in looking for more comes after those that were found before it.
    """
    group: list[_Looked] = []
    wanted = 1
    try:
        for each in looked:
            group.append(each)
            if len(group) >= wanted or sum(each.size for each in group) >= GROUP_BYTES:
                yield group
                group, wanted = [], min(2 * wanted, most)
    except Exception:
        if group:
            yield group
        raise
    if group:
        yield group


def _bare(problem: Problem) -> Problem:
    """Return the words alone: the way an error came holds the bytes it came from, and a passphrase.

    Who was refused is remembered until all files have come, and they may be many and large.
    """
    problem.__traceback__ = problem.__cause__ = problem.__context__ = None
    return problem


@dataclass(frozen=True, slots=True)
class _Receiving:
    store: Store
    take: bool
    trust: Callable[[Plan], bool]
    passphrase: Callable[[Path], str]
    step: Callable[[], None]

    def looked(self, path: Path) -> _Looked:
        """Look a file through as it is."""
        try:
            self._refuse_itself(path)
            return _Looked(path, look(path, step=self.step))
        except Problem as problem:
            return _Looked(path, _bare(problem))

    def unlocked(self, looked: _Looked) -> _Looked:
        """Look a locked file through again if somebody knows its passphrase."""
        if not isinstance(looked.found, Locked):
            return looked
        try:
            known = self.passphrase(looked.path)
            return _Looked(looked.path, look(looked.path, passphrase=known, step=self.step))
        except Problem as problem:
            return _Looked(looked.path, _bare(problem))

    def _refuse_itself(self, path: Path) -> None:
        """Refuse the open store; to read it by the way would drop the lock on it."""
        with stick_faults(path):
            is_itself = path.exists() and path.samefile(self.store.path)
        if is_itself:
            raise Problem(f"“{path}” chính là sổ đang mở nên không có gì để nhận.")

    def received(self, group: list[_Looked]) -> Iterator[Received]:
        """Receive a group by one transaction or, if that fails, each of its files by its own."""
        done = self._together(group) if self.take else []
        for each in group if done else ():
            each.close()
        yield from done or map(self._alone, group)

    def _together(self, group: list[_Looked]) -> list[Received]:
        """Return what became of the files; nothing has been done if there is none of that.

        Whatever goes wrong, an error of ours too, is met again by the one file that it concerns.
        """
        session = self.store.session
        names = {f"{FILE}_{number}": each for number, each in enumerate(group)}
        contents = {
            name: each.found.copy.content
            for name, each in names.items()
            if not isinstance(each.found, Problem)
        }
        with (
            suppress(Exception),
            session.reading() as connection,
            attached(connection, contents),
            session.writing(),
        ):
            return [self._one_of_them(each, name) for name, each in names.items()]
        return []

    def _one_of_them(self, looked: _Looked, name: str) -> Received:
        """Plan a file as the store stands after those before it, and write it."""
        if isinstance(looked.found, Problem):
            return Received(looked.path, None, None, looked.found)
        session, made = self.store.session, None
        try:
            found = mergings(session, looked.found, name)
            made = planned(session, looked.found, found)
            refuse_doubtful(made, trust=self._is_trusted(made))
        except StoreProblem:
            raise
        except Problem as problem:  # nothing of it has been written yet
            return Received(looked.path, made, None, _bare(problem))
        return Received(looked.path, made, carry_out(session, made, found, name), None)

    def _alone(self, looked: _Looked) -> Received:
        """Say what receiving a file would do and do it, unless it is a dry run."""
        if isinstance(looked.found, Problem):
            return Received(looked.path, None, None, looked.found)
        made = outcome = None
        try:
            with looked.found as incoming:
                made = plan(self.store, incoming)
                if self.take and made.refusal is None:
                    outcome = apply(self.store, made, trust=self._is_trusted(made))
                return Received(looked.path, made, outcome, made.refusal)
        except Problem as problem:
            return Received(looked.path, made, None, _bare(problem))

    def _is_trusted(self, made: Plan) -> bool:
        return made.refusal is None and made.trust is not Trust.KNOWN and self.trust(made)

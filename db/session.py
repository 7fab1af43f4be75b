"""An open store as the inner modules see it: connection, lock, clock and the step under way."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from db.failure import faults

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path
    from types import TracebackType

Clock = Callable[[], datetime]


def wall_clock() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Session:
    """An open store: one connection, one writer.

    Attributes:
        connection: The connection that holds the lock.
        path: The store's file.
        editor: Who makes the changes, for the history.
        clock: Tells the moment, with its offset from UTC.
        origin: The id of this store, set on every value written here.
        batch: The number of the latest step of undo; see `step`.
        taken_back: Reports in which a step has been taken back; those of a report that is not
            here need not be looked for. It only grows, so a transaction that fails can't spoil it.
        closed: Whether it has been let go.
    """

    connection: sqlite3.Connection
    path: Path
    editor: str
    clock: Clock
    origin: str
    batch: int
    taken_back: set[str] = field(default_factory=set)
    closed: bool = False
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _open: bool = False
    _batch_before: int = 0
    _broken: BaseException | None = None

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Keep other threads away and translate faults."""
        with self._lock, faults(self.path):
            yield self.connection

    def writing(self) -> Writing:
        """Hold one durable transaction; inside another one, become a part of it.

        A part that failed takes the whole with it, even if its error was swallowed on the way.
        """
        return Writing(self)

    def step(self) -> int:
        """Return the number of the step under way; the first call in a transaction counts on.

        Only a step that adds a row to the history asks for a number, so no step is ever
        numbered above the last row's id, and counting can go on from there after a restart.
        """
        if self.batch == self._batch_before:
            self.batch += 1
        return self.batch

    def now(self) -> str:
        """Return the moment as it is stored: to the millisecond, with its offset from UTC."""
        return self.clock().isoformat(timespec="milliseconds")

    def _enter(self) -> bool:
        """Begin a transaction, or join the one under way; return whether it was begun."""
        self._lock.acquire()
        try:
            if self._open:
                self._refuse_broken()
                return False
            with faults(self.path):
                self.connection.execute("BEGIN IMMEDIATE")
        except BaseException:
            self._lock.release()
            raise
        self._open, self._batch_before, self._broken = True, self.batch, None
        return True

    def _leave(self, error: BaseException | None, *, begun: bool) -> None:
        """End what `_enter` began, or let the whole know that this part of it failed."""
        try:
            with faults(self.path):
                if error is not None:
                    self._broken = error
                if begun:
                    self._finish()
                self._refuse_broken()
        finally:
            self._lock.release()

    def _finish(self) -> None:
        self._open = False
        try:
            self._refuse_broken()
            self.connection.execute("COMMIT")
        except BaseException:
            self.batch = self._batch_before
            self.connection.rollback()
            raise

    def _refuse_broken(self) -> None:
        if self._broken is not None:
            raise self._broken


class Writing:
    """One transaction of a session, or a part of one.

    A class, not a generator: every edit passes through here.
    """

    __slots__ = ("_begun", "_session")

    def __init__(self, session: Session) -> None:
        self._session = session
        self._begun = False

    def __enter__(self) -> sqlite3.Connection:
        self._begun = self._session._enter()  # noqa: SLF001  (the other half of one thing)
        return self._session.connection

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._session._leave(error, begun=self._begun)  # noqa: SLF001  (the same)

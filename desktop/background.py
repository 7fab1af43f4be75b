"""Work that takes longer than a blink: done by one worker thread, answered on the UI thread.

One worker only, so that long jobs never run into each other; the next one waits its turn.
Work must touch no widget. It tells how far it is by `Task.progress` and looks at
`Task.cancelled`, or calls `Task.check`, whenever it may stop.
"""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

import shiboken6
from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QThreadPool, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_log = logging.getLogger("background")

T = TypeVar("T")


class Cancelled(Exception):  # noqa: N818  (nothing went wrong: somebody wanted it so)
    """Raised by `Task.check` inside work that nobody waits for any more."""


class Task(QObject):
    """One piece of work under way. Lives on the UI thread.

    Attributes:
        label: What is being done, in Vietnamese, for the status line.

    Signals:
        progressed: How much of how much is done, and words for it ("" keeps the last ones).
        ended: The work is over, well or not, cancelled or not; the last thing said.
    """

    progressed = Signal(int, int, str)
    ended = Signal()
    _finished = Signal(object, object)

    def __init__(
        self,
        label: str,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        super().__init__()
        self.label = label
        self._done = done
        self._failed = failed
        self._stop = threading.Event()
        # A slot of an object of the UI thread: Qt queues what the worker emits.
        self._finished.connect(self._deliver)

    @property
    def cancelled(self) -> bool:
        """Whether nobody waits for the outcome any more. May be asked from any thread."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop; neither ``done`` nor ``failed`` will be called."""
        self._stop.set()

    def progress(self, done: int, total: int, words: str = "") -> None:
        """Tell how far the work is. Called by the work, from its thread."""
        if not self.cancelled:
            self.progressed.emit(done, total, words)

    def check(self) -> None:
        """Stop here if the task was cancelled.

        Raises:
            Cancelled: It was.
        """
        if self.cancelled:
            raise Cancelled

    def _work(self, work: Callable[[Task], Any]) -> None:
        """Do the work in whatever thread this is, and send the outcome home."""
        outcome, error = None, None
        try:
            self.check()
            outcome = work(self)
        except Cancelled:
            self.cancel()
        except Exception as caught:  # noqa: BLE001  (whatever it is, the officer must hear of it)
            error = caught
        self._finished.emit(outcome, error)

    def _deliver(self, outcome: Any, error: Exception | None) -> None:
        _running.discard(self)
        if error is not None:
            _record(self.label, error)
        try:
            if error is None:
                self._call(self._done, outcome)
            else:
                self._call(self._failed, error)
        finally:
            self.ended.emit()

    def _call(self, callback: Callable[[Any], None], value: Any) -> None:
        owner = getattr(callback, "__self__", None)
        gone = isinstance(owner, QObject) and not shiboken6.isValid(owner)
        if not self.cancelled and not gone:
            callback(value)


def _record(label: str, error: Exception) -> None:
    """Log what nobody expected; a Problem is an answer, not a fault."""
    from forms.problem import Problem

    if not isinstance(error, Problem):
        _log.error("%s", label, exc_info=error)


class _Executor(Protocol):
    def submit(self, job: Callable[[], None]) -> None: ...

    def wait(self) -> None: ...


class _Thread:
    """The one worker; its thread starts with the first job and ends after a rest."""

    def __init__(self) -> None:
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)

    def submit(self, job: Callable[[], None]) -> None:
        self._pool.start(job)

    def wait(self) -> None:
        self._pool.waitForDone(-1)


class _Immediate:
    """Does each job at once, in the caller's thread."""

    def submit(self, job: Callable[[], None]) -> None:
        job()

    def wait(self) -> None:
        return


#: Tasks not yet delivered. Kept here so that none dies in the worker's thread.
_running: set[Task] = set()
_executor: list[_Executor] = []


def run(
    work: Callable[[Task], T],
    *,
    done: Callable[[T], None],
    failed: Callable[[Exception], None],
    label: str,
    begun: Callable[[Task], object] = lambda _task: None,
) -> Task:
    """Do ``work`` in the worker thread; must be called from the UI thread.

    Args:
        work: Gets the task, for progress and cancelling.
        done: Gets what the work returned, on the UI thread.
        failed: Gets what it raised, on the UI thread; a `Problem` is fit for the officer,
            anything else has been logged with its traceback.
        label: What is being done, in Vietnamese.
        begun: Gets the task before any of the work is done, so that nothing it tells is missed.
    """
    task = Task(label, cast("Callable[[Any], None]", done), failed)
    _running.add(task)
    begun(task)
    _present().submit(lambda: task._work(work))  # noqa: SLF001  (the two are one piece)
    return task


def running() -> tuple[Task, ...]:
    """The tasks not yet over."""
    return tuple(_running)


def shutdown() -> None:
    """Cancel what is under way, wait until it has stopped, and deliver the endings."""
    for task in running():
        task.cancel()
    for executor in _executor:
        executor.wait()
    while _running and QCoreApplication.instance() is not None:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    _executor.clear()


@contextmanager
def use_immediate() -> Iterator[None]:
    """Within this block work is done at once; for tests and for the command line."""
    before = list(_executor)
    _executor[:] = [_Immediate()]
    try:
        yield
    finally:
        _executor[:] = before


def _present() -> _Executor:
    if not _executor:
        _executor.append(_Thread())
    return _executor[0]

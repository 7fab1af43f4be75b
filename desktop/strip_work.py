"""Work in the background with its strip: how far it is, "Hủy", and one piece at a time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject

from desktop import background

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.background import Task
    from desktop.widgets.progress_strip import ProgressStrip

T = TypeVar("T")


def _nothing(*_: object) -> None:
    """Nobody asked to be told."""


class StripWork(QObject):
    """Has work done and shows it in a strip until it ends.

    Attributes:
        task: The work under way, or None.
    """

    def __init__(self, strip: ProgressStrip, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.task: Task | None = None
        self._strip = strip
        self._total = 0
        strip.cancelled.connect(self.cancel)

    def start(
        self,
        work: Callable[[Task], T],
        words: str,
        *,
        done: Callable[[T], None] = _nothing,
        failed: Callable[[Exception], None],
        over: Callable[[], None] = _nothing,
    ) -> None:
        """Do ``work`` in the worker thread; the strip is gone before anybody is told.

        Args:
            work: Gets the task, for progress and cancelling.
            words: What is being done, in Vietnamese.
            done: Gets what came out, unless the work was cancelled.
            failed: Gets what went wrong.
            over: Called last, cancelled or not.
        """
        self._total = 0
        self._strip.start(f"{words}…")
        background.run(
            work,
            done=partial(self._answer, done),
            failed=partial(self._answer, failed),
            label=words,
            begun=partial(self._begin, over),
        )

    def cancel(self) -> None:
        """Ask the work under way, if any, to stop."""
        if self.task is not None:
            self.task.cancel()

    def _begin(self, over: Callable[[], None], task: Task) -> None:
        self.task = task
        task.progressed.connect(self._progress)
        task.ended.connect(partial(self._end, task, over))

    def _answer(self, told: Callable[[Any], None], value: Any) -> None:
        self._finish()
        told(value)

    def _end(self, task: Task, over: Callable[[], None]) -> None:
        if self.task is task:  # whoever was told may have begun the next piece
            self._finish()
        over()

    def _finish(self) -> None:
        self.task = None
        self._strip.finish()

    def _progress(self, done: int, total: int, words: str) -> None:
        if self.task is None or self.task.cancelled:
            return
        if total != self._total:
            self._total = total
            self._strip.start(f"{self.task.label}…", total)
        self._strip.step(done, f"{self.task.label} {words}" if words else "")

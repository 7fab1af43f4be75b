"""What a gui test must not leave behind: windows, threads, ownerless timers. Imports Qt."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    import pytest

#: A thread that was told to stop may still be on its way out.
GRACE_MS = 2000

Started = TypeVar("Started", bound=QObject)


class Watch:
    """Notes what is started while a test runs; says afterwards what is still there."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        """Begin to watch, with the windows that were open before."""
        self._threads = _started(QThread, patch)
        self._timers = _started(QTimer, patch)
        self._before = set(_windows())

    def leaks(self) -> list[str]:
        """One phrase for each thing left; what can be put away is put away."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        if self._has_timers():
            gc.collect()  # an owner in a cycle is not a leak
        return [*self._open_windows(), *self._busy_threads(), *self._stray_timers()]

    def _open_windows(self) -> list[str]:
        left = [name for name in _windows() if name not in self._before]
        for widget in QApplication.topLevelWidgets() if left else ():
            widget.hide()
        return [f"window {name}" for name in left]

    def _busy_threads(self) -> list[str]:
        left = [f"thread {thread!r}" for thread in _alive(self._threads) if _keeps_on(thread)]
        if not QThreadPool.globalInstance().waitForDone(GRACE_MS):
            left.append("work in the global thread pool")
        return left

    def _has_timers(self) -> bool:
        return any(_is_stray(timer) for timer in _alive(self._timers))

    def _stray_timers(self) -> list[str]:
        left = [timer for timer in _alive(self._timers) if _is_stray(timer)]
        for timer in left:
            timer.stop()
        return [f"running timer {timer!r}" for timer in left]


def _started(kind: type[Started], patch: pytest.MonkeyPatch) -> weakref.WeakSet[Started]:
    """The objects of a kind on which start() is called from now on."""
    seen: weakref.WeakSet[Started] = weakref.WeakSet()
    start = kind.__dict__["start"]

    def noting_start(self: Started, *arguments: object) -> None:
        seen.add(self)
        start(self, *arguments)

    patch.setattr(kind, "start", noting_start)
    return seen


def _alive(started: weakref.WeakSet[Started]) -> list[Started]:
    return [each for each in started if shiboken6.isValid(each)]


def _windows() -> list[str]:
    """Top-level widgets on the screen, by class, name and address."""
    return [
        f"{type(widget).__name__} {widget.objectName()!r} {id(widget):#x}"
        for widget in QApplication.topLevelWidgets()
        if widget.isVisible()
    ]


def _keeps_on(thread: QThread) -> bool:
    return thread.isRunning() and not thread.wait(GRACE_MS)


def _is_stray(timer: QTimer) -> bool:
    return timer.isActive() and timer.parent() is None

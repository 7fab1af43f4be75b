"""Carries out in the window what a second start of the program asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QThread, QTimer
from PySide6.QtWidgets import QApplication

from desktop.instance_socket import Listener
from desktop.second_start import Answer, Request, Word

if TYPE_CHECKING:
    from desktop.main_window import MainWindow


class Reception(QObject):
    """Answers second starts at once and then does what they ask, one after the other.

    Args:
        window: The window; it owns this.
        name: The name to listen under.
    """

    def __init__(self, window: MainWindow, name: str) -> None:
        super().__init__(window)
        self._window = window
        self._is_at_work = False
        self._listener = Listener(self.receive, self)
        self._listener.open(name)

    def close(self) -> None:
        """Listen no more."""
        self._listener.close()

    def receive(self, request: Request) -> Answer:
        """Answer a request; it is carried out when the answer is on its way."""
        if request.word is not Word.CLOSE or _is_asking():
            come_forward(self._window)
        if request == Request(Word.OPEN):
            return Answer.DONE
        if self._is_at_work or _is_asking():
            return Answer.BUSY
        self._is_at_work = True
        QTimer.singleShot(0, self, lambda: self._work(request))
        return Answer.DONE

    def _work(self, request: Request) -> None:
        try:
            if request.word is Word.CLOSE:
                self._window.close()
            elif request.store is not None:
                self._window.stores.open(request.store)
            else:
                self._window.stores.open_sample()
        finally:
            self._is_at_work = False


def come_forward(window: MainWindow) -> None:
    """Bring the window to the front, as large as it was; a dialog of it comes along."""
    window.setWindowState(
        window.windowState() & ~Qt.WindowState.WindowMinimized | Qt.WindowState.WindowActive
    )
    window.show()
    front = QApplication.activeModalWidget() or window
    front.raise_()
    front.activateWindow()


def _is_asking() -> bool:
    """Whether a dialog waits for the person; those of the system count as well."""
    return QApplication.activeModalWidget() is not None or QThread.currentThread().loopLevel() > 1

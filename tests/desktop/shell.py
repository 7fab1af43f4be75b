"""The whole window for tests: its data in a passing folder, the day held still."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent

from desktop import background, places
from desktop.main_window import MainWindow
from desktop.settings import MachineFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

TODAY = date(2023, 3, 15)


class Answers:
    """Stands in for dialogs: gives the answers laid down, notes what was asked."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch
        self.asked: list[tuple[Any, ...]] = []
        self.details: list[object] = []

    def give(self, dialog: type, *answers: object) -> None:
        """Answer a dialog's `ask` with these, one after the other; further questions fail."""
        waiting = list(answers)

        def ask(_cls: Any, /, *arguments: object, **options: object) -> object:
            self.asked.append(arguments)
            self.details.append(options.get("details"))
            assert waiting, f"{dialog.__name__} was not expected: {arguments}"
            return waiting.pop(0)

        self._patch.setattr(dialog, "ask", classmethod(ask))

    @property
    def words(self) -> str:
        """Everything the dialogs were to say."""
        return "\n".join(str(part) for asked in self.asked for part in asked)


def use_folder(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Put the program's data and the person's documents into a folder."""
    data = folder / "data"
    data.mkdir(exist_ok=True)
    patch.setattr(places, "data_folder", lambda: data)
    patch.setattr(places, "machine_folder", lambda: data)
    documents = folder / "Báo cáo CCHC"
    patch.setattr(places, "documents_folder", lambda: documents)
    patch.setattr(places, "local_folder", lambda: documents)


@contextmanager
def main_window(qtbot: QtBot, folder: Path, *, is_threaded: bool = False) -> Iterator[MainWindow]:
    """A shown and active main window; long work is done at once unless it is threaded."""
    with nullcontext() if is_threaded else background.use_immediate():
        machine = MachineFile(folder / "data" / "cai-dat.json")
        window = MainWindow(machine, today=lambda: TODAY)
        window.resize(1366, 768)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        yield window
        window.close()
        destroy(window)


def destroy(widget: QWidget) -> None:
    """Take a widget away for good, with all that belongs to it."""
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def wait_for_summaries(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until every report of the list was looked at."""
    qtbot.waitUntil(lambda: not window.pile.home.summaries.is_busy, timeout=20000)

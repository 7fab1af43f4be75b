"""What tests of handing over do again and again: open the dialog, read its lists and the stick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.hand_over import work
from desktop.hand_over.dialog import Giving, HandOverDialog
from tests.desktop.dialog_steps import show
from tests.desktop.window_steps import store_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest
    from PySide6.QtWidgets import QTreeWidgetItem
    from pytestqt.qtbot import QtBot

    from desktop.background import Task
    from desktop.main_window import MainWindow


def opened(qtbot: QtBot, window: MainWindow, chosen: str = "") -> HandOverDialog:
    """The dialog, every report looked at."""
    desk = window.desk
    about = Giving(store_of(window), desk.office.unit.code, desk.machine, chosen)
    made = show(qtbot, HandOverDialog(about, window))
    qtbot.waitUntil(lambda: not made.summaries.is_busy, timeout=20000)
    return made


def rows(dialog: HandOverDialog) -> list[QTreeWidgetItem]:
    return list(dialog.reports._rows.values())


def listed(dialog: HandOverDialog) -> list[str]:
    """The places offered."""
    found = dialog.place.places
    return [found.item(row).text() for row in range(found.count())]


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def stepping(patch: pytest.MonkeyPatch, before: Callable[[Task, int, int], None]) -> None:
    """Do something whenever the writing says how far it is."""
    real = work._step

    def step(task: Task, done: int, total: int) -> None:
        before(task, done, total)
        real(task, done, total)

    patch.setattr(work, "_step", step)

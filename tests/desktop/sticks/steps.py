"""What tests of stores on sticks do again and again, through the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db.store import Store
from desktop.settings import write_office
from tests.db import office
from tests.desktop.window_steps import OFFICE, click, press

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow
    from tests.desktop.stick_steps import Officer

COPY_IN = "Chép vào máy này rồi mở"


def store_at(path: Path) -> Path:
    with office.make(path) as store:
        write_office(store, OFFICE)
        store.set_figure(office.begin(store), "files_received_total", 1)
    return path


def figure(path: Path) -> object:
    with Store.open(path, editor="x") as store:
        return store.load(store.reports()[0].id).figures["files_received_total"]


def elsewhere(path: Path, value: int) -> None:
    """Edit a store on another machine."""
    with Store.open(path, editor="x") as store:
        store.set_figure(store.reports()[0].id, "files_received_total", value)


def edit(window: MainWindow, value: int) -> None:
    """Type a figure into the first report, by keys."""
    window.show_report(window.pile.home.reports.current())
    assert window.report is not None
    assert window.report.go_to("files_received_total")
    field = window.focusWidget()
    press(field, Qt.Key.Key_A, ctrl=True)
    QTest.keyClicks(field, str(value))
    press(field, Qt.Key.Key_Return)
    window.show_home()


def copy_in(window: MainWindow, officer: Officer, there: Path) -> None:
    """Open the store of a stick; it is copied into this machine."""
    officer.will(COPY_IN)
    window.stores.open(there)


def copy_in_and_edit(window: MainWindow, officer: Officer, there: Path) -> None:
    """Open the store of a stick and work on its copy: the stick's says 1, this machine's 2."""
    copy_in(window, officer, there)
    edit(window, 2)


def opened(window: MainWindow) -> Path | None:
    return window.desk.store.path if window.desk.store is not None else None


def way_back(window: MainWindow) -> str:
    """What the button on the home page is called; "" if there is none."""
    window.show_home()
    button = window.pile.home.give_back
    return button.text() if button.isVisible() else ""


def give_back(window: MainWindow) -> None:
    """Press the button on the home page."""
    window.show_home()
    click(window.pile.home.give_back)


def close(qtbot: QtBot, window: MainWindow) -> None:
    """Close the window; it may first put the store back."""
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())

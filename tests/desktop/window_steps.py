"""What tests of the whole window do again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QPushButton,
)

from desktop import resources
from desktop.settings import Office
from forms.report import UnitRef

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from db.store import Store
    from desktop.main_window import MainWindow
    from desktop.pages.roll_up_tables import SortedTable

OFFICE = Office(UnitRef("VPUBND", "Văn phòng Ủy ban nhân dân tỉnh Đồng Tháp"), place="Đồng Tháp")
SAMPLES = sorted(resources.path("samples").glob("*.json"))


def press(widget: QWidget, key: Qt.Key, *, ctrl: bool = False) -> None:
    """Press a key where it would be pressed: on what has the focus, if that is inside."""
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(widget, key, control if ctrl else Qt.KeyboardModifier.NoModifier)


def click(button: QAbstractButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def toast(window: MainWindow) -> str:
    """The words of the newest note."""
    return window.toasts.shown()[-1].words


def press_toast(window: MainWindow, words: str) -> None:
    buttons = window.toasts.shown()[-1].findChildren(QPushButton)
    click(next(button for button in buttons if button.text() == words))


def store_of(window: MainWindow) -> Store:
    """The store that is open, as it is here."""
    assert window.desk.store is not None
    return window.desk.store


def shown(table: SortedTable) -> list[list[str]]:
    """What a table shows, row by row."""
    model = table.model()
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def raising(error: Exception) -> Callable[..., NoReturn]:
    """What stands in for any function, and fails."""

    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    return fail


def damage(path: Path) -> None:
    """Spoil the middle of a file; its head still names it as ours."""
    content = bytearray(path.read_bytes())
    for place in range(4096, len(content)):
        content[place] = 0xA5
    path.write_bytes(bytes(content))

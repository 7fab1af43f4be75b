"""What tests of the whole window do again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from desktop.main_window import MainWindow

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


def damage(path: Path) -> None:
    """Spoil the middle of a file; its head still names it as ours."""
    content = bytearray(path.read_bytes())
    for place in range(4096, len(content)):
        content[place] = 0xA5
    path.write_bytes(bytes(content))

"""Keys and clicks as a person's keyboard and mouse send them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

NONE: Final = Qt.KeyboardModifier.NoModifier


def type_words(widget: QWidget, words: str) -> None:
    """Type each letter; a composed letter arrives as text without a key of its own."""
    for letter in words:
        key = ord(letter.upper()) if letter.isascii() else 0
        _send(widget, key, NONE, letter)


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press and release one key."""
    _send(widget, key.value, modifiers, "")


def click(widget: QWidget) -> None:
    """Click the middle of a widget with the left button."""
    place = QPointF(widget.rect().center())
    on_screen = QPointF(widget.mapToGlobal(widget.rect().center()))
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, held in (
        (QEvent.Type.MouseButtonPress, left),
        (QEvent.Type.MouseButtonRelease, none),
    ):
        QApplication.sendEvent(widget, QMouseEvent(kind, place, on_screen, left, held, NONE))


def settle() -> None:
    """Let the window do what it has queued."""
    for _ in range(3):
        QApplication.processEvents()


def _send(widget: QWidget, key: int, modifiers: Qt.KeyboardModifier, text: str) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers, text))

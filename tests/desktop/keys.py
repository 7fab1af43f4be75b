"""Types into widgets the way keyboards, UniKey and input methods do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

NONE = Qt.KeyboardModifier.NoModifier
BACKSPACE = "\b"
#: What UniKey (Telex) sends for "tạo": the letters typed, then two Backspaces and a new end.
UNIKEY = ("t", "a", "o", BACKSPACE, BACKSPACE, "ạ", "o")
#: The same by an older keyboard program that sends the tone as a combining mark.
UNIKEY_COMBINING = ("t", "a", "o", BACKSPACE, BACKSPACE, "a\u0323", "o")


def send(widget: QWidget, letters: str | tuple[str, ...]) -> None:
    """Send each letter as a key press and release; a Backspace is a key like any other."""
    for letter in letters:
        if letter == BACKSPACE:
            press(widget, Qt.Key.Key_Backspace)
        else:
            # Composed letters arrive as text without a key of their own (VK_PACKET).
            key = ord(letter.upper()) if letter.isascii() and len(letter) == 1 else 0
            _send_key(widget, key, NONE, letter)


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press one key."""
    _send_key(widget, key.value, modifiers, "")


def _send_key(widget: QWidget, key: int, modifiers: Qt.KeyboardModifier, text: str) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers, text))


def compose(widget: QWidget, steps: tuple[str, ...], result: str) -> None:
    """Show a word being composed by an input method, step by step, then commit it."""
    for step in steps:
        QApplication.sendEvent(widget, QInputMethodEvent(step, []))
    final = QInputMethodEvent("", [])
    final.setCommitString(result)
    QApplication.sendEvent(widget, final)


def turn_wheel(widget: QWidget) -> bool:
    """Turn the wheel over a widget; whether the widget kept the event."""
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(widget.mapToGlobal(QPoint(5, 5))),
        QPoint(0, 0),
        QPoint(0, -240),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()

"""How a widget says which look and state it has: dynamic properties the stylesheet reads.

Setting a property on a widget that has been painted needs a new polish, which costs as much
as many keystrokes; so it happens only when the value really changes.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QToolButton, QWidget

from desktop.appearance import icons
from desktop.appearance.tokens import ICON


def set_look(widget: QWidget, look: str) -> None:
    """Give a widget a look of the stylesheet ("primary", "quiet", "danger", "card", ...)."""
    _set(widget, "look", look)


def set_state(widget: QWidget, state: str) -> None:
    """Colour a widget by a `tokens.State`."""
    _set(widget, "state", state)


def _set(widget: QWidget, name: str, value: str) -> None:
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().polish(widget)
        widget.update()


def label(words: str = "", look: str = "", *, wrap: bool = False) -> QLabel:
    """A plain-text label; looks: "muted", "small", "lead", "title", "display", a state."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if look:
        made.setProperty("look", look)
    return made


def button(words: str, look: str = "", icon: str = "") -> QPushButton:
    """A push button; looks: "" (outlined), "primary", "quiet", "danger"."""
    made = QPushButton(words)
    made.setProperty("look", look)
    made.setAutoDefault(False)
    if icon:
        made.setIcon(icons.icon(icon, _INK.get(look, "text")))
        # Wider than the picture: air between it and the words.
        made.setIconSize(QSize(ICON + 6, ICON))
    return made


def tool_button(icon: str, name: str, *, role: str = "muted") -> QToolButton:
    """A small button that is only an icon; its name is its tool tip and accessible name."""
    made = QToolButton()
    made.setIcon(icons.icon(icon, role))
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


def rule() -> QFrame:
    """A hairline between two parts."""
    made = QFrame()
    made.setProperty("look", "rule")
    made.setFixedHeight(1)
    return made


_INK = {"primary": "on_accent", "quiet": "accent", "danger": "error"}

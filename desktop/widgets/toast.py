"""Notes at the bottom right that go by themselves and never stop the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.appearance import looks
from desktop.appearance.tokens import Space, State
from desktop.widgets.glyph import Glyph

if TYPE_CHECKING:
    from collections.abc import Callable

_WIDTH = 380
_MOST = 3
_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


class Toast(QFrame):
    """One note; it closes after its time, but not while the pointer rests on it."""

    def __init__(
        self, words: str, state: State, action: str, do: Callable[[], None] | None, host: QWidget
    ) -> None:
        super().__init__(host)
        self.setProperty("look", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(words)
        self.words = words
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.close)
        glyph = Glyph()
        glyph.show_state(state)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.M, Space.S, Space.M)
        layout.setSpacing(Space.M)
        layout.addWidget(glyph)
        layout.addWidget(looks.label(words, wrap=True), 1)
        if action:
            layout.addWidget(self._button(action, do))
        shut = looks.tool_button("x", "Đóng")
        shut.clicked.connect(self.close)
        layout.addWidget(shut)

    def _button(self, action: str, do: Callable[[], None] | None) -> QWidget:
        button = looks.button(action, "quiet")
        button.clicked.connect(self.close)
        if do is not None:
            button.clicked.connect(lambda _checked: do())
        return button

    def live(self, milliseconds: int) -> None:
        """Close after that time; 0 stays until it is closed."""
        if milliseconds:
            self._timer.start(milliseconds)

    def event(self, event: QEvent) -> bool:
        """Qt's override: wait while the pointer is on the note."""
        if event.type() == QEvent.Type.Enter and self._timer.isActive():
            self._timer.stop()
        elif event.type() == QEvent.Type.Leave:
            self._timer.start(2000)
        return super().event(event)


class Toasts(QObject):
    """The notes of one window, stacked at its bottom right; at most three at a time."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        host.installEventFilter(self)

    def say(
        self,
        words: str,
        state: State | str = State.OK,
        *,
        action: str = "",
        do: Callable[[], None] | None = None,
        seconds: int = 6,
    ) -> Toast:
        """Show a note, with an optional button; 0 seconds stays until it is closed."""
        for old in self.shown()[: 1 - _MOST]:  # room for one more
            old.close()
        toast = Toast(words, State(state), action, do, self._host)
        toast.destroyed.connect(self._stack)
        toast.live(1000 * seconds)
        toast.show()
        toast.raise_()  # only the new one: the order of the children is that of the notes
        self._stack()
        return toast

    def shown(self) -> list[Toast]:
        """The notes on the screen, oldest first."""
        children = self._host.findChildren(Toast, options=_DIRECT)
        return [toast for toast in children if not toast.isHidden()]

    def clear(self) -> None:
        """Close every note."""
        for toast in self.shown():
            toast.close()

    def _stack(self) -> None:
        bottom = self._host.height() - Space.L
        for toast in reversed(self.shown()):
            width = min(_WIDTH, self._host.width() - 2 * Space.L)
            height = toast.heightForWidth(width)
            bottom -= height
            toast.setGeometry(self._host.width() - width - Space.L, bottom, width, height)
            bottom -= Space.S

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's override: keep to the corner when the window is resized."""
        if event.type() == QEvent.Type.Resize:
            self._stack()
        return super().eventFilter(watched, event)

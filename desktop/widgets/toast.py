"""Notes at the bottom right that go by themselves and never stop the work."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.appearance import looks
from desktop.appearance.tokens import Space, State
from desktop.widgets.glyph import Glyph

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QEnterEvent, QKeyEvent

Action = tuple[str, "Callable[[], object]"]

_WIDTH = 380
_MOST = 3
#: While the pointer rests on a note it stays so long; it may rest there by chance.
_HELD_MS = 20_000
_AFTER_MS = 2_000
_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


class Toast(QFrame):
    """One note; it closes after its time, later if the pointer is on it or the keys are.

    Attributes:
        words: What it says.
        topic: A new note on a topic takes the place of the former; "" is no topic.
    """

    def __init__(
        self, words: str, state: State, actions: Sequence[Action], topic: str, host: QWidget
    ) -> None:
        super().__init__(host)
        self.setProperty("look", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(words)
        self.words = words
        self.topic = topic
        self._life = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._expire)
        glyph = Glyph()
        glyph.show_state(state)
        first = QHBoxLayout()
        first.setSpacing(Space.M)
        first.addWidget(glyph)
        first.addWidget(looks.label(words, wrap=True), 1)
        below = QHBoxLayout()
        below.addStretch(1)
        buttons = [self._button(*action) for action in actions]
        for button in buttons:
            (first if len(buttons) == 1 else below).addWidget(button)
        shut = looks.tool_button("x", "Đóng")
        shut.clicked.connect(self.close)
        first.addWidget(shut)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.M, Space.S, Space.M)
        layout.setSpacing(Space.XS)
        layout.addLayout(first)
        layout.addLayout(below)
        self.setFocusProxy(buttons[0] if buttons else shut)

    def _button(self, words: str, do: Callable[[], object]) -> QWidget:
        button = looks.button(words, "quiet")
        button.clicked.connect(self.close)
        button.clicked.connect(lambda _checked: do())
        return button

    def live(self, milliseconds: int) -> None:
        """Close after that time; 0 stays until it is closed."""
        self._life = milliseconds
        if milliseconds:
            self._timer.start(milliseconds)

    def _expire(self) -> None:
        focused = cast("QWidget | None", self.window().focusWidget())  # the stubs forget None
        if focused is not None and self.isAncestorOf(focused):
            self._timer.start(_AFTER_MS)
        else:
            self.close()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Qt's override: take longer while the pointer is on the note."""
        super().enterEvent(event)
        if self._life:
            self._timer.start(_HELD_MS)

    def leaveEvent(self, event: QEvent) -> None:
        """Qt's override: the pointer went away; so does the note, soon."""
        super().leaveEvent(event)
        if self._life:
            self._timer.start(_AFTER_MS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: Escape closes the note."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


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
        actions: Sequence[Action] = (),
        topic: str = "",
        seconds: int = 6,
    ) -> Toast:
        """Show a note with its buttons; 0 seconds stays until it is closed."""
        self.drop(topic)
        for old in self.shown()[: 1 - _MOST]:  # room for one more
            old.close()
        toast = Toast(words, State(state), actions, topic, self._host)
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

    def drop(self, topic: str) -> None:
        """Close the note on a topic, if there is one."""
        for toast in self.shown():
            if topic and toast.topic == topic:
                toast.close()

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

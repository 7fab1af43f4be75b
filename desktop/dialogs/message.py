"""The one style of every sentence the program stops somebody with: icon, sentence, ways on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.appearance import looks
from desktop.appearance.tokens import Space, State
from desktop.crash import describe
from desktop.widgets.glyph import Glyph
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH = 460


@dataclass(frozen=True, slots=True)
class Way:
    """A way on: what is returned, the words on its button, the button's look."""

    id: str
    words: str
    look: str = ""


CLOSE = Way("", "Đóng")
UNDERSTOOD = Way("", "Đã hiểu", "primary")


class MessageDialog(QDialog):
    """Says something and offers ways on; Escape takes none.

    Attributes:
        answer: The id of the way taken, "" for none.
    """

    def __init__(
        self,
        title: str,
        sentence: str,
        ways: Sequence[Way] = (UNDERSTOOD,),
        *,
        state: State = State.ERROR,
        details: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.answer = ""
        self._likely: list[QPushButton] = []
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        glyph = Glyph(side=28)
        glyph.show_state(state)
        words = QVBoxLayout()
        words.setSpacing(Space.S)
        words.addWidget(looks.label(title, "lead", wrap=True))
        body = looks.label(sentence, wrap=True)
        body.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        body.setMinimumWidth(_WIDTH)
        words.addWidget(body)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(glyph, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        layout.setSpacing(Space.XL)
        layout.addLayout(row)
        layout.addLayout(self._buttons(ways, details))
        self._focus(self._likely)
        # A long path must not make the window grow wider than its sentence.
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)

    def _buttons(self, ways: Sequence[Way], details: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        if details:
            copy = looks.button("Chép chi tiết", "quiet", "copy")
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
            row.addWidget(copy)
        row.addStretch(1)
        for way in ways:
            row.addWidget(self._button(way))
        return row

    def _button(self, way: Way) -> QPushButton:
        button = looks.button(way.words, way.look)
        button.setAutoDefault(True)  # Enter takes the way that has the focus
        button.clicked.connect(lambda: self._take(way.id))
        if way.look == "primary" or not self._likely:
            self._likely = [button]
        return button

    def _focus(self, likely: Sequence[QPushButton]) -> None:
        """Put the focus on the likeliest way: the recommended one, else the first."""
        for button in likely:
            button.setDefault(True)
            button.setFocus()

    def _take(self, answer: str) -> None:
        self.answer = answer
        self.accept()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        title: str,
        sentence: str,
        ways: Sequence[Way] = (UNDERSTOOD,),
        *,
        state: State = State.ERROR,
        details: str = "",
    ) -> str:
        """Show the message; return the id of the way taken, "" if it was just closed."""
        dialog = cls(title, sentence, ways, state=state, details=details, parent=parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.answer


def tell(parent: QWidget | None, title: str, problem: Problem) -> None:
    """Say a problem that leaves nothing to choose."""
    MessageDialog.ask(parent, title, problem.message)


def tell_error(parent: QWidget | None, title: str, error: Exception, unexpected: str) -> None:
    """Say what stopped some work: a problem in its own words, any other error in those given.

    Whoever mends the program gets the whole error by "Chép chi tiết".
    """
    if isinstance(error, Problem):
        tell(parent, title, error)
    else:
        MessageDialog.ask(parent, title, unexpected, details=describe(error))

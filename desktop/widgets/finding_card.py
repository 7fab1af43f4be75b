"""A finding: what is wrong, what was stated and computed, and the ways to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.appearance import fonts, looks
from desktop.appearance.tokens import STATE_NAMES, Points, Space, State
from desktop.widgets.glyph import Glyph

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_ENTER = "  (Enter)"
_GAP = "Lệch"
#: Letters a button has room for in a panel of 300 pixels.
_ROOM = 26


@dataclass(frozen=True, slots=True)
class FindingText:
    """A finding in words, ready to be shown.

    Attributes:
        state: Error, warning or info.
        message: What is wrong, one sentence.
        stated, computed, difference: As printed; empty if there is none.
        fix: What mending would do ("Sửa thành 44"); empty if no single figure mends it.
        sentence: The sentence as it would then read.
        reason: The written reason if the finding is kept (giải trình).
        rule: The rule's id, shown small.
        can_explain: Whether it can be kept with a reason.
        computed_name: What the computed value is called: a limit is not "computed".
        note: How the numbers came about, in small letters below them.
        place: The field that is meant, where the message alone does not tell.
    """

    state: State
    message: str
    stated: str = ""
    computed: str = ""
    difference: str = ""
    fix: str = ""
    sentence: str = ""
    reason: str = ""
    rule: str = ""
    can_explain: bool = True
    computed_name: str = "Tính được"
    note: str = ""
    place: str = ""


class FindingCard(QFrame):
    """One finding; Enter mends it (or goes to the field), Space goes to the field.

    Signals:
        fix_wanted: Put the right value in.
        explain_wanted: Write down a reason, or change it.
        go_wanted: Go to the field.
    """

    fix_wanted = Signal()
    explain_wanted = Signal()
    go_wanted = Signal()

    def __init__(self, finding: FindingText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding = finding
        self.setProperty("look", "finding")
        self.setProperty("state", State.NONE.value if finding.reason else finding.state.value)
        self.setProperty("excepted", bool(finding.reason))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        said = ". ".join(filter(None, (finding.place, finding.message)))
        self.setAccessibleName(f"{STATE_NAMES[finding.state]}: {said}")
        self.setAccessibleDescription(finding.reason or finding.fix)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(Space.M, Space.M, Space.M, Space.S)
        self._layout.setSpacing(Space.S)
        self._add_head()
        self._add_numbers()
        self._add_sentence()
        self._add_reason()
        self._add_buttons()

    def _add_head(self) -> None:
        glyph = Glyph()
        glyph.show_state(self.finding.state)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(glyph, 0, Qt.AlignmentFlag.AlignTop)
        look = "muted" if self.finding.reason else "strong"
        words = QVBoxLayout()
        words.setSpacing(0)
        if self.finding.place:
            words.addWidget(looks.label(self.finding.place, "small", wrap=True))
        words.addWidget(looks.label(self.finding.message, look, wrap=True))
        row.addLayout(words, 1)
        if self.finding.rule:
            rule = looks.label(self.finding.rule, "small")
            row.addWidget(rule, 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addLayout(row)

    def _add_numbers(self) -> None:
        """Stated, computed and difference, one below the other."""
        grid = QGridLayout()
        grid.setContentsMargins(Space.XL, 0, 0, 0)
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        pairs = (
            ("Đã ghi", self.finding.stated),
            (self.finding.computed_name, self.finding.computed),
            (_GAP, self.finding.difference),
        )
        for row, (name, number) in enumerate(pair for pair in pairs if pair[1]):
            grid.addWidget(looks.label(name, "small"), row, 0)
            figure = looks.label(number, "" if name == _GAP else "strong", wrap=True)
            grid.addWidget(figure, row, 1)
        if grid.count():
            self._layout.addLayout(grid)
        if self.finding.note:
            note = looks.label(self.finding.note, "small", wrap=True)
            note.setContentsMargins(Space.XL, 0, 0, 0)
            self._layout.addWidget(note)

    def _add_sentence(self) -> None:
        if self.finding.sentence and not self.finding.reason:
            words = looks.label(f"“{self.finding.sentence}”", "muted", wrap=True)
            words.setFont(fonts.document(Points.LEAD))
            words.setContentsMargins(Space.XL, 0, 0, 0)
            self._layout.addWidget(words)

    def _add_reason(self) -> None:
        if self.finding.reason:
            words = looks.label(f"Giải trình: {self.finding.reason}", "", wrap=True)
            words.setContentsMargins(Space.XL, 0, 0, 0)
            self._layout.addWidget(words)

    def _add_buttons(self) -> None:
        explain = "Sửa giải trình…" if self.finding.reason else "Giải trình…"
        if self._can_mend():
            fix = self._button(_brief(self.finding.fix), "offer", self.fix_wanted)
            fix.setToolTip(f"{self.finding.fix} (Enter)")
            # A long value must not make the card wider than its panel.
            fix.setMinimumWidth(1)
            row = QHBoxLayout()
            row.setContentsMargins(Space.XL, 0, 0, 0)
            row.addWidget(fix)
            row.addStretch(1)
            self._layout.addLayout(row)
        row = QHBoxLayout()
        row.setContentsMargins(Space.L, 0, 0, 0)
        row.setSpacing(2)
        if self.finding.can_explain:
            row.addWidget(self._button(explain, "quiet", self.explain_wanted))
        row.addWidget(self._button("Đến ô này", "quiet", self.go_wanted))
        row.addStretch(1)
        self._layout.addLayout(row)

    def _button(self, words: str, look: str, signal: SignalInstance) -> QPushButton:
        button = looks.button(words, look)
        button.clicked.connect(signal)
        return button

    def _can_mend(self) -> bool:
        return bool(self.finding.fix) and not self.finding.reason

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: Enter mends or goes there, Space goes there."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.fix_wanted if self._can_mend() else self.go_wanted).emit()
        elif event.key() == Qt.Key.Key_Space:
            self.go_wanted.emit()
        else:
            super().keyPressEvent(event)


def _brief(fix: str) -> str:
    """Return what the button says: the key is left out, then a word, where there is no room."""
    if len(fix) <= _ROOM - len(_ENTER):
        return fix + _ENTER
    return fix if len(fix) <= _ROOM else fix.replace("Sửa thành", "Sửa:")

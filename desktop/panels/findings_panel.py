"""The panel "Cần xem": findings and unfilled fields, live, with the ways to put them right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.appearance import icons, looks
from desktop.appearance.tokens import STATE_ICONS, Space, State
from desktop.panels.explain_dialog import ExplainDialog
from desktop.tabs.said import finding_state
from desktop.widgets.combo import Combo
from desktop.widgets.finding_card import FindingCard, FindingText
from forms.figure import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent

    from desktop.session import ReportSession
    from forms.checking import Finding

_KEY: Final = Qt.ItemDataRole.UserRole
_LONGEST: Final = 180
_SHOWN: Final = {
    State.ERROR: "Lỗi",
    State.WARNING: "Cảnh báo và lưu ý",
    State.UNFILLED: "Chưa nhập",
}


class FindingsPanel(QFrame):
    """Everything that wants looking at in the report, or in the section in sight.

    Signals:
        go_wanted: Go to the field of that key.
        mend_wanted: Put a finding right.
        explain_wanted: A reason was given for a finding ("" takes the former one back).
    """

    go_wanted = Signal(str)
    mend_wanted = Signal(object)
    explain_wanted = Signal(object, str)

    def __init__(self, session: ReportSession) -> None:
        super().__init__()
        self._session = session
        self._section = ""
        self._present = ""
        self._cards: dict[Finding, FindingCard] = {}
        self._filters = {state: _filter(state, words) for state, words in _SHOWN.items()}
        self._scope = Combo("Phạm vi cần xem")
        self._scope.addItems(["Toàn báo cáo", "Mục này"])
        self._nothing = looks.label("Không có lỗi hay cảnh báo nào.", "muted", wrap=True)
        self._unfilled_head = looks.label("", "strong")
        self._unfilled = QListWidget()
        self.setProperty("look", "side")
        self.setAccessibleName("Cần xem")
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(looks.label("Cần xem", "lead"), 1)
        for button in self._filters.values():
            head.addWidget(button)
        self._unfilled.setProperty("look", "results")
        self._unfilled.setAccessibleName("Chưa nhập")
        self._unfilled.setWordWrap(True)
        self._unfilled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.M, Space.M, Space.M, Space.S)
        layout.setSpacing(Space.S)
        layout.addLayout(head)
        layout.addWidget(self._scope)
        layout.addWidget(self._nothing)
        layout.addWidget(self._scroll(), 3)
        layout.addWidget(self._unfilled_head)
        layout.addWidget(self._unfilled, 2)

    def _scroll(self) -> QScrollArea:
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, Space.XS, 0)
        self._column.setSpacing(Space.S)
        self._column.addStretch(1)
        inside = QWidget()
        inside.setLayout(self._column)
        self._area = QScrollArea()
        self._area.setWidget(inside)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return self._area

    def _connect(self) -> None:
        for button in self._filters.values():
            button.toggled.connect(self.refresh)
        self._scope.currentIndexChanged.connect(self.refresh)
        self._unfilled.itemClicked.connect(self._on_unfilled)
        self._unfilled.itemActivated.connect(self._on_unfilled)

    # --- what is shown

    def set_section(self, section: str) -> None:
        """Say which section is in sight."""
        self._section = section
        if self._is_narrow():
            self.refresh()

    def show_only(self, state: State) -> None:
        """Show the findings of one state over the whole report."""
        self._scope.setCurrentIndex(0)
        for each, button in self._filters.items():
            button.setChecked(each is state)

    def shown(self) -> list[Finding]:
        """Return the findings shown, in their order."""
        return [finding for finding in self._wanted() if finding in self._cards]

    def card(self, finding: Finding) -> FindingCard:
        """Return the card of a finding shown."""
        return self._cards[finding]

    def unfilled(self) -> list[str]:
        """Return the keys in the list of unfilled fields."""
        return [self._unfilled.item(row).data(_KEY) for row in range(self._unfilled.count())]

    def counts(self) -> dict[State, int]:
        """Return how many errors, warnings and unfilled fields are open in the whole report."""
        states = [_group(finding) for finding in self._session.findings if not finding.excepted]
        return {
            State.ERROR: states.count(State.ERROR),
            State.WARNING: states.count(State.WARNING),
            State.UNFILLED: len(self._session.missing),
        }

    def refresh(self) -> None:
        """Show the session's findings; cards that stay are kept as they are."""
        for state, count in self.counts().items():
            self._filters[state].setText(str(count))
            self._filters[state].setAccessibleName(f"{_SHOWN[state]}: {count}")
        self._show_cards(self._wanted())
        self._show_unfilled()

    def step(self, by: int) -> None:
        """Go to the field of the next or previous finding that is still open."""
        keys = [self._field_of(f) for f in self.shown() if not f.excepted and f.fields]
        keys = list(dict.fromkeys(keys)) or self.unfilled()
        if keys:
            start = -1 if by > 0 else 0
            at = keys.index(self._present) if self._present in keys else start
            self._present = keys[(at + by) % len(keys)]
            self.go_wanted.emit(self._present)

    def _wanted(self) -> list[Finding]:
        found = (f for f in self._session.findings if self._filters[_group(f)].isChecked())
        here = [f for f in found if self._is_here(f.fields[0] if f.fields else "")]
        return sorted(here, key=lambda finding: finding.excepted)

    def _is_here(self, field: str) -> bool:
        return not self._is_narrow() or self._session.index.section_of(field) == self._section

    def _is_narrow(self) -> bool:
        return self._scope.currentIndex() == 1

    def _show_cards(self, wanted: Sequence[Finding]) -> None:
        for finding in self._cards.keys() - set(wanted):
            self._take_away(self._cards.pop(finding))
        for at, finding in enumerate(wanted):
            card = self._card(finding)
            if self._column.indexOf(card) != at:
                self._column.insertWidget(at, card)
        self._nothing.setVisible(not wanted)
        self._area.setVisible(bool(wanted))

    def _card(self, finding: Finding) -> FindingCard:
        """Return the finding's card; another one if its sentence has changed meanwhile."""
        words = in_words(self._session, finding)
        card = self._cards.get(finding)
        if card is not None and card.finding == words:
            return card
        if card is not None:
            self._take_away(card)
        return self._make_card(finding, words)

    def _take_away(self, card: FindingCard) -> None:
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _make_card(self, finding: Finding, words: FindingText) -> FindingCard:
        card = _Card(words)
        card.go_wanted.connect(lambda: self._go(finding))
        card.fix_wanted.connect(lambda: self.mend_wanted.emit(finding))
        card.explain_wanted.connect(lambda: self._explain(finding))
        self._cards[finding] = card
        return card

    def _show_unfilled(self) -> None:
        keys = [key for key in self._session.missing if self._is_here(key)]
        if not self._filters[State.UNFILLED].isChecked():
            keys = []
        self._unfilled_head.setText(f"Chưa nhập ({len(keys)})")
        self._unfilled_head.setVisible(bool(keys))
        self._unfilled.setVisible(bool(keys))
        if keys == self.unfilled():
            return
        self._unfilled.clear()
        for key in keys:
            item = QListWidgetItem(self._session.index.label(key))
            item.setData(_KEY, key)
            self._unfilled.addItem(item)

    # --- what is done

    def _field_of(self, finding: Finding) -> str:
        """Return the field to look at: the one that would mend the finding, else its first."""
        return finding.mend.figure if finding.mend else finding.fields[0]

    def _go(self, finding: Finding) -> None:
        if finding.fields:
            self.go_wanted.emit(self._field_of(finding))

    def _on_unfilled(self, item: QListWidgetItem) -> None:
        self.go_wanted.emit(item.data(_KEY))

    def _explain(self, finding: Finding) -> None:
        reason = ExplainDialog.ask(finding, self.window())
        if reason is not None:
            self.explain_wanted.emit(finding, reason)


class _Card(FindingCard):
    """A finding in the panel; a click anywhere goes to its field."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt's override: a click is a wish to see the field."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.go_wanted.emit()


def in_words(session: ReportSession, finding: Finding) -> FindingText:
    """Return a finding ready to be shown; numbers that stand apart are not said twice."""
    rule = session.form.rules[finding.rule]
    is_apart = bool(finding.stated and finding.computed) and rule.kind != "percent"
    return FindingText(
        state=finding_state(finding),
        message=rule.message if is_apart else finding.message,
        stated=finding.stated if is_apart else "",
        computed=finding.computed if is_apart else "",
        difference=finding.difference if is_apart else "",
        fix=_fix(session, finding),
        sentence=_clipped(finding.sentence or session.mended(finding)),
        reason=finding.reason,
        rule=finding.rule,
        computed_name="Tính được" if rule.kind == "sum" else "Đúng ra",
    )


def _clipped(words: str) -> str:
    """Return a sentence short enough for a card; the whole of it stands beside the field."""
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} …"


def _fix(session: ReportSession, finding: Finding) -> str:
    if finding.mend is None:
        return ""
    figure = session.form.figures[finding.mend.figure]
    return f"Sửa thành {show(figure.kind, finding.mend.value)}"


def _group(finding: Finding) -> State:
    """Return the filter a finding belongs to: errors, or everything milder."""
    return State.ERROR if finding_state(finding) is State.ERROR else State.WARNING


def _filter(state: State, words: str) -> QPushButton:
    button = looks.button("0", "quiet")
    button.setIcon(icons.icon(STATE_ICONS[state], state))
    button.setCheckable(True)
    button.setChecked(True)
    button.setToolTip(f"{words}: bấm để ẩn hoặc hiện")
    button.toggled.connect(lambda is_on: looks.set_look(button, "offer" if is_on else "quiet"))
    looks.set_look(button, "offer")
    return button

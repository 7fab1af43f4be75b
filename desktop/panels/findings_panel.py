"""The panel "Cần xem": findings and unfilled fields, live, with the ways to put them right."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.appearance import icons, looks
from desktop.appearance.tokens import STATE_ICONS, Space, State
from desktop.panels.explain_dialog import ExplainDialog
from desktop.panels.finding_words import in_words
from desktop.tabs.said import finding_state
from desktop.widgets.combo import Combo
from desktop.widgets.finding_card import FindingCard, FindingText
from forms.definition import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent, QResizeEvent

    from desktop.session import ReportSession
    from forms.checking import Finding

_KEY: Final = Qt.ItemDataRole.UserRole
#: The unfilled fields take this share of the panel at most, in per cent, beside findings.
_UNFILLED_SHARE: Final = 40
_LEAST_UNFILLED: Final = 36
_SHOWN: Final = {
    State.ERROR: "Lỗi",
    State.WARNING: "Cảnh báo",
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
        self._is_read_only = False
        self._cards: dict[Finding, FindingCard] = {}
        self._filters = {state: _filter(state, words) for state, words in _SHOWN.items()}
        self._scope = Combo("Phạm vi cần xem")
        self._scope.addItems(["Toàn báo cáo", "Mục này"])
        self._nothing = looks.label("Không có lỗi hay cảnh báo nào.", "muted", wrap=True)
        self._unfilled_head = looks.label("", "strong")
        self._unfilled = _Unfilled()
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
        layout.addWidget(self._scroll(), 1)
        layout.addWidget(self._unfilled_head)
        layout.addWidget(self._unfilled)
        layout.addStretch(0)

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

    def set_read_only(self) -> None:
        """Show what there is, without the ways to put it right: the report was issued."""
        self._is_read_only = True
        self.refresh()

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
        """Return how many errors, warnings and unfilled fields are open in the whole report.

        What is only worth a thought is listed but not counted: sections and home count alike.
        """
        open_ones = [f.severity for f in self._session.findings if not f.excepted]
        return {
            State.ERROR: open_ones.count(Severity.ERROR),
            State.WARNING: open_ones.count(Severity.WARNING),
            State.UNFILLED: len(self._session.missing),
        }

    def refresh(self) -> None:
        """Show the session's findings; cards that stay are kept as they are."""
        for state, count in self.counts().items():
            self._filters[state].setText(str(count))
            self._filters[state].setAccessibleName(f"{_SHOWN[state]}: {count}")
        self._show_cards(self._wanted())
        self._show_unfilled()

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Qt's slot: the first card, or else the first filter, takes the focus."""
        cards = [self.card(finding) for finding in self.shown()]
        (cards[0] if cards else self._filters[State.ERROR]).setFocus(reason)

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
        self._share_out()

    def _card(self, finding: Finding) -> FindingCard:
        """Return the finding's card; another one if its sentence has changed meanwhile."""
        words = in_words(self._session, finding)
        if self._is_read_only:
            words = replace(words, fix="", can_explain=False)
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
        self._share_out()

    def _share_out(self) -> None:
        """Give the unfilled fields what they need, the findings the rest and the larger part."""
        share = _UNFILLED_SHARE if self._cards else 100
        self._unfilled.set_most(self.height() * share // 100)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: share the height out anew."""
        super().resizeEvent(event)
        self._share_out()

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


class _Unfilled(QListWidget):
    """A list as high as its lines, up to a limit; beyond that it scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self._most = 0
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_most(self, height: int) -> None:
        """Limit the height, in pixels."""
        self._most = height
        self._fit()

    def _fit(self) -> None:
        lines = self.contentsSize().height() + 2 * self.frameWidth() + 2
        height = max(_LEAST_UNFILLED, min(lines, self._most))
        if height != self.height():
            self.setFixedHeight(height)

    def updateGeometries(self) -> None:
        """Qt's override: the lines were laid out, perhaps broken otherwise."""
        super().updateGeometries()
        self._fit()


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

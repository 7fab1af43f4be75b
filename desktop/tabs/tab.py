"""What every tab of a report is: a scrolling column of cards with rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.appearance import looks
from desktop.appearance.tokens import Space

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from desktop.session import ReportSession
    from desktop.tabs.rows import Row

#: Wider lines are tiring to read.
_WIDEST: Final = 1040
_LABELS: Final = (150, 340)
#: Below this width there is no room for words that are only pleasant to have.
_BRIEF: Final = 700


class Tab(QScrollArea):
    """One tab.

    Attributes:
        rows: The fields of the tab, by key, in reading order.

    Signals:
        details_wanted: A field's as-of date, note and history were asked for.
        field_clicked: The words of a field were clicked in a sentence.
    """

    details_wanted = Signal(str)
    field_clicked = Signal(str)

    def __init__(self, session: ReportSession, title: str) -> None:
        super().__init__()
        self.session = session
        self.rows: dict[str, Row] = {}
        self._is_stale = False
        self._title = looks.label(title, "title", wrap=True)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(title)
        self._column = QVBoxLayout()
        self._column.setSpacing(Space.L)
        self._column.addWidget(self._title)
        self.setWidget(self._inside())

    def _inside(self) -> QWidget:
        sheet = QWidget()
        sheet.setLayout(self._column)
        sheet.setMaximumWidth(_WIDEST)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(0)
        row.addWidget(sheet, 1)
        row.addStretch(0)
        return inside

    def add(self, widget: QWidget) -> None:
        """Add a card below the others."""
        self._column.addWidget(widget)

    def end(self) -> None:
        """Leave the rest of the column empty."""
        self._column.addStretch(1)

    def set_title(self, title: str) -> None:
        """Change the title; numbers close up when an optional chapter says nothing."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def refresh(self) -> None:
        """Show what the session holds; a tab not in sight does so when it is shown."""
        self._is_stale = not self.isVisible()
        if not self._is_stale:
            self.refresh_now()

    def refresh_now(self) -> None:
        """Show what the session holds."""
        for row in self.rows.values():
            row.refresh()

    def commit(self) -> None:
        """Hand over what is being typed."""
        for row in self.rows.values():
            row.commit()

    def go_to(self, key: str) -> bool:
        """Put the cursor into a field; False if the tab has none of that key."""
        row = self.rows.get(key)
        if row is None:
            return False
        self.reveal(row)
        row.enter()
        self._show_row(row)
        # A tab just built has no geometry until its layout ran.
        QTimer.singleShot(0, row, lambda: self._show_row(row))
        return True

    def reveal(self, row: Row) -> None:
        """Unfold what hides a row."""
        row.show()

    def enter(self) -> None:
        """Put the cursor into the first field shown."""
        first = next((row for row in self.rows.values() if not row.isHidden()), None)
        if first is not None:
            self.go_to(first.key)

    def focused_row(self) -> Row | None:
        """Return the row with the cursor in it."""
        return next((r for r in self.rows.values() if _has_focus(r)), None)

    def _show_row(self, row: Row) -> None:
        self.ensureWidgetVisible(row, 0, 120)

    def _line_up(self) -> None:
        """Give all labels of the tab one width: a third of the room, less where it is short."""
        room = self.viewport().width()
        is_brief = room < _BRIEF
        least, most = _LABELS
        share = room * (26 if is_brief else 32) // 100
        margin = Space.M if is_brief else Space.XL
        self._column.setContentsMargins(margin, Space.L, margin, Space.XXL)
        for row in self.rows.values():
            row.lay_out(min(max(share, least), most), is_brief=is_brief)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: keep the fields lined up."""
        super().resizeEvent(event)
        self._line_up()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's override: catch up with what happened out of sight."""
        super().showEvent(event)
        if self._is_stale:
            self._is_stale = False
            self.refresh_now()


def _has_focus(row: QWidget) -> bool:
    focused = cast("QWidget | None", row.window().focusWidget())  # the stubs forget None
    return focused is not None and (focused is row or row.isAncestorOf(focused))

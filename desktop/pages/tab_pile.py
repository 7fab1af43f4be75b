"""The tabs of an open report, one in sight; each is built when it is first visited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from desktop.dialogs.unread import Unread
from desktop.field_index import CLOSING, COVER
from desktop.tabs.closing_tab import ClosingTab
from desktop.tabs.cover_tab import CoverTab
from desktop.tabs.freezing import freeze
from desktop.tabs.section_tab import SectionTab
from desktop.widgets.value_edit import ValueEdit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.session import ReportSession
    from desktop.tabs.tab import Tab


class TabPile(QStackedWidget):
    """The tabs built so far.

    Args:
        session: The report.
        is_frozen: Whether it can only be read.

    Signals:
        details_wanted: A field's as-of date, note and history were asked for.
        field_clicked: The words of a field were clicked in a sentence.
    """

    details_wanted = Signal(str)
    field_clicked = Signal(str)

    def __init__(
        self, session: ReportSession, *, is_frozen: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._is_frozen = is_frozen
        self._built: dict[str, Tab] = {}

    def tab(self, section: str) -> Tab:
        """Return the tab of a section, `COVER` or `CLOSING`."""
        if section not in self._built:
            tab = self._make(section)
            tab.details_wanted.connect(self.details_wanted)
            tab.field_clicked.connect(self.field_clicked)
            if self._is_frozen:
                freeze(tab)
            self._built[section] = tab
            self.addWidget(tab)
        return self._built[section]

    def show_section(self, section: str) -> None:
        """Put the tab of a section in sight."""
        self.setCurrentWidget(self.tab(section))

    def commit(self) -> None:
        """Hand over what is being typed, as if its field were left."""
        for tab in self._built.values():
            tab.commit()

    def refresh(self) -> None:
        """Show what changed; tabs not in sight catch up when they are shown."""
        for tab in self._built.values():
            tab.refresh()

    def unread(self) -> list[Unread]:
        """Return the texts in fields that nobody can understand as values."""
        return [
            Unread(row.key, self._session.index.label(row.key), edit)
            for tab in self._built.values()
            for row in tab.rows.values()
            for edit in row.findChildren(ValueEdit)
            if edit.reading().problem
        ]

    def _make(self, section: str) -> Tab:
        if section == COVER:
            return CoverTab(self._session)
        if section == CLOSING:
            return ClosingTab(self._session)
        sections = {each.id: each for each in self._session.form.sections()}
        return SectionTab(self._session, sections[section])

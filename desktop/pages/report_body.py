"""Shares the width of a report's page between sections, fields, preview and findings."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from desktop.preview.view import PreviewView

_TABS_WIDTH: Final = 232
_MOST_TABS: Final = 300
_FINDINGS_WIDTH: Final = 300
#: A narrower page shows the fields or the preview, not both.
_BOTH: Final = 760
#: The preview's share of what the sides leave, in per cent.
_PREVIEW_SHARE: Final = 44


class Breadth(IntEnum):
    """How much a window has room for, by its least width in pixels.

    NARROW: the sections or the findings beside the fields, not both. ORDINARY: both, and the
    preview in place of the findings. WIDE: everything.
    """

    NARROW = 0
    ORDINARY = 1180
    WIDE = 1700


class ReportBody(QSplitter):
    """The parts of the page below its header.

    Attributes:
        preview: The preview, once it was opened.

    Signals:
        breadth_changed: The window became wide or narrow: its `Breadth`.
    """

    breadth_changed = Signal(object)

    def __init__(self, tabs: QWidget, fields: QWidget, findings: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.preview: PreviewView | None = None
        self._tabs = tabs
        self._fields = fields
        self._findings = findings
        self._breadth: Breadth | None = None
        tabs.setMinimumWidth(_TABS_WIDTH)
        tabs.setMaximumWidth(_MOST_TABS)
        findings.setMinimumWidth(_FINDINGS_WIDTH)
        for part in (tabs, fields, findings):
            self.addWidget(part)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(1, 1)

    def open_preview(self, go_to: Callable[[str], object]) -> None:
        """Make the preview at its first showing; a click in it goes to a field."""
        if self.preview is None:
            from desktop.preview.view import PreviewView

            self.preview = PreviewView()
            self.preview.field_clicked.connect(go_to)
            self.insertWidget(2, self.preview)

    @property
    def has_fields(self) -> bool:
        """Whether the fields are shown, not the preview in their place."""
        return not self._fields.isHidden()

    def breadth(self) -> Breadth:
        """Return what there is room for."""
        return max(each for each in Breadth if self.width() >= each)

    def has_room_for_findings(self) -> bool:
        """Whether the findings can be shown beside what is shown now."""
        is_previewed = self.preview is not None and not self.preview.isHidden()
        return not is_previewed or self.breadth() is Breadth.WIDE

    def arrange(self, *, sections: bool, preview: bool, findings: bool) -> None:
        """Show these parts and share the width out anew."""
        if self.preview is not None:
            self.preview.setVisible(preview)
        self._make_room()
        findings = findings and self.has_room_for_findings()
        self._tabs.setVisible(sections)
        self._findings.setVisible(findings)
        left = _TABS_WIDTH if sections else 0
        right = _FINDINGS_WIDTH if findings else 0
        rest = self.width() - left - right
        share = rest * _PREVIEW_SHARE // 100 if preview else 0
        middle = [rest - share] if self.preview is None else [rest - share, share]
        self.setSizes([left, *middle, right])

    def _make_room(self) -> None:
        is_previewed = self.preview is not None and not self.preview.isHidden()
        self._fields.setVisible(not is_previewed or self.width() >= _BOTH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: say when there is room for more or for less."""
        super().resizeEvent(event)
        self._make_room()
        if self.breadth() is not self._breadth:
            self._breadth = self.breadth()
            self.breadth_changed.emit(self._breadth)

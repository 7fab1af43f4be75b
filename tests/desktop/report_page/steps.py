"""What tests of a report's page do again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from desktop.tabs.leaf_card import LeafCard
from desktop.tabs.rows import TextRow
from desktop.widgets.sentence_view import SentenceView
from desktop.widgets.toast import Toast

if TYPE_CHECKING:
    from desktop.pages.report_page import ReportPage

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def sentence(page: ReportPage, key: str) -> str:
    """The printed sentence beside a field."""
    row = page.tab(page.tabs.current()).rows[key]
    card = row.parentWidget()
    assert isinstance(card, LeafCard)
    return card.findChildren(SentenceView)[0].text()


def toasts(page: ReportPage) -> list[str]:
    return [toast.words for toast in page.findChildren(Toast) if not toast.isHidden()]


def text_row(page: ReportPage, key: str) -> TextRow:
    page.go_to(key)
    row = page.tab(page.tabs.current()).rows[key]
    assert isinstance(row, TextRow)
    return row

"""How the page of a report shares its room with findings and preview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from tests.desktop.opened import field, focused, press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.pages.report_page import ReportPage


def test_the_preview_keeps_in_step_and_leads_back(page: ReportPage, qtbot: QtBot) -> None:
    field(page, "gov_tasks_total")
    page.set_preview_shown(True)
    preview = page.preview
    assert preview is not None
    assert not page.findings.isVisible()
    QTest.keyClicks(focused(page), "44")
    press(page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any("44 nhiệm vụ" in sheet.text for sheet in preview.pages))
    preview.field_clicked.emit("files_resolved_total")
    assert focused(page).text() == "305.733"
    page.set_preview_shown(False)
    assert page.findings.isVisible()


def test_a_wide_window_shows_preview_and_findings(page: ReportPage) -> None:
    page.resize(1920, 1040)
    page.set_preview_shown(True)
    assert page.findings.isVisible()


def test_a_narrow_window_shows_one_side_at_a_time(page: ReportPage) -> None:
    page.resize(960, 540)
    assert page.tabs.isVisible()
    assert not page.findings.isVisible()
    page.header.findings.click()
    assert page.findings.isVisible()
    assert not page.tabs.isVisible()
    page.set_preview_shown(True)
    assert not page.tabs.isVisible()
    assert not page.findings.isVisible()
    page.header.sections.click()
    assert page.tabs.isVisible()
    assert page.preview is not None
    assert not page.preview.isVisible()
    page.resize(1366, 768)
    assert page.tabs.isVisible()


def test_everything_that_takes_the_cursor_has_a_name(page: ReportPage) -> None:
    for entry in list(page._entries()):
        page.show_section(entry.id)
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and isinstance(widget, QLineEdit | QPlainTextEdit | QAbstractButton)
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert not nameless


def test_nothing_is_cut_off_at_1366(page: ReportPage, qtbot: QtBot) -> None:
    for entry in list(page._entries()):
        page.show_section(entry.id)
        tab = page.tab(entry.id)
        qtbot.waitUntil(lambda tab=tab: tab.viewport().width() > 600)  # type: ignore[misc]
        widest = tab.horizontalScrollBar().maximum()
        assert widest == 0, entry.name
    assert page.minimumSizeHint().width() <= 1366

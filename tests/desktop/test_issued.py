"""An issued report can be read, copied from and printed, but not changed; then reopened."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QPlainTextEdit, QPushButton

from db.reports import State as ReportState
from desktop.field_index import CLOSING, COVER
from desktop.panels.field_details import FieldDetails
from desktop.tabs.rows import TableRow, TextRow
from desktop.widgets.toast import Toast
from tests.desktop import keys
from tests.desktop.opened import PAKN, TASKS, field, focused, page_of, press, store_with

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.pages.report_page import ReportPage

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot: QtBot, look: None, tmp_path: Path) -> Iterator[ReportPage]:
    """An issued report with an error and a warning, shown."""
    with store_with(tmp_path, {**TASKS, **PAKN}) as (store, report):
        store.set_state(report, ReportState.ISSUED)
        with page_of(qtbot, store, report) as page:
            yield page


def test_the_banner_tells_the_day_and_leads_back(page: ReportPage, qtbot: QtBot) -> None:
    assert page.issued == date(2022, 6, 10)
    labels = [label.text() for label in page.findChildren(QLabel)]
    assert any("Đã phát hành ngày 10/6/2022" in words for words in labels)
    reopen = next(b for b in page.findChildren(QPushButton) if b.text().startswith("Mở lại"))
    with qtbot.waitSignal(page.issue_requested):
        reopen.click()
    said = [action.text().replace("&", "") for action in page.header.menu().actions()]
    assert "Mở lại để sửa…" in said


def test_no_key_changes_a_figure(page: ReportPage) -> None:
    field(page, "gov_tasks_total")
    before = page.session.report
    QTest.keyClicks(focused(page), "44")
    press(page, Qt.Key.Key_F9)
    press(page, Qt.Key.Key_Return)
    page.commit_pending()
    press(page, Qt.Key.Key_Z, CONTROL)
    press(page, Qt.Key.Key_Y, CONTROL)
    page.findings.mend_wanted.emit(page.session.findings[0])
    assert page.session.report == before
    assert focused(page).text() == "4"
    (note,) = [t for t in page.findChildren(Toast) if not t.isHidden()]
    assert "mở lại để sửa" in note.words


def test_texts_and_tables_are_readable_only(page: ReportPage) -> None:
    before = page.session.report
    texts = [key for key, place in page.session.index.places.items() if place.leaf]
    for key in texts:
        page.go_to(key)
        row = page.tab(page.tabs.current()).rows[key]
        if isinstance(row, TextRow):
            assert row.editor.edit.isReadOnly()
            keys.send(row.editor.edit, "- x\n")
        elif isinstance(row, TableRow):
            cell = row.editor.cell(0, page.session.form.tables[key].columns[0].id)
            for asked in (Qt.Key.Key_Return, Qt.Key.Key_Delete):
                QTest.keyClick(cell, asked, CONTROL)
            QTest.keyClicks(cell, "x")
            row.editor.paste("a\tb\nc\td")
            assert row.editor.row_count() == 1
    page.commit_pending()
    assert page.session.report == before


def test_head_and_foot_are_readable_only(page: ReportPage) -> None:
    for section in (COVER, CLOSING):
        page.show_section(section)
        tab = page.tab(section)
        assert not any(box.isEnabled() for box in tab.findChildren(QCheckBox))
        assert all(edit.isReadOnly() for edit in tab.findChildren(QPlainTextEdit))
        assert not any(b.isEnabled() for b in tab.findChildren(QPushButton))


def test_details_are_readable_only(page: ReportPage) -> None:
    page.show_details("gov_tasks_total")
    (dialog,) = page.findChildren(FieldDetails)
    assert dialog.note.edit.isReadOnly()
    assert dialog.as_of.edit.isReadOnly()
    dialog.reject()


def test_a_list_line_is_not_gone_on_with(page: ReportPage) -> None:
    page.show_section("I.1")
    row = next(r for r in page.tab("I.1").rows.values() if isinstance(r, TextRow))
    row.editor.edit.setPlainText("- một")
    row.editor.edit.moveCursor(row.editor.edit.textCursor().MoveOperation.End)
    keys.press(row.editor.edit, Qt.Key.Key_Return)
    assert row.editor.edit.toPlainText() == "- một"

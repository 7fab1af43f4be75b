"""What was copied from the period before is reviewed; details, saving, output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QMenu,
)

from db.entries import EntryKind
from db.failure import Fault, StoreProblem
from desktop.appearance.tokens import State
from desktop.panels.field_details import FieldDetails
from desktop.session import ReportSession
from tests.db import office
from tests.desktop import keys
from tests.desktop.opened import TASKS, field, focused, press, show, store_with
from tests.desktop.report_page.steps import CONTROL, text_row

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from desktop.pages.report_page import ReportPage


# --- review


def test_what_was_copied_is_reviewed_by_looking_at_it(
    qtbot: QtBot, look: None, tmp_path: Path
) -> None:
    with store_with(tmp_path) as (store, first):
        store.set_text(first, "I.1.communication", "Như kỳ trước.")
        store.set_text(first, "III", "Nhìn chung tốt.")
        store.set_table(first, "I.1.documents", ({"kind": "Kế hoạch"},))
        copy = store.new_report("office-report", "2022", office.UNIT, office.QUARTER, copy_of=first)
        session = ReportSession(store, copy)
        page = show(qtbot, session)
        row = text_row(page, "I.1.communication")
        assert row.findChildren(QAbstractButton)[0].isVisible()
        press(page, Qt.Key.Key_Tab)
        assert "I.1.communication" not in session.unreviewed
        seen = [b for b in page.tab("I.1").findChildren(QAbstractButton) if b.text() == "Đã xem"]
        next(button for button in seen if button.isVisible()).click()
        assert session.unreviewed == {"III"}
        page.show_section("III")
        every = page.tab("III").findChildren(QAbstractButton)
        next(b for b in every if b.text() == "Đã xem").click()
        assert not session.unreviewed
        page.hide()


def test_a_standing_figure_that_was_copied_is_reviewed_by_leaving_it(
    qtbot: QtBot, look: None, tmp_path: Path
) -> None:
    with store_with(tmp_path, TASKS) as (store, first):
        kept = {EntryKind.FIGURE: ["gov_tasks_total", "gov_tasks_on_time"]}
        copy = store.new_report(
            "office-report", "2022", office.UNIT, office.QUARTER, copy_of=first, keep=kept
        )
        session = ReportSession(store, copy)
        page = show(qtbot, session)
        total = field(page, "gov_tasks_total")
        assert "chưa xem lại" in total.message()
        press(page, Qt.Key.Key_Tab)
        assert session.unreviewed == {"gov_tasks_on_time"}
        every = page.tab("I.2").findChildren(QAbstractButton)
        next(b for b in every if b.text() == "Đã xem hết").click()
        assert not session.unreviewed
        assert "chưa xem lại" not in total.message()
        page.hide()


# --- details, saving, output


def test_ctrl_i_opens_a_fields_details(page: ReportPage, qtbot: QtBot) -> None:
    field(page, "gov_tasks_total")
    press(page, Qt.Key.Key_I, CONTROL)
    details = page.findChildren(FieldDetails)[0]
    details.as_of.edit.setFocus()
    keys.send(details.as_of.edit, "9/6/2022")
    details.note.edit.insertPlainText("hỏi lại")
    with qtbot.waitSignal(details.destroyed):
        details.accept()
    assert page.session.report.as_of["gov_tasks_total"].day == 9


def test_a_failure_to_save_is_said_and_can_be_retried(
    page: ReportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_full = [True]
    put = page.session.store.set_figure

    def fail_while_full(*edit: str) -> object:
        if is_full[0]:
            raise StoreProblem(Fault.DISK_FULL, page.session.store.path)
        return put(*edit)

    monkeypatch.setattr(page.session.store, "set_figure", fail_while_full)
    field(page, "gov_tasks_total")
    QTest.keyClicks(focused(page), "44")
    press(page, Qt.Key.Key_Return)
    assert page.header.save_state.text() == "Chưa lưu được"
    assert focused(page).text() == "44"
    is_full[0] = False
    again = [b for b in page.findChildren(QAbstractButton) if b.text() == "Lưu lại"]
    again[0].click()
    assert "Đã lưu" in page.header.save_state.text()
    assert page.session.report.figures["gov_tasks_total"] == 44


def test_what_is_typed_is_committed_before_output(page: ReportPage, qtbot: QtBot) -> None:
    field(page, "gov_tasks_total")
    QTest.keyClicks(focused(page), "44")
    with qtbot.waitSignal(page.export_requested):
        press(page, Qt.Key.Key_E, CONTROL)
    assert page.session.report.figures["gov_tasks_total"] == 44
    with qtbot.waitSignal(page.print_requested):
        press(page, Qt.Key.Key_P, CONTROL)
    menu = page.header.menu()
    with qtbot.waitSignals([page.print_requested, page.pdf_requested, page.issue_requested]):
        for action in menu.actions()[:3]:
            action.trigger()


def test_the_arrow_beside_export_opens_the_menu(page: ReportPage) -> None:
    page.header._more.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert len(menu.actions()) == 5
    menu.close()


def test_a_slip_in_the_numbering_of_a_text_is_said_beside_it(page: ReportPage) -> None:
    row = text_row(page, "I.1.communication")
    keys.send(page.focusWidget(), "1. a")
    page.commit_pending()
    page.session.set_text("I.1.communication", "1. a\n3. b")
    assert row.editor.edit.property("state") == State.WARNING

"""Figures, texts, tables and the head typed into the page of a report, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QPlainTextEdit,
)

from desktop.appearance.tokens import State
from desktop.field_index import CLOSING, COVER
from desktop.tabs.front_rows import AuthorityRow, FrontRow
from desktop.tabs.rows import TableRow
from desktop.tabs.section_tab import SectionTab
from tests.db import office
from tests.desktop import keys
from tests.desktop.opened import FILE, field, focused, press
from tests.desktop.report_page.steps import CONTROL, sentence, toasts

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.pages.report_page import ReportPage


# --- typing


def test_the_verdict_follows_each_key(page: ReportPage, qtbot: QtBot) -> None:
    total = field(page, "gov_tasks_total")
    assert total.verdict() is State.ERROR
    QTest.keyClicks(focused(page), "44")
    assert total.verdict() is State.OK
    qtbot.waitUntil(lambda: "Tỉnh có 44 nhiệm vụ" in sentence(page, "gov_tasks_total"))
    QTest.keyClicks(focused(page), "4")
    assert total.verdict() is State.ERROR
    assert "lệch +400" in total.message()
    assert page.session.report.figures["gov_tasks_total"] == 4


def test_a_figure_says_how_much_more_is_open_at_it(page: ReportPage) -> None:
    session = page.session
    for figure, value in (("files_received_total", 305_743), ("files_pending_total", 10)):
        session.set_figure(figure, value)
    resolved = field(page, "files_resolved_total")
    assert resolved.message() == "Khớp"
    session.set_figure("files_resolved_total", 305_734)
    sums, whole = session.findings_of("files_resolved_total")
    assert (sums.rule, whole.rule) == ("A03", "A05")
    assert resolved.message().endswith("lệch +1 (còn 1 điều nữa)")
    session.explain(sums, "Đang đối chiếu")
    assert resolved.verdict() is State.ERROR, "what is explained waits behind what is open"
    assert "Đang đối chiếu" not in resolved.message()
    assert "còn" not in resolved.message()
    session.explain(whole, "Đang đối chiếu")
    assert resolved.verdict() is State.INFO


def test_leaving_the_field_saves_it_for_good(page: ReportPage, tmp_path: Path) -> None:
    field(page, "gov_tasks_total")
    QTest.keyClicks(focused(page), "44")
    press(page, Qt.Key.Key_Tab)
    assert page.session.report.figures["gov_tasks_total"] == 44
    assert "Đã lưu" in page.header.save_state.text()
    report = page.session.report_id
    page.session.store.close()
    with office.reopen(tmp_path / FILE) as store:
        assert store.load(report).figures["gov_tasks_total"] == 44


def test_tab_goes_from_field_to_field_in_reading_order(page: ReportPage) -> None:
    field(page, "gov_tasks_total")
    visited = []
    for _ in range(4):
        visited.append(focused(page).accessibleName())
        press(page, Qt.Key.Key_Tab)
    labels = [
        row.field.edit.accessibleName()
        for row in page.tab("I.2").rows.values()
        if hasattr(row, "field")
    ]
    assert visited == labels


def test_half_a_number_is_not_judged(page: ReportPage) -> None:
    total = field(page, "gov_tasks_total")
    keys.send(focused(page), "x")
    assert total.verdict() is not State.OK
    press(page, Qt.Key.Key_Tab)
    assert page.session.report.figures["gov_tasks_total"] == 4


def test_f9_takes_the_computed_value(page: ReportPage) -> None:
    rate = field(page, "pakn_resolved_rate")
    press(page, Qt.Key.Key_F9)
    assert rate.edit.text() == "91,7"
    assert str(page.session.report.figures["pakn_resolved_rate"]) == "91.7"
    assert rate.verdict() is State.OK


def test_unikey_leaves_the_text_as_typed(page: ReportPage) -> None:
    page.go_to("I.1.communication")
    editor = page.focusWidget()
    assert isinstance(editor, QPlainTextEdit)
    keys.send(editor, keys.UNIKEY)
    assert editor.toPlainText() == "tạo"
    page.go_to("front.signer_name")
    keys.send(focused(page), keys.UNIKEY_COMBINING)
    assert page.session.report.texts["I.1.communication"] == "tạo"
    page.commit_pending()
    assert page.session.report.front["signer_name"] == "tạo"


def test_a_text_is_said_while_it_is_typed(page: ReportPage, qtbot: QtBot) -> None:
    page.go_to("I.1.communication")
    keys.send(page.focusWidget(), "moi")
    assert "I.1.communication" not in page.session.report.texts
    qtbot.waitUntil(lambda: "moi" in sentence(page, "I.1.communication"))


def test_keys_that_come_at_once_are_said_once(page: ReportPage, qtbot: QtBot) -> None:
    total = field(page, "gov_tasks_total")
    tab = page.tab("I.2")
    assert isinstance(tab, SectionTab)
    card = next(card for card in tab.cards if "gov_tasks_total" in card.rows)
    said: list[object] = []
    card._sentence.set_paragraphs = said.append  # type: ignore[assignment,method-assign]
    keys.send(focused(page), ("4", "5", keys.BACKSPACE, "4"))
    assert total.verdict() is State.OK
    assert said == []
    qtbot.waitUntil(lambda: bool(said))
    assert len(said) == 1
    page.commit_pending()
    assert said[-1] == page.session.lines(card._leaf)


def test_a_table_is_saved_row_by_row(page: ReportPage) -> None:
    page.go_to("I.1.documents")
    assert isinstance(page.tab("I.1").rows["I.1.documents"], TableRow)
    keys.send(focused(page), "KH")
    press(page, Qt.Key.Key_Tab)
    assert [list(row.values()) for row in page.session.report.tables["I.1.documents"]] == [["KH"]]


# --- front matter


def test_the_head_is_typed_on_its_own_tab(page: ReportPage) -> None:
    page.go_to("report_sign_date")
    assert page.tabs.current() == COVER
    keys.send(focused(page), "1/6/2022")
    press(page, Qt.Key.Key_Tab)
    assert page.session.report.front["signed_date"] == "2022-06-01"
    row = page.tab(COVER).rows["front.signed_date"]
    assert isinstance(row, FrontRow)
    assert row.field.verdict() is State.ERROR


def test_the_head_of_a_unit_signs_without_authority(page: ReportPage) -> None:
    page.show_section(CLOSING)
    row = page.tab(CLOSING).rows["front.authority"]
    assert isinstance(row, AuthorityRow)
    box = row.findChildren(QAbstractButton)[-1]
    box.click()
    assert page.session.report.front["authority"] == ""
    assert not row.field.isEnabled()
    box.click()
    assert "authority" not in page.session.report.front


def test_recipients_are_the_units_own_until_written(page: ReportPage) -> None:
    page.go_to("front.recipients")
    editor = page.focusWidget()
    assert isinstance(editor, QPlainTextEdit)
    assert "Sở Nội vụ" in editor.placeholderText()
    keys.send(editor, "- Lưu: VT.")
    page.commit_pending()
    assert page.session.report.front["recipients"] == "- Lưu: VT."
    own = [b for b in page.tab(CLOSING).findChildren(QAbstractButton) if b.text() == "Dùng câu mẫu"]
    own[0].click()
    assert "recipients" not in page.session.report.front


# --- undo


def test_ctrl_z_belongs_to_unfinished_typing_first(page: ReportPage) -> None:
    total = field(page, "gov_tasks_total")
    QTest.keyClicks(focused(page), "44")
    press(page, Qt.Key.Key_Z, CONTROL)
    assert total.edit.text() == "4"
    assert page.session.report.figures["gov_tasks_total"] == 4
    press(page, Qt.Key.Key_Y, CONTROL)
    assert total.edit.text() == "44"


def test_ctrl_z_takes_back_what_was_saved(page: ReportPage) -> None:
    total = field(page, "gov_tasks_total")
    QTest.keyClicks(focused(page), "44")
    press(page, Qt.Key.Key_Return)
    page.show_section(COVER)
    press(page, Qt.Key.Key_Z, CONTROL)
    assert page.tabs.current() == "I.2"
    assert total.edit.text() == "4"
    assert toasts(page) == ["Đã hoàn tác: Số nhiệm vụ được Chính phủ, Thủ tướng Chính phủ giao"]
    press(page, Qt.Key.Key_Y, CONTROL)
    assert total.edit.text() == "44"
    press(page, Qt.Key.Key_Y, CONTROL)
    assert toasts(page) == ["Không còn gì để làm lại."]


def test_ctrl_z_in_a_text_is_the_texts_own(page: ReportPage) -> None:
    page.go_to("I.1.communication")
    editor = page.focusWidget()
    assert isinstance(editor, QPlainTextEdit)
    QTest.keyClicks(editor, "moi")
    press(page, Qt.Key.Key_Z, CONTROL)
    assert editor.toPlainText() == ""
    press(page, Qt.Key.Key_Y, CONTROL)
    assert editor.toPlainText() == "moi"

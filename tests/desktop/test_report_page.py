"""The page of one report, used with keys and clicks as an officer would."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)

from db.entries import EntryKind
from db.failure import Fault, StoreProblem
from desktop.appearance.tokens import State
from desktop.field_index import CLOSING, COVER
from desktop.panels.explain_dialog import ExplainDialog
from desktop.panels.field_details import FieldDetails
from desktop.session import ReportSession
from desktop.tabs.front_rows import AuthorityRow, FrontRow
from desktop.tabs.leaf_card import LeafCard
from desktop.tabs.rows import TableRow, TextRow
from desktop.tabs.section_tab import SectionTab
from desktop.widgets.sentence_view import SentenceView
from desktop.widgets.toast import Toast
from tests.db import office
from tests.desktop import keys
from tests.desktop.opened import FILE, FILES, PAKN, TASKS, field, focused, show, store_with

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.pages.report_page import ReportPage
    from forms.checking import Finding

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(qtbot: QtBot, look: None, tmp_path: Path) -> Iterator[ReportPage]:
    """A report with an error, a warning and figures that agree, shown."""
    with store_with(tmp_path, {**TASKS, **FILES, **PAKN}) as (store, report):
        session = ReportSession(store, report)
        page = show(qtbot, session)
        yield page
        page.hide()
        session.deleteLater()


def press(page: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = keys.NONE) -> None:
    """Press a key where the cursor is, shortcuts included."""
    focused_now = cast("QWidget | None", page.focusWidget())  # the stubs forget None
    QTest.keyClick(page if focused_now is None else focused_now, key, modifiers)


def sentence(page: ReportPage, key: str) -> str:
    """The printed sentence beside a field."""
    row = page.tab(page.tabs.current()).rows[key]
    card = row.parentWidget()
    assert isinstance(card, LeafCard)
    return card.findChildren(SentenceView)[0].text()


def toasts(page: ReportPage) -> list[str]:
    return [toast.words for toast in page.findChildren(Toast) if not toast.isHidden()]


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


# --- moving about


def test_ctrl_k_jumps_without_diacritics(page: ReportPage) -> None:
    field(page, "pakn_received")
    press(page, Qt.Key.Key_K, CONTROL)
    QTest.keyClicks(focused(page), "nhiem vu tre han")
    press(page, Qt.Key.Key_Return)
    assert page.tabs.current() in ("I.1", "I.2")
    assert "trễ hạn" in focused(page).accessibleName()


def test_ctrl_k_jumps_to_a_section(page: ReportPage) -> None:
    press(page, Qt.Key.Key_K, CONTROL)
    QTest.keyClicks(focused(page), "to chuc bo may")
    press(page, Qt.Key.Key_Return)
    assert page.tabs.current() == "II.3"


def test_keys_go_from_section_to_section(page: ReportPage) -> None:
    field(page, "gov_tasks_total")
    press(page, Qt.Key.Key_PageDown, CONTROL)
    assert page.tabs.current() == "II.1"
    press(page, Qt.Key.Key_2, ALT)
    assert page.tabs.current() == "I.1"
    press(page, Qt.Key.Key_Tab, CONTROL)
    assert page.tabs.current() == "I.2"


def test_tabs_are_built_at_their_first_visit(page: ReportPage) -> None:
    assert len(page._built) == 1
    page.show_section("II.5")
    assert len(page._built) == 2


def test_a_field_typed_nowhere_is_no_place_to_go(page: ReportPage) -> None:
    assert not page.go_to("không có")
    assert not page.tab("II.5").go_to("gov_tasks_total")


def test_f8_goes_through_the_findings(page: ReportPage) -> None:
    press(page, Qt.Key.Key_F8)
    assert page.tabs.current() == "I.2"
    press(page, Qt.Key.Key_F8)
    assert page.tabs.current() == "II.2"
    press(page, Qt.Key.Key_F8)
    assert page.tabs.current() == "I.2"
    press(page, Qt.Key.Key_F8, SHIFT)
    assert page.tabs.current() == "II.2"


def test_a_click_in_the_sentence_goes_to_the_field(page: ReportPage) -> None:
    page.show_section("I.2")
    card = page.tab("I.2").findChildren(SentenceView)[0]
    card.field_clicked.emit("gov_tasks_on_time")
    assert focused(page).text() == "35"


# --- badges, folding


def test_badges_show_the_gravest_thing_open(page: ReportPage) -> None:
    shown = {section: page.tabs.tab(section) for section in ("I.2", "II.2", CLOSING)}
    assert {s: (t.state, t.count) for s, t in shown.items() if t} == {
        "I.2": (State.ERROR, 1),
        "II.2": (State.WARNING, 1),
        CLOSING: (State.UNFILLED, 1),
    }
    page.session.set_figure("gov_tasks_total", 44)
    tab = page.tabs.tab("I.2")
    assert tab is not None
    assert tab.state is State.OK


def test_what_the_sentence_does_not_need_is_folded_but_reachable(page: ReportPage) -> None:
    page.show_section("II.5")
    tab = page.tab("II.5")
    folded = [key for card in tab.findChildren(LeafCard) for key in card.folded()]
    assert folded
    assert page.go_to(folded[0])
    assert tab.rows[folded[0]].isVisible()


def test_a_tab_out_of_sight_catches_up(page: ReportPage) -> None:
    total = field(page, "gov_tasks_total")
    page.show_section(COVER)
    page.session.set_figure("gov_tasks_total", 44)
    assert total.edit.text() == "4"
    page.show_section("I.2")
    assert total.edit.text() == "44"


# --- findings


def test_a_finding_is_mended_from_its_card(page: ReportPage) -> None:
    finding = page.findings.shown()[0]
    card = page.findings.card(finding)
    card.setFocus()
    press(page, Qt.Key.Key_Return)
    assert page.session.report.figures["gov_tasks_total"] == 44
    assert focused(page).text() == "44"
    assert finding not in page.findings.shown()
    press(page, Qt.Key.Key_Z, CONTROL)
    assert focused(page).text() == "4"


def test_an_explanation_survives_and_can_be_taken_back(
    page: ReportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = ["Số trùng giữa hai hệ thống.", None, ""]
    monkeypatch.setattr(ExplainDialog, "ask", lambda *_: answers.pop(0))
    explain(page)
    again = ReportSession(page.session.store, page.session.report_id)
    assert not again.open_errors
    assert page.findings.counts()[State.ERROR] == 0
    explain(page)
    assert not page.session.open_errors
    explain(page)
    assert page.session.open_errors


def explain(page: ReportPage) -> None:
    finding = next(f for f in page.findings.shown() if f.rule == "D01")
    page.findings.card(finding).explain_wanted.emit()


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


def text_row(page: ReportPage, key: str) -> TextRow:
    page.go_to(key)
    row = page.tab(page.tabs.current()).rows[key]
    assert isinstance(row, TextRow)
    return row


# --- details, saving, output, preview


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


def test_a_click_on_a_card_goes_to_its_field(page: ReportPage) -> None:
    finding: Finding = page.findings.shown()[0]
    QTest.mouseClick(
        page.findings.card(finding), Qt.MouseButton.LeftButton, keys.NONE, QPoint(4, 4)
    )
    assert page.tabs.current() == "I.2"

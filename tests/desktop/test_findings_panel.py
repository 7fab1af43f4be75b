"""The panel of findings and unfilled fields, and the dialog that asks for a reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QPlainTextEdit, QPushButton

from desktop.appearance.tokens import State
from desktop.field_index import CLOSING
from desktop.panels.explain_dialog import ExplainDialog
from desktop.panels.finding_words import clipped, in_words
from desktop.panels.findings_panel import FindingsPanel
from desktop.session import ReportSession
from desktop.widgets.combo import Combo
from tests.desktop.dialog_steps import meet
from tests.desktop.opened import FILES, PAKN, TASKS, store_with

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def panel(qtbot: QtBot, look: None, tmp_path: Path) -> Iterator[FindingsPanel]:
    with store_with(tmp_path, {**TASKS, **FILES, **PAKN}) as (store, report):
        session = ReportSession(store, report)
        panel = FindingsPanel(session)
        session.findings_changed.connect(panel.refresh)
        qtbot.addWidget(panel)
        panel.resize(300, 700)
        panel.show()
        yield panel
        session.deleteLater()


def rules(panel: FindingsPanel) -> list[str]:
    return [finding.rule for finding in panel.shown()]


def test_counts_of_what_is_open(panel: FindingsPanel) -> None:
    missing = len(panel._session.missing)
    assert panel.counts() == {State.ERROR: 1, State.WARNING: 1, State.UNFILLED: missing}
    assert len(panel.unfilled()) == missing
    assert rules(panel) == ["D01", "B02"]


def test_filters_hide_and_show(panel: FindingsPanel) -> None:
    panel.show_only(State.WARNING)
    assert rules(panel) == ["B02"]
    assert not panel.unfilled()
    panel.show_only(State.ERROR)
    assert rules(panel) == ["D01"]


def test_the_scope_can_be_the_section_in_sight(panel: FindingsPanel) -> None:
    panel.set_section("II.2")
    assert rules(panel) == ["D01", "B02"]
    panel.findChildren(Combo)[0].setCurrentIndex(1)
    assert rules(panel) == ["B02"]
    panel.set_section("III")
    assert not rules(panel)
    assert not panel.unfilled()


def test_cards_that_stay_are_kept(panel: FindingsPanel) -> None:
    warning = panel.shown()[1]
    card = panel.card(warning)
    panel._session.set_figure("gov_tasks_total", 44)
    assert panel.shown() == [warning]
    assert panel.card(warning) is card


def test_an_unfilled_field_leads_there(panel: FindingsPanel, qtbot: QtBot) -> None:
    unfilled = panel.findChildren(QListWidget)[0]
    with qtbot.waitSignal(panel.go_wanted) as gone:
        unfilled.itemActivated.emit(unfilled.item(0))
    assert gone.args == [panel.unfilled()[0]]


def test_without_findings_f8_goes_through_the_unfilled(panel: FindingsPanel, qtbot: QtBot) -> None:
    panel.show_only(State.UNFILLED)
    with qtbot.waitSignal(panel.go_wanted) as gone:
        panel.step(-1)
    assert gone.args == [panel.unfilled()[-1]]
    panel.show_only(State.OK)
    with qtbot.assertNotEmitted(panel.go_wanted):
        panel.step(1)


def test_a_card_goes_mends_and_explains(
    panel: FindingsPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding = panel.shown()[0]
    card = panel.card(finding)
    with qtbot.waitSignal(panel.go_wanted) as gone:
        card.go_wanted.emit()
    assert gone.args == ["gov_tasks_total"]
    with qtbot.waitSignal(panel.mend_wanted):
        card.fix_wanted.emit()
    monkeypatch.setattr(ExplainDialog, "ask", lambda *_: None)
    with qtbot.assertNotEmitted(panel.explain_wanted):
        card.explain_wanted.emit()
    monkeypatch.setattr(ExplainDialog, "ask", lambda *_: "đúng")
    with qtbot.waitSignal(panel.explain_wanted) as explained:
        card.explain_wanted.emit()
    assert explained.args == [finding, "đúng"]


def test_a_finding_says_no_number_twice(panel: FindingsPanel) -> None:
    total, share = (in_words(panel._session, finding) for finding in panel.shown())
    assert (total.stated, total.computed, total.difference) == ("4 nhiệm vụ", "44 nhiệm vụ", "-40")
    assert "44" not in total.message
    assert total.fix == "Sửa thành 44"
    assert "Tỉnh có 44 nhiệm vụ" in total.sentence
    assert (share.stated, share.computed, share.difference) == ("91,6%", "91,7%", "-0,1")
    assert "91,6" not in share.message
    assert share.note.startswith("Chính xác 91,6")
    assert share.computed_name == "Tính được"


def test_a_heading_that_would_change_is_shown_too(panel: FindingsPanel) -> None:
    panel._session.set_figure("next_period_label", "2022-Q3")
    finding = next(f for f in panel.shown() if f.rule == "T09")
    words = in_words(panel._session, finding)
    assert words.computed_name == "Thường"
    assert "THÁNG CUỐI NĂM 2022" in words.sentence


def test_a_card_tells_which_of_many_fields_is_meant(panel: FindingsPanel) -> None:
    panel._session.set_figure("invest_as_of", date(2022, 6, 9))
    finding = next(f for f in panel.shown() if f.rule == "T03")
    words = in_words(panel._session, finding)
    assert words.place == panel._session.index.label("invest_as_of")
    assert "“" not in words.message
    assert words.place in panel.card(finding).accessibleName()


def test_a_share_of_nothing_is_explained(panel: FindingsPanel) -> None:
    panel._session.set_figure("pakn_received", 0)
    panel._session.set_figure("pakn_resolved", 0)
    finding = next(f for f in panel.shown() if f.rule == "B02")
    words = in_words(panel._session, finding)
    assert "mẫu số bằng 0" in words.note
    assert "mẫu số" not in words.message


def test_a_note_on_another_reading_says_its_numbers_in_small(panel: FindingsPanel) -> None:
    session = panel._session
    session.set_figure("budget_autonomous_assigned", 10_000)
    session.set_figure("budget_salary_reform_retained", 1_000)
    session.set_figure("budget_autonomous_spent", 4_500)
    session.set_figure("budget_autonomous_rate", Decimal("50.0"))
    finding = next(f for f in panel.shown() if f.rule == "E05b")
    assert "50" in in_words(session, finding).note


@pytest.mark.parametrize(
    ("at", "start", "end"), [(0, "a0", "…"), (1000, "…", "…"), (1990, "…", "a399")]
)
def test_a_long_sentence_is_cut_around_its_figure(at: int, start: str, end: str) -> None:
    words = " ".join(f"a{n}" for n in range(400))
    cut = clipped(words, at)
    assert cut.startswith(start)
    assert cut.endswith(end)
    assert len(cut) <= 204
    assert words[at : at + 3] in cut


def test_only_warnings_are_counted_as_warnings(panel: FindingsPanel) -> None:
    before = panel.counts()[State.WARNING]
    panel._session.set_figure("tthc_review_summary_month", "2022-09")
    assert any(f.rule == "T07" for f in panel.shown())
    assert panel.counts()[State.WARNING] == before


def test_the_unfilled_take_no_more_than_they_need(panel: FindingsPanel) -> None:
    unfilled = panel.findChildren(QListWidget)[0]
    assert panel.shown()
    assert unfilled.height() <= panel.height() * 2 // 5
    panel.set_section(CLOSING)
    panel.findChildren(Combo)[0].setCurrentIndex(1)
    QApplication.processEvents()
    few = len(panel.unfilled())
    assert 1 <= few <= 2
    assert unfilled.height() <= 36 + 40 * few


def test_an_issued_report_offers_no_mending(panel: FindingsPanel) -> None:
    panel.set_read_only()
    card = panel.card(panel.shown()[0])
    assert [b.text() for b in card.findChildren(QPushButton)] == ["Đến ô này"]


def button(dialog: ExplainDialog, words: str) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text() == words)


def test_a_reason_is_asked_for(panel: FindingsPanel) -> None:
    finding = panel.shown()[0]

    def write(dialog: ExplainDialog) -> None:
        keep = button(dialog, "Ghi giải trình")
        assert not keep.isEnabled()
        dialog.findChildren(QPlainTextEdit)[0].setPlainText(" Số trùng. ")
        keep.click()

    meet(ExplainDialog, write)
    assert ExplainDialog.ask(finding, panel) == "Số trùng."
    meet(ExplainDialog, lambda dialog: button(dialog, "Hủy").click())
    assert ExplainDialog.ask(finding, panel) is None


def test_a_reason_is_kept_by_ctrl_enter(panel: FindingsPanel) -> None:
    def write(dialog: ExplainDialog) -> None:
        edit = dialog.findChildren(QPlainTextEdit)[0]
        QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert dialog.isVisible()
        edit.setPlainText("Số trùng.")
        QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    meet(ExplainDialog, write)
    assert ExplainDialog.ask(panel.shown()[0], panel) == "Số trùng."


def test_a_reason_can_be_taken_back(panel: FindingsPanel) -> None:
    panel._session.explain(panel.shown()[0], "Số trùng.")
    finding = next(f for f in panel.shown() if f.excepted)
    assert rules(panel)[-1] == finding.rule
    meet(ExplainDialog, lambda dialog: button(dialog, "Bỏ giải trình").click())
    assert ExplainDialog.ask(finding, panel) == ""
    assert panel.focusPolicy() == Qt.FocusPolicy.NoFocus

"""The ways from field to field: keys, tabs, findings, a click in the sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.appearance.tokens import State
from desktop.field_index import CLOSING, COVER
from desktop.panels.explain_dialog import ExplainDialog
from desktop.session import ReportSession
from desktop.tabs.leaf_card import LeafCard
from desktop.tabs.tab import Tab
from desktop.widgets.sentence_view import SentenceView
from tests.desktop import keys
from tests.desktop.opened import field, focused, press
from tests.desktop.report_page.steps import ALT, CONTROL, SHIFT

if TYPE_CHECKING:
    import pytest

    from desktop.pages.report_page import ReportPage
    from forms.checking import Finding


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
    assert len(page.findChildren(Tab)) == 1
    page.show_section("II.5")
    assert len(page.findChildren(Tab)) == 2


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


def test_a_click_on_a_card_goes_to_its_field(page: ReportPage) -> None:
    finding: Finding = page.findings.shown()[0]
    QTest.mouseClick(
        page.findings.card(finding), Qt.MouseButton.LeftButton, keys.NONE, QPoint(4, 4)
    )
    assert page.tabs.current() == "I.2"

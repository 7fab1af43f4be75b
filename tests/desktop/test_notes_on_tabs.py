"""Footnotes and appendices in the window: their fields have tabs, their words are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser

from desktop.tabs.rows import FigureRow, TableRow, TextRow
from desktop.tabs.section_tab import SectionTab
from desktop.widgets.sentence_view import SentenceView
from forms.block import Appendix
from tests.desktop.opened import page_of, store_with
from tests.forms.small_forms import FORM, load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.pages.report_page import ReportPage
    from desktop.tabs.leaf_card import LeafCard
    from forms.figure import Value

PART = """\
part: counts
figures:
  visited: {label: Số sở đã kiểm tra, unit: sở, kind: count}
  number: {label: Số quyết định, kind: symbol}
  weighed: {label: Có mô hình, kind: count}
  rate: {label: Tỷ lệ đúng hạn, unit: "%", kind: percent}
texts:
  models: {label: Mô hình}
tables:
  names:
    label: Các sở đã kiểm tra
    columns: [{id: name, label: Tên sở, kind: name}]
    row: [{say: "{name}"}]
  tasks:
    label: Nhiệm vụ của kế hoạch
    columns: [{id: task, label: Nhiệm vụ, kind: text}]
notes:
  number: {label: Quyết định, say: "Quyết định số {number}."}
  names: {label: Danh sách sở, say: {table: names}}
  models: {label: Mô hình, when: weighed > 0, say: {text: models}}
sections:
  I.1:
    heading: Kết quả
    leaves:
      - id: leaf
        paragraphs:
          - say: "Quyết định{note:number} thành lập Đoàn; đã kiểm tra {visited} sở{note:names}
              theo mô hình{note:models}."
"""
APPENDICES = """\
appendices:
  - {id: tasks, title: Tiến độ kế hoạch, tab: Tiến độ, table: tasks}
  - id: data
    title: Phụ lục số liệu
    figures: [{heading: Thủ tục, rows: [{figure: rate}, {figure: visited}]}]
"""


@pytest.fixture
def page(qtbot: QtBot, look: None, tmp_path: Path) -> Iterator[ReportPage]:
    form = load(tmp_path, PART, FORM + APPENDICES)
    figures: dict[str, Value] = {"number": "85/QĐ", "visited": 3}
    with (
        store_with(tmp_path, figures) as (store, report),
        page_of(qtbot, store, report, form) as page,
    ):
        yield page


def card_of(page: ReportPage, section: str) -> LeafCard:
    page.show_section(section)
    tab = page.tab(section)
    assert isinstance(tab, SectionTab)
    return tab.cards[0]


def browser(card: LeafCard) -> QTextBrowser:
    view = card.findChild(SentenceView)
    assert view is not None
    found = view.findChild(QTextBrowser)
    assert found is not None
    return found


def test_the_fields_of_a_note_stand_on_the_tab_of_the_sentence(page: ReportPage) -> None:
    rows = card_of(page, "I.1").rows
    assert {key: type(row) for key, row in rows.items()} == {
        "visited": FigureRow,
        "number": FigureRow,
        "weighed": FigureRow,
        "models": TextRow,
        "names": TableRow,
    }
    assert not rows["number"].isHidden()
    assert not rows["weighed"].isHidden(), "it decides whether a note is printed"


def test_the_notes_are_shown_below_the_sentence(page: ReportPage) -> None:
    view = browser(card_of(page, "I.1"))
    page.session.set_table("names", ({"name": "Sở Y tế"},))
    assert view.toPlainText().splitlines() == [
        "Quyết định1 thành lập Đoàn; đã kiểm tra 3 sở2 theo mô hình.",
        "1 Quyết định số 85/QĐ.",
        "2 Sở Y tế",
    ]
    cursor = QTextCursor(view.document())
    cursor.setPosition(len("Quyết định1"))
    raised = QTextCharFormat.VerticalAlignment.AlignSuperScript
    assert cursor.charFormat().verticalAlignment() == raised
    cursor.setPosition(len("Quyết định"))
    assert cursor.charFormat().verticalAlignment() != raised


def test_an_appendix_has_a_tab_for_what_stands_nowhere_else(page: ReportPage) -> None:
    entries = [(entry.id, entry.number, entry.name) for entry in page._entries()]
    assert entries[2:-1] == [("PL.tasks", "–", "Tiến độ"), ("PL.data", "PL", "Phụ lục")]
    assert set(card_of(page, "PL.tasks").rows) == {"tasks"}
    data = card_of(page, "PL.data")
    assert set(data.rows) == {"rate"}
    assert data.accessibleName() == "Thủ tục"
    assert browser(data).toPlainText() == ""


def test_a_field_of_an_appendix_is_found_and_counted(page: ReportPage) -> None:
    assert page.session.section_state("PL.data").missing == 1
    assert page.go_to("rate")
    assert page.tabs.current() == "PL.data"
    page.session.set_table("tasks", ({"task": "Rà soát"},))
    assert page.session.composer().numbers()["PL.data"] == "PL II"
    printed = [b for b in page.session.document().blocks if isinstance(b, Appendix)]
    assert [b.number for b in printed] == ["Phụ lục I", "Phụ lục II"]

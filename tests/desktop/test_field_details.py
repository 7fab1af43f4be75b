"""What is kept about a field besides its value, and what is said beside it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QListWidget

from db.store import Store
from desktop.panels.field_details import FieldDetails
from desktop.session import ReportSession
from desktop.tabs import said
from desktop.tabs.conditions import deciding
from forms.figure import Kind
from tests.db import office
from tests.desktop.opened import BEFORE, FILE, TASKS, store_with

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from forms.figure import Value


def lines(details: FieldDetails) -> list[str]:
    """The history without its moments."""
    shown = details.findChildren(QListWidget)[0]
    return [shown.item(row).text() for row in range(shown.count())]


def test_history_in_words(qtbot: QtBot, look: None, tmp_path: Path) -> None:
    with store_with(tmp_path, TASKS) as (store, report):
        session = ReportSession(store, report)
        session.set_figure("gov_tasks_total", 44)
        session.set_as_of("gov_tasks_total", date(2022, 6, 9))
        session.set_figure("gov_tasks_total", None)
        session.undo()
        session.set_note("gov_tasks_total", "dài " * 40)
        details = FieldDetails(session, "gov_tasks_total")
        qtbot.addWidget(details)
        told = [line.split(" ", 2)[2] for line in lines(details)]
        assert told[0].startswith("nhập ghi chú dài dài")
        assert told[0].endswith("…")
        assert told[1:] == [
            "xóa 44 (đã bỏ)",
            "nhập ngày tính 09/6/2022",
            "sửa 4 → 44",
            "nhập 4",
        ]
        details.close()


def test_todays_changes_bear_only_the_time(qtbot: QtBot, look: None, tmp_path: Path) -> None:
    with Store.create(tmp_path / FILE, editor="Văn thư") as store:
        session = ReportSession(store, office.begin(store))
        session.set_table("I.1.documents", ({"kind": "Kế hoạch"},))
        session.set_text("III", "Tốt.")
        details = FieldDetails(session, "I.1.documents")
        qtbot.addWidget(details)
        assert [line.split(" ", 1)[1] for line in lines(details)] == ["nhập 1 dòng"]
        assert details.as_of.isHidden()
        text = FieldDetails(session, "III")
        qtbot.addWidget(text)
        assert lines(text)[0].endswith("nhập Tốt.")
        untouched = FieldDetails(session, "IV")
        qtbot.addWidget(untouched)
        assert not untouched.findChildren(QListWidget)


def test_what_was_typed_is_kept_however_it_is_left(
    qtbot: QtBot, look: None, tmp_path: Path
) -> None:
    with store_with(tmp_path, TASKS) as (store, report):
        session = ReportSession(store, report)
        session.set_as_of("gov_tasks_total", date(2022, 6, 9))
        details = FieldDetails(session, "gov_tasks_total")
        qtbot.addWidget(details)
        with qtbot.waitActive(details):
            details.open()
            details.activateWindow()
        details.as_of.edit.setFocus()
        details.as_of.edit.clear()
        details.as_of.edit.textEdited.emit("")
        details.reject()
        assert not session.report.as_of


@pytest.mark.parametrize(
    ("kind", "old", "new", "words"),
    [
        (Kind.COUNT, 136078, 305733, "+124,7 %"),
        (Kind.COUNT, 39, 4, "−89,7 %"),
        (Kind.COUNT, 0, 4, ""),
        (Kind.COUNT, 4, 4, "không đổi"),
        (Kind.COUNT, 4, None, ""),
        (Kind.PERCENT, Decimal("98.5"), Decimal("99.0"), "+0,5 điểm"),
        (Kind.DECIMAL, Decimal("2.0"), Decimal("2.5"), "+25,0 %"),
        (Kind.NAME, "a", "b", ""),
        (Kind.YEAR, 2021, 2022, ""),
    ],
)
def test_change_since_last_period(kind: Kind, old: Value, new: Value | None, words: str) -> None:
    assert said.change(kind, old, new) == words


def test_beside_a_figure_stands_what_is_known_of_it(
    qtbot: QtBot, look: None, tmp_path: Path
) -> None:
    with store_with(tmp_path, TASKS) as (store, report):
        older = office.begin(store, BEFORE)
        store.set_figure(older, "gov_tasks_total", 39)
        session = ReportSession(store, report)
        session.set_as_of("gov_tasks_total", date(2022, 6, 9))
        session.set_note("gov_tasks_total", "hỏi lại")
        figure = session.form.figures["gov_tasks_total"]
        words = said.before(session, figure)
        assert words == "kỳ trước 39 · −89,7 % · số đến 09/6/2022 · có ghi chú"


def test_an_explained_finding_is_said_as_such(qtbot: QtBot, tmp_path: Path) -> None:
    with store_with(tmp_path, TASKS) as (store, report):
        session = ReportSession(store, report)
        session.explain(session.findings[0], "Số trùng.")
        state, words = said.verdict(
            session,
            "gov_tasks_total",
            session.findings_of("gov_tasks_total")[0],
            is_checked=True,
        )
        assert (state, words) == ("info", "Đã giải trình: Số trùng.")


def test_conditions_are_found_at_every_depth(qtbot: QtBot, tmp_path: Path) -> None:
    with store_with(tmp_path) as (store, report):
        form = ReportSession(store, report).form
        names = {name for leaf in form.leaves() for name in deciding(leaf, form.notes)}
        assert "pakn_received" in names
        assert "gov_tasks_late" in names

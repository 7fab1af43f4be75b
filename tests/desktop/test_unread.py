"""Text that is no value is never lost silently: the officer mends it or lets it go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

from desktop.dialogs.message import MessageDialog
from desktop.dialogs.unread import Unread, may_drop
from desktop.widgets.value_edit import ValueEdit
from forms.figure import Kind
from tests.desktop.opened import field, focused
from tests.desktop.shell import Answers, main_window, use_folder, wait_for_summaries
from tests.desktop.window_steps import store_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow
    from desktop.pages.report_page import ReportPage

KEY = "gov_tasks_total"


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    given = Answers(monkeypatch)
    given.give(MessageDialog)
    return given


@pytest.fixture
def window(
    qtbot: QtBot, look: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: Answers
) -> Iterator[MainWindow]:
    """The samples, a report open, "12a" in a field."""
    use_folder(tmp_path, monkeypatch)
    with main_window(qtbot, tmp_path) as window:
        window.stores.open_sample()
        wait_for_summaries(qtbot, window)
        window.show_report(window.pile.home.reports.current())
        page = open_page(window)
        field(page, KEY).edit.selectAll()
        QTest.keyClicks(focused(page), "12a")
        yield window
        answers.give(MessageDialog, "drop")


def open_page(window: MainWindow) -> ReportPage:
    assert window.report is not None
    return window.report


def test_going_home_asks_and_leads_back(window: MainWindow, answers: Answers) -> None:
    answers.give(MessageDialog, "")
    window.show_home()
    page = open_page(window)
    assert window.pile.currentWidget() is page
    assert focused(page).text() == "12a"
    assert "Có 1 ô chưa hiểu được" in answers.words
    assert "“12a”" in answers.words
    assert page.session.index.label(KEY) in answers.words


def test_what_is_let_go_shows_the_stored_value_again(window: MainWindow, answers: Answers) -> None:
    page = open_page(window)
    stored = page.session.report.figures[KEY]
    answers.give(MessageDialog, "drop")
    window.show_home()
    assert window.pile.currentWidget() is window.pile.home
    assert page.session.report.figures[KEY] == stored
    window.show_report(page.session.report_id)
    assert field(page, KEY).edit.text() == str(stored)
    assert not page.unread()


def test_closing_asks_also_from_another_page(window: MainWindow, answers: Answers) -> None:
    window.show_settings()
    answers.give(MessageDialog, "")
    assert not window.close()
    assert window.isVisible()
    assert window.pile.currentWidget() is open_page(window)


def test_nothing_is_written_out_with_a_text_in_doubt(window: MainWindow, answers: Answers) -> None:
    page = open_page(window)
    asked: list[bool] = []
    page.export_requested.disconnect()
    page.export_requested.connect(lambda: asked.append(True))
    answers.give(MessageDialog, "", "drop")
    for _ in range(2):
        page.header.export_wanted.emit()
    assert asked == [True]


def test_other_reports_and_stores_wait_too(window: MainWindow, answers: Answers) -> None:
    page = open_page(window)
    other = next(r for r in window.desk.series("VPUBND") if r.period != page.session.report.period)
    store = store_of(window)
    (key,) = (info.id for info in store.reports() if info.period == other.period)
    answers.give(MessageDialog, *[""] * 5)
    window.show_report(key)
    window.reports.begin()
    window.stores.open(store.path)
    window.stores.open_sample()
    window.stores.restore()
    assert open_page(window) is page
    assert window.pile.currentWidget() is page


def test_many_fields_are_told_in_short(qtbot: QtBot, answers: Answers) -> None:
    edit = ValueEdit(Kind.COUNT)
    qtbot.addWidget(edit)
    edit.setText("1x")
    answers.give(MessageDialog, "drop")
    assert may_drop(None, [Unread(f"k{n}", f"Ô {n}", edit) for n in range(8)])
    assert "và 3 ô khác" in answers.words
    assert "Ô 5" not in answers.words

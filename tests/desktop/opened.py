"""An open report for the tests of its page: a real store, the real form, the real widgets."""

from __future__ import annotations

from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop.pages.report_page import ReportPage
from desktop.session import ReportSession
from desktop.tabs.rows import FigureRow
from forms.period import Period
from tests.db import office
from tests.desktop import keys

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from db.store import Store
    from desktop.widgets.figure_field import FigureField
    from forms.definition import Form
    from forms.figure import Value

FILE = "so.cchc"
BEFORE = Period.parse("2021-H2")

#: Broken as in the real report of 6 tháng đầu năm 2022: 4 tasks against 35 + 9.
TASKS: dict[str, Value] = {
    "gov_tasks_total": 4,
    "gov_tasks_on_time": 35,
    "gov_tasks_in_progress": 9,
}
#: Balanced.
FILES: dict[str, Value] = {
    "files_resolved_total": 305733,
    "files_resolved_early": 265055,
    "files_resolved_on_time": 34539,
    "files_resolved_late": 6139,
}
#: Cut off instead of rounded: a warning.
PAKN: dict[str, Value] = {
    "pakn_received": 120,
    "pakn_resolved": 110,
    "pakn_resolved_rate": Decimal("91.6"),
}


@contextmanager
def store_with(path: Path, figures: dict[str, Value] | None = None) -> Iterator[tuple[Store, str]]:
    """A new store with one report."""
    with office.make(path / FILE) as store:
        report = office.begin(store)
        for key, value in (figures or {}).items():
            store.set_figure(report, key, value)
        yield store, report


def show(qtbot: QtBot, session: ReportSession) -> ReportPage:
    """The report's page, shown and active, as large as the smallest screen."""
    page = ReportPage(session)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


@contextmanager
def page_of(
    qtbot: QtBot, store: Store, report: str, form: Form | None = None
) -> Iterator[ReportPage]:
    """The page of a report, shown; both are gone afterwards."""
    session = ReportSession(store, report, form=form)
    page = show(qtbot, session)
    yield page
    page.hide()
    session.deleteLater()


def press(page: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = keys.NONE) -> None:
    """Press a key where the cursor is, shortcuts included."""
    focused_now = cast("QWidget | None", page.focusWidget())  # the stubs forget None
    QTest.keyClick(page if focused_now is None else focused_now, key, modifiers)


def field(page: ReportPage, key: str) -> FigureField:
    """The field of a figure, with the cursor in it."""
    assert page.go_to(key)
    row = page.tab(page.tabs.current()).rows[key]
    assert isinstance(row, FigureRow)
    return row.field


def focused(page: ReportPage) -> QLineEdit:
    """The line edit with the cursor."""
    edit = page.focusWidget()
    assert isinstance(edit, QLineEdit)
    return edit

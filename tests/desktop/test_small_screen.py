"""A laptop of 1366 × 768 at 200 %: everything can be reached, by keys too."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget

from desktop.widgets.finding_card import FindingCard
from desktop.widgets.roomy import Roomy
from tests.desktop.shell import main_window, use_folder, wait_for_summaries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow
    from desktop.pages.report_page import ReportPage

SMALL = (683, 384)


@pytest.fixture
def window(
    qtbot: QtBot, look: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    use_folder(tmp_path, monkeypatch)
    with main_window(qtbot, tmp_path) as window:
        window.stores.open_sample()
        wait_for_summaries(qtbot, window)
        yield window


def shrink(window: MainWindow) -> None:
    window.resize(*SMALL)
    QApplication.processEvents()
    assert (window.width(), window.height()) == SMALL


def opened(window: MainWindow) -> ReportPage:
    window.show_report(window.pile.home.reports.current())
    QApplication.processEvents()
    assert window.report is not None
    return window.report


def has_fields(page: ReportPage) -> bool:
    return page._body.has_fields


def squeezed(page: QWidget) -> list[str]:
    """Buttons that get less height than they need, scrolled out of sight or not."""
    return [
        button.text()
        for button in page.findChildren(QPushButton)
        if button.isVisible() and button.height() < button.sizeHint().height()
    ]


def test_home_stacks_its_cards_and_scrolls(window: MainWindow) -> None:
    shrink(window)
    assert squeezed(window.pile.home) == []
    area = window.pile.home.findChildren(Roomy)[0]
    assert area.verticalScrollBar().maximum() > 0
    assert area.horizontalScrollBar().maximum() == 0
    backup = window.pile.home.backup
    assert backup.mapTo(window.pile.home, backup.rect().center()).y() > 200
    window.resize(1366, 768)
    QApplication.processEvents()
    assert area.verticalScrollBar().maximum() == 0


def test_the_first_questions_scroll(window: MainWindow) -> None:
    shrink(window)
    window.show_start()
    QApplication.processEvents()
    assert squeezed(window.pile.start) == []
    for edit in window.pile.start.signing.fields.values():
        assert (
            edit.height() == 0 or edit.height() >= edit.sizeHint().height() or not edit.isVisible()
        )


def test_the_reports_head_keeps_its_buttons(window: MainWindow) -> None:
    page = opened(window)
    assert page.header._search.text()
    shrink(window)
    assert not page.header._search.text()
    assert page.header._search.accessibleName()
    assert page.header.preview.accessibleName() == "Xem trước"
    export = page.header._export
    assert export.width() >= export.sizeHint().width()
    window.resize(1366, 768)
    QApplication.processEvents()
    assert page.header._search.text()


def test_the_preview_takes_the_place_of_the_fields(window: MainWindow) -> None:
    shrink(window)
    page = opened(window)
    page.set_preview_shown(True)
    assert page.preview is not None
    assert not has_fields(page)
    page.preview.field_clicked.emit("gov_tasks_total")
    assert has_fields(page)
    row = page.tab(page.tabs.current()).focused_row()
    assert row is not None
    assert row.key == "gov_tasks_total"
    page.set_preview_shown(True)
    window.resize(900, 500)
    QApplication.processEvents()
    assert has_fields(page)


def test_beside_enough_room_the_fields_stay(window: MainWindow) -> None:
    page = opened(window)
    page.set_preview_shown(True)
    assert page.preview is not None
    page.preview.field_clicked.emit("gov_tasks_total")
    assert page.preview.isVisible()


def test_f6_goes_round_the_parts_of_the_page(window: MainWindow) -> None:
    page = opened(window)
    assert page.tabs.hasFocus()

    def part() -> str:
        focused = cast("QWidget | None", window.focusWidget())  # the stubs forget None
        assert focused is not None
        if focused is page.tabs or isinstance(focused, FindingCard):
            return type(focused).__name__
        notes = window.toasts.shown()
        return "note" if any(note.isAncestorOf(focused) for note in notes) else "fields"

    window.toasts.say("Đã xuất.", actions=[("Mở tệp", str)], seconds=0)
    seen = []
    for _ in range(3):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_F6)
        seen.append(part())
    assert seen == ["fields", "_Card", "note"]
    window.toasts.clear()
    page.tabs.setFocus()
    QTest.keyClick(page.tabs, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert part() == "_Card"


def test_enter_in_the_list_of_sections_goes_into_the_section(window: MainWindow) -> None:
    page = opened(window)
    page.show_section("I.2")
    page.tabs.setFocus()
    QTest.keyClick(page.tabs, Qt.Key.Key_Return)
    row = page.tab("I.2").focused_row()
    assert row is not None
    assert row is next(iter(page.tab("I.2").rows.values()))


def test_coming_back_to_a_report_finds_the_field_again(window: MainWindow) -> None:
    page = opened(window)
    page.go_to("gov_tasks_total")
    window.show_settings()
    window.show_report(page.session.report_id)
    row = page.tab(page.tabs.current()).focused_row()
    assert row is not None
    assert row.key == "gov_tasks_total"


def test_an_empty_store_puts_the_focus_on_the_way_on(window: MainWindow, tmp_path: Path) -> None:
    from desktop.settings import Office
    from forms.report import UnitRef

    window.desk.create(tmp_path / "moi.cchc", Office(UnitRef("SNV", "Sở Nội vụ")))
    assert window.pile.home.empty.hasFocus()


def test_every_page_scrolls_or_fits(window: MainWindow) -> None:
    shrink(window)
    for show, page in ((window.show_settings, "settings"), (window.show_guide, "guide")):
        show()
        QApplication.processEvents()
        shown = window.pile.currentWidget()
        assert shown is not None
        assert shown.width() <= SMALL[0], page
        for area in shown.findChildren(QScrollArea):
            assert area.horizontalScrollBar().maximum() == 0, page

"""The window as a whole: settings, colours, guide, keys, and its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCalendarWidget,
    QLineEdit,
)

from db.failure import Fault, StoreProblem
from db.store import Store
from desktop.appearance import scheme
from desktop.dialogs.message import MessageDialog
from desktop.dialogs.unit_picker import UnitDialog
from desktop.pages.guide_page import topics
from desktop.settings import read_office
from forms.report import UnitRef
from tests.desktop.keys import send
from tests.desktop.shell import Answers, main_window
from tests.desktop.window_steps import OFFICE, click, press

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow

# --- settings, colours, guide, keys


def test_settings_are_kept_as_soon_as_a_field_is_left(sample: MainWindow, answers: Answers) -> None:
    press(sample, Qt.Key.Key_Comma, ctrl=True)
    page = sample.pile.settings
    name = page.signing.fields["signer_name"]
    name.setFocus()
    QTest.keyClicks(name, "C D")
    press(name, Qt.Key.Key_Return)
    page.editor.setFocus()
    send(page.editor, "Người làm")
    press(page.editor, Qt.Key.Key_Return)
    answers.give(UnitDialog, None, UnitRef("SNV", "Sở Nội vụ"))
    click(page.unit)
    click(page.unit)
    assert sample.desk.store is not None
    office = read_office(sample.desk.store)
    assert (office.signer_name, office.unit.code) == ("C D", "SNV")
    assert sample.desk.editor == "Người làm"
    assert sample.windowTitle().endswith("Sở Nội vụ")


def test_without_a_store_only_the_machine_has_settings(window: MainWindow) -> None:
    window.begin()
    window.show_settings()
    assert not window.pile.settings.unit.isVisible()
    assert window.pile.settings.theme.isVisible()


def test_colours_turn_and_are_remembered(sample: MainWindow) -> None:
    click(sample.bar.theme_button)
    assert scheme.is_dark()
    assert sample.desk.machine.value.theme == "dark"
    sample.show_guide()
    click(sample.bar.theme_button)
    assert not scheme.is_dark()


def test_the_size_of_the_preview_is_remembered(sample: MainWindow) -> None:
    first, second = (row.info.id for row in sample.pile.home.reports.rows())
    sample.show_report(first)
    assert sample.report is not None
    sample.report.set_preview_shown(True)
    assert sample.report.preview is not None
    sample.report.preview.sheets.set_percent(150)
    assert sample.desk.machine.value.zoom == 150
    sample.show_report(second)
    sample.report.set_preview_shown(True)
    assert sample.report.preview.sheets.percent == 150
    sample.report.set_preview_shown(False)
    sample.report.set_preview_shown(True)
    sample.report.preview.sheets.fit_width()
    assert sample.desk.machine.value.zoom == 0


def test_f1_opens_the_guide_and_goes_back(sample: MainWindow) -> None:
    press(sample, Qt.Key.Key_F1)
    assert sample.pile.currentWidget() is sample.pile.guide
    press(sample, Qt.Key.Key_F1)
    assert sample.pile.currentWidget() is sample.pile.home
    sample.show_report(sample.pile.home.reports.current())
    press(sample, Qt.Key.Key_F1)
    press(sample, Qt.Key.Key_F1)
    assert sample.pile.currentWidget() is sample.report


def test_every_topic_of_the_guide_can_be_read(sample: MainWindow) -> None:
    sample.show_guide()
    for stem, title, _ in topics():
        sample.pile.guide.open_topic(stem)
        assert sample.pile.guide.text.toPlainText().startswith(title)
    sample.pile.guide.open_topic("không có")
    assert len(topics()) == 10


def test_on_a_small_screen_the_guide_is_read_without_moving_it_sideways(
    sample: MainWindow,
) -> None:
    sample.show_guide()
    sample.resize(683, 384)
    for stem, _, _ in topics():
        sample.pile.guide.open_topic(stem)
        QCoreApplication.processEvents()
        assert sample.pile.guide.text.horizontalScrollBar().maximum() == 0, stem


#: Keys that a field, a list or a dialog takes itself; each has a test of its own there.
_TAKEN_BY_WIDGETS = {
    "Enter",
    "Delete",
    "F9",
    "Esc",
    "Ctrl+F",
    "Ctrl+Enter",
    "Ctrl+Delete",
    "Alt+↑",
    "Alt+↓",
    "Alt+C",
    "Alt+S",
}


def test_every_key_in_the_guide_exists(sample: MainWindow) -> None:
    sample.show_report(sample.pile.home.reports.current())
    text = next(text for stem, _, text in topics() if stem.endswith("phim-tat"))
    rows = [line.split("|")[1].strip() for line in text.splitlines() if line.startswith("| ")]
    listed = {row for row in rows if row != "Phím"}
    known = {s.key().toString() for s in sample.findChildren(QShortcut)}
    for action in sample.findChildren(QAction):
        known |= {key.toString() for key in action.shortcuts()}
    assert listed - known - _TAKEN_BY_WIDGETS == set()


def test_every_button_has_a_name(sample: MainWindow) -> None:
    sample.show_report(sample.pile.home.reports.current())
    for show in (sample.show_home, sample.show_start, sample.show_settings, sample.show_charts):
        show()
    for button in sample.findChildren(QAbstractButton):
        is_part_of_field = isinstance(button.parent(), QLineEdit | QCalendarWidget)
        assert button.text() or button.accessibleName() or is_part_of_field, button.parent()


# --- the end


def test_closing_hands_over_what_is_typed_and_backs_up(
    sample: MainWindow, answers: Answers
) -> None:
    sample.show_report(sample.pile.home.reports.current())
    assert sample.report is not None
    store = sample.desk.store
    assert store is not None
    report = sample.report.session.report_id
    assert sample.report.go_to("files_received_total")
    edit = QApplication.focusWidget()
    assert edit is not None
    press(edit, Qt.Key.Key_A, ctrl=True)
    QTest.keyClicks(edit, "123456")
    path = store.path
    sample.close()
    with Store.open(path, editor="x") as again:
        assert again.load(report).figures["files_received_total"] == 123456
        assert again.backups()


def test_a_backup_that_fails_does_not_keep_the_window_open(
    sample: MainWindow, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = sample.desk.store
    assert store is not None
    sample.desk.set_office(OFFICE)
    path = store.path

    def full(_: Store) -> None:
        raise StoreProblem(Fault.DISK_FULL, path)

    monkeypatch.setattr(Store, "back_up", full)
    answers.give(MessageDialog, "")
    assert sample.close()
    assert "đã đầy" in answers.words
    Store.open(path, editor="x").close()


def test_a_store_left_without_backup_is_told(
    sample: MainWindow, tmp_path: Path, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample.desk.set_office(OFFICE)

    def full(_: Store) -> None:
        raise StoreProblem(Fault.DISK_FULL, tmp_path)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "back_up", full)
        answers.give(MessageDialog, "")
        sample.desk.create(tmp_path / "so.cchc", OFFICE)
    assert "đã đầy" in answers.words
    assert sample.pile.home.empty.isVisible()


def test_what_could_not_be_saved_may_keep_the_window_open(
    sample: MainWindow, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample.show_report(sample.pile.home.reports.current())
    assert sample.report is not None
    store = sample.desk.store
    assert store is not None
    path = store.path

    def full(*_: object) -> None:
        raise StoreProblem(Fault.DISK_FULL, path)

    with monkeypatch.context() as patch:
        patch.setattr(store, "set_figure", full)
        sample.report.session.set_figure("files_received_total", 1)
        answers.give(MessageDialog, "", "anyway")
        assert not sample.close()
        assert sample.close()


def test_place_and_size_are_remembered(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.resize(1000, 600)
    window.close()
    with main_window(qtbot, tmp_path) as again:
        assert again.desk.machine.value.geometry

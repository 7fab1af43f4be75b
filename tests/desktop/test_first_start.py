"""The first start, and opening stores: ours, foreign, newer, damaged."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db.store import Store
from desktop.dialogs.export import ExportDialog, OpenFileDialog
from desktop.dialogs.message import MessageDialog
from desktop.dialogs.new_report import NewReport
from desktop.dialogs.restore import RestoreDialog
from desktop.settings import read_office
from forms.period import Period
from forms.report import UnitRef
from tests.desktop.keys import send
from tests.desktop.shell import Answers, main_window
from tests.desktop.window_steps import OFFICE, SAMPLES, click, damage, press, store_of, toast

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow

# --- the first start


def test_first_start_by_keyboard_ends_with_a_saved_store(
    window: MainWindow, tmp_path: Path
) -> None:
    window.begin()
    page = window.pile.start
    search = page.picker.search
    assert search.hasFocus()
    QTest.keyClicks(search, "van phong")
    press(search, Qt.Key.Key_Return)
    assert page.step == 1
    assert page.signing.fields["place"].text() == "Đồng Tháp"
    name = page.signing.fields["signer_name"]
    QTest.keyClicks(name, "A B")
    press(name, Qt.Key.Key_Return)
    assert page.step == 2
    press(page.path, Qt.Key.Key_Return)
    path = tmp_path / "Báo cáo CCHC" / f"{OFFICE.unit.name}.cchc"
    assert store_of(window).path == path
    assert window.windowTitle() == f"Báo cáo CCHC · {OFFICE.unit.name}"
    window.close()
    with Store.open(path, editor="x") as store:
        office = read_office(store)
    assert (office.unit, office.signer_name) == (OFFICE.unit, "A B")


def test_a_unit_in_no_list_is_named_freely(window: MainWindow, tmp_path: Path) -> None:
    window.begin()
    page = window.pile.start
    send(page.picker.other, "UBND xã Thử Nghiệm")
    click(page.next)
    click(page.next)
    page.path.setText(str(tmp_path / "xa"))
    click(page.next)
    unit = window.desk.office.unit
    assert unit == UnitRef("KHAC-UBND-XA-THU-NGHIEM", "Ủy ban nhân dân xã Thử Nghiệm")
    assert (tmp_path / "xa.cchc").exists()


def test_a_store_that_is_there_already_is_told_on_the_page(
    window: MainWindow, tmp_path: Path
) -> None:
    taken = tmp_path / "taken.cchc"
    Store.create(taken, editor="x").close()
    window.begin()
    window.pile.start.picker.choose("VPUBND")
    click(window.pile.start.next)
    click(window.pile.start.next)
    window.pile.start.path.setText(str(taken))
    click(window.pile.start.next)
    assert "đã có sẵn" in window.pile.start._problem.text()
    assert window.desk.store is None


def test_one_can_go_back_through_the_questions(window: MainWindow) -> None:
    window.begin()
    page = window.pile.start
    assert not page.back.isVisible()
    page.picker.choose("VPUBND")
    click(page.next)
    click(page.back)
    assert page.step == 0
    assert not page.next.isHidden()


def test_nothing_found_says_what_to_do(window: MainWindow) -> None:
    window.begin()
    QTest.keyClicks(window.pile.start.picker.search, "zzz")
    assert "Đơn vị khác" in window.pile.start.picker._note.text()
    assert window.pile.start.picker._note.isVisible()
    assert not window.pile.start.next.isEnabled()


def test_another_place_can_be_chosen(window: MainWindow, tmp_path: Path, answers: Answers) -> None:
    window.begin()
    page = window.pile.start
    page.picker.choose("VPUBND")
    click(page.next)
    click(page.next)
    answers.give(ExportDialog, tmp_path / "noi khac.cchc", None)
    click(page.browse)
    click(page.browse)
    click(page.next)
    assert (tmp_path / "noi khac.cchc").exists()


def test_no_place_is_refused(window: MainWindow) -> None:
    window.begin()
    window.pile.start.picker.choose("VPUBND")
    click(window.pile.start.next)
    click(window.pile.start.next)
    window.pile.start.path.clear()
    click(window.pile.start.next)
    assert window.pile.start._problem.isVisible()


def test_a_new_store_can_be_begun_and_left_again(sample: MainWindow) -> None:
    sample.show_start()
    assert sample.pile.start.back.isVisible()
    click(sample.pile.start.back)
    assert sample.pile.currentWidget() is sample.pile.home


def test_samples_are_made_once_and_opened_again(window: MainWindow) -> None:
    window.begin()
    click(window.pile.start.sample)
    assert len(window.pile.home.reports.rows()) == len(SAMPLES)
    window.stores.open_sample()
    window.desk.close()
    window.stores.open_sample()
    assert len(window.pile.home.reports.rows()) == len(SAMPLES)


# --- opening stores


def test_the_last_store_is_opened_again(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "so.cchc"
    window.desk.create(path, OFFICE)
    window.close()
    with main_window(qtbot, tmp_path) as again:
        again.begin()
        assert store_of(again).path == path


def test_a_store_open_elsewhere_says_who_has_it(
    window: MainWindow, tmp_path: Path, answers: Answers
) -> None:
    path = tmp_path / "so.cchc"
    answers.give(MessageDialog, "")
    with Store.create(path, editor="Người thứ nhất"):
        window.begin(path)
    assert "Người thứ nhất" in answers.words
    assert window.pile.currentWidget() is window.pile.start


def test_a_store_named_on_the_command_line_is_opened(window: MainWindow, tmp_path: Path) -> None:
    Store.create(tmp_path / "so.cchc", editor="x").close()
    window.begin(tmp_path / "so.cchc")
    assert window.pile.currentWidget() is window.pile.home
    assert window.pile.home.empty.isVisible()


def test_a_foreign_file_is_refused_in_a_sentence(
    window: MainWindow, tmp_path: Path, answers: Answers
) -> None:
    path = tmp_path / "la.cchc"
    path.write_bytes(b"khong phai so" * 1000)
    answers.give(MessageDialog, "")
    answers.give(OpenFileDialog, path)
    window.stores.ask_and_open()
    assert "không phải sổ dữ liệu" in answers.words


def test_a_newer_file_is_refused_in_a_sentence(
    window: MainWindow, tmp_path: Path, answers: Answers
) -> None:
    path = tmp_path / "moi.cchc"
    Store.create(path, editor="x").close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 9999")
    answers.give(MessageDialog, "")
    window.stores.open(path)
    assert "phiên bản mới hơn" in answers.words


def test_a_missing_file_is_taken_off_the_list(
    window: MainWindow, tmp_path: Path, answers: Answers
) -> None:
    path = tmp_path / "mat.cchc"
    window.desk.machine.change(stores=(str(path),))
    answers.give(MessageDialog, "")
    window.stores.open(path)
    assert window.desk.machine.value.stores == ()


def test_the_open_file_dialog_may_be_left(window: MainWindow, answers: Answers) -> None:
    answers.give(OpenFileDialog, None)
    press(window, Qt.Key.Key_O, ctrl=True)
    assert window.desk.store is None


def test_a_damaged_store_is_brought_back_from_its_backup(
    window: MainWindow, tmp_path: Path, answers: Answers
) -> None:
    path = tmp_path / "so.cchc"
    window.desk.create(path, OFFICE)
    window.desk.begin(NewReport("office-report", "2022", Period.parse("2023-Q1")))
    made = window.desk.back_up()
    window.desk.close()
    damage(path)
    answers.give(MessageDialog, "restore")
    answers.give(RestoreDialog, made.path)
    window.stores.open(path)
    assert len(store_of(window).reports()) == 1
    assert "Đã khôi phục" in toast(window)


def test_a_damaged_store_may_be_left_alone(
    window: MainWindow, tmp_path: Path, answers: Answers
) -> None:
    path = tmp_path / "so.cchc"
    window.desk.create(path, OFFICE)
    window.desk.back_up()
    window.desk.close()
    damage(path)
    answers.give(MessageDialog, "restore", "")
    answers.give(RestoreDialog, None)
    window.stores.open(path)
    window.stores.open(path)
    assert window.desk.store is None


def test_recent_stores_are_offered(sample: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "so.cchc"
    sample.desk.create(path, OFFICE)
    menu = sample.pile.home.other_menu()
    action = menu.actions()[0]
    assert action.text() == "Dữ liệu mẫu.cchc"
    action.trigger()
    assert sample.desk.has_samples
    menu.close()

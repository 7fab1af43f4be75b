"""Home: reports begun, taken in, copied, deleted and brought back; backups."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QMenu,
)

from db.store import Store
from desktop import resources
from desktop.dialogs.export import ExportDialog, FolderDialog, OpenFileDialog
from desktop.dialogs.message import MessageDialog
from desktop.dialogs.new_report import NewReport, NewReportDialog
from desktop.dialogs.restore import RemovedDialog, RestoreDialog
from desktop.dialogs.unit_picker import UnitDialog
from desktop.pages.report_list import columns
from desktop.receiving.dialog import ReceiveDialog
from forms.period import Period
from forms.report import UnitRef
from tests.desktop.shell import Answers, wait_for_summaries
from tests.desktop.window_steps import OFFICE, SAMPLES, click, press, press_toast, toast

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow

# --- home


def test_rows_say_how_each_report_stands(qtbot: QtBot, sample: MainWindow) -> None:
    wait_for_summaries(qtbot, sample)
    first, second = sample.pile.home.reports.rows()
    assert first.title == "Quý I năm 2023"
    assert first.deadline.words == "còn 5 ngày"
    assert second.deadline.words == "quá hạn từ 20/6/2022"
    for row in (first, second):
        assert row.summary is not None
        assert row.summary.errors
    assert "lỗi" in first.words()
    assert "đã nhập" in first.words()
    # A second look tells what is known at once.
    sample.show_home()
    wait_for_summaries(qtbot, sample)


def test_where_reports_of_several_units_are_listed_each_names_its_unit_first(
    sample: MainWindow,
) -> None:
    rows = sample.pile.home.reports.rows()
    assert all(row.about.startswith("Bản nháp  ·  15/12/") for row in rows), "all of one office"
    store = sample.desk.store
    assert store is not None
    district = UnitRef("DT-THAPMUOI", "Ủy ban nhân dân huyện Tháp Mười")
    store.new_report("commune-report", "2022", district, Period.parse("2022-H1"))
    sample.show_home()
    rows = sample.pile.home.reports.rows()
    assert {row.about.partition("  ·  ")[0] for row in rows} == {
        "Văn phòng UBND tỉnh Đồng Tháp",
        "UBND huyện Tháp Mười",
    }
    other = next(place for place, row in enumerate(rows) if row.info.unit == district)
    index = sample.pile.home.reports.model().index(other, 0)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == district.name
    assert "UBND huyện Tháp Mười" in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_narrow_list_keeps_title_and_deadline() -> None:
    names = [[draw.__name__ for _, draw in columns(width)] for width in (200, 80, 55, 10)]
    assert names == [
        ["_edited", "_deadline", "_badges", "_done"],
        ["_deadline", "_badges"],
        ["_deadline"],
        [],
    ]


def test_enter_opens_a_report_and_home_comes_back(sample: MainWindow) -> None:
    press(sample.pile.home.reports, Qt.Key.Key_Return)
    assert sample.report is not None
    assert sample.pile.currentWidget() is sample.report
    report = sample.report
    click(sample.bar.home_button)
    assert sample.pile.currentWidget() is sample.pile.home
    sample.pile.home.reports._open()
    assert sample.report is report


def test_a_report_that_cannot_be_opened_is_told(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, answers: Answers
) -> None:
    window.desk.create(tmp_path / "so.cchc", OFFICE)
    store = window.desk.store
    assert store is not None
    store.new_report("unknown-form", "1", OFFICE.unit, Period.parse("2023-Q1"))
    window.show_home()
    wait_for_summaries(qtbot, window)
    (row,) = window.pile.home.reports.rows()
    assert "unknown-form" in row.problem
    assert row.problem in row.words()
    window.grab()
    answers.give(MessageDialog, "")
    window.pile.home.reports._open()
    assert window.report is None


def test_a_new_report_as_copy_is_unreviewed(sample: MainWindow, answers: Answers) -> None:
    store = sample.desk.store
    assert store is not None
    source = store.reports()[0].id
    period = Period.parse("2023-H1")
    answers.give(NewReportDialog, NewReport("office-report", "2022", period, source))
    press(sample, Qt.Key.Key_N, ctrl=True)
    assert sample.report is not None
    session = sample.report.session
    assert session.report.period == period
    assert session.unreviewed >= set(store.load(source).texts)
    assert session.previous is not None


def test_an_empty_new_report_begins_with_the_signer(
    window: MainWindow, tmp_path: Path, answers: Answers
) -> None:
    window.desk.create(tmp_path / "so.cchc", OFFICE)
    answers.give(NewReportDialog, NewReport("office-report", "2022", Period.parse("2023-Q1")))
    click(window.pile.home.new)
    assert window.report is not None
    assert window.report.session.report.front["place"] == "Đồng Tháp"
    assert not window.report.session.unreviewed


def test_a_new_report_asks_for_the_unit_where_there_is_none(
    window: MainWindow, tmp_path: Path, answers: Answers
) -> None:
    Store.create(tmp_path / "so.cchc", editor="x").close()
    window.begin(tmp_path / "so.cchc")
    answers.give(UnitDialog, None, OFFICE.unit)
    answers.give(NewReportDialog, None)
    window.reports.begin()
    window.reports.begin()
    assert window.desk.office.unit == OFFICE.unit


def test_a_new_report_without_a_store_asks_the_first_questions(window: MainWindow) -> None:
    press(window, Qt.Key.Key_N, ctrl=True)
    assert window.pile.currentWidget() is window.pile.start


def test_a_report_file_is_taken_in(window: MainWindow, tmp_path: Path, answers: Answers) -> None:
    window.desk.create(tmp_path / "so.cchc", OFFICE)
    answers.give(OpenFileDialog, SAMPLES[0], SAMPLES[0], None)
    click(window.pile.home.intake)
    assert len(window.pile.home.reports.rows()) == 1
    press_toast(window, "Mở")
    assert window.report is not None
    answers.give(MessageDialog, "")
    window.show_home()
    click(window.pile.home.intake)
    assert "đã có báo cáo" in answers.words
    click(window.pile.home.intake)


def test_a_broken_report_file_is_refused_in_a_sentence(
    window: MainWindow, tmp_path: Path, answers: Answers
) -> None:
    window.desk.create(tmp_path / "so.cchc", OFFICE)
    broken = tmp_path / "hong.json"
    broken.write_text("{ không phải", encoding="utf-8")
    answers.give(OpenFileDialog, broken)
    answers.give(MessageDialog, "")
    click(window.pile.home.intake)
    assert "hong.json" in answers.words
    assert "dòng 1" in answers.words
    assert not window.pile.home.reports.rows()


def test_a_report_is_saved_as_a_file(sample: MainWindow, tmp_path: Path, answers: Answers) -> None:
    report = sample.pile.home.reports.current()
    file = tmp_path / "ra.json"
    answers.give(ExportDialog, file, tmp_path / "khong co" / "ra.json", None)
    sample.reports.save_file(report)
    assert json.loads(file.read_text(encoding="utf-8"))["period"] == "2023-Q1"
    answers.give(MessageDialog, "")
    sample.reports.save_file(report)
    assert "Hãy chọn một thư mục có sẵn" in answers.words
    sample.reports.save_file(report)
    assert not list(tmp_path.glob("*.tmp"))


def test_deleting_backs_up_and_can_be_taken_back(sample: MainWindow, answers: Answers) -> None:
    store = sample.desk.store
    assert store is not None
    report = sample.pile.home.reports.current()
    answers.give(MessageDialog, "", "delete", "delete")
    press(sample.pile.home.reports, Qt.Key.Key_Delete)
    assert len(sample.pile.home.reports.rows()) == 2
    sample.show_report(report)
    sample.show_home()
    press(sample.pile.home.reports, Qt.Key.Key_Delete)
    assert len(sample.pile.home.reports.rows()) == 1
    assert store.backups()
    assert sample.report is None
    press_toast(sample, "Hoàn tác")
    assert sample.pile.home.reports.current() == report
    press(sample.pile.home.reports, Qt.Key.Key_Delete)
    answers.give(RemovedDialog, None, report)
    sample.reports.bring_back()
    sample.reports.bring_back()
    assert len(sample.pile.home.reports.rows()) == 2


def test_a_backup_is_made_and_gone_back_to(sample: MainWindow, answers: Answers) -> None:
    store = sample.desk.store
    assert store is not None
    click(sample.pile.home.backup)
    assert "Đã sao lưu" in toast(sample)
    (made,) = store.backups()
    store.delete_report(store.reports()[0].id)
    answers.give(RestoreDialog, None, made.path)
    click(sample.pile.home.restore)
    click(sample.pile.home.restore)
    assert len(sample.pile.home.reports.rows()) == 2
    assert "thay-ra" in toast(sample)


def test_a_backup_that_is_no_good_leaves_everything(
    sample: MainWindow, tmp_path: Path, answers: Answers
) -> None:
    sample.desk.back_up()
    bad = tmp_path / "bad.cchc"
    bad.write_bytes(b"x" * 5000)
    answers.give(RestoreDialog, bad)
    answers.give(MessageDialog, "")
    sample.stores.restore()
    assert sample.desk.store is not None
    assert len(sample.desk.store.reports()) == 2


def test_a_second_backup_folder_gets_the_newest(
    sample: MainWindow, tmp_path: Path, answers: Answers
) -> None:
    folder = tmp_path / "thu hai"
    folder.mkdir()
    sample.show_settings()
    answers.give(FolderDialog, None, folder)
    click(sample.pile.settings.folder)
    click(sample.pile.settings.folder)
    sample.show_home()
    click(sample.pile.home.backup)
    (copy,) = folder.iterdir()
    Store.open(copy, editor="x").close()
    copy.unlink()
    folder.rmdir()
    answers.give(MessageDialog, "", "")
    click(sample.pile.home.backup)
    assert "thu hai" in answers.words
    sample.show_settings()
    click(sample.pile.settings.no_folder)
    assert sample.desk.office.backup_folder == ""


def test_the_context_menu_does_what_the_buttons_do(sample: MainWindow, answers: Answers) -> None:
    answers.give(ExportDialog, None, None)
    answers.give(MessageDialog, "")
    listed = sample.pile.home.reports
    for words in ("Xuất Word…", "Lưu tệp báo cáo (.json)…", "Xóa…", "Mở"):
        listed.customContextMenuRequested.emit(listed.visualRect(listed.currentIndex()).center())
        (menu,) = sample.pile.home.findChildren(QMenu)
        next(action for action in menu.actions() if action.text() == words).trigger()
        menu.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert sample.report is not None
    listed.customContextMenuRequested.emit(QPoint(5, 100000))
    assert not sample.pile.home.findChildren(QMenu)


def test_the_other_menu_leads_to_everything_about_stores(
    sample: MainWindow, answers: Answers
) -> None:
    answers.give(OpenFileDialog, None)
    answers.give(RemovedDialog, None)
    for words in ("Mở sổ dữ liệu…", "Báo cáo đã xóa…", "Lập sổ mới…"):
        click(sample.pile.home.other)
        (menu,) = sample.pile.home.findChildren(QMenu)
        next(action for action in menu.actions() if action.text() == words).trigger()
        menu.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert sample.pile.currentWidget() is sample.pile.start


def test_an_installation_without_samples_is_told(
    window: MainWindow, tmp_path: Path, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "path", lambda *_: tmp_path / "none")
    answers.give(MessageDialog, "")
    window.stores.open_sample()
    assert "cài lại" in answers.words


# --- receiving


def test_received_reports_are_said_to_be_on_the_page_of_the_roll_up(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReceiveDialog, "ask", classmethod(lambda *_: True))
    click(sample.pile.home.receiving)
    assert "nằm ở trang “Tổng hợp”" in toast(sample)
    press_toast(sample, "Mở trang Tổng hợp")
    assert sample.pile.currentWidget() is sample.pile.roll_up


def test_a_key_receives_from_anywhere(sample: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(ReceiveDialog, "ask", classmethod(lambda *about: asked.append(about)))
    sample.show_guide()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(sample, Qt.Key.Key_G, both)
    assert len(asked) == 1
    assert sample.pile.currentWidget() is sample.pile.guide


def test_on_a_narrow_page_the_ways_stand_below_the_title(sample: MainWindow) -> None:
    home = sample.pile.home
    buttons = (home.receiving, home.giving, home.intake, home.new)
    assert home.new.geometry().center().y() < home.header.height()
    heights = []
    for width in (1366, 700, 640):
        sample.resize(width, 700)
        QCoreApplication.processEvents()
        heights.append(home.header.height())
        for button in buttons:
            assert button.width() >= button.sizeHint().width()
            right = button.mapTo(sample, button.rect().bottomRight()).x()
            assert right < sample.width()
    assert heights[0] < min(heights[1:])

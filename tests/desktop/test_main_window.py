"""The window as a whole: first start, samples, reports begun, taken in, written out, deleted."""

from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QDesktopServices, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCalendarWidget,
    QLineEdit,
    QMenu,
    QPushButton,
)

from db.failure import Fault, StoreProblem
from db.reports import State as ReportState
from db.store import Store
from desktop import resources
from desktop.appearance import scheme
from desktop.dialogs.export import ExportDialog, FolderDialog, OpenFileDialog, TargetOpenDialog
from desktop.dialogs.issue import IssueDialog
from desktop.dialogs.message import MessageDialog
from desktop.dialogs.new_report import NewReport, NewReportDialog
from desktop.dialogs.restore import RemovedDialog, RestoreDialog
from desktop.dialogs.unit_picker import UnitDialog
from desktop.pages.guide_page import topics
from desktop.pages.report_list import columns
from desktop.settings import Office, read_office
from forms.period import Period
from forms.report import UnitRef
from tests.desktop.keys import send
from tests.desktop.shell import Answers, main_window, use_folder, wait_for_summaries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow
    from forms.block import Document

OFFICE = Office(UnitRef("VPUBND", "Văn phòng Ủy ban nhân dân tỉnh Đồng Tháp"), place="Đồng Tháp")
SAMPLES = sorted(resources.path("samples").glob("*.json"))


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Answers to dialogs; one that was not expected fails the test."""
    given = Answers(monkeypatch)
    for dialog in (
        ExportDialog,
        FolderDialog,
        OpenFileDialog,
        TargetOpenDialog,
        IssueDialog,
        MessageDialog,
        NewReportDialog,
        RemovedDialog,
        RestoreDialog,
        UnitDialog,
    ):
        given.give(dialog)
    return given


@pytest.fixture
def window(
    qtbot: QtBot, look: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: Answers
) -> Iterator[MainWindow]:
    """The window, without a store."""
    use_folder(tmp_path, monkeypatch)
    with main_window(qtbot, tmp_path) as shown:
        yield shown


@pytest.fixture
def sample(window: MainWindow) -> MainWindow:
    """The window with the sample reports open."""
    window.begin(sample=True)
    return window


def press(widget: QWidget, key: Qt.Key, *, ctrl: bool = False) -> None:
    """Press a key where it would be pressed: on what has the focus, if that is inside."""
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(widget, key, control if ctrl else Qt.KeyboardModifier.NoModifier)


def click(button: QAbstractButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def toast(window: MainWindow) -> str:
    """The words of the newest note."""
    return window.toasts.shown()[-1].words


def press_toast(window: MainWindow, words: str) -> None:
    buttons = window.toasts.shown()[-1].findChildren(QPushButton)
    click(next(button for button in buttons if button.text() == words))


def damage(path: Path) -> None:
    """Spoil the middle of a file; its head still names it as ours."""
    content = bytearray(path.read_bytes())
    for place in range(4096, len(content)):
        content[place] = 0xA5
    path.write_bytes(bytes(content))


# --- the first start


def test_first_start_by_keyboard_ends_with_a_saved_store(
    window: MainWindow, tmp_path: Path
) -> None:
    window.begin()
    page = window.start
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
    assert window.desk.store is not None
    assert window.desk.store.path == path
    assert window.windowTitle() == f"Báo cáo CCHC · {OFFICE.unit.name}"
    window.close()
    with Store.open(path, editor="x") as store:
        office = read_office(store)
    assert (office.unit, office.signer_name) == (OFFICE.unit, "A B")


def test_a_unit_in_no_list_is_named_freely(window: MainWindow, tmp_path: Path) -> None:
    window.begin()
    page = window.start
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
    window.start.picker.choose("VPUBND")
    click(window.start.next)
    click(window.start.next)
    window.start.path.setText(str(taken))
    click(window.start.next)
    assert "đã có sẵn" in window.start._problem.text()
    assert window.desk.store is None


def test_one_can_go_back_through_the_questions(window: MainWindow) -> None:
    window.begin()
    page = window.start
    assert not page.back.isVisible()
    page.picker.choose("VPUBND")
    click(page.next)
    click(page.back)
    assert page.step == 0
    assert not page.next.isHidden()


def test_nothing_found_says_what_to_do(window: MainWindow) -> None:
    window.begin()
    QTest.keyClicks(window.start.picker.search, "zzz")
    assert "Đơn vị khác" in window.start.picker._note.text()
    assert window.start.picker._note.isVisible()
    assert not window.start.next.isEnabled()


def test_another_place_can_be_chosen(window: MainWindow, tmp_path: Path, answers: Answers) -> None:
    window.begin()
    page = window.start
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
    window.start.picker.choose("VPUBND")
    click(window.start.next)
    click(window.start.next)
    window.start.path.clear()
    click(window.start.next)
    assert window.start._problem.isVisible()


def test_a_new_store_can_be_begun_and_left_again(sample: MainWindow) -> None:
    sample.show_start()
    assert sample.start.back.isVisible()
    click(sample.start.back)
    assert sample.pile.currentWidget() is sample.home


def test_samples_are_made_once_and_opened_again(window: MainWindow) -> None:
    window.begin()
    click(window.start.sample)
    assert len(window.home.reports.rows()) == len(SAMPLES)
    window.stores.open_sample()
    window.desk.close()
    window.stores.open_sample()
    assert len(window.home.reports.rows()) == len(SAMPLES)


# --- opening stores


def test_the_last_store_is_opened_again(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "so.cchc"
    window.desk.create(path, OFFICE)
    window.close()
    with main_window(qtbot, tmp_path) as again:
        again.begin()
        assert again.desk.store is not None
        assert again.desk.store.path == path


def test_a_store_open_elsewhere_says_who_has_it(
    window: MainWindow, tmp_path: Path, answers: Answers
) -> None:
    path = tmp_path / "so.cchc"
    answers.give(MessageDialog, "")
    with Store.create(path, editor="Người thứ nhất"):
        window.begin(path)
    assert "Người thứ nhất" in answers.words
    assert window.pile.currentWidget() is window.start


def test_a_store_named_on_the_command_line_is_opened(window: MainWindow, tmp_path: Path) -> None:
    Store.create(tmp_path / "so.cchc", editor="x").close()
    window.begin(tmp_path / "so.cchc")
    assert window.pile.currentWidget() is window.home
    assert window.home.empty.isVisible()


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
    assert window.desk.store is not None
    assert len(window.desk.store.reports()) == 1
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
    menu = sample.home.other_menu()
    action = menu.actions()[0]
    assert action.text() == "Dữ liệu mẫu.cchc"
    action.trigger()
    assert sample.desk.has_samples
    menu.close()


# --- home


def test_rows_say_how_each_report_stands(qtbot: QtBot, sample: MainWindow) -> None:
    wait_for_summaries(qtbot, sample)
    first, second = sample.home.reports.rows()
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


def test_a_narrow_list_keeps_title_and_deadline() -> None:
    names = [[draw.__name__ for _, draw in columns(width)] for width in (200, 80, 55, 10)]
    assert names == [
        ["_edited", "_deadline", "_badges", "_done"],
        ["_deadline", "_badges"],
        ["_deadline"],
        [],
    ]


def test_enter_opens_a_report_and_home_comes_back(sample: MainWindow) -> None:
    press(sample.home.reports, Qt.Key.Key_Return)
    assert sample.report is not None
    assert sample.pile.currentWidget() is sample.report
    report = sample.report
    click(sample.bar.home_button)
    assert sample.pile.currentWidget() is sample.home
    sample.home.reports._open()
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
    (row,) = window.home.reports.rows()
    assert "unknown-form" in row.problem
    assert row.problem in row.words()
    window.grab()
    answers.give(MessageDialog, "")
    window.home.reports._open()
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
    click(window.home.new)
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
    assert window.pile.currentWidget() is window.start


def test_a_report_file_is_taken_in(window: MainWindow, tmp_path: Path, answers: Answers) -> None:
    window.desk.create(tmp_path / "so.cchc", OFFICE)
    answers.give(OpenFileDialog, SAMPLES[0], SAMPLES[0], None)
    click(window.home.intake)
    assert len(window.home.reports.rows()) == 1
    press_toast(window, "Mở")
    assert window.report is not None
    answers.give(MessageDialog, "")
    window.show_home()
    click(window.home.intake)
    assert "đã có báo cáo" in answers.words
    click(window.home.intake)


def test_a_broken_report_file_is_refused_in_a_sentence(
    window: MainWindow, tmp_path: Path, answers: Answers
) -> None:
    window.desk.create(tmp_path / "so.cchc", OFFICE)
    broken = tmp_path / "hong.json"
    broken.write_text("{ không phải", encoding="utf-8")
    answers.give(OpenFileDialog, broken)
    answers.give(MessageDialog, "")
    click(window.home.intake)
    assert "hong.json" in answers.words
    assert "dòng 1" in answers.words
    assert not window.home.reports.rows()


def test_a_report_is_saved_as_a_file(sample: MainWindow, tmp_path: Path, answers: Answers) -> None:
    report = sample.home.reports.current()
    file = tmp_path / "ra.json"
    answers.give(ExportDialog, file, tmp_path / "khong co" / "ra.json", None)
    sample.reports.save_file(report)
    assert json.loads(file.read_text(encoding="utf-8"))["period"] == "2023-Q1"
    answers.give(MessageDialog, "")
    sample.reports.save_file(report)
    assert "Hãy chọn nơi khác" in answers.words
    sample.reports.save_file(report)
    assert not list(tmp_path.glob("*.tmp"))


def test_deleting_backs_up_and_can_be_taken_back(sample: MainWindow, answers: Answers) -> None:
    store = sample.desk.store
    assert store is not None
    report = sample.home.reports.current()
    answers.give(MessageDialog, "", "delete", "delete")
    press(sample.home.reports, Qt.Key.Key_Delete)
    assert len(sample.home.reports.rows()) == 2
    sample.show_report(report)
    sample.show_home()
    press(sample.home.reports, Qt.Key.Key_Delete)
    assert len(sample.home.reports.rows()) == 1
    assert store.backups()
    assert sample.report is None
    press_toast(sample, "Hoàn tác")
    assert sample.home.reports.current() == report
    press(sample.home.reports, Qt.Key.Key_Delete)
    answers.give(RemovedDialog, None, report)
    sample.reports.bring_back()
    sample.reports.bring_back()
    assert len(sample.home.reports.rows()) == 2


def test_a_backup_is_made_and_gone_back_to(sample: MainWindow, answers: Answers) -> None:
    store = sample.desk.store
    assert store is not None
    click(sample.home.backup)
    assert "Đã sao lưu" in toast(sample)
    (made,) = store.backups()
    store.delete_report(store.reports()[0].id)
    answers.give(RestoreDialog, None, made.path)
    click(sample.home.restore)
    click(sample.home.restore)
    assert len(sample.home.reports.rows()) == 2
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
    click(sample.settings.folder)
    click(sample.settings.folder)
    sample.show_home()
    click(sample.home.backup)
    (copy,) = folder.iterdir()
    Store.open(copy, editor="x").close()
    copy.unlink()
    folder.rmdir()
    answers.give(MessageDialog, "", "")
    click(sample.home.backup)
    assert "thu hai" in answers.words
    sample.show_settings()
    click(sample.settings.no_folder)
    assert sample.desk.office.backup_folder == ""


def test_the_context_menu_does_what_the_buttons_do(sample: MainWindow, answers: Answers) -> None:
    answers.give(ExportDialog, None, None)
    answers.give(MessageDialog, "")
    listed = sample.home.reports
    for words in ("Xuất Word…", "Lưu tệp báo cáo (.json)…", "Xóa…", "Mở"):
        listed.customContextMenuRequested.emit(listed.visualRect(listed.currentIndex()).center())
        (menu,) = sample.home.findChildren(QMenu)
        next(action for action in menu.actions() if action.text() == words).trigger()
        menu.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert sample.report is not None
    listed.customContextMenuRequested.emit(QPoint(5, 100000))
    assert not sample.home.findChildren(QMenu)


def test_the_other_menu_leads_to_everything_about_stores(
    sample: MainWindow, answers: Answers
) -> None:
    answers.give(OpenFileDialog, None)
    answers.give(RemovedDialog, None)
    for words in ("Mở sổ dữ liệu…", "Báo cáo đã xóa…", "Lập sổ mới…"):
        click(sample.home.other)
        (menu,) = sample.home.findChildren(QMenu)
        next(action for action in menu.actions() if action.text() == words).trigger()
        menu.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert sample.pile.currentWidget() is sample.start


def test_an_installation_without_samples_is_told(
    window: MainWindow, tmp_path: Path, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "path", lambda *_: tmp_path / "none")
    answers.give(MessageDialog, "")
    window.stores.open_sample()
    assert "cài lại" in answers.words


# --- writing out


def test_word_is_written_and_shown(
    sample: MainWindow, tmp_path: Path, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    target = tmp_path / "bao cao.docx"
    answers.give(ExportDialog, target, target, None)
    press(sample.home.reports, Qt.Key.Key_E, ctrl=True)
    assert target.read_bytes().startswith(b"PK")
    assert answers.asked[0][2].name == "BC-CCHC quý I năm 2023 - VPUBND.docx"
    press_toast(sample, "Mở tệp")
    sample.reports.export(sample.home.reports.current())
    press_toast(sample, "Mở thư mục")
    assert opened == [str(target), str(tmp_path)]
    assert sample.desk.machine.value.export_folder == str(tmp_path)
    sample.reports.export(sample.home.reports.current())


def test_a_target_open_in_word_gets_a_numbered_name(
    sample: MainWindow, tmp_path: Path, answers: Answers
) -> None:
    target = tmp_path / "bao cao.docx"
    target.write_bytes(b"old")
    (tmp_path / "~$ao cao.docx").write_bytes(b"")
    numbered = tmp_path / "bao cao (2).docx"
    answers.give(ExportDialog, target, target)
    answers.give(TargetOpenDialog, None, numbered)
    sample.reports.export(sample.home.reports.current())
    assert not numbered.exists()
    sample.reports.export(sample.home.reports.current())
    assert numbered.exists()
    assert target.read_bytes() == b"old"


def test_what_can_not_be_written_is_told(
    sample: MainWindow, tmp_path: Path, answers: Answers
) -> None:
    answers.give(ExportDialog, tmp_path / "khong co" / "x.docx")
    answers.give(MessageDialog, "")
    sample.reports.export(sample.home.reports.current())
    assert "Không có thư mục" in answers.words


def test_writing_shows_progress_and_can_be_cancelled(
    qtbot: QtBot,
    look: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answers: Answers,
) -> None:
    use_folder(tmp_path, monkeypatch)
    target = tmp_path / "bao cao.docx"
    with main_window(qtbot, tmp_path, is_threaded=True) as window:
        window.begin(sample=True)
        report = window.home.reports.current()
        gate = threading.Event()

        def slow() -> Document:
            gate.wait(10)
            return window.desk.document(report)

        answers.give(ExportDialog, target, target)
        window.exporter.word(slow, "x")
        assert window.strip.isVisible()
        assert window.exporter.is_busy
        window.exporter.word(slow, "x")
        assert "xong tệp đó" in toast(window)
        click(next(iter(window.strip.findChildren(QPushButton))))
        gate.set()
        qtbot.waitUntil(lambda: not window.exporter.is_busy)
        assert not window.strip.isVisible()
        assert not target.exists()
        window.exporter.cancel()
        window.exporter.word(lambda: window.desk.document(report), "x")
        qtbot.waitUntil(lambda: not window.exporter.is_busy, timeout=20000)
        assert target.exists()


def test_an_unexpected_error_while_writing_is_told_with_details(
    sample: MainWindow, tmp_path: Path, answers: Answers, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> Document:
        raise KeyError("x")

    answers.give(ExportDialog, tmp_path / "x.docx")
    answers.give(MessageDialog, "")
    sample.exporter.word(broken, "x")
    assert "lỗi bất ngờ" in answers.words
    assert "KeyError" in caplog.text


def test_pdf_is_written(sample: MainWindow, tmp_path: Path, answers: Answers) -> None:
    target = tmp_path / "bao cao.pdf"
    answers.give(ExportDialog, target)
    sample.show_report(sample.home.reports.current())
    assert sample.report is not None
    sample.report.pdf_requested.emit()
    assert target.read_bytes().startswith(b"%PDF")


def test_printing_composes_first(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch, answers: Answers
) -> None:
    from desktop.preview import printing
    from forms.problem import Problem

    printed: list[str] = []
    monkeypatch.setattr(
        printing, "print_document", lambda document, _: printed.append(document.title)
    )
    sample.show_report(sample.home.reports.current())
    assert sample.report is not None
    sample.report.print_requested.emit()
    assert printed

    def refuse(*_: object) -> None:
        raise Problem("Máy in hỏng.")

    monkeypatch.setattr(printing, "print_document", refuse)
    answers.give(MessageDialog, "")
    sample.report.print_requested.emit()
    assert "Máy in hỏng." in answers.words


def test_a_chart_goes_into_the_document(sample: MainWindow) -> None:
    sample.show_charts()
    report = sample.home.reports.current()
    plain = len(sample.desk.document(report).blocks)
    sample.charts.set_included(True)
    assert len(sample.desk.document(report).blocks) == plain + 2
    sample.show_home()
    sample.show_charts()
    assert sample.charts.is_included
    sample.charts.set_included(False)
    assert len(sample.desk.document(report).blocks) == plain


# --- issuing


def test_open_errors_keep_a_report_from_being_issued(sample: MainWindow, answers: Answers) -> None:
    sample.show_report(sample.home.reports.current())
    assert sample.report is not None
    session = sample.report.session
    field = session.open_errors[0].fields[0]
    answers.give(IssueDialog, "", field)
    sample.report.issue_requested.emit()
    sample.report.issue_requested.emit()
    assert sample.report.tabs.current() == session.index.section_of(field)
    assert session.store.info(session.report_id).state is ReportState.DRAFT


def test_a_report_without_errors_is_issued_and_reopened(
    window: MainWindow, tmp_path: Path, answers: Answers
) -> None:
    window.desk.create(tmp_path / "so.cchc", OFFICE)
    answers.give(NewReportDialog, NewReport("office-report", "2022", Period.parse("2023-Q1")))
    window.reports.begin()
    assert window.report is not None
    session = window.report.session
    assert not session.open_errors
    answers.give(MessageDialog, "", "issue", "", "draft")
    answers.give(ExportDialog, None)
    window.report.issue_requested.emit()
    window.report.issue_requested.emit()
    assert session.store.info(session.report_id).state is ReportState.ISSUED
    press_toast(window, "Xuất Word")
    window.report.issue_requested.emit()
    assert session.store.info(session.report_id).state is ReportState.ISSUED
    window.report.issue_requested.emit()
    assert session.store.info(session.report_id).state is ReportState.DRAFT


# --- settings, colours, guide, keys


def test_settings_are_kept_as_soon_as_a_field_is_left(sample: MainWindow, answers: Answers) -> None:
    press(sample, Qt.Key.Key_Comma, ctrl=True)
    page = sample.settings
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
    assert not window.settings.unit.isVisible()
    assert window.settings.theme.isVisible()


def test_colours_turn_and_are_remembered(sample: MainWindow) -> None:
    click(sample.bar.theme_button)
    assert scheme.is_dark()
    assert sample.desk.machine.value.theme == "dark"
    sample.show_guide()
    click(sample.bar.theme_button)
    assert not scheme.is_dark()


def test_the_size_of_the_preview_is_remembered(sample: MainWindow) -> None:
    first, second = (row.info.id for row in sample.home.reports.rows())
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
    assert sample.pile.currentWidget() is sample.guide
    press(sample, Qt.Key.Key_F1)
    assert sample.pile.currentWidget() is sample.home
    sample.show_report(sample.home.reports.current())
    press(sample, Qt.Key.Key_F1)
    press(sample, Qt.Key.Key_F1)
    assert sample.pile.currentWidget() is sample.report


def test_every_topic_of_the_guide_can_be_read(sample: MainWindow) -> None:
    sample.show_guide()
    for stem, title, _ in topics():
        sample.guide.open_topic(stem)
        assert sample.guide.text.toPlainText().startswith(title)
    sample.guide.open_topic("không có")
    assert len(topics()) == 8


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
}


def test_every_key_in_the_guide_exists(sample: MainWindow) -> None:
    sample.show_report(sample.home.reports.current())
    text = next(text for stem, _, text in topics() if stem.endswith("phim-tat"))
    rows = [line.split("|")[1].strip() for line in text.splitlines() if line.startswith("| ")]
    listed = {row for row in rows if row != "Phím"}
    known = {s.key().toString() for s in sample.findChildren(QShortcut)}
    for action in sample.findChildren(QAction):
        known |= {key.toString() for key in action.shortcuts()}
    assert listed - known - _TAKEN_BY_WIDGETS == set()


def test_every_button_has_a_name(sample: MainWindow) -> None:
    sample.show_report(sample.home.reports.current())
    for show in (sample.show_home, sample.show_start, sample.show_settings, sample.show_charts):
        show()
    for button in sample.findChildren(QAbstractButton):
        is_part_of_field = isinstance(button.parent(), QLineEdit | QCalendarWidget)
        assert button.text() or button.accessibleName() or is_part_of_field, button.parent()


# --- the end


def test_closing_hands_over_what_is_typed_and_backs_up(
    sample: MainWindow, answers: Answers
) -> None:
    sample.show_report(sample.home.reports.current())
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
    assert sample.home.empty.isVisible()


def test_what_could_not_be_saved_may_keep_the_window_open(
    sample: MainWindow, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample.show_report(sample.home.reports.current())
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

"""Handing reports over in the window: from the list of reports to the file on the stick."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from db.handover import envelope, giving
from db.handover.envelope import Cost
from db.handover.keys import load_or_make
from db.handover.seal import check_seal
from desktop import places
from desktop.dialogs.export import ExportDialog
from desktop.dialogs.message import MessageDialog
from desktop.hand_over import dialog as dialogs
from desktop.hand_over.dialog import HandOverDialog
from desktop.hand_over.outcome import done_words
from tests.desktop.dialog_steps import meet, put_away, tab_to
from tests.desktop.hand_over.steps import files, opened
from tests.desktop.keys import UNIKEY, send
from tests.desktop.window_steps import OFFICE, click, press, store_of, toast

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow
    from tests.desktop.shell import Answers
    from tests.desktop.stick_steps import Drives


# --- from the window to the stick


def test_a_report_is_handed_over_from_home(
    qtbot: QtBot, sample: MainWindow, stick: Path, answers: Answers
) -> None:
    def hand_over(dialog: HandOverDialog) -> None:
        qtbot.waitUntil(lambda: not dialog.summaries.is_busy, timeout=20000)
        click(dialog.confirm)
        assert dialog.outcome.title.text() == "Đã giao xong. USB rút ra được rồi."
        assert dialog.outcome.isVisible()
        assert dialog.confirm.text() == "Xong"
        assert dialog.confirm.hasFocus()
        assert not dialog.cancel.isVisible()
        fingerprint = dialog.outcome.fingerprint.text()
        assert [len(group) for group in fingerprint.split()] == [5, 5, 5, 5]
        click(dialog.confirm)
        assert not dialog.isVisible()

    meet(HandOverDialog, hand_over)
    click(sample.pile.home.giving)
    (name,) = files(stick)
    assert name.startswith("VPUBND_2023-Q1_")
    assert name.endswith(".cchc")
    key = places.machine_folder() / "khoa-giao-nhan.bin"
    assert check_seal(stick / name) == load_or_make(key).public


def test_the_keys_alone_are_enough(qtbot: QtBot, sample: MainWindow, stick: Path) -> None:
    def hand_over(dialog: HandOverDialog) -> None:
        qtbot.waitUntil(dialog.reports.hasFocus)
        press(dialog.reports, Qt.Key.Key_Down)
        press(dialog.reports, Qt.Key.Key_Space)
        assert len(dialog.reports.chosen()) == 2
        assert dialog.place.places in tab_to(dialog, dialog.lock.wanted)
        press(dialog.place.places, Qt.Key.Key_Return)
        assert dialog.given is not None
        press(dialog.confirm, Qt.Key.Key_Return)
        assert not dialog.isVisible()

    meet(HandOverDialog, hand_over)
    press(sample, Qt.Key.Key_G, ctrl=True)
    (name,) = files(stick)
    assert "_2022-H1-2023-Q1_" in name


def test_the_menu_of_a_report_ticks_that_report(sample: MainWindow, stick: Path) -> None:
    first, second = (row.info.id for row in sample.pile.home.reports.rows())
    sample.pile.home.reports.choose(second)
    meet(HandOverDialog, lambda dialog: ticked.extend(dialog.reports.chosen()))
    ticked: list[str] = []
    at = sample.pile.home.reports.visualRect(sample.pile.home.reports.currentIndex()).center()
    sample.pile.home.reports.customContextMenuRequested.emit(at)
    (menu,) = sample.pile.home.findChildren(QMenu)
    next(each for each in menu.actions() if each.text() == "Giao dữ liệu…").trigger()
    assert ticked == [second]
    assert first != second


def test_the_open_report_is_ticked_with_what_is_being_typed(
    sample: MainWindow, stick: Path
) -> None:
    report = sample.pile.home.reports.rows()[1].info.id
    sample.show_report(report)
    assert sample.report is not None
    assert sample.report.go_to("files_received_total")
    field = sample.focusWidget()
    press(field, Qt.Key.Key_A, ctrl=True)
    QTest.keyClicks(field, "77")
    meet(HandOverDialog, lambda dialog: ticked.extend(dialog.reports.chosen()))
    ticked: list[str] = []
    press(sample, Qt.Key.Key_G, ctrl=True)
    assert ticked == [report]
    assert store_of(sample).load(report).figures["files_received_total"] == 77


def test_what_cannot_be_understood_is_mended_first(
    sample: MainWindow, stick: Path, answers: Answers
) -> None:
    sample.show_report(sample.pile.home.reports.current())
    assert sample.report is not None
    assert sample.report.go_to("files_received_total")
    field = sample.focusWidget()
    QTest.keyClicks(field, "12a")
    answers.give(MessageDialog, "")
    press(sample, Qt.Key.Key_G, ctrl=True)
    assert "“12" in answers.words
    assert QApplication.activeModalWidget() is None
    field.setFocus()
    press(field, Qt.Key.Key_Escape)


def test_without_a_store_or_a_report_there_is_nothing_to_hand_over(
    window: MainWindow, tmp_path: Path
) -> None:
    press(window, Qt.Key.Key_G, ctrl=True)
    assert window.pile.currentWidget() is window.pile.start
    window.desk.create(tmp_path / "so.cchc", OFFICE)
    press(window, Qt.Key.Key_G, ctrl=True)
    assert "chưa có báo cáo" in toast(window)


# --- the passphrase


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a passphrase cost nothing."""
    fields = giving.Giver.__init__

    def made(self: giving.Giver, *how: Any, **more: Any) -> None:
        fields(self, *how, **{"cost": CHEAP, **more})

    monkeypatch.setattr(giving.Giver, "__init__", made)


def test_a_passphrase_is_typed_twice_and_locks_the_file(
    dialog: HandOverDialog, stick: Path, cheap: None
) -> None:
    lock = dialog.lock
    assert not lock.first.isVisible()
    click(lock.wanted)
    assert lock.first.hasFocus()
    click(dialog.confirm)
    assert "Chưa gõ mật khẩu" in dialog.problem.words
    assert lock.first.hasFocus()
    send(lock.first, UNIKEY)
    send(lock.second, ("t", "a", "o"))
    click(dialog.confirm)
    assert "chưa giống nhau" in dialog.problem.words
    assert lock.second.hasFocus()
    assert files(stick) == []
    assert lock.second.displayText() != "tao"
    click(lock.shown)
    assert lock.second.displayText() == "tao"
    press(lock.second, Qt.Key.Key_A, ctrl=True)
    send(lock.second, UNIKEY)
    click(dialog.confirm)
    (file,) = stick.iterdir()
    assert envelope.is_locked(file)
    assert envelope.unlocked(file.read_bytes(), "tạo", file.name)
    assert "báo mật khẩu cho nơi nhận" in dialog.outcome.note.text()


def test_without_the_tick_what_is_typed_is_no_passphrase(
    dialog: HandOverDialog, stick: Path
) -> None:
    click(dialog.lock.wanted)
    send(dialog.lock.first, "a")
    click(dialog.lock.wanted)
    assert dialog.lock.wanted.hasFocus()
    click(dialog.confirm)
    (file,) = stick.iterdir()
    assert not envelope.is_locked(file)
    assert not dialog.outcome.note.isVisible()


# --- when it lies there


def test_the_same_again_makes_no_second_file(
    qtbot: QtBot, dialog: HandOverDialog, sample: MainWindow, stick: Path
) -> None:
    click(dialog.confirm)
    first = dialog.outcome.fingerprint.text()
    again = opened(qtbot, sample)
    click(again.confirm)
    assert "không ghi thêm" in again.outcome.note.text()
    assert again.outcome.fingerprint.text() == first
    assert len(files(stick)) == 1
    put_away(again)


def test_it_says_where_the_file_lies_and_leads_there(
    dialog: HandOverDialog, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    click(dialog.all)
    click(dialog.confirm)
    (name,) = files(stick)
    assert dialog.outcome.name.text().startswith(name)
    assert dialog.outcome.folder.text() == str(stick)
    assert dialog.outcome.content.text() == "2 báo cáo: 6 tháng đầu năm 2022; Quý I năm 2023"
    opened_folders: list[Path] = []
    monkeypatch.setattr(dialogs, "open_file", opened_folders.append)
    click(dialog.outcome.show_folder)
    assert opened_folders == [stick]


def test_the_slip_is_written_as_a_word_page(
    dialog: HandOverDialog, sample: MainWindow, stick: Path, tmp_path: Path, answers: Answers
) -> None:
    from docx import Document

    click(dialog.confirm)
    target = tmp_path / "phieu.docx"
    answers.give(ExportDialog, target)
    click(dialog.outcome.slip)
    assert f"Phiếu giao nhận {dialog.outcome.name.text().split('.')[0]}.docx" in answers.words
    document = Document(str(target))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert dialog.outcome.fingerprint.text() in words
    assert files(stick)[0] in words
    (note,) = dialog.exporter._toasts.shown()
    assert note.words == "Đã xuất “phieu.docx”."
    assert note.window() is dialog


def test_a_program_on_that_stick_is_closed_first(
    machine: Drives, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = machine.plug_in(tmp_path / "USB2")
    monkeypatch.setattr(places, "program_folder", lambda: stick / "chương trình")
    assert "đóng chương trình" in done_words(stick / "x.cchc")
    assert done_words(other / "x.cchc") == "Đã giao xong. USB rút ra được rồi."


def test_the_key_never_lies_on_the_stick_of_a_portable_program(
    machine: Drives, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (stick / places.MARKER).touch()
    monkeypatch.setattr(places, "program_folder", lambda: stick)
    monkeypatch.setattr(places, "_standard", lambda _: tmp_path / "riêng")
    assert places.data_folder().is_relative_to(stick)
    assert places.key_file() == tmp_path / "riêng" / "khoa-giao-nhan.bin"


CHEAP = Cost(1, 8)

"""Receiving in the window: files are looked through first, then taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from desktop.dialogs.export import FolderDialog
from desktop.dialogs.message import MessageDialog
from desktop.receiving.dialog import ReceiveDialog
from tests.desktop.dialog_steps import meet, tab_to, tick
from tests.desktop.district import COMMUNES
from tests.desktop.receiving.steps import NEW, Commune, name_of, reports, standings, take_all
from tests.desktop.window_steps import click, press, shown, store_of

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from desktop.main_window import MainWindow
    from tests.desktop.shell import Answers
    from tests.desktop.stick_steps import Drives


# --- from the window to the store


def test_files_are_received_from_the_page_by_keys_alone(
    district: MainWindow, communes: list[Commune]
) -> None:
    communes[0].give()

    def receive(dialog: ReceiveDialog) -> None:
        dialog.source.setFocus()
        press(dialog.source.sticks.places, Qt.Key.Key_Return)
        assert dialog.focusWidget() is dialog.files
        tab_to(dialog, dialog.details.key.confirm)
        press(dialog.focusWidget(), Qt.Key.Key_Space)
        press(dialog.focusWidget(), Qt.Key.Key_Return)
        assert "Đã nhận 1 báo cáo trong 1 tệp." in dialog.summary.words
        assert dialog.focusWidget() is dialog.confirm
        press(dialog.focusWidget(), Qt.Key.Key_Return)
        assert not dialog.isVisible()

    click(district.bar.roll_up_button)
    meet(ReceiveDialog, receive)
    click(cast("QPushButton", district.pile.roll_up.empty.focusProxy()))
    assert [info.unit for info in store_of(district).reports()] == [COMMUNES[0]]
    assert not district.pile.roll_up.empty.isVisible()
    assert shown(district.pile.roll_up.figures)


def test_leaving_takes_nothing(district: MainWindow, communes: list[Commune]) -> None:
    communes[0].give()

    def leave(dialog: ReceiveDialog) -> None:
        click(dialog.confirm)
        tick(dialog.details.key.confirm)
        click(dialog.cancel)
        assert not dialog.isVisible()

    click(district.bar.roll_up_button)
    meet(ReceiveDialog, leave)
    click(district.pile.roll_up.receive)
    assert store_of(district).reports() == ()
    assert district.pile.roll_up.empty.isVisible()


def test_an_open_report_is_opened_anew_after_receiving(
    district: MainWindow, communes: list[Commune]
) -> None:
    report = store_of(district).add_report(reports(COMMUNES[5])[1])
    district.show_report(report)
    communes[0].give()
    click(district.bar.roll_up_button)
    meet(ReceiveDialog, take_all)
    click(district.pile.roll_up.receive)
    assert district.report is None
    assert len(store_of(district).reports()) == 2


def test_a_report_in_sight_is_left_for_the_list(
    district: MainWindow, communes: list[Commune]
) -> None:
    district.show_report(store_of(district).add_report(reports(COMMUNES[5])[1]))
    communes[0].give()
    meet(ReceiveDialog, take_all)
    district.roll_ups.receive()
    assert district.report is None
    assert district.pile.currentWidget() is district.pile.home
    assert len(store_of(district).reports()) == 2


def test_what_cannot_be_understood_is_mended_first(district: MainWindow, answers: Answers) -> None:
    district.show_report(store_of(district).add_report(reports(COMMUNES[5])[1]))
    assert district.report is not None
    assert district.report.go_to(NEW)
    field = district.focusWidget()
    QTest.keyClicks(field, "12a")
    answers.give(MessageDialog, "", "")
    district.roll_ups.receive()
    district.roll_ups.decide()
    assert QApplication.activeModalWidget() is None
    field.setFocus()
    press(field, Qt.Key.Key_Escape)


def test_without_a_store_the_start_is_shown(window: MainWindow) -> None:
    window.roll_ups.receive()
    window.roll_ups.decide()
    window.roll_ups.show_register()
    assert window.pile.currentWidget() is window.pile.start


# --- what is found


def test_each_file_has_a_row_with_its_unit_and_how_it_stands(
    dialog: ReceiveDialog, communes: list[Commune], stick: Path
) -> None:
    path = communes[0].give()
    locked = communes[1].give(lock="abc")
    (stick / "khac.cchc").write_bytes(b"x" * 300)
    click(dialog.confirm)
    assert shown(dialog.files) == [
        [name_of(COMMUNES[0]), "mới; cần đối chiếu khóa", "6 tháng đầu năm 2023", path.name],
        [locked.name, "có mật khẩu", "", locked.name],
        ["khac.cchc", "từ chối", "", "khac.cchc"],
    ]
    model = dialog.files.model()
    icon = model.index(2, 1).data(Qt.ItemDataRole.DecorationRole)
    assert not icon.isNull()
    assert model.index(2, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "từ chối"
    assert "3 tệp, nhận được ngay 0 tệp" in dialog.summary.words
    assert "1 tệp cần mật khẩu" in dialog.summary.words
    assert "1 tệp bị từ chối" in dialog.summary.words
    assert not dialog.confirm.isEnabled()
    dialog.accept()  # as by a key
    dialog.files.selectRow(2)
    assert "không phải tệp giao" in dialog.details.problem.words
    assert dialog.details.about.text() == str(stick / "khac.cchc")
    assert not dialog.details.take.isVisible()
    dialog.files.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert standings(dialog) == ["từ chối", "mới; cần đối chiếu khóa", "có mật khẩu"]


def test_where_there_is_nothing_it_says_so(
    dialog: ReceiveDialog, machine: Drives, stick: Path
) -> None:
    click(dialog.confirm)
    assert "Không thấy tệp giao nào" in dialog.summary.words
    assert dialog.source.isVisible()
    machine.pull_out(stick)
    click(dialog.source.sticks.refresh)
    click(dialog.confirm)
    assert "Chưa thấy USB nào" in dialog.summary.words
    assert dialog.source.files.hasFocus()


def test_files_and_folders_are_chosen_elsewhere(
    dialog: ReceiveDialog,
    communes: list[Commune],
    stick: Path,
    answers: Answers,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = communes[0].give()
    communes[1].give()
    answers.give(FolderDialog, None, stick)
    click(dialog.source.folder)
    assert dialog.items == []
    click(dialog.source.folder)
    assert len(dialog.items) == 2
    click(dialog.back)
    assert dialog.source.isVisible()
    chosen: list[list[str]] = [[], [str(path)]]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (chosen.pop(0), ""))
    click(dialog.source.files)
    assert dialog.items == []
    click(dialog.source.files)
    assert [item.path for item in dialog.items] == [path]


def test_what_was_passed_over_is_told(
    dialog: ReceiveDialog, communes: list[Commune], stick: Path
) -> None:
    communes[0].give()
    (stick / "so-sao-luu").mkdir()
    click(dialog.confirm)
    assert "được bỏ qua" in dialog.summary.words


def test_of_very_many_only_the_first_are_named(
    dialog: ReceiveDialog, communes: list[Commune], stick: Path
) -> None:
    communes[0].give()
    for number in range(9):
        (stick / f"hỏng {number}.cchc").write_bytes(b"x")
        (stick / f"{number}-sao-luu").mkdir()
    take_all(dialog)
    assert "hỏng 7.cchc và 1 tệp khác (xem danh sách)." in dialog.summary.words
    assert "Và 6 chỗ khác bị bỏ qua." in dialog.summary.words

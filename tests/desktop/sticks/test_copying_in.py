"""A store on a stick or a share is copied into this machine before it is edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from db import carrying, drives
from db.drives import Kind
from db.store import Store
from desktop.dialogs.export import OpenFileDialog
from tests.desktop.shell import Answers
from tests.desktop.sticks.steps import (
    COPY_IN,
    copy_in,
    edit,
    elsewhere,
    figure,
    give_back,
    opened,
    store_at,
    way_back,
)
from tests.desktop.window_steps import damage, press, raising, toast

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow
    from tests.desktop.stick_steps import Drives, Officer


def test_a_store_on_a_stick_is_copied_in_and_opened(
    window: MainWindow, officer: Officer, there: Path, here: Path
) -> None:
    officer.will(COPY_IN)
    window.begin(there)
    assert "USB “KINGSTON”" in officer.words
    assert "rút ra" in officer.words
    assert opened(window) == here
    assert window.pile.currentWidget() is window.pile.home
    assert window.desk.machine.value.stores == (str(here),)
    assert "Đã chép sổ vào" in toast(window)
    assert window.pile.home.give_back.isVisible()
    assert list(there.parent.iterdir()) == [there]


def test_enter_copies_and_escape_does_nothing(
    window: MainWindow, officer: Officer, there: Path, here: Path
) -> None:
    officer.will(Qt.Key.Key_Escape)
    window.begin(there)
    assert opened(window) is None
    assert window.pile.currentWidget() is window.pile.start
    assert not here.exists()
    officer.will(Qt.Key.Key_Return)
    window.stores.open(there)
    assert opened(window) == here


def test_nor_is_one_edited_on_a_share(
    window: MainWindow, officer: Officer, machine: Drives, there: Path, here: Path
) -> None:
    machine.plug_in(there.parent, Kind.NETWORK, "")
    officer.will("Đóng", COPY_IN)
    window.stores.open(there)
    window.stores.open(there)
    assert "Sổ nằm trên ổ mạng" in officer.words
    assert "Mạng có thể đứt" in officer.words
    assert opened(window) == here
    edit(window, 2)
    assert way_back(window) == "Trả sổ về ổ mạng"
    give_back(window)
    assert toast(window) == "Đã chép xong sổ về ổ mạng."
    assert figure(there) == 2
    window.stores.open_sample()
    elsewhere(there, 7)
    window.stores.open(here)  # a share is not asked whether it has changed
    assert opened(window) == here


def test_from_a_disc_there_is_no_way_back(
    window: MainWindow, officer: Officer, machine: Drives, there: Path, here: Path
) -> None:
    machine.plug_in(there.parent, Kind.OPTICAL, "BÁO CÁO")
    copy_in(window, officer, there)
    assert "chỉ đọc" in officer.words
    assert "Trả sổ" not in officer.words
    assert opened(window) == here
    assert way_back(window) == ""
    window.stores.give_back()


def test_every_way_to_open_a_store_leads_there(
    qtbot: QtBot, window: MainWindow, officer: Officer, there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = Answers(monkeypatch)
    answers.give(OpenFileDialog, there)
    window.desk.machine.change(stores=(str(there),))
    officer.will("Đóng", "Đóng", "Đóng")
    window.begin()  # the last one used
    with qtbot.waitActive(window):
        window.activateWindow()
    press(window, Qt.Key.Key_O, ctrl=True)
    window.pile.home.recent_wanted.emit(str(there))
    assert len(officer.read) == 3
    assert opened(window) is None


def test_a_disk_of_this_machine_is_edited_at_once(
    window: MainWindow, officer: Officer, tmp_path: Path
) -> None:
    path = store_at(tmp_path / "so.cchc")
    window.stores.open(path)
    assert opened(window) == path
    window.show_settings()
    window.stores.open(path)  # it is open already
    assert window.pile.currentWidget() is window.pile.home
    assert way_back(window) == ""
    assert officer.read == []


def test_what_is_wrong_on_the_stick_is_told_and_nothing_is_restored_there(
    window: MainWindow, officer: Officer, there: Path, here: Path
) -> None:
    with Store.open(there, editor="x") as store:
        store.back_up()
    damage(there)
    officer.will("Đã hiểu")
    window.stores.open(there)
    assert "bị hỏng" in officer.words
    there.write_bytes(b"x" * 5000)
    officer.will("Đã hiểu")
    window.stores.open(there)
    assert "không phải sổ dữ liệu" in officer.words
    assert opened(window) is None
    assert not here.exists()


def test_too_little_room_is_said(
    window: MainWindow, officer: Officer, there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drives, "free_bytes", lambda _: 5 << 20)
    officer.will(COPY_IN, "Đã hiểu")
    window.stores.open(there)
    assert "Không đủ chỗ" in officer.words
    assert opened(window) is None


def test_an_error_nobody_expected_is_told_with_its_details(
    window: MainWindow,
    officer: Officer,
    there: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(carrying, "bring", raising(RuntimeError("nổ")))
    officer.will(COPY_IN, "Đã hiểu")
    window.stores.open(there)
    assert "bất ngờ" in officer.words
    assert "nổ" in caplog.text

"""A program that keeps everything beside itself: on a disk, on a stick, in a read-only folder."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QStandardPaths, Qt

from db.drives import Kind
from db.store import Store
from desktop import places
from desktop.settings import Office
from forms.report import UnitRef
from tests.db import office
from tests.desktop.shell import main_window
from tests.desktop.stick_steps import Drives, Officer
from tests.desktop.window_steps import click, press, store_of, toast

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow

pytestmark = pytest.mark.usefixtures("look")
UNIT = "Văn phòng Ủy ban nhân dân tỉnh Đồng Tháp"


class Machine:
    """A PC with folders of its own; the program can be carried from one to the next."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self._patch = patch
        self.drives = Drives()
        self.drives.install(patch)
        self.start_on("PC")

    def start_on(self, name: str) -> None:
        """Sit down at a PC."""
        where = {
            QStandardPaths.StandardLocation.AppLocalDataLocation: self.folder / name / "riêng",
            QStandardPaths.StandardLocation.DocumentsLocation: self.folder / name / "Tài liệu",
        }
        self._patch.setattr(places, "_standard", where.__getitem__)

    @property
    def documents(self) -> Path:
        return places._documents()

    def put_program(self, folder: Path, *, marked: bool = True) -> Path:
        """Put the program into a folder; it is portable if it is marked so."""
        folder.mkdir(exist_ok=True)
        if marked:
            (folder / places.MARKER).touch()
        self._patch.setattr(places, "program_folder", lambda: folder)
        return folder / "Dữ liệu CCHC"


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(tmp_path, monkeypatch)


@pytest.fixture
def officer(qtbot: QtBot) -> Iterator[Officer]:
    reading = Officer()
    yield reading
    reading.leave()
    assert reading.surprised == []


def first_start(window: MainWindow) -> None:
    window.begin()
    window.pile.start.picker.choose("VPUBND")
    click(window.pile.start.next)
    click(window.pile.start.next)


def test_a_program_from_its_source_is_never_portable(monkeypatch: pytest.MonkeyPatch) -> None:
    assert places.program_folder() is None
    assert places.portable_folder() is None
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert places.program_folder() is not None


def test_without_the_marker_everything_lies_on_the_machine(machine: Machine) -> None:
    machine.put_program(machine.folder / "chương trình", marked=False)
    assert places.data_folder() == machine.folder / "PC" / "riêng"
    assert places.documents_folder() == machine.folder / "PC" / "Tài liệu" / "Báo cáo CCHC"
    assert places.store_for("Sở Nội vụ").parent == places.documents_folder()
    assert places.sample_store().parent == places.data_folder()
    assert places.portable_store() is None
    assert places.portable_problem() == ""


def test_with_the_marker_everything_lies_beside_the_program(machine: Machine) -> None:
    beside = machine.put_program(machine.folder / "chương trình")
    assert places.data_folder() == beside / "Chương trình"
    assert places.log_file().parent == beside / "Chương trình"
    assert places.documents_folder() == beside
    assert places.store_for("Sở Nội vụ") == beside / "Sở Nội vụ.cchc"
    assert places.sample_store().parent == places.data_folder()
    assert places.portable_problem() == ""
    assert sorted(each.name for each in beside.iterdir()) == ["Chương trình"]
    assert not (machine.folder / "PC").exists()


def test_on_a_stick_the_settings_travel_and_the_stores_do_not(machine: Machine) -> None:
    stick = machine.drives.plug_in(machine.folder / "USB")
    beside = machine.put_program(stick)
    assert places.data_folder() == beside / "Chương trình"
    assert places.documents_folder() == beside
    assert places.store_for("Sở Nội vụ").parent == machine.documents
    assert places.sample_store().parent == places.machine_folder()


def test_documents_in_the_network_hold_no_store(machine: Machine) -> None:
    machine.documents.parent.mkdir(parents=True)
    machine.drives.plug_in(machine.documents.parent, Kind.NETWORK, "")
    assert places.documents_folder() == machine.documents
    assert places.store_for("Sở Nội vụ").parent == places.machine_folder() / "Sổ dữ liệu"


def test_a_system_that_knows_no_folders_gives_the_home() -> None:
    assert places._standard(QStandardPaths.StandardLocation.DocumentsLocation).is_absolute()


def test_a_folder_that_can_not_be_written_is_said_in_a_sentence(
    qtbot: QtBot, machine: Machine
) -> None:
    program = machine.folder / "chỉ đọc"
    machine.put_program(program).write_text("in the way", encoding="utf-8")
    assert places.data_folder() == machine.folder / "PC" / "riêng"
    with main_window(qtbot, machine.folder) as window:
        window.begin()
        assert "chỉ đọc" in toast(window)
        assert "nằm trên máy này" in toast(window)


def test_a_portable_program_on_a_disk_edits_its_store_there(
    qtbot: QtBot, machine: Machine, officer: Officer
) -> None:
    beside = machine.put_program(machine.folder / "chương trình")
    with main_window(qtbot, machine.folder) as window:
        first_start(window)
        press(window.pile.start.path, Qt.Key.Key_Return)
        assert store_of(window).path == beside / f"{UNIT}.cchc"
        assert window.desk.origin is None
        window.desk.close()
        (machine.folder / "data").mkdir(exist_ok=True)
    moved = machine.folder / "nơi khác"
    beside.parent.rename(moved)
    machine.put_program(moved)
    with main_window(qtbot, machine.folder) as window:
        window.begin()
        assert store_of(window).path.is_relative_to(moved)


def test_several_stores_beside_the_program_are_for_the_officer_to_choose(machine: Machine) -> None:
    beside = machine.put_program(machine.folder / "chương trình")
    assert places.portable_store() is None
    beside.mkdir(exist_ok=True)
    office.make(beside / "a.cchc").close()
    assert places.portable_store() == beside / "a.cchc"
    office.make(beside / "b.cchc").close()
    assert places.portable_store() is None


def test_from_one_pc_to_the_next_with_the_program_on_a_stick(
    qtbot: QtBot, machine: Machine, officer: Officer
) -> None:
    stick = machine.drives.plug_in(machine.folder / "USB")
    beside = machine.put_program(stick)
    on_stick = beside / f"{UNIT}.cchc"
    with main_window(qtbot, places.data_folder()) as window:
        first_start(window)
        press(window.pile.start.path, Qt.Key.Key_Return)
        assert store_of(window).path == machine.documents / on_stick.name
        officer.will("Chép trả về USB", "Đã hiểu")
        window.close()
        qtbot.waitUntil(lambda: not window.isVisible())
    assert "đóng chương trình rồi mới rút USB" in officer.words
    assert on_stick.exists()

    machine.start_on("PC thứ hai")
    with main_window(qtbot, places.data_folder()) as window:
        window.desk.machine.change(stores=())
        officer.will("Chép vào máy này rồi mở")
        window.begin()
        assert store_of(window).path == machine.documents / on_stick.name
        assert window.desk.office.unit.name == UNIT
        window.desk.set_office(Office(UnitRef("SNV", "Sở Nội vụ")))
        officer.will("Chép trả về USB", "Đã hiểu")
        window.close()
        qtbot.waitUntil(lambda: not window.isVisible())

    machine.start_on("PC")
    with main_window(qtbot, places.data_folder()) as window:
        window.desk.machine.change(stores=(str(machine.documents / on_stick.name),))
        officer.will("Chép sổ mới vào máy")
        window.begin()
        assert window.desk.office.unit.name == "Sở Nội vụ"
        window.desk.close()
    with Store.open(machine.documents / on_stick.name, editor="x") as store:
        assert store.verify() == []


def test_a_new_store_does_not_write_over_one_of_its_name_on_the_stick(
    qtbot: QtBot, machine: Machine, officer: Officer
) -> None:
    stick = machine.drives.plug_in(machine.folder / "USB")
    beside = machine.put_program(stick)
    beside.mkdir()
    office.make(beside / f"{UNIT}.cchc").close()
    office.make(beside / "khác.cchc").close()
    before = (beside / f"{UNIT}.cchc").read_bytes()
    with main_window(qtbot, places.data_folder()) as window:
        first_start(window)
        press(window.pile.start.path, Qt.Key.Key_Return)
        officer.will("Chép với tên khác")
        window.stores.give_back()
        assert "rồi mới rút USB" in toast(window)
    assert (beside / f"{UNIT}.cchc").read_bytes() == before
    assert (beside / f"{UNIT} (2).cchc").exists()

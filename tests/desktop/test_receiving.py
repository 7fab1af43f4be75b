"""Receiving in the window: files looked through, confirmed, taken in; conflicts; the register."""

from __future__ import annotations

import shutil
from datetime import date
from threading import Event
from typing import TYPE_CHECKING, Any, TypeVar, cast

import pytest
from PySide6.QtCore import QCoreApplication, QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QFileDialog, QPushButton, QWidget

from db.entries import EntryKind
from db.failure import Fault, StoreProblem
from db.handover.keys import fingerprint, load_or_make
from db.merge import Choice, conflicts, decide
from db.store import Store
from desktop import background
from desktop.dialogs.export import ExportDialog, FolderDialog
from desktop.dialogs.message import MessageDialog
from desktop.receiving import work
from desktop.receiving.deciding import ConflictsDialog
from desktop.receiving.dialog import ReceiveDialog, Receiving
from desktop.receiving.opening import decide_conflicts
from desktop.receiving.register import Following, RegisterDialog
from desktop.receiving.words import in_short, short_name, words_of
from desktop.settings import Office
from desktop.widgets.roomy import Roomy
from forms.report import UnitRef
from forms.unit import unit_for
from tests import provinces
from tests.db.handover.giver import give
from tests.db.office import HandClock
from tests.desktop.shell import Answers, destroy, main_window, use_folder
from tests.desktop.stick_steps import Drives
from tests.desktop.window_steps import click, damage, press
from tests.provinces import THREE_LEVELS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from db.codec import Rows
    from desktop.background import Task
    from desktop.main_window import MainWindow
    from desktop.pages.roll_up_tables import SortedTable
    from forms.report import Report

DISTRICT = provinces.districts()[1]
COMMUNES = provinces.communes_of(DISTRICT)
UNIT = UnitRef(DISTRICT.code, DISTRICT.name)
Dialog = TypeVar("Dialog", bound=QDialog)
NEW, LATE, TEXT = "files_received_new", "files_resolved_late", "I.1.inspection"


class Commune:
    """A commune with its store and its key, which gives onto a stick."""

    def __init__(self, folder: Path, unit: UnitRef, stick: Path, key: str = "khoa") -> None:
        self.home = folder / unit.code
        self.home.mkdir(exist_ok=True)
        self.unit, self.stick, self.key = unit, stick, load_or_make(self.home / key)
        path = self.home / "so.cchc"
        if path.exists():
            self.store = Store.open(path, editor="Văn thư xã")
        else:
            self.store = Store.create(path, editor="Văn thư xã", clock=HandClock())
            self.store.set_setting("unit_code", unit.code)
            self.store.set_setting("unit_name", unit.name)
        self.report = ""

    def begin(self, report: Report | None = None) -> str:
        self.report = self.store.add_report(report or reports(self.unit)[1])
        return self.report

    def give(self, lock: str = "") -> Path:
        return give(self.store, self.stick, self.key, self.report, passphrase=lock).path


def reports(unit: UnitRef) -> tuple[Report, Report]:
    return provinces.commune_reports(unit, THREE_LEVELS)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Drives:
    """The drives of this machine; a stick is plugged in."""
    laid_down = Drives()
    laid_down.install(monkeypatch)
    laid_down.plug_in(tmp_path / "USB")
    return laid_down


@pytest.fixture
def stick(machine: Drives, tmp_path: Path) -> Path:
    return tmp_path / "USB"


@pytest.fixture
def communes(tmp_path: Path, stick: Path) -> Iterator[list[Commune]]:
    """Three communes, each with a report."""
    made = [Commune(tmp_path, unit, stick) for unit in COMMUNES[:3]]
    for commune in made:
        commune.begin()
    yield made
    for commune in made:
        commune.store.close()


@pytest.fixture
def district(window: MainWindow, tmp_path: Path) -> MainWindow:
    """The district's store, without a report."""
    window.desk.create(tmp_path / "huyện.cchc", Office(UNIT, place="Sa Đéc"))
    return window


def opened(qtbot: QtBot, window: MainWindow) -> ReceiveDialog:
    assert window.desk.store is not None
    about = Receiving(
        window.desk.store, window.desk.today, lambda parent: decide_conflicts(window, parent)
    )
    return show(qtbot, ReceiveDialog(about, window))


def show(qtbot: QtBot, dialog: Dialog) -> Dialog:
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    QCoreApplication.processEvents()
    return dialog


@pytest.fixture
def dialog(qtbot: QtBot, district: MainWindow, stick: Path) -> Iterator[ReceiveDialog]:
    made = opened(qtbot, district)
    yield made
    made.done(0)
    destroy(made)


def meet(do: Callable[[Any], None]) -> None:
    """When a dialog stands open, do something to it, then close it."""

    def found() -> None:
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, QDialog)
        assert QTest.qWaitForWindowActive(shown)
        try:
            do(shown)
        finally:
            shown.done(0)  # a dialog that stays open would hang the test

    QTimer.singleShot(0, QApplication.instance() or QApplication([]), found)


def tick(box: QCheckBox) -> None:
    """Click on the box itself; right of its words a click says nothing."""
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))


def store_of(window: MainWindow) -> Store:
    assert window.desk.store is not None
    return window.desk.store


def shown(table: SortedTable) -> list[list[str]]:
    model = table.model()
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def standings(dialog: ReceiveDialog) -> list[str]:
    return [row[1] for row in shown(dialog.files)]


def take_all(dialog: ReceiveDialog) -> None:
    """Look through the stick, confirm whoever gave the files, and take them in."""
    click(dialog.confirm)
    for row, item in enumerate(dialog.items):
        dialog.files.selectRow(row)
        if item.doubt is not None:
            tick(dialog.details.key.confirm)
    click(dialog.confirm)


def begin_again(dialog: ReceiveDialog) -> None:
    click(dialog.back)
    click(dialog.confirm)


def name_of(unit: UnitRef) -> str:
    return unit.name.replace("Ủy ban nhân dân", "UBND")


# --- from the window to the store


def test_files_are_received_from_the_page_by_keys_alone(
    district: MainWindow, communes: list[Commune]
) -> None:
    communes[0].give()

    def receive(dialog: ReceiveDialog) -> None:
        dialog.source.setFocus()
        press(dialog.source.sticks.places, Qt.Key.Key_Return)
        assert dialog.focusWidget() is dialog.files
        reached: list[QWidget | None] = []
        while dialog.details.key.confirm not in reached:
            QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
            assert dialog.focusWidget() not in reached  # no ring without the way there
            reached.append(dialog.focusWidget())
        press(dialog.focusWidget(), Qt.Key.Key_Space)
        press(dialog.focusWidget(), Qt.Key.Key_Return)
        assert "Đã nhận 1 báo cáo trong 1 tệp." in dialog.summary.words
        assert dialog.focusWidget() is dialog.confirm
        press(dialog.focusWidget(), Qt.Key.Key_Return)
        assert not dialog.isVisible()

    click(district.bar.roll_up_button)
    meet(receive)
    click(cast("QPushButton", district.roll_up.empty.focusProxy()))
    assert [info.unit for info in store_of(district).reports()] == [COMMUNES[0]]
    assert not district.roll_up.empty.isVisible()
    assert shown(district.roll_up.figures)


def test_leaving_takes_nothing(district: MainWindow, communes: list[Commune]) -> None:
    communes[0].give()

    def leave(dialog: ReceiveDialog) -> None:
        click(dialog.confirm)
        tick(dialog.details.key.confirm)
        click(dialog.cancel)
        assert not dialog.isVisible()

    click(district.bar.roll_up_button)
    meet(leave)
    click(district.roll_up.receive)
    assert store_of(district).reports() == ()
    assert district.roll_up.empty.isVisible()


def test_an_open_report_is_opened_anew_after_receiving(
    district: MainWindow, communes: list[Commune]
) -> None:
    report = store_of(district).add_report(reports(COMMUNES[5])[1])
    district.show_report(report)
    communes[0].give()
    click(district.bar.roll_up_button)
    meet(take_all)
    click(district.roll_up.receive)
    assert district.report is None
    assert len(store_of(district).reports()) == 2


def test_a_report_in_sight_is_left_for_the_list(
    district: MainWindow, communes: list[Commune]
) -> None:
    district.show_report(store_of(district).add_report(reports(COMMUNES[5])[1]))
    communes[0].give()
    meet(take_all)
    district.roll_ups.receive()
    assert district.report is None
    assert district.pile.currentWidget() is district.home
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
    assert window.pile.currentWidget() is window.start


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


# --- who gave it


def test_the_first_key_is_confirmed_once(
    dialog: ReceiveDialog, communes: list[Commune], district: MainWindow
) -> None:
    commune = communes[0]
    commune.give()
    click(dialog.confirm)
    card = dialog.details.key
    assert card.fingerprint.text() == fingerprint(commune.key.public)
    assert "đọc qua điện thoại để đối chiếu" in card.about.words
    assert not card.confirm.isChecked()
    tick(card.confirm)
    assert dialog.confirm.text() == "Nhận 1 tệp"
    tick(card.confirm)
    assert dialog.confirm.text() == "Nhận 0 tệp"
    tick(card.confirm)
    assert standings(dialog) == ["mới"]
    click(dialog.confirm)
    assert standings(dialog) == ["đã nhận"]
    assert not card.confirm.isEnabled()
    begin_again(dialog)
    assert standings(dialog) == ["không đổi"]
    assert not card.isVisible()
    assert f"{fingerprint(commune.key.public)} (đã biết)" in dialog.details.about.text()
    click(dialog.confirm)
    assert "1 tệp không có gì mới" in dialog.summary.words
    assert len(store_of(district).reports()) == 1


def test_another_key_stops_until_it_is_accepted_on_purpose(
    dialog: ReceiveDialog, communes: list[Commune], district: MainWindow
) -> None:
    commune = communes[0]
    commune.give()
    take_all(dialog)
    commune.key = load_or_make(commune.home / "khoa-moi")
    commune.store.set_figure(commune.report, NEW, 7)
    commune.give().unlink()
    path = commune.give()
    click(dialog.back)
    dialog.look([path])
    card = dialog.details.key
    assert standings(dialog) == ["từ chối: khóa đã đổi"]
    assert "khóa khác với khóa đã tin" in dialog.details.problem.words
    assert "do người khác làm ra" in card.about.words
    assert card.fingerprint.text() == fingerprint(commune.key.public)
    assert not dialog.confirm.isEnabled()
    tick(card.confirm)
    assert standings(dialog) == ["có thay đổi"]
    assert not dialog.details.problem.isVisible()
    click(dialog.confirm)
    assert standings(dialog) == ["đã nhận"]
    assert store_of(district).load(commune.report).figures[NEW] == 7


def test_a_new_key_that_cannot_be_kept_takes_nothing(
    dialog: ReceiveDialog,
    communes: list[Commune],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    commune = communes[0]
    commune.give()
    take_all(dialog)
    commune.key = load_or_make(commune.home / "khoa-moi")
    commune.store.set_figure(commune.report, NEW, 7)
    path = commune.give()
    click(dialog.back)
    dialog.look([path])
    tick(dialog.details.key.confirm)

    def full(*_: object) -> None:
        raise StoreProblem(Fault.DISK_FULL, tmp_path)

    monkeypatch.setattr("db.merge.accept_key", full)
    click(dialog.confirm)
    assert "đầy" in dialog.summary.words
    assert standings(dialog) == ["có thay đổi"]


def test_a_copied_store_is_taken_once_somebody_vouches_for_it(
    dialog: ReceiveDialog, communes: list[Commune], stick: Path, district: MainWindow
) -> None:
    communes[0].store.close()
    shutil.copyfile(communes[0].home / "so.cchc", stick / "sổ xã.cchc")
    click(dialog.confirm)
    assert standings(dialog) == ["mới; cần hỏi lại đơn vị"]
    assert "không có chữ ký" in dialog.details.lines.text()
    assert not dialog.details.key.fingerprint.isVisible()
    tick(dialog.details.key.confirm)
    click(dialog.confirm)
    assert len(store_of(district).reports()) == 1


def test_what_was_confirmed_counts_for_that_file_only(
    dialog: ReceiveDialog, communes: list[Commune], district: MainWindow
) -> None:
    path = communes[0].give()
    click(dialog.confirm)
    tick(dialog.details.key.confirm)
    path.unlink()
    communes[1].give().rename(path)
    click(dialog.confirm)
    assert standings(dialog) == ["chưa nhận được"]
    assert f"Chưa nhận 1 tệp: {name_of(COMMUNES[1])}." in dialog.summary.words
    assert "Lần đầu nhận tệp" in dialog.details.problem.words
    assert store_of(district).reports() == ()


def test_a_file_may_be_left_out(
    dialog: ReceiveDialog, communes: list[Commune], district: MainWindow
) -> None:
    for commune in communes[:2]:
        commune.give()
    click(dialog.confirm)
    for row in range(2):
        dialog.files.selectRow(row)
        tick(dialog.details.key.confirm)
    tick(dialog.details.take)
    assert standings(dialog) == ["mới", "không nhận (mới)"]
    click(dialog.confirm)
    assert [info.unit for info in store_of(district).reports()] == [COMMUNES[0]]
    assert f"Chưa nhận 1 tệp: {name_of(COMMUNES[1])}." in dialog.summary.words


# --- passphrases


def test_a_locked_file_asks_for_its_passphrase(
    dialog: ReceiveDialog, communes: list[Commune], district: MainWindow
) -> None:
    communes[0].give(lock="mat khau")
    click(dialog.confirm)
    field = dialog.details.passphrase
    assert field.isVisible()
    assert "có mật khẩu" in dialog.details.problem.words
    click(dialog.details.open)
    assert "Chưa gõ mật khẩu" in dialog.details.problem.words
    assert field.hasFocus()
    QTest.keyClicks(field, "sai")
    assert field.displayText() != "sai"
    tick(dialog.details.shown)
    assert field.displayText() == "sai"
    click(dialog.details.open)
    assert "mật khẩu" in dialog.details.problem.words
    assert standings(dialog) == ["có mật khẩu"]
    assert field.hasFocus()
    QTest.keyClicks(field, "mat khau")
    press(field, Qt.Key.Key_Return)
    assert standings(dialog) == ["mới; cần đối chiếu khóa"]
    assert not field.isVisible()
    assert dialog.files.hasFocus()
    tick(dialog.details.key.confirm)
    click(dialog.confirm)
    assert standings(dialog) == ["đã nhận"]
    assert len(store_of(district).reports()) == 1


# --- what a file changes


@pytest.fixture
def taken(dialog: ReceiveDialog, communes: list[Commune]) -> Commune:
    """A commune whose report was received; the dialog chooses again."""
    communes[0].give()
    take_all(dialog)
    click(dialog.back)
    return communes[0]


def test_changes_are_shown_old_and_new(
    dialog: ReceiveDialog, taken: Commune, district: MainWindow
) -> None:
    taken.store.set_figure(taken.report, NEW, 1234567)
    taken.store.set_text(taken.report, TEXT, "Viết lại cho rõ hơn. " * 9)
    path = taken.give()
    dialog.look([path])
    rows = shown(dialog.details.values)
    old = reports(COMMUNES[0])[1].figures[NEW]
    assert ["Số hồ sơ mới tiếp nhận trong kỳ", f"{old:,}".replace(",", "."), "1.234.567"] in [
        row[:3] for row in rows
    ]
    assert {tuple(row[3:]) for row in rows} == {("lấy số của đơn vị", "Văn thư xã")}
    label = next(row[0] for row in rows if row[1] == "(trống)")
    dialog.details.values.selectRow([row[0] for row in rows].index(label))
    assert "Viết lại cho rõ hơn. " * 9 in dialog.details.whole.text()
    click(dialog.confirm)
    assert store_of(district).load(taken.report).figures[NEW] == 1234567


def test_what_both_changed_stays_ours_until_decided(
    dialog: ReceiveDialog, taken: Commune, district: MainWindow
) -> None:
    store = store_of(district)
    store.set_figure(taken.report, NEW, 5)
    taken.store.set_figure(taken.report, NEW, 7)
    taken.store.set_figure(taken.report, LATE, 8)
    path = taken.give()
    dialog.look([path])
    assert standings(dialog) == ["có thay đổi, 1 xung đột"]
    first, second = shown(dialog.details.values)
    assert first[1:4] == ["5", "7", "xung đột: giữ số tại đây"]
    assert second[3] == "lấy số của đơn vị"
    icon = dialog.details.values.model().index(0, 0).data(Qt.ItemDataRole.DecorationRole)
    assert not icon.isNull()
    assert not dialog.decide.isVisible()
    click(dialog.confirm)
    assert standings(dialog) == ["đã nhận, còn 1 xung đột"]
    assert "Còn 1 chỗ hai bên cùng sửa" in dialog.summary.words
    assert store.load(taken.report).figures[NEW] == 5
    assert store.load(taken.report).figures[LATE] == 8
    meet(lambda deciding: click(deciding.theirs.button))
    click(dialog.decide)
    assert store.load(taken.report).figures[NEW] == 7
    assert not dialog.decide.isVisible()
    assert "hai bên cùng sửa" not in dialog.summary.words
    click(dialog.back)
    dialog.look([path])
    assert standings(dialog) == ["không đổi"]


def test_an_open_conflict_is_told_with_the_next_file(
    dialog: ReceiveDialog, taken: Commune, district: MainWindow
) -> None:
    store_of(district).set_figure(taken.report, NEW, 5)
    taken.store.set_figure(taken.report, NEW, 7)
    path = taken.give()
    dialog.look([path])
    click(dialog.confirm)
    click(dialog.back)
    dialog.look([path])
    assert standings(dialog) == ["không đổi, 1 xung đột"]
    assert "còn 1 xung đột của lần nhận trước" in dialog.details.reports.text()


def test_older_and_removed_reports_are_told(
    dialog: ReceiveDialog, taken: Commune, district: MainWindow
) -> None:
    files = []
    for value in (7, 8, 9):
        taken.store.set_figure(taken.report, NEW, value)
        files.append(taken.give())
    older, newer, newest = files
    dialog.look([newer])
    click(dialog.confirm)
    click(dialog.back)
    dialog.look([older])
    assert standings(dialog) == ["cũ hơn bản đã nhận"]
    assert "cũ hơn bản đã nhận, không lấy gì" in dialog.details.reports.text()
    click(dialog.confirm)
    assert store_of(district).load(taken.report).figures[NEW] == 8
    click(dialog.back)
    store_of(district).delete_report(taken.report)
    dialog.look([newest])
    assert standings(dialog) == ["đã xóa tại đây, không nhận"]
    assert "đã xóa tại đây" in dialog.details.reports.text()
    assert "đã bị xóa ở sổ này" in dialog.details.lines.text()


def test_several_reports_in_one_file_are_counted(
    dialog: ReceiveDialog, communes: list[Commune]
) -> None:
    commune = communes[0]
    commune.give()
    take_all(dialog)
    first = commune.report
    second = commune.begin(reports(commune.unit)[0])
    path = give(commune.store, commune.stick, commune.key, first, second).path
    click(dialog.back)
    dialog.look([path])
    assert standings(dialog) == ["1 mới, 1 không đổi"]
    assert shown(dialog.files)[0][2] == "Quý I năm 2023; 6 tháng đầu năm 2023"
    assert len(dialog.details.reports.text().splitlines()) == 2


def test_a_broken_file_among_many_stops_nobody(
    dialog: ReceiveDialog, communes: list[Commune], district: MainWindow
) -> None:
    paths = [commune.give() for commune in communes]
    damage(paths[1])
    take_all(dialog)
    assert standings(dialog) == ["đã nhận", "từ chối", "đã nhận"]
    assert "Đã nhận 2 báo cáo trong 2 tệp." in dialog.summary.words
    assert f"Chưa nhận 1 tệp: {paths[1].name}." in dialog.summary.words
    assert len(store_of(district).reports()) == 2


def test_where_nothing_is_chosen_nothing_happens(
    dialog: ReceiveDialog, communes: list[Commune]
) -> None:
    """The list may be filtered or reset between a key and its answer."""
    communes[0].give(lock="a")
    click(dialog.confirm)
    dialog.files.setCurrentIndex(QModelIndex())
    QTest.keyClicks(dialog.details.passphrase, "a")
    click(dialog.details.open)
    dialog.details.key.turned.emit(True)
    assert standings(dialog) == ["có mật khẩu"]


def test_other_keys_in_the_details_do_what_they_always_do(
    dialog: ReceiveDialog, communes: list[Commune]
) -> None:
    communes[0].give(lock="a")
    click(dialog.confirm)
    dialog.details.passphrase.setFocus()
    press(dialog.details.passphrase, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


# --- work that goes wrong or takes long


def test_an_error_nobody_expected_is_told_with_its_details(
    dialog: ReceiveDialog,
    communes: list[Commune],
    monkeypatch: pytest.MonkeyPatch,
    answers: Answers,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def boom(*_: object, **__: object) -> None:
        raise RuntimeError("nổ")

    communes[0].give()
    monkeypatch.setattr("db.merge.receive", boom)
    answers.give(MessageDialog, "")
    click(dialog.confirm)
    assert "bất ngờ" in answers.words
    assert "nổ" in caplog.text


def test_a_store_that_fails_is_told(
    dialog: ReceiveDialog,
    communes: list[Commune],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StoreProblem(Fault.REMOVED, tmp_path)

    communes[0].give()
    monkeypatch.setattr("db.merge.receive", fail)
    click(dialog.confirm)
    assert "cắm lại" in dialog.summary.words


class Gate:
    """Lets the work reach its second file but not go on, until it is opened."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.reached, self.opened = Event(), Event()
        real = work._told

        def told(files: Sequence[Path], task: Task) -> Iterator[Path]:
            for done, path in enumerate(real(files, task)):
                if done == 1:
                    self.reached.set()
                    self.opened.wait(20)
                    task.check()
                yield path

        patch.setattr(work, "_told", told)


@pytest.mark.parametrize("how", ["strip", "button", "key"])
def test_the_looking_can_be_stopped(
    how: str,
    qtbot: QtBot,
    look: None,
    stick: Path,
    communes: list[Commune],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for commune in communes:
        commune.give()
    gate, folder = Gate(monkeypatch), stick.parent
    use_folder(folder, monkeypatch)
    with main_window(qtbot, folder, is_threaded=True) as window:
        window.desk.create(folder / "huyện.cchc", Office(UNIT))
        dialog = opened(qtbot, window)
        qtbot.waitUntil(lambda: dialog.source.stick() == stick, timeout=20000)
        click(dialog.confirm)
        qtbot.waitUntil(gate.reached.is_set, timeout=20000)
        qtbot.waitUntil(lambda: "2/3" in dialog.strip._words.text(), timeout=20000)
        assert not dialog.confirm.isEnabled()
        dialog.accept()  # not now
        stops: dict[str, Callable[[], object]] = {
            "strip": lambda: click(dialog.strip._cancel),
            "button": lambda: click(dialog.cancel),
            "key": lambda: press(dialog, Qt.Key.Key_Escape),
        }
        stops[how]()
        assert dialog.isVisible()  # until it has stopped
        assert dialog.work.task is not None
        dialog.work.task.progressed.emit(2, 3, "")  # said before it was stopped
        gate.opened.set()
        qtbot.waitUntil(lambda: dialog.work.task is None, timeout=20000)
        assert len(dialog.items) == 1
        assert "Đã dừng: còn 2 tệp chưa xem." in dialog.summary.words
        dialog.strip.cancelled.emit()  # nothing to stop any more
        press(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()
        destroy(dialog)
        background.shutdown()


def test_stopped_before_the_first_file_nothing_is_shown(
    dialog: ReceiveDialog, communes: list[Commune], monkeypatch: pytest.MonkeyPatch
) -> None:
    communes[0].give()

    def stop(_files: Sequence[Path], task: Task) -> Iterator[Path]:
        task.cancel()
        task.check()
        yield stick_of_nothing

    stick_of_nothing = communes[0].stick
    monkeypatch.setattr(work, "_told", stop)
    click(dialog.confirm)
    assert dialog.summary.words == "Đã dừng: còn 1 tệp chưa xem."
    assert dialog.source.isVisible()


def test_the_taking_can_be_stopped_and_what_is_in_stays(
    dialog: ReceiveDialog,
    communes: list[Commune],
    district: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for commune in communes:
        commune.give()
    click(dialog.confirm)
    for row in range(3):
        dialog.files.selectRow(row)
        tick(dialog.details.key.confirm)
    real = work._told

    def told(files: Sequence[Path], task: Task) -> Iterator[Path]:
        for done, path in enumerate(real(files, task)):
            if done == 1:
                task.cancel()
                task.check()
            yield path

    monkeypatch.setattr(work, "_told", told)
    click(dialog.confirm)
    assert standings(dialog) == ["đã nhận", "mới", "mới"]
    assert "Chưa nhận 2 tệp" in dialog.summary.words
    assert len(store_of(district).reports()) == 1


# --- conflicts


@pytest.fixture
def conflicting(taken: Commune, dialog: ReceiveDialog, district: MainWindow) -> Commune:
    """A commune that has changed a figure and a text which were changed here as well."""
    store = store_of(district)
    store.set_figure(taken.report, NEW, 5)
    store.set_text(taken.report, TEXT, "Huyện viết.")
    taken.store.set_figure(taken.report, NEW, 7)
    taken.store.set_text(taken.report, TEXT, "Xã viết dài hơn. " * 20)
    dialog.look([taken.give()])
    click(dialog.confirm)
    dialog.done(0)
    return taken


def test_conflicts_are_decided_one_by_one_from_the_page(
    conflicting: Commune, district: MainWindow
) -> None:
    click(district.bar.roll_up_button)
    page, store = district.roll_up, store_of(district)
    assert page.deciding.isVisible()
    assert page.deciding.text() == "2 xung đột…"

    def decide(dialog: ConflictsDialog) -> None:
        names = [row[0] for row in shown(dialog.list)]
        dialog.list.selectRow(names.index("Số hồ sơ mới tiếp nhận trong kỳ"))
        assert dialog.ours.value.text() == "5"
        assert dialog.theirs.value.text() == "7"
        assert dialog.base.text().startswith("Trước đó: ")
        assert COMMUNES[0].name in dialog.theirs.about.text()
        click(dialog.theirs.button)
        assert dialog.ours.value.text() == "Huyện viết."
        assert dialog.theirs.value.text() == "Xã viết dài hơn. " * 20
        assert not dialog.base.isVisible()
        assert dialog.focusWidget() is dialog.theirs.button

    meet(decide)
    click(page.deciding)
    assert store.load(conflicting.report).figures[NEW] == 7
    assert page.deciding.text() == "1 xung đột…"

    def keep(dialog: ConflictsDialog) -> None:
        dialog.ours.button.setFocus()
        press(dialog.ours.button, Qt.Key.Key_Return)
        assert dialog.problem.words == "Không còn xung đột nào."
        assert not dialog.list.isVisible()
        assert dialog.focusWidget() is dialog.confirm
        dialog._decide(Choice.OURS, dialog.ours.button)  # nothing to decide
        press(dialog.confirm, Qt.Key.Key_Return)
        assert not dialog.isVisible()

    meet(keep)
    click(page.deciding)
    assert store.load(conflicting.report).texts[TEXT] == "Huyện viết."
    assert not page.deciding.isVisible()


def test_deciding_nothing_changes_nothing(conflicting: Commune, district: MainWindow) -> None:
    click(district.bar.roll_up_button)
    meet(lambda dialog: press(dialog, Qt.Key.Key_Escape))
    click(district.roll_up.deciding)
    assert len(conflicts(store_of(district))) == 2


def test_a_conflict_decided_meanwhile_is_told(
    qtbot: QtBot, conflicting: Commune, district: MainWindow
) -> None:
    store = store_of(district)
    dialog = show(qtbot, ConflictsDialog(store, district.desk.today, district))
    decide(store, dialog.list.row().conflict.id, Choice.OURS)
    click(dialog.ours.button)
    assert "đã được giải quyết" in dialog.problem.words
    assert len(shown(dialog.list)) == 1
    assert not dialog.has_changed
    dialog.list.setCurrentIndex(QModelIndex())
    click(dialog.ours.button)
    assert len(conflicts(store)) == 1
    dialog.done(0)
    destroy(dialog)


# --- the register


@pytest.fixture
def followed(
    qtbot: QtBot, taken: Commune, dialog: ReceiveDialog, district: MainWindow
) -> Iterator[RegisterDialog]:
    """The register with one report received and one typed in here."""
    dialog.done(0)
    store_of(district).add_report(reports(COMMUNES[1])[1])
    store_of(district).add_report(reports(COMMUNES[1])[0])
    unit = unit_for(UNIT.code, UNIT.name)
    periods = (THREE_LEVELS.now, THREE_LEVELS.earlier)
    desk = district.desk
    about = Following(store_of(district), unit, periods, desk.machine, desk.today)
    made = show(qtbot, RegisterDialog(about, district))
    yield made
    made.done(0)
    destroy(made)


def test_the_register_says_who_has_delivered_and_when(
    followed: RegisterDialog, taken: Commune
) -> None:
    first, second = shown(followed.units)
    assert first[0] == name_of(COMMUNES[0])
    assert first[1] == "Nộp chậm, bản nháp"
    assert first[2] == first[3] != ""
    assert first[4] == "1"
    assert second == [name_of(COMMUNES[1]), "Nhập tại đây, bản nháp", "", "", ""]
    assert "2/2 đơn vị đã có báo cáo, 1 đơn vị chậm" in followed.about.words
    followed.period.setCurrentIndex(1)
    first, second = shown(followed.units)
    assert first[1] == "Chậm, chưa nộp"
    assert "1/2 đơn vị" in followed.about.words


def test_the_register_is_copied_for_a_worksheet(followed: RegisterDialog) -> None:
    click(followed.copy)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:2] == ["TT", "Đơn vị"]
    assert [line.split("\t")[1] for line in lines[1:]] == [unit.name for unit in COMMUNES[:2]]
    assert "Đã chép" in followed.toasts.shown()[-1].words


def test_the_register_is_written_and_printed(
    followed: RegisterDialog, tmp_path: Path, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    from docx import Document

    target = tmp_path / "theo dõi.docx"
    answers.give(ExportDialog, target)
    click(followed.word)
    (table,) = Document(str(target)).tables[-1:]
    assert COMMUNES[0].name in [cell.text for row in table.rows for cell in row.cells]
    printed: list[str] = []
    monkeypatch.setattr(
        "desktop.preview.printing.print_document",
        lambda document, _: printed.append(document.title),
    )
    click(followed.print)
    assert printed == ["Theo dõi nộp báo cáo 6 tháng đầu năm 2023"]


def test_a_store_that_fails_has_no_register(
    followed: RegisterDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object) -> None:
        raise StoreProblem(Fault.REMOVED, tmp_path)

    monkeypatch.setattr("desktop.receiving.awaiting.register", fail)
    followed.period.setCurrentIndex(1)
    assert "cắm lại" in followed.about.words
    assert followed.about.property("state") == "error"
    assert shown(followed.units) == []
    for button in (followed.copy, followed.word, followed.print):
        assert not button.isEnabled()
    followed._copy()
    followed._write()
    followed._print()


def test_the_register_is_reached_from_the_page(
    district: MainWindow, window: MainWindow, tmp_path: Path
) -> None:
    click(district.bar.roll_up_button)
    seen: list[str] = []
    meet(lambda dialog: seen.append(dialog.about.words))
    click(district.roll_up.register)
    assert "0/0 đơn vị" in seen[0]
    province = provinces.province()
    window.desk.create(tmp_path / "tỉnh.cchc", Office(UnitRef(province.code, province.name)))
    click(window.bar.roll_up_button)
    meet(lambda dialog: seen.append(dialog.about.words))
    click(window.roll_up.register)
    assert "0/29 đơn vị" in seen[1]
    store_of(window).add_report(reports(COMMUNES[0])[1])
    meet(lambda dialog: seen.append(dialog.period.itemText(0)))
    click(window.roll_up.register)
    window.desk.set_office(Office())
    click(window.roll_up.register)
    assert len(seen) == 3


def test_a_whole_register_is_no_warning(
    qtbot: QtBot, district: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_of(district).add_report(reports(COMMUNES[1])[1])
    unit, desk = unit_for(UNIT.code, UNIT.name), district.desk
    about = Following(store_of(district), unit, (THREE_LEVELS.now,), desk.machine, desk.today)
    made = show(qtbot, RegisterDialog(about, district))
    assert made.about.property("state") == "ok"
    made.done(0)
    destroy(made)


# --- words


def test_every_kind_of_value_has_words() -> None:
    words = words_of("office-report", "2022")
    assert words.label(EntryKind.FRONT, "signer_name") == "Họ và tên người ký"
    assert words.label(EntryKind.EXCEPTION, "A03") == "Giải trình A03"
    assert words.label(EntryKind.AS_OF, NEW).startswith("Ngày chốt: ")
    assert words.label(EntryKind.REPORT, "state") == "Trạng thái báo cáo"
    assert words.label(EntryKind.TABLE, "I.1.documents") != "I.1.documents"
    assert words.value(EntryKind.REPORT, "state", "issued") == "đã phát hành"
    assert words.value(EntryKind.REPORT, "state", "?") == "?"
    assert words.value(EntryKind.AS_OF, NEW, date(2022, 6, 9)) == "09/6/2022"
    rows: Rows = ({"kind": "Kế hoạch", "date": date(2022, 6, 9)}, {"kind": "Khác"})
    assert words.value(EntryKind.TABLE, "x", rows) == "• Kế hoạch; 09/6/2022\n• Khác"
    assert words.value(EntryKind.TABLE, "x", ()) == "(bảng trống)"
    assert words.value(EntryKind.FIGURE, "lạ", 5) == "5"
    other = words_of("mẫu-khác", "1")
    assert other.label(EntryKind.FIGURE, NEW) == NEW
    assert other.value(EntryKind.FIGURE, NEW, 1234) == "1234"


def test_a_file_without_reports_or_a_unit_is_still_told() -> None:
    assert short_name(UnitRef("X", "")) == "X"
    assert in_short("a " * 50).endswith("…")


# --- small screens


@pytest.mark.parametrize("size", [(667, 336), (1350, 720)])
def test_on_every_screen_everything_is_reached(
    dialog: ReceiveDialog, three_files: None, size: tuple[int, int]
) -> None:
    dialog.resize(*size)
    QCoreApplication.processEvents()
    assert (dialog.width(), dialog.height()) == size
    assert_whole(dialog)


def test_on_a_small_screen_tab_leads_into_sight(dialog: ReceiveDialog, three_files: None) -> None:
    dialog.resize(667, 336)
    QCoreApplication.processEvents()
    box = dialog.details.key.confirm
    assert box.visibleRegion().isEmpty()
    dialog.files.setFocus()
    QTest.keyClick(dialog.files, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is box
    assert not box.visibleRegion().isEmpty()
    press(box, Qt.Key.Key_Space)
    assert box.isChecked()


@pytest.fixture
def three_files(dialog: ReceiveDialog, communes: list[Commune], stick: Path) -> None:
    for commune in communes:
        commune.give()
    click(dialog.confirm)


def test_the_other_dialogs_fit_a_small_screen(
    qtbot: QtBot, conflicting: Commune, district: MainWindow
) -> None:
    made = show(qtbot, ConflictsDialog(store_of(district), district.desk.today, district))
    unit, desk = unit_for(UNIT.code, UNIT.name), district.desk
    about = Following(store_of(district), unit, (THREE_LEVELS.now,), desk.machine, desk.today)
    register = show(qtbot, RegisterDialog(about, district))
    for each in (made, register):
        each.resize(667, 336)
        QCoreApplication.processEvents()
        assert (each.width(), each.height()) == (667, 336)
        assert_whole(each)
        each.done(0)
        destroy(each)


def assert_whole(dialog: QDialog) -> None:
    """No button is cut off, and nothing has to be moved sideways to be reached."""
    for button in dialog.findChildren(QPushButton):
        if button.isVisible():
            assert button.height() >= button.sizeHint().height(), button.text()
            assert button.width() >= button.sizeHint().width(), button.text()
    for area in dialog.findChildren(Roomy):
        assert area.horizontalScrollBar().maximum() == 0

"""Handing reports over in the window: chosen, written on a stick, told; and what goes wrong."""

from __future__ import annotations

import errno
from threading import Event
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QTreeWidgetItem, QWidget

from db import drives
from db.drives import Kind
from db.failure import Fault, StoreProblem
from db.handover import envelope, giving
from db.handover.envelope import Cost
from db.handover.keys import load_or_make
from db.handover.seal import check_seal
from db.store import Store
from desktop import background, places
from desktop.dialogs.export import ExportDialog, FolderDialog
from desktop.dialogs.message import MessageDialog
from desktop.hand_over import dialog as dialogs
from desktop.hand_over import sticks, work
from desktop.hand_over.dialog import Giving, HandOverDialog
from desktop.hand_over.outcome import done_words
from desktop.hand_over.slip import slip_of
from desktop.hand_over.standing import standing_words, verdict_words
from desktop.hand_over.sticks import size_words
from desktop.overview import Summary
from forms.block import Grid
from forms.period import Period
from forms.problem import Problem
from forms.report import UnitRef
from tests.desktop.keys import UNIKEY, send
from tests.desktop.shell import Answers, destroy, main_window, use_folder
from tests.desktop.stick_steps import Drives
from tests.desktop.window_steps import OFFICE, click, press, toast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.background import Task
    from desktop.main_window import MainWindow

CHEAP = Cost(1, 8)


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
def dialog(qtbot: QtBot, sample: MainWindow, stick: Path) -> Iterator[HandOverDialog]:
    """The dialog over the window with the sample reports, every report looked at."""
    made = opened(qtbot, sample)
    yield made
    made.done(0)
    destroy(made)


def opened(qtbot: QtBot, window: MainWindow, chosen: str = "") -> HandOverDialog:
    assert window.desk.store is not None
    about = Giving(window.desk.store, window.desk.office.unit.code, window.desk.machine, chosen)
    made = HandOverDialog(about, window)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    qtbot.waitUntil(lambda: not made.summaries.is_busy, timeout=20000)
    return made


def meet(do: Callable[[HandOverDialog], None]) -> None:
    """When the dialog stands open, do something to it, then close it."""

    def found() -> None:
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, HandOverDialog)
        try:
            do(shown)
        finally:
            shown.done(0)  # a dialog that stays open would hang the test

    QTimer.singleShot(0, QApplication.instance() or QApplication([]), found)


def rows(dialog: HandOverDialog) -> list[QTreeWidgetItem]:
    return list(dialog.reports._rows.values())


def listed(dialog: HandOverDialog) -> list[str]:
    """The places offered."""
    found = dialog.place.places
    return [found.item(row).text() for row in range(found.count())]


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def stepping(patch: pytest.MonkeyPatch, before: Callable[[Task, int, int], None]) -> None:
    """Do something whenever the writing says how far it is."""
    real = work._step

    def step(task: Task, done: int, total: int) -> None:
        before(task, done, total)
        real(task, done, total)

    patch.setattr(work, "_step", step)


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

    meet(hand_over)
    click(sample.home.giving)
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
        reached: list[QWidget | None] = []
        while dialog.lock.wanted not in reached:
            QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
            assert dialog.focusWidget() not in reached  # no ring without the way there
            reached.append(dialog.focusWidget())
        assert dialog.place.places in reached
        press(dialog.place.places, Qt.Key.Key_Return)
        assert dialog.given is not None
        press(dialog.confirm, Qt.Key.Key_Return)
        assert not dialog.isVisible()

    meet(hand_over)
    press(sample, Qt.Key.Key_G, ctrl=True)
    (name,) = files(stick)
    assert "_2022-H1-2023-Q1_" in name


def test_the_menu_of_a_report_ticks_that_report(sample: MainWindow, stick: Path) -> None:
    first, second = (row.info.id for row in sample.home.reports.rows())
    sample.home.reports.choose(second)
    meet(lambda dialog: ticked.extend(dialog.reports.chosen()))
    ticked: list[str] = []
    at = sample.home.reports.visualRect(sample.home.reports.currentIndex()).center()
    sample.home.reports.customContextMenuRequested.emit(at)
    (menu,) = sample.home.findChildren(QMenu)
    next(each for each in menu.actions() if each.text() == "Giao dữ liệu…").trigger()
    assert ticked == [second]
    assert first != second


def test_the_open_report_is_ticked_with_what_is_being_typed(
    sample: MainWindow, stick: Path
) -> None:
    report = sample.home.reports.rows()[1].info.id
    sample.show_report(report)
    assert sample.report is not None
    assert sample.report.go_to("files_received_total")
    field = sample.focusWidget()
    press(field, Qt.Key.Key_A, ctrl=True)
    QTest.keyClicks(field, "77")
    meet(lambda dialog: ticked.extend(dialog.reports.chosen()))
    ticked: list[str] = []
    press(sample, Qt.Key.Key_G, ctrl=True)
    assert ticked == [report]
    assert sample.desk.store is not None
    assert sample.desk.store.load(report).figures["files_received_total"] == 77


def test_what_cannot_be_understood_is_mended_first(
    sample: MainWindow, stick: Path, answers: Answers
) -> None:
    sample.show_report(sample.home.reports.current())
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
    assert window.pile.currentWidget() is window.start
    window.desk.create(tmp_path / "so.cchc", OFFICE)
    press(window, Qt.Key.Key_G, ctrl=True)
    assert "chưa có báo cáo" in toast(window)


# --- which reports


def test_each_report_says_how_it_stands(dialog: HandOverDialog) -> None:
    first, second = rows(dialog)
    words = [first.text(column) for column in range(5)]
    assert words[:3] == ["Quý I năm 2023", OFFICE.unit.name, "Bản nháp"]
    assert words[3].endswith(" %")
    assert "lỗi" in words[4]
    assert not first.icon(4).isNull()
    assert "đã chọn, Quý I" in first.data(0, Qt.ItemDataRole.AccessibleTextRole)
    assert "chưa chọn, 6 tháng" in second.data(0, Qt.ItemDataRole.AccessibleTextRole)
    assert "Báo cáo" in first.toolTip(0)


def test_explanations_are_counted_apart_from_errors(
    qtbot: QtBot, sample: MainWindow, stick: Path
) -> None:
    store = sample.desk.store
    assert store is not None
    half_year = next(info.id for info in store.reports() if str(info.period) == "2022-H1")
    for rule in ("D01", "T01", "T05", "T06"):
        store.set_exception(half_year, rule, "Số liệu đã được xác nhận.")
    dialog = opened(qtbot, sample, half_year)
    assert "không còn lỗi" in rows(dialog)[1].text(4)
    assert "4 giải trình" in rows(dialog)[1].text(4)
    assert "không còn lỗi" in dialog.standing.words
    assert dialog.standing.property("state") == "warning"
    dialog.done(0)
    destroy(dialog)


def test_open_errors_are_said_plainly_and_stop_nobody(dialog: HandOverDialog, stick: Path) -> None:
    assert "Vẫn giao được" in dialog.standing.words
    assert dialog.standing.property("state") == "error"
    click(dialog.confirm)
    assert len(files(stick)) == 1


def test_a_row_is_ticked_by_a_click_anywhere_in_it(dialog: HandOverDialog) -> None:
    listing, (first, second) = dialog.reports, rows(dialog)
    for column in (0, 1, 4):
        box = listing.visualRect(listing.indexFromItem(second, column))
        QTest.mouseClick(listing.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert second.checkState(0) is Qt.CheckState.Checked
    assert len(listing.chosen()) == 2
    assert dialog.all.text() == "Bỏ chọn tất cả"
    click(dialog.all)
    assert listing.chosen() == []
    assert dialog.standing.words == "Chưa chọn báo cáo nào."
    click(dialog.confirm)
    assert "Hãy chọn ít nhất một" in dialog.problem.words
    assert listing.hasFocus()
    click(dialog.all)
    assert dialog.all.text() == "Bỏ chọn tất cả"
    assert first.checkState(0) is Qt.CheckState.Checked


def test_the_offices_own_reports_come_first_and_one_nobody_knows_goes_along(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, stick: Path
) -> None:
    window.desk.create(tmp_path / "so.cchc", OFFICE)
    store = window.desk.store
    assert store is not None
    period = Period.parse("2023-Q1")
    store.new_report("unknown-form", "1", UnitRef("X", "Xã X"), Period.parse("2024-Q1"))
    mine = store.new_report("unknown-form", "9", OFFICE.unit, period)
    dialog = opened(qtbot, window)
    assert [row.text(1) for row in rows(dialog)] == [OFFICE.unit.name, "Xã X"]
    assert dialog.reports.chosen() == [mine]
    assert rows(dialog)[0].text(4) == "không mở được"
    assert "unknown-form" in rows(dialog)[0].toolTip(4)
    assert "không mở được để kiểm tra" in dialog.standing.words
    click(dialog.confirm)
    assert dialog.given is not None
    grids = [block for block in slip_of(dialog.given, "x").blocks if isinstance(block, Grid)]
    assert "unknown-form 9" in grids[0].rows[0]
    dialog.done(0)
    destroy(dialog)


def summary(errors: int, warnings: int, explained: int = 0) -> Summary:
    return Summary(1, 1, errors, warnings, "", explained)


def test_how_reports_stand_in_words() -> None:
    assert verdict_words(None) == ("", "đang xem…")
    assert verdict_words(summary(2, 3, 1)) == ("error", "2 lỗi, 3 cảnh báo, 1 giải trình")
    assert verdict_words(summary(0, 3)) == ("warning", "không còn lỗi, 3 cảnh báo")
    assert verdict_words(summary(0, 0, 1)) == ("ok", "không còn lỗi, 1 giải trình")
    assert verdict_words(Problem("x")) == ("error", "không mở được")
    assert "đang xem" in standing_words([None, summary(1, 1)])[1]
    assert standing_words([summary(0, 0)]) == ("ok", "Đã chọn 1 báo cáo; không còn lỗi.")
    warned = standing_words([summary(0, 1), summary(0, 2, 4)])
    assert warned == (
        "warning",
        "Đã chọn 2 báo cáo; không còn lỗi, 3 cảnh báo, 4 giải trình.",
    )
    failed = standing_words([summary(1, 1), summary(2, 0), Problem("x")])
    assert failed[0] == "error"
    assert "còn 3 lỗi, 1 cảnh báo, 1 báo cáo không mở được" in failed[1]


# --- where to


def test_sticks_come_and_go_by_themselves(
    dialog: HandOverDialog, machine: Drives, stick: Path, tmp_path: Path
) -> None:
    place = dialog.place
    assert place.folder() == stick
    assert "KINGSTON (" in listed(dialog)[0]
    assert "còn trống" in listed(dialog)[0]
    second = machine.plug_in(tmp_path / "USB2", label="")
    place._timer.timeout.emit()
    assert len(listed(dialog)) == 2
    assert place.folder() == stick
    place.places.setCurrentRow(1)
    place._timer.timeout.emit()
    assert place.folder() == second
    machine.pull_out(second)
    click(place.refresh)
    assert place.folder() == stick
    machine.pull_out(stick)
    click(place.refresh)
    assert place.folder() is None
    assert not place.places.isVisible()
    assert place._none.isVisible()
    click(dialog.confirm)
    assert "cắm USB" in dialog.problem.words
    assert place.browse.hasFocus()


def test_another_folder_is_never_chosen_by_itself(
    dialog: HandOverDialog, machine: Drives, stick: Path, tmp_path: Path, answers: Answers
) -> None:
    folder = tmp_path / "Thư mục chung"
    folder.mkdir()
    answers.give(FolderDialog, None, folder)
    click(dialog.place.browse)
    assert dialog.place.folder() == stick
    click(dialog.place.browse)
    assert dialog.place.folder() == folder
    assert dialog.place.places.hasFocus()
    aside = machine.pull_out(stick)
    click(dialog.place.refresh)
    assert dialog.place.folder() == folder
    machine.put_in_again(aside, stick)
    click(dialog.place.refresh)
    assert dialog.place.folder() == folder
    dialog.place.places.setCurrentRow(0)
    machine.pull_out(stick)
    click(dialog.place.refresh)
    assert dialog.place.folder() is None


def test_a_folder_of_this_machine_is_not_called_a_stick(
    dialog: HandOverDialog, tmp_path: Path, answers: Answers
) -> None:
    folder = tmp_path / "Thư mục chung"
    folder.mkdir()
    answers.give(FolderDialog, folder)
    click(dialog.place.browse)
    click(dialog.confirm)
    assert dialog.outcome.title.text() == "Đã ghi xong tệp giao."
    assert dialog.outcome.folder.text() == str(folder)
    assert len(files(folder)) == 1


def test_the_room_is_left_out_where_nobody_knows_it(
    qtbot: QtBot, sample: MainWindow, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drives, "free_bytes", lambda _: None)
    dialog = opened(qtbot, sample)
    assert listed(dialog) == [f"KINGSTON ({stick})"]
    dialog.done(0)
    destroy(dialog)


def test_looking_for_sticks_keeps_nobody_waiting(
    qtbot: QtBot,
    look: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    use_folder(tmp_path, monkeypatch)
    gate, looked = Event(), []

    def slow() -> tuple[sticks.Place, ...]:
        looked.append(1)
        gate.wait(20)
        raise OSError("lạ")

    monkeypatch.setattr(sticks, "sticks_now", slow)
    with main_window(qtbot, tmp_path, is_threaded=True) as window:
        window.begin(sample=True)
        dialog = opened(qtbot, window)
        dialog.place._timer.timeout.emit()  # it is still looking
        gate.set()
        qtbot.waitUntil(lambda: dialog.place._task is None, timeout=20000)
        assert looked == [1]
        assert "lạ" in caplog.text
        assert dialog.place.folder() is None
        dialog.done(0)
        destroy(dialog)
        background.shutdown()


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "1 KB"),
        (20 << 10, "20 KB"),
        ((3 << 20) // 2, "1,5 MB"),
        (14 << 30, "14,0 GB"),
        ((2000 << 30) + (1 << 29), "2.000,5 GB"),
    ],
)
def test_sizes_are_written_as_people_say_them(size: int, words: str) -> None:
    assert size_words(size) == words


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


# --- what goes wrong


def test_a_stick_pulled_out_is_plugged_in_again(
    dialog: HandOverDialog, machine: Drives, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aside: list[Path] = []

    def pull(_task: Task, _done: int, _total: int) -> None:
        if not aside:
            aside.append(machine.pull_out(stick))

    stepping(monkeypatch, pull)
    click(dialog.confirm)
    assert "Hãy cắm lại USB" in dialog.problem.words
    assert dialog.given is None
    assert dialog.confirm.text() == "Giao lại"
    assert dialog.confirm.hasFocus()
    assert dialog.place.folder() is None
    assert [name for name in files(aside[0]) if not name.endswith(".partial")] == []
    machine.put_in_again(aside[0], stick)
    click(dialog.place.refresh)
    click(dialog.confirm)
    assert dialog.outcome.isVisible()
    assert not dialog.problem.isVisible()
    assert len(files(stick)) == 1  # what was left is cleared away


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "đã hết chỗ"),
        (errno.EROFS, "chống ghi"),
        (errno.EIO, "USB đã rút ra hoặc bị lỗi"),
    ],
)
def test_what_the_stick_refuses_is_one_sentence_with_the_way_out(
    number: int,
    words: str,
    dialog: HandOverDialog,
    stick: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, "x")

    stepping(monkeypatch, refuse)
    click(dialog.confirm)
    assert words in dialog.problem.words
    assert "giao lại" in dialog.problem.words
    assert files(stick) == []


def test_too_little_room_is_said_before_anything_is_written(
    dialog: HandOverDialog, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drives, "free_bytes", lambda _: 1000)
    click(dialog.confirm)
    assert "Không đủ chỗ" in dialog.problem.words
    assert files(stick) == []


def test_a_spoilt_key_is_told_and_left_alone(dialog: HandOverDialog, stick: Path) -> None:
    places.key_file().write_bytes(b"x")
    click(dialog.confirm)
    assert "Tệp khóa" in dialog.problem.words
    assert places.key_file().read_bytes() == b"x"
    assert files(stick) == []


def test_an_error_nobody_expected_is_told_with_its_details(
    dialog: HandOverDialog,
    monkeypatch: pytest.MonkeyPatch,
    answers: Answers,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def boom(*_: object) -> None:
        raise RuntimeError("nổ")

    stepping(monkeypatch, boom)
    answers.give(MessageDialog, "")
    click(dialog.confirm)
    assert "bất ngờ" in answers.words
    assert "nổ" in caplog.text
    assert dialog.confirm.text() == "Giao lại"


def test_a_store_that_cannot_note_it_takes_nothing_from_the_file(
    dialog: HandOverDialog, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Store, _given: object) -> None:
        raise StoreProblem(Fault.DISK_FULL, self.path)

    monkeypatch.setattr(Store, "note_given", full)
    click(dialog.confirm)
    assert len(files(stick)) == 1
    assert dialog.outcome.complaint.isVisible()
    assert "Tệp đã ghi trọn vẹn" in dialog.outcome.complaint.text()
    assert "đã đầy" in dialog.outcome.complaint.text()


# --- stopping


class Gate:
    """Lets the writing begin but not end, until it is opened."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.reached, self.opened = Event(), Event()
        stepping(patch, self._wait)

    def _wait(self, task: Task, done: int, total: int) -> None:
        task.progress(100 * done // total, 100)
        self.reached.set()
        self.opened.wait(20)


@pytest.mark.parametrize("how", ["strip", "button", "key", "close"])
def test_the_writing_can_be_stopped(
    how: str,
    qtbot: QtBot,
    look: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    stick: Path,
) -> None:
    use_folder(tmp_path, monkeypatch)
    gate = Gate(monkeypatch)
    with main_window(qtbot, tmp_path, is_threaded=True) as window:
        window.begin(sample=True)
        dialog = opened(qtbot, window)
        qtbot.waitUntil(lambda: dialog.place.folder() == stick, timeout=20000)
        click(dialog.confirm)
        qtbot.waitUntil(gate.reached.is_set, timeout=20000)
        qtbot.waitUntil(lambda: dialog.strip._bar.value() > 0, timeout=20000)
        assert not dialog.confirm.isEnabled()
        stops: dict[str, Callable[[], object]] = {
            "strip": lambda: click(dialog.strip._cancel),
            "button": lambda: click(dialog.cancel),
            "key": lambda: press(dialog, Qt.Key.Key_Escape),
            "close": dialog.close,
        }
        stops[how]()
        assert dialog.isVisible()  # until it has stopped
        assert dialog.work.task is not None
        dialog.work.task.progressed.emit(99, 100, "")  # said before it was stopped
        assert dialog.strip._bar.value() < 99
        gate.opened.set()
        qtbot.waitUntil(lambda: not dialog.strip.isVisible(), timeout=20000)
        assert "Đã dừng" in dialog.problem.words
        assert dialog.confirm.text() == "Giao lại"
        assert files(stick) == []
        dialog.strip.cancelled.emit()  # nothing to stop any more
        press(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()
        destroy(dialog)
        background.shutdown()


def test_a_file_that_was_whole_before_the_stop_is_told(
    dialog: HandOverDialog, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = work._step

    def step(task: Task, done: int, total: int) -> None:
        real(task, done, total)
        if done == total:
            task.cancel()

    monkeypatch.setattr(work, "_step", step)
    click(dialog.confirm)
    assert len(files(stick)) == 1
    assert dialog.outcome.isVisible()


def test_leaving_writes_nothing(dialog: HandOverDialog, stick: Path) -> None:
    click(dialog.cancel)
    assert not dialog.isVisible()
    assert files(stick) == []
    assert not places.key_file().exists()


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
    again.done(0)
    destroy(again)


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


# --- small screens


def test_on_a_small_screen_everything_is_reached(dialog: HandOverDialog) -> None:
    dialog.resize(660, 300)
    click(dialog.lock.wanted)
    dialog.lock.first.setText("a")
    click(dialog.confirm)
    QCoreApplication.processEvents()
    assert dialog.width() == 660
    for button in dialog.findChildren(QPushButton):
        if button.isVisible():
            assert button.height() >= button.sizeHint().height(), button.text()
            assert button.width() >= button.sizeHint().width(), button.text()
    assert dialog._scroll.horizontalScrollBar().maximum() == 0
    second, view = dialog.lock.second, dialog._scroll.viewport()
    assert view.rect().contains(second.geometry().translated(_offset(second, view)))
    cards = [dialog.place.parentWidget(), dialog.lock.parentWidget()]
    above, below = (cast("QWidget", card).geometry() for card in cards)
    assert above.bottom() < below.top()


def _offset(widget: QWidget, view: QWidget) -> Any:
    return widget.mapTo(view, widget.rect().topLeft()) - widget.geometry().topLeft()


def test_kinds_of_drives_other_than_sticks_are_not_offered(
    qtbot: QtBot, sample: MainWindow, machine: Drives, tmp_path: Path
) -> None:
    machine.plug_in(tmp_path / "chung", Kind.NETWORK)
    dialog = opened(qtbot, sample)
    assert len(listed(dialog)) == 1
    dialog.done(0)
    destroy(dialog)

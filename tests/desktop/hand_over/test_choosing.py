"""Handing over in the window: which reports, and where to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from db import drives
from db.drives import Kind
from desktop.dialogs.export import FolderDialog
from desktop.hand_over import sticks
from desktop.hand_over.slip import slip_of
from desktop.hand_over.standing import standing_words, verdict_words
from desktop.hand_over.sticks import size_words
from desktop.overview import Summary
from forms.block import Grid
from forms.period import Period
from forms.problem import Problem
from forms.report import UnitRef
from tests.desktop.dialog_steps import assert_whole, put_away
from tests.desktop.gate import Gate
from tests.desktop.hand_over.steps import files, listed, opened, rows
from tests.desktop.window_steps import OFFICE, click, store_of

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.hand_over.dialog import HandOverDialog
    from desktop.main_window import MainWindow
    from tests.desktop.shell import Answers
    from tests.desktop.stick_steps import Drives


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
    store = store_of(sample)
    half_year = next(info.id for info in store.reports() if str(info.period) == "2022-H1")
    for rule in ("D01", "T01", "T05", "T06"):
        store.set_exception(half_year, rule, "Số liệu đã được xác nhận.")
    dialog = opened(qtbot, sample, half_year)
    assert "không còn lỗi" in rows(dialog)[1].text(4)
    assert "4 giải trình" in rows(dialog)[1].text(4)
    assert "không còn lỗi" in dialog.standing.words
    assert dialog.standing.property("state") == "warning"
    put_away(dialog)


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
    store = store_of(window)
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
    put_away(dialog)


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
    put_away(dialog)


def test_looking_for_sticks_keeps_nobody_waiting(
    qtbot: QtBot,
    busy_window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    gate, looked = Gate(), []

    def slow() -> tuple[sticks.Place, ...]:
        looked.append(1)
        gate.wait()
        raise OSError("lạ")

    monkeypatch.setattr(sticks, "sticks_now", slow)
    busy_window.begin(sample=True)
    dialog = opened(qtbot, busy_window)
    dialog.place._timer.timeout.emit()  # it is still looking
    gate.opened.set()
    qtbot.waitUntil(lambda: dialog.place._task is None, timeout=20000)
    assert looked == [1]
    assert "lạ" in caplog.text
    assert dialog.place.folder() is None
    put_away(dialog)


def test_kinds_of_drives_other_than_sticks_are_not_offered(
    qtbot: QtBot, sample: MainWindow, machine: Drives, tmp_path: Path
) -> None:
    machine.plug_in(tmp_path / "chung", Kind.NETWORK)
    dialog = opened(qtbot, sample)
    assert len(listed(dialog)) == 1
    put_away(dialog)


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


# --- small screens


def test_on_a_small_screen_everything_is_reached(dialog: HandOverDialog) -> None:
    dialog.resize(660, 300)
    click(dialog.lock.wanted)
    dialog.lock.first.setText("a")
    click(dialog.confirm)
    QCoreApplication.processEvents()
    assert dialog.width() == 660
    assert_whole(dialog)
    second, view = dialog.lock.second, dialog._scroll.viewport()
    assert view.rect().contains(second.geometry().translated(_offset(second, view)))
    cards = [dialog.place.parentWidget(), dialog.lock.parentWidget()]
    above, below = (cast("QWidget", card).geometry() for card in cards)
    assert above.bottom() < below.top()


def _offset(widget: QWidget, view: QWidget) -> Any:
    return widget.mapTo(view, widget.rect().topLeft()) - widget.geometry().topLeft()

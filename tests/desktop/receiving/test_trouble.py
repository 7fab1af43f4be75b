"""Receiving that goes wrong, takes long, or is stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from db.failure import Fault, StoreProblem
from desktop.dialogs.message import MessageDialog
from desktop.receiving import work
from desktop.settings import Office
from tests.desktop.dialog_steps import stop, tick
from tests.desktop.district import UNIT
from tests.desktop.gate import Gate
from tests.desktop.receiving.steps import Commune, opened, standings
from tests.desktop.shell import Answers, destroy
from tests.desktop.window_steps import click, press, raising, store_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.background import Task
    from desktop.main_window import MainWindow
    from desktop.receiving.dialog import ReceiveDialog


def test_an_error_nobody_expected_is_told_with_its_details(
    dialog: ReceiveDialog,
    communes: list[Commune],
    monkeypatch: pytest.MonkeyPatch,
    answers: Answers,
    caplog: pytest.LogCaptureFixture,
) -> None:
    communes[0].give()
    monkeypatch.setattr("db.merge.receive", raising(RuntimeError("nổ")))
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
    communes[0].give()
    monkeypatch.setattr("db.merge.receive", raising(StoreProblem(Fault.REMOVED, tmp_path)))
    click(dialog.confirm)
    assert "cắm lại" in dialog.summary.words


def before_the_second_file(patch: pytest.MonkeyPatch, happens: Callable[[Task], None]) -> None:
    """Let something happen there; then the work goes on, unless it is stopped."""
    real = work._told

    def told(files: Sequence[Path], task: Task) -> Iterator[Path]:
        for done, path in enumerate(real(files, task)):
            if done == 1:
                happens(task)
                task.check()
            yield path

    patch.setattr(work, "_told", told)


def gate_before_the_second_file(patch: pytest.MonkeyPatch) -> Gate:
    """Let the work reach its second file but not go on."""
    gate = Gate()
    before_the_second_file(patch, lambda _: gate.wait())
    return gate


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    return gate_before_the_second_file(monkeypatch)


@pytest.fixture
def held(
    qtbot: QtBot, busy_window: MainWindow, stick: Path, communes: list[Commune], gate: Gate
) -> Iterator[ReceiveDialog]:
    """Looking through three files, begun by Enter, that stands before the second."""
    for commune in communes:
        commune.give()
    busy_window.desk.create(stick.parent / "huyện.cchc", Office(UNIT))
    dialog = opened(qtbot, busy_window)
    qtbot.waitUntil(lambda: dialog.source.stick() == stick, timeout=20000)
    press(dialog.confirm, Qt.Key.Key_Return)
    qtbot.waitUntil(gate.reached.is_set, timeout=20000)
    yield dialog
    destroy(dialog)


@pytest.mark.parametrize("how", ["strip", "button", "key"])
def test_the_looking_can_be_stopped(
    how: str, qtbot: QtBot, held: ReceiveDialog, gate: Gate
) -> None:
    qtbot.waitUntil(lambda: "2/3" in held.strip._words.text(), timeout=20000)
    assert not held.confirm.isEnabled()
    held.accept()  # not now
    stop(held, how)
    assert held.work.task is not None
    held.work.task.progressed.emit(2, 3, "")  # said before it was stopped
    gate.opened.set()
    qtbot.waitUntil(lambda: held.work.task is None, timeout=20000)
    assert len(held.items) == 1
    assert "Đã dừng: còn 2 tệp chưa xem." in held.summary.words
    held.strip.cancelled.emit()  # nothing to stop any more
    press(held, Qt.Key.Key_Escape)
    assert not held.isVisible()


def test_a_second_enter_does_not_stop_the_looking(
    qtbot: QtBot, held: ReceiveDialog, gate: Gate
) -> None:
    press(held.focusWidget(), Qt.Key.Key_Return)
    assert held.work.task is not None
    assert not held.work.task.cancelled
    gate.opened.set()
    qtbot.waitUntil(lambda: held.work.task is None, timeout=20000)
    assert len(held.items) == 3
    assert held.files.hasFocus()


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
    before_the_second_file(monkeypatch, lambda task: task.cancel())
    click(dialog.confirm)
    assert standings(dialog) == ["đã nhận", "mới", "mới"]
    assert "Chưa nhận 2 tệp" in dialog.summary.words
    assert len(store_of(district).reports()) == 1

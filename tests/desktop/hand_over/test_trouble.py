"""Handing over that goes wrong or is stopped."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from db import drives
from db.failure import Fault, StoreProblem
from db.store import Store
from desktop import places
from desktop.dialogs.message import MessageDialog
from desktop.hand_over import work
from tests.desktop.dialog_steps import stop
from tests.desktop.gate import Gate
from tests.desktop.hand_over.steps import files, opened, stepping
from tests.desktop.shell import Answers, destroy
from tests.desktop.window_steps import click, press, raising

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.background import Task
    from desktop.hand_over.dialog import HandOverDialog
    from desktop.main_window import MainWindow
    from tests.desktop.stick_steps import Drives


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
    stepping(monkeypatch, raising(OSError(number, "x")))
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
    stepping(monkeypatch, raising(RuntimeError("nổ")))
    answers.give(MessageDialog, "")
    click(dialog.confirm)
    assert "bất ngờ" in answers.words
    assert "nổ" in caplog.text
    assert dialog.confirm.text() == "Giao lại"


def test_a_store_that_cannot_note_it_takes_nothing_from_the_file(
    dialog: HandOverDialog, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "note_given", raising(StoreProblem(Fault.DISK_FULL, stick)))
    click(dialog.confirm)
    assert len(files(stick)) == 1
    assert dialog.outcome.complaint.isVisible()
    assert "Tệp đã ghi trọn vẹn" in dialog.outcome.complaint.text()
    assert "đã đầy" in dialog.outcome.complaint.text()


# --- stopping


def gate_in_the_writing(patch: pytest.MonkeyPatch) -> Gate:
    """Let the writing begin but not end."""
    gate = Gate()

    def wait(task: Task, done: int, total: int) -> None:
        task.progress(100 * done // total, 100)
        gate.wait()

    stepping(patch, wait)
    return gate


@pytest.mark.parametrize("how", ["strip", "button", "key", "close"])
def test_the_writing_can_be_stopped(
    how: str,
    qtbot: QtBot,
    busy_window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    stick: Path,
) -> None:
    gate = gate_in_the_writing(monkeypatch)
    busy_window.begin(sample=True)
    dialog = opened(qtbot, busy_window)
    qtbot.waitUntil(lambda: dialog.place.folder() == stick, timeout=20000)
    click(dialog.confirm)
    qtbot.waitUntil(gate.reached.is_set, timeout=20000)
    qtbot.waitUntil(lambda: dialog.strip._bar.value() > 0, timeout=20000)
    assert not dialog.confirm.isEnabled()
    stop(dialog, how)
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


def test_a_second_enter_does_not_stop_the_writing(
    qtbot: QtBot, busy_window: MainWindow, monkeypatch: pytest.MonkeyPatch, stick: Path
) -> None:
    gate = gate_in_the_writing(monkeypatch)
    busy_window.begin(sample=True)
    dialog = opened(qtbot, busy_window)
    qtbot.waitUntil(lambda: dialog.place.folder() == stick, timeout=20000)
    press(dialog.reports, Qt.Key.Key_Return)
    qtbot.waitUntil(gate.reached.is_set, timeout=20000)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        press(dialog.focusWidget(), key)
    assert dialog.work.task is not None
    assert not dialog.work.task.cancelled
    gate.opened.set()
    qtbot.waitUntil(dialog.outcome.isVisible, timeout=20000)
    assert len(files(stick)) == 1
    assert dialog.confirm.hasFocus()
    destroy(dialog)


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

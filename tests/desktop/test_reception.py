"""What a second start asks for, carried out in the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from db.store import Store
from desktop import places
from desktop.dialogs.message import MessageDialog
from desktop.reception import Reception
from desktop.second_start import Answer, Request, Word, server_name
from tests.desktop.opened import field
from tests.desktop.shell import wait_for_summaries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow
    from tests.desktop.shell import Answers

FRONT = Request(Word.OPEN)
SAMPLE = Request(Word.SAMPLE)
CLOSE = Request(Word.CLOSE)
KEY = "gov_tasks_total"


@pytest.fixture
def reception(window: MainWindow, tmp_path: Path) -> Iterator[Reception]:
    made = Reception(window, server_name(tmp_path))
    yield made
    made.close()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "sổ khác.cchc"
    Store.create(path, editor="kiểm thử").close()
    return path


@pytest.fixture
def typing(qtbot: QtBot, sample: MainWindow) -> str:
    """A report of the samples is open and the cursor is in a field; its id."""
    wait_for_summaries(qtbot, sample)
    report = sample.pile.home.reports.current()
    sample.show_report(report)
    assert sample.report is not None
    field(sample.report, KEY).edit.selectAll()
    return report


def type_into(window: MainWindow, words: str) -> None:
    QTest.keyClicks(window.focusWidget(), words)


def is_open(window: MainWindow, path: Path) -> bool:
    return window.desk.store is not None and window.desk.store.path == path


def test_a_mere_second_start_brings_the_window_forward(
    qtbot: QtBot, window: MainWindow, reception: Reception
) -> None:
    window.showMinimized()
    assert reception.receive(FRONT) is Answer.DONE
    assert not window.isMinimized()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.desk.store is None


def test_a_large_window_comes_back_large(window: MainWindow, reception: Reception) -> None:
    window.showMaximized()
    window.setWindowState(window.windowState() | Qt.WindowState.WindowMinimized)
    reception.receive(FRONT)
    assert window.isMaximized()
    assert not window.isMinimized()


def test_a_store_is_opened_after_the_answer(
    qtbot: QtBot, window: MainWindow, reception: Reception, store: Path
) -> None:
    assert reception.receive(Request(Word.OPEN, store)) is Answer.DONE
    assert window.desk.store is None
    qtbot.waitUntil(lambda: is_open(window, store))
    assert window.pile.currentWidget() is window.pile.home


def test_the_samples_are_opened(qtbot: QtBot, window: MainWindow, reception: Reception) -> None:
    assert reception.receive(SAMPLE) is Answer.DONE
    qtbot.waitUntil(lambda: is_open(window, places.sample_store()))


def test_what_is_wrong_with_a_store_is_told_in_the_window(
    qtbot: QtBot, window: MainWindow, reception: Reception, answers: Answers, tmp_path: Path
) -> None:
    answers.give(MessageDialog, "")
    reception.receive(Request(Word.OPEN, tmp_path / "không có.cchc"))
    qtbot.waitUntil(lambda: bool(answers.asked))
    assert "Không tìm thấy" in answers.words


def test_what_is_typed_is_kept_before_another_store_opens(
    qtbot: QtBot, sample: MainWindow, typing: str, reception: Reception, store: Path
) -> None:
    type_into(sample, "123")
    reception.receive(Request(Word.OPEN, store))
    qtbot.waitUntil(lambda: is_open(sample, store))
    with Store.open(places.sample_store(), editor="kiểm thử") as left:
        assert left.load(typing).figures[KEY] == 123


def test_what_cannot_be_understood_keeps_the_store_open(
    qtbot: QtBot,
    sample: MainWindow,
    typing: str,
    reception: Reception,
    store: Path,
    answers: Answers,
) -> None:
    type_into(sample, "12a")
    answers.give(MessageDialog, "", "drop")
    reception.receive(Request(Word.OPEN, store))
    qtbot.waitUntil(lambda: bool(answers.asked))
    assert "12a" in answers.words
    assert is_open(sample, places.sample_store())


def test_an_installer_may_close_the_window(
    qtbot: QtBot, sample: MainWindow, typing: str, reception: Reception
) -> None:
    type_into(sample, "77")
    assert reception.receive(CLOSE) is Answer.DONE
    assert sample.isVisible()
    qtbot.waitUntil(lambda: not sample.isVisible())
    with Store.open(places.sample_store(), editor="kiểm thử") as left:
        assert left.load(typing).figures[KEY] == 77


def test_an_open_dialog_is_answered_first(
    qtbot: QtBot, window: MainWindow, reception: Reception, store: Path
) -> None:
    dialog = QDialog(window)
    answers: list[Answer] = []

    def ask() -> None:
        answers.extend(map(reception.receive, (Request(Word.OPEN, store), SAMPLE, CLOSE, FRONT)))
        dialog.accept()

    QTimer.singleShot(0, dialog, ask)
    dialog.exec()
    assert answers == [Answer.BUSY, Answer.BUSY, Answer.BUSY, Answer.DONE]
    assert window.isVisible()
    assert window.desk.store is None
    dialog.deleteLater()


def test_a_dialog_of_the_systems_counts_too(
    qtbot: QtBot, window: MainWindow, reception: Reception, store: Path
) -> None:
    program, dialog = QEventLoop(), QEventLoop()
    answers: list[Answer] = []

    def ask() -> None:
        answers.append(reception.receive(Request(Word.OPEN, store)))
        dialog.quit()

    def show_dialog() -> None:
        QTimer.singleShot(0, dialog, ask)
        dialog.exec()
        program.quit()

    QTimer.singleShot(0, program, show_dialog)
    program.exec()
    assert answers == [Answer.BUSY]


def test_one_thing_is_done_after_the_other(
    qtbot: QtBot, window: MainWindow, reception: Reception, store: Path
) -> None:
    assert reception.receive(Request(Word.OPEN, store)) is Answer.DONE
    assert reception.receive(SAMPLE) is Answer.BUSY
    assert reception.receive(FRONT) is Answer.DONE
    qtbot.waitUntil(lambda: is_open(window, store))
    assert reception.receive(SAMPLE) is Answer.DONE
    qtbot.waitUntil(lambda: is_open(window, places.sample_store()))

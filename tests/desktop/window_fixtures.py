"""The whole window as fixtures: without a store, and with the samples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop import background
from desktop.dialogs.export import ExportDialog, FolderDialog, OpenFileDialog, TargetOpenDialog
from desktop.dialogs.issue import IssueDialog
from desktop.dialogs.message import MessageDialog
from desktop.dialogs.new_report import NewReportDialog
from desktop.dialogs.restore import RemovedDialog, RestoreDialog
from desktop.dialogs.unit_picker import UnitDialog
from tests.desktop.shell import Answers, main_window, use_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Answers to dialogs; one that was not expected fails the test."""
    given = Answers(monkeypatch)
    for dialog in (
        ExportDialog,
        FolderDialog,
        OpenFileDialog,
        TargetOpenDialog,
        IssueDialog,
        MessageDialog,
        NewReportDialog,
        RemovedDialog,
        RestoreDialog,
        UnitDialog,
    ):
        given.give(dialog)
    return given


@pytest.fixture
def window(
    qtbot: QtBot, look: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: Answers
) -> Iterator[MainWindow]:
    """The window, without a store."""
    use_folder(tmp_path, monkeypatch)
    with main_window(qtbot, tmp_path) as shown:
        yield shown


@pytest.fixture
def busy_window(
    qtbot: QtBot, look: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """The window, without a store; it works in the background, as the real one does."""
    use_folder(tmp_path, monkeypatch)
    with main_window(qtbot, tmp_path, is_threaded=True) as shown:
        yield shown
        background.shutdown()


@pytest.fixture
def sample(window: MainWindow) -> MainWindow:
    """The window with the sample reports open."""
    window.begin(sample=True)
    return window

"""The dialogs of receiving on small screens: all of them is reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from desktop.receiving.deciding import ConflictsDialog
from tests.desktop.dialog_steps import assert_whole, put_away, show
from tests.desktop.receiving.steps import Commune, opened_register
from tests.desktop.window_steps import click, press, store_of
from tests.provinces import THREE_LEVELS

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow
    from desktop.receiving.dialog import ReceiveDialog


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
    register = opened_register(qtbot, district, THREE_LEVELS.now)
    for each in (made, register):
        each.resize(667, 336)
        QCoreApplication.processEvents()
        assert (each.width(), each.height()) == (667, 336)
        assert_whole(each)
        put_away(each)

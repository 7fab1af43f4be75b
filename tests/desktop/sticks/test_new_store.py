"""No new store is made on a stick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.dialogs.export import ExportDialog
from tests.desktop.shell import Answers
from tests.desktop.sticks.steps import opened
from tests.desktop.window_steps import click, press

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from desktop.main_window import MainWindow
    from tests.desktop.stick_steps import Officer


def to_the_last_question(window: MainWindow) -> None:
    window.begin()
    window.pile.start.picker.choose("VPUBND")
    click(window.pile.start.next)
    click(window.pile.start.next)


def test_no_store_is_made_on_a_stick_and_one_key_puts_it_here(
    window: MainWindow, officer: Officer, stick: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_the_last_question(window)
    page = window.pile.start
    Answers(monkeypatch).give(ExportDialog, stick / "so.cchc")
    click(page.browse)
    assert not page.local.isVisible()
    press(page.path, Qt.Key.Key_Return)
    assert "USB “KINGSTON”" in page._problem.text()
    assert page.local.hasFocus()
    press(page.local, Qt.Key.Key_Return)
    assert page.path.text() == str(here)
    assert not page._problem.isVisible()
    assert page.next.hasFocus()
    press(page.next, Qt.Key.Key_Return)
    assert opened(window) == here
    assert list(stick.iterdir()) == []
    assert not window.desk.has_news


def test_typing_another_place_takes_the_refusal_away(
    window: MainWindow, officer: Officer, stick: Path
) -> None:
    to_the_last_question(window)
    page = window.pile.start
    page.path.setText(str(stick / "so.cchc"))
    click(page.next)
    assert page.local.isVisible()
    page.path.setFocus()
    QTest.keyClicks(page.path, "x")
    assert not page.local.isVisible()
    assert page.step == 2

"""A window with a stick, a store on it, and an officer who answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.desktop.shell import main_window, use_folder
from tests.desktop.stick_steps import Drives, Officer
from tests.desktop.sticks.steps import store_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow


@pytest.fixture
def window(
    qtbot: QtBot, look: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, machine: Drives
) -> Iterator[MainWindow]:
    """The window, without a store; its dialogs are real ones."""
    use_folder(tmp_path, monkeypatch)
    with main_window(qtbot, tmp_path) as shown:
        yield shown


@pytest.fixture
def officer(window: MainWindow) -> Iterator[Officer]:
    """Answers dialogs; whatever nobody expected fails the test."""
    reading = Officer()
    yield reading
    surprised = list(reading.surprised)
    window.close()
    reading.leave()
    assert surprised == []


@pytest.fixture
def there(stick: Path) -> Path:
    """A store on the stick, with one report in it."""
    return store_at(stick / "so.cchc")


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """Where the copy of that store is to lie."""
    return tmp_path / "Báo cáo CCHC" / "so.cchc"


@pytest.fixture
def busy_window(machine: Drives, busy_window: MainWindow) -> MainWindow:
    """A window that copies in the background; its dialogs are real ones."""
    busy_window.show_start()
    return busy_window

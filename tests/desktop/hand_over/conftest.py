"""The dialog that hands over, with a stick plugged in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.desktop.dialog_steps import put_away
from tests.desktop.hand_over.steps import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.hand_over.dialog import HandOverDialog
    from desktop.main_window import MainWindow


@pytest.fixture
def dialog(qtbot: QtBot, sample: MainWindow, stick: Path) -> Iterator[HandOverDialog]:
    """The dialog over the window with the sample reports, every report looked at."""
    made = opened(qtbot, sample)
    yield made
    put_away(made)

"""What tests of the window share: a window to put things in, in the program's own look."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.command_line import run
from tests.desktop.district import district
from tests.desktop.stick_fixtures import machine, stick
from tests.desktop.window_fixtures import answers, busy_window, sample, window

__all__ = ["answers", "busy_window", "district", "machine", "run", "sample", "stick", "window"]

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget
    from pytestqt.qtbot import QtBot

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says so of every window; it is no fault of ours."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture
def look(qapp: QApplication) -> None:
    """The light look, with the bundled fonts."""
    from desktop.appearance import theme

    theme.apply(qapp, "light")


@pytest.fixture
def host(qtbot: QtBot, look: None) -> QWidget:
    """A shown and active window with a vertical layout."""
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    widget = QWidget()
    widget.resize(900, 500)
    QVBoxLayout(widget)
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget

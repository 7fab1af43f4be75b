"""The running program: the Qt application, its look and language, the net below it, the window."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from desktop import crash, places, resources, translation
from desktop.appearance import fonts, theme
from desktop.main_window import TITLE, MainWindow
from desktop.settings import MachineFile

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.appearance.theme import Mode

#: The folder of the settings bears this name; letters that every system can write.
NAME: Final = "BaoCaoCCHC"
_SETTINGS: Final = "cai-dat.json"


def run(store: Path | None, *, sample: bool = False) -> int:
    """Show the window and return the exit code once it is closed.

    Args:
        store: The store to open; None opens the last one, or asks the first questions.
        sample: Open the sample reports instead.
    """
    app = make()
    machine = MachineFile(places.data_folder() / _SETTINGS)
    theme.apply(app, cast("Mode", machine.value.theme))
    window = MainWindow(machine)
    net = crash.Net(window.rescue, _tell)
    net.spread()
    window.painted.connect(partial(translation.install, app))
    window.painted.connect(fonts.register_rest)
    window.painted.connect(lambda: window.begin(store, sample=sample))
    window.painted.connect(_prepare_charts)
    window.show()
    try:
        return app.exec()
    finally:
        net.fold()
        window.deleteLater()


def _prepare_charts() -> None:
    """Keep matplotlib's list of fonts, so that only the very first chart has to wait for it."""
    from forms import charts

    charts.use_cache_folder(places.data_folder() / "matplotlib")


def make() -> QApplication:
    """Return the application, with its names, language and fonts; there is but one."""
    there = QApplication.instance()
    if isinstance(there, QApplication):
        app = there
    else:
        # Before the application is made: 125 % and 150 % are shown as they are, not rounded.
        QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
            Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
        )
        app = QApplication(sys.argv[:1])
    app.setApplicationName(NAME)
    app.setApplicationDisplayName(TITLE)
    app.setWindowIcon(QIcon(str(resources.path("icons", "app.png"))))
    translation.install_words(app)
    return app


def _tell(words: str, details: str) -> None:
    from desktop.dialogs.message import CLOSE, MessageDialog  # nobody needs it at the start

    MessageDialog.ask(
        QApplication.activeWindow(), "Chương trình gặp lỗi", words, (CLOSE,), details=details
    )

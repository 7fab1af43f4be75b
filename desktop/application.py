"""The running program: the Qt application, its look and language, the net below it, the window."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from desktop import crash, identity, places, resources, translation
from desktop.appearance import fonts, theme
from desktop.instance import Instance
from desktop.main_window import MainWindow
from desktop.settings import MachineFile
from forms.problem import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.appearance.theme import Mode

_SETTINGS: Final = "cai-dat.json"


def run(store: Path | None, *, sample: bool = False) -> int:
    """Show the window and return the exit code once it is closed.

    If the program runs already, its window comes to the front and opens the store; this process
    then ends at once.

    Args:
        store: The store to open; None opens the last one, or asks the first questions.
        sample: Open the sample reports instead.

    Raises:
        Problem: The program runs already but can't be reached, or its data have no place.
    """
    instance = Instance(_data_folder())
    if not instance.is_first() and _is_passed_on(instance, store, sample=sample):
        return 0
    try:
        return _show(instance, store, sample=sample)
    finally:
        instance.release()


def close_running() -> int:
    """Have the running program close; return 0 once it has, or if none runs.

    Raises:
        Problem: It did not close: it is asking something, or takes too long.
    """
    instance = Instance(_data_folder())
    try:
        if not instance.is_first():
            from desktop.second_start import SecondStart

            SecondStart(instance).close_other()
    finally:
        instance.release()
    return 0


def _is_passed_on(instance: Instance, store: Path | None, *, sample: bool) -> bool:
    from desktop.second_start import SecondStart, opening

    return SecondStart(instance).is_passed_on(opening(store, sample=sample))


def _show(instance: Instance, store: Path | None, *, sample: bool) -> int:
    app = make()
    machine = MachineFile(places.data_folder() / _SETTINGS)
    theme.apply(app, cast("Mode", machine.value.theme))
    window = MainWindow(machine)
    net = crash.Net(window.rescue, _tell)
    net.spread()
    window.painted.connect(partial(translation.install, app))
    window.painted.connect(fonts.register_rest)
    # Not after what follows, which may ask something first and so take any time.
    listen = partial(_listen, app, window, instance)
    window.painted.connect(lambda: QTimer.singleShot(0, window, listen))
    window.painted.connect(lambda: window.begin(store, sample=sample))
    window.painted.connect(_prepare_charts)
    window.show()
    try:
        return app.exec()
    finally:
        net.fold()
        window.deleteLater()


def _data_folder() -> Path:
    identity.take()
    try:
        return places.data_folder()
    except OSError as error:
        raise Problem(
            f"Không tạo được thư mục dữ liệu của chương trình “{error.filename}”. "
            "Hãy kiểm tra ổ đĩa còn chỗ và bạn có quyền ghi vào đó rồi mở lại."
        ) from error


def _listen(app: QApplication, window: MainWindow, instance: Instance) -> None:
    """Let second starts reach the window."""
    if instance.is_known:
        from desktop.reception import Reception
        from desktop.second_start import server_name

        reception = Reception(window, server_name(instance.folder))
        app.aboutToQuit.connect(reception.close)


def _prepare_charts() -> None:
    from desktop import font_cache

    font_cache.prepare()


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
    identity.take()
    app.setWindowIcon(QIcon(str(resources.path("icons", "app.png"))))
    translation.install_words(app)
    return app


def _tell(words: str, details: str) -> None:
    from desktop.dialogs.message import CLOSE, MessageDialog  # nobody needs it at the start

    MessageDialog.ask(
        QApplication.activeWindow(), "Chương trình gặp lỗi", words, (CLOSE,), details=details
    )

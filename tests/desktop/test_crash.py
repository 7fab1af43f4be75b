"""An error nobody expected: saved, written down, told once, and the end."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from desktop import application, crash, places
from desktop.dialogs.message import MessageDialog
from desktop.main_window import MainWindow
from tests.desktop.shell import use_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


class _Told:
    """Notes what was saved and told."""

    def __init__(self) -> None:
        self.saved = 0
        self.told: list[tuple[str, str]] = []

    def save(self) -> None:
        self.saved += 1

    def tell(self, words: str, details: str) -> None:
        self.told.append((words, details))


@pytest.fixture
def told(
    qapp: QCoreApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[_Told, crash.Net]]:
    """A net that is spread, and what it did."""
    use_folder(tmp_path, monkeypatch)
    ends: list[int] = []
    monkeypatch.setattr(QCoreApplication, "exit", lambda code=0: ends.append(code))
    noted = _Told()
    net = crash.Net(noted.save, noted.tell)
    net.spread()
    yield noted, net
    net.fold()
    assert set(ends) == {crash.EXIT_CODE}


def _boom() -> None:
    raise RuntimeError("nổ")


def _raise_into_hook() -> None:
    try:
        _boom()
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def test_it_is_saved_written_down_and_told_once(told: tuple[_Told, crash.Net]) -> None:
    noted, _ = told
    _raise_into_hook()
    _raise_into_hook()
    assert noted.saved == 1
    ((words, details),) = noted.told
    assert "đóng lại" in words
    assert "RuntimeError: nổ" in details
    assert places.log_file().read_text(encoding="utf-8").count("RuntimeError: nổ") == 2


def test_an_error_while_saving_is_written_down_too(told: tuple[_Told, crash.Net]) -> None:
    noted, net = told

    def fail() -> None:
        raise OSError("đĩa")

    net._save = fail
    _raise_into_hook()
    assert noted.told
    assert "OSError: đĩa" in places.log_file().read_text(encoding="utf-8")


def test_an_error_in_another_thread_arrives(qtbot: QtBot, told: tuple[_Told, crash.Net]) -> None:
    noted, _ = told
    thread = threading.Thread(target=_boom)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(noted.told))


def test_ctrl_c_just_ends(told: tuple[_Told, crash.Net]) -> None:
    noted, net = told
    net.catch(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not noted.told


def test_the_log_never_grows_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "loi.log"
    monkeypatch.setattr(crash, "_MOST_BYTES", 10)
    crash.write_down(log, "một")
    crash.write_down(log, "hai")
    assert "một" not in log.read_text(encoding="utf-8")
    crash.write_down(tmp_path / "khong co" / "loi.log", "ba")


def test_the_dialog_lets_the_details_be_copied(
    qtbot: QtBot, look: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def answer(dialog: MessageDialog) -> int:
        copy = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Chép chi tiết")
        copy.click()
        shown.append(dialog.accessibleDescription())
        return 0

    monkeypatch.setattr(MessageDialog, "exec", answer)
    application._tell("Lỗi bất ngờ.", "chi tiết")
    assert shown == ["Lỗi bất ngờ."]
    assert QGuiApplication.clipboard().text() == "chi tiết"


def test_the_program_runs_and_ends(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_folder(tmp_path, monkeypatch)
    begin = MainWindow.begin

    def begin_and_close(window: MainWindow, store: Path | None, *, sample: bool) -> None:
        begin(window, store, sample=sample)
        QTimer.singleShot(0, window, window.close)

    monkeypatch.setattr(MainWindow, "begin", begin_and_close)
    before = sys.excepthook
    assert application.run(None, sample=True) == 0
    assert sys.excepthook is before


def test_an_error_in_the_running_program_ends_it_with_its_own_code(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_folder(tmp_path, monkeypatch)
    told: list[str] = []
    monkeypatch.setattr(application, "_tell", lambda words, _: told.append(words))

    def begin(window: MainWindow, *_: object, **__: object) -> None:
        window.desk.open_sample()
        QTimer.singleShot(0, _raise_into_hook)

    monkeypatch.setattr(MainWindow, "begin", begin)
    assert application.run(None) == crash.EXIT_CODE
    assert told

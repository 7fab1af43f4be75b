"""An error nobody expected: saved, written down, told once, and the end."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from desktop import application, command_line, crash, identity, places
from desktop.__main__ import main
from desktop.dialogs.message import MessageDialog
from desktop.main_window import MainWindow
from tests.desktop.shell import use_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

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


@pytest.mark.parametrize("error", [None, RuntimeError("nổ")])
def test_what_a_part_logs_is_written_down_while_the_net_is_spread(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception | None,
) -> None:
    use_folder(tmp_path, monkeypatch)
    logger = logging.getLogger("part of it")
    net = crash.Net(lambda: None, lambda *_: None)
    net.spread()
    logger.info("đang ghi")
    logger.error("không %s được", "ghi", exc_info=error)
    net.fold()
    logger.error("sau cùng")
    assert [record.getMessage() for record in caplog.records] == ["không ghi được", "sau cùng"]
    log = places.log_file().read_text(encoding="utf-8")
    assert "không ghi được\n" in log
    assert ("RuntimeError: nổ" in log) == (error is not None)
    assert "đang ghi" not in log
    assert "sau cùng" not in log


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


def test_a_program_nobody_looks_for_listens_to_nobody(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_folder(tmp_path, monkeypatch)
    made: list[object] = []
    monkeypatch.setattr("desktop.instance.Instance.is_known", False)  # it got no lock
    monkeypatch.setattr("desktop.reception.Reception", lambda *given: made.append(given))

    def begin(window: MainWindow, *_: object, **__: object) -> None:
        QTimer.singleShot(0, window, window.close)

    monkeypatch.setattr(MainWindow, "begin", begin)
    assert application.run(None) == 0
    assert made == []


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


# --- before there is a window

ROOT: Final = Path(__file__).parents[2]


class _Boxes:
    """A windowed program without any stream; notes the boxes shown."""

    def __init__(self) -> None:
        self.boxes: list[str] = []

    def redirected(self, _: int) -> int | None:
        return None

    def attach_console(self) -> str | None:
        return None

    def show_box(self, words: str) -> None:
        self.boxes.append(words)


@pytest.mark.parametrize(
    ("arguments", "boxes"), [([], 1), (["sổ.cchc"], 1), (["self-test", "--out", "x"], 0)]
)
def test_an_early_error_is_written_down_and_told_only_to_a_person(
    arguments: list[str], boxes: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_folder(tmp_path, monkeypatch)
    system = _Boxes()
    error = ImportError("DLL load failed while importing QtGui\nmore")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", None)
        patch.setattr(sys, "stderr", None)
        assert crash.end(error, arguments, system) == crash.EXIT_CODE
    assert "DLL load failed" in places.log_file().read_text(encoding="utf-8")
    assert len(system.boxes) == boxes
    for words in system.boxes:
        assert "DLL load failed while importing QtGui)" in words
        assert str(places.log_file()) in words


def test_a_frozen_program_catches_what_nothing_else_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    use_folder(tmp_path, monkeypatch)

    def fail(_: list[str]) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(command_line, "run", fail)
    with pytest.raises(ZeroDivisionError):
        main(["forms"])
    assert not places.log_file().exists()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert main(["forms"]) == crash.EXIT_CODE
    assert "ZeroDivisionError" in places.log_file().read_text(encoding="utf-8")
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "ZeroDivisionError" in said.err
    assert "Traceback" not in said.err


#: A frozen program from whose build Qt was left out.
_WITHOUT_QT: Final = """
import sys
sys.modules["PySide6"] = None
sys.frozen = True
from desktop.__main__ import main
sys.exit(main())
"""


@pytest.mark.parametrize("variable", ["LOCALAPPDATA", "XDG_DATA_HOME"])
def test_without_qt_the_error_is_found_where_qt_would_have_put_it(
    tmp_path: Path, variable: str
) -> None:
    plain = {name: value for name, value in os.environ.items() if name != "XDG_DATA_HOME"}
    ended = subprocess.run(
        [sys.executable, "-c", _WITHOUT_QT, "open"],
        env={**plain, variable: str(tmp_path), "QT_QPA_PLATFORM": "offscreen"},
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    log = tmp_path / identity.NAME / "loi.log"
    assert ended.returncode == crash.EXIT_CODE
    assert (ended.stdout, ended.stderr.count("\n")) == ("", 1)
    assert "PySide6" in ended.stderr
    assert str(log) in ended.stderr
    assert "Traceback" in log.read_text(encoding="utf-8")


def test_without_qt_what_needs_none_still_works() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _WITHOUT_QT, "forms"], cwd=ROOT, capture_output=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_a_log_that_has_no_place_keeps_nobody_from_being_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tệp").write_text("x")
    monkeypatch.setattr(places, "log_file", lambda: (_ for _ in ()).throw(OSError("đĩa")))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "tệp"))
    assert crash.end(RuntimeError("nổ"), []) == crash.EXIT_CODE
    assert "RuntimeError: nổ" in capsys.readouterr().err

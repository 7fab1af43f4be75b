"""The last net: an error nobody expected is written down, told once, and ends the program.

Qt is imported only where the window is there already: it may be the very thing that is missing.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop import identity, streams

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

#: What the program returns to the system after an error nobody expected.
EXIT_CODE: Final = 3
#: The log is begun anew above this size.
_MOST_BYTES: Final = 1_000_000


class Log(logging.Handler):
    """Writes down what a part of the program logged; a windowed program has no other place."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)

    def emit(self, record: logging.LogRecord) -> None:
        """`logging`'s override: add the words, and the error if there is one."""
        error = record.exc_info[1] if record.exc_info else None
        details = describe(error) if error else _head()
        write_down(log_file(), f"{record.getMessage()}\n{details}")


class Net:
    """Catches what nothing else has caught.

    Args:
        save: Puts everything into safety as far as it still can.
        tell: Shows the words and the details to the person.
    """

    def __init__(self, save: Callable[[], None], tell: Callable[[str, str], None]) -> None:
        self._save = save
        self._tell = tell
        self._before = (sys.excepthook, threading.excepthook)
        self._log = Log()
        self.is_caught = False

    def spread(self) -> None:
        """Catch from now on."""
        sys.excepthook = self.catch
        threading.excepthook = self._catch_in_thread
        logging.getLogger().addHandler(self._log)

    def fold(self) -> None:
        """Catch no more."""
        sys.excepthook, threading.excepthook = self._before
        logging.getLogger().removeHandler(self._log)

    def catch(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Write the error down; the first one is told and ends the program."""
        from PySide6.QtCore import QCoreApplication

        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.exit(EXIT_CODE)
            return
        details = describe(error.with_traceback(trace))
        write_down(log_file(), details)
        if self.is_caught:
            return
        self.is_caught = True
        try:
            self._save()
        except Exception as second:  # noqa: BLE001  (nothing may keep the person from being told)
            write_down(log_file(), describe(second))
        self._tell(_WORDS, details)
        QCoreApplication.exit(EXIT_CODE)

    def _catch_in_thread(self, found: threading.ExceptHookArgs) -> None:
        """Carry an error of another thread over to the window's."""
        if found.exc_value is None:
            return
        from PySide6.QtCore import QCoreApplication, QTimer

        kind, error, trace = found.exc_type, found.exc_value, found.exc_traceback
        app = QCoreApplication.instance()
        if app is None:
            self._before[1](found)
        else:
            QTimer.singleShot(0, app, lambda: self.catch(kind, error, trace))


_WORDS: Final = (
    "Chương trình gặp lỗi bất ngờ và phải đóng lại. Mọi ô đã rời con trỏ đều đã được lưu; "
    "hãy mở lại chương trình để làm tiếp. Nếu lỗi lặp lại, bấm “Chép chi tiết” rồi gửi cho "
    "người phụ trách."
)


def end(
    error: BaseException, arguments: Sequence[str], system: streams.System | None = None
) -> int:
    """Write down and tell an error that came before there was a window; return the exit code.

    Args:
        error: The error.
        arguments: What the program was started with; a script is never shown a box.
        system: The system, for tests.
    """
    details = describe(error)
    log = log_file()
    write_down(log, details)
    said = f"{type(error).__name__}: {error}".partition("\n")[0]
    streams.tell(_EARLY.format(error=said, log=log), arguments, system)
    return EXIT_CODE


_EARLY: Final = (
    "Chương trình gặp lỗi bất ngờ nên không chạy được ({error}). Hãy mở lại; nếu vẫn lỗi, hãy "
    "cài lại chương trình, hoặc gửi tệp “{log}” cho người phụ trách. Dữ liệu đã lưu vẫn còn nguyên."
)


def log_file() -> Path:
    """Where errors are written down; without Qt, in the folder where Qt would look for it."""
    try:
        from desktop import places

        identity.take()
        return places.log_file()
    except (ImportError, OSError):
        return _folder_without_qt() / "loi.log"


def _folder_without_qt() -> Path:
    import tempfile

    given = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_DATA_HOME")
    folder = Path(given or tempfile.gettempdir()) / identity.NAME
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def describe(error: BaseException) -> str:
    """An error as whoever mends it needs it: where it was raised, in which version of what."""
    import traceback  # slow to load, and seldom needed

    return f"{_head()}\n{''.join(traceback.format_exception(error))}"


def _head() -> str:
    import platform  # slow to load, and seldom needed

    ours, python = f"{identity.TITLE} {identity.VERSION}", f"Python {platform.python_version()}"
    return f"{ours} · {python} · {platform.platform()}"


def write_down(log: Path, details: str) -> None:
    """Add to the log, which never grows without end."""
    from datetime import datetime  # slow to load, and seldom needed

    with suppress(OSError):
        is_long = log.exists() and log.stat().st_size > _MOST_BYTES
        with log.open("w" if is_long else "a", encoding="utf-8") as stream:
            stream.write(f"--- {datetime.now().astimezone():%d/%m/%Y %H:%M:%S}\n{details}\n")

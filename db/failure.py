"""What can go wrong around a store and is nobody's bug: disk, folder, file, another window.

The cause is read from SQLite's error code or the system's error number, never from a message.
Whatever has no entry here (a wrong statement, a broken constraint) passes through as the bug it is.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from abc import ABC, abstractmethod
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from forms.problem import Problem

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType


class Fault(StrEnum):
    """The kinds of trouble an office can meet, each with its own way out."""

    IN_USE = "in-use"
    NOT_OURS = "not-ours"
    TOO_NEW = "too-new"
    DAMAGED = "damaged"
    DISK_FULL = "disk-full"
    READ_ONLY = "read-only"
    NO_FOLDER = "no-folder"
    REMOVED = "removed"
    NOT_FOUND = "not-found"
    EXISTS = "exists"


class StoreProblem(Problem):
    """A fault of the surroundings, in a sentence that says where, what and what to do.

    Attributes:
        fault: Which trouble it is; tests and callers decide by it, never by the sentence.
    """

    def __init__(self, fault: Fault, path: Path, detail: str = "") -> None:
        super().__init__(_SENTENCES[fault].format(where=path, detail=detail))
        self.fault = fault


_SENTENCES: Final = MappingProxyType(
    {
        Fault.IN_USE: (
            "Sổ dữ liệu “{where}” đang được mở{detail}. "
            "Hãy đóng chương trình ở đó rồi mở lại; hai nơi không ghi cùng lúc vào một sổ."
        ),
        Fault.NOT_OURS: (
            "“{where}” không phải sổ dữ liệu của chương trình này (hoặc phần đầu tệp đã hỏng)"
            "{detail}. Hãy chọn đúng tệp sổ dữ liệu hoặc phục hồi từ bản sao lưu."
        ),
        Fault.TOO_NEW: (
            "Sổ dữ liệu “{where}” do phiên bản mới hơn của chương trình tạo ra{detail}. "
            "Hãy cập nhật chương trình rồi mở lại."
        ),
        Fault.DAMAGED: (
            "Sổ dữ liệu “{where}” bị hỏng{detail}. "
            "Hãy phục hồi từ bản sao lưu gần nhất; đừng xóa tệp đang có."
        ),
        Fault.DISK_FULL: (
            "Ổ đĩa chứa “{where}” đã đầy nên chưa ghi được{detail}. "
            "Hãy giải phóng chỗ trống rồi làm lại thao tác vừa rồi."
        ),
        Fault.READ_ONLY: (
            "Không được phép ghi vào “{where}”{detail}. "
            "Hãy bỏ thuộc tính chỉ đọc, hoặc chép sổ vào thư mục mà bạn được phép ghi."
        ),
        Fault.NO_FOLDER: (
            "Không có thư mục chứa “{where}”{detail}. Hãy tạo thư mục hoặc chọn nơi khác."
        ),
        Fault.REMOVED: (
            "Không đọc ghi được ổ đĩa chứa “{where}”{detail}. "
            "Hãy cắm lại thiết bị (hoặc kiểm tra ổ đĩa) rồi mở lại sổ."
        ),
        Fault.NOT_FOUND: "Không tìm thấy “{where}”{detail}. Hãy kiểm tra lại tên tệp và nơi lưu.",
        Fault.EXISTS: ("“{where}” đã có sẵn{detail}. Hãy mở tệp đó, hoặc đặt tên khác cho sổ mới."),
    }
)

_BY_SQLITE_CODE: Final = MappingProxyType(
    {
        sqlite3.SQLITE_BUSY: Fault.IN_USE,
        sqlite3.SQLITE_CORRUPT: Fault.DAMAGED,
        sqlite3.SQLITE_NOTADB: Fault.NOT_OURS,
        sqlite3.SQLITE_FULL: Fault.DISK_FULL,
        sqlite3.SQLITE_READONLY: Fault.READ_ONLY,
        sqlite3.SQLITE_PERM: Fault.READ_ONLY,
        sqlite3.SQLITE_IOERR: Fault.REMOVED,
    }
)

_BY_ERRNO: Final = MappingProxyType(
    {
        errno.ENOSPC: Fault.DISK_FULL,
        errno.EDQUOT: Fault.DISK_FULL,
        errno.EFBIG: Fault.DISK_FULL,
        errno.EACCES: Fault.READ_ONLY,
        errno.EPERM: Fault.READ_ONLY,
        errno.EROFS: Fault.READ_ONLY,
        errno.EIO: Fault.REMOVED,
        errno.ENXIO: Fault.REMOVED,
        errno.ENODEV: Fault.REMOVED,
        errno.ESTALE: Fault.REMOVED,
        errno.ENOTDIR: Fault.NO_FOLDER,
        errno.ENAMETOOLONG: Fault.NO_FOLDER,
        errno.EEXIST: Fault.EXISTS,
        errno.EISDIR: Fault.NOT_OURS,
    }
)

#: The low byte of an extended result code is the primary code.
_PRIMARY: Final = 0xFF


class Guard(ABC):
    """Turns some errors that happen with a file into a `StoreProblem`; leaves the rest alone."""

    # A class, not a generator: every edit passes through here.
    __slots__ = ("_path",)

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:  # noqa: B027  (nothing needs preparing, in no guard)
        """Nothing needs preparing."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Raise the fault that the error stands for, if it stands for one."""
        fault = None if error is None else self._fault(error)
        if fault is not None:
            raise StoreProblem(fault, self._path) from error

    @abstractmethod
    def _fault(self, error: BaseException) -> Fault | None:
        """Return the fault an error stands for, None if it is none of the file's."""


class faults(Guard):  # noqa: N801  (read as a word: ``with faults(path):``)
    """Turn what SQLite or the system says of ``path`` into a `StoreProblem`; leave bugs alone."""

    __slots__ = ()

    def _fault(self, error: BaseException) -> Fault | None:
        return _fault_of(error, self._path)


def _fault_of(error: BaseException, path: Path) -> Fault | None:
    match error:
        case sqlite3.Error():
            return _of_sqlite(error, path)
        case UnicodeDecodeError():
            return Fault.DAMAGED  # SQLite's message quotes the file, and what it quotes is broken
        case OSError(errno=errno.ENOENT):
            return _missing(path)
        case OSError():
            return _BY_ERRNO.get(error.errno or 0)
        case _:
            return None


def _of_sqlite(error: sqlite3.Error, path: Path) -> Fault | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # Python raises OperationalError of its own accord only for text that is not UTF-8.
        return Fault.DAMAGED if isinstance(error, sqlite3.OperationalError) else None
    if code & _PRIMARY == sqlite3.SQLITE_CANTOPEN:
        return _cannot_open(path)
    return _BY_SQLITE_CODE.get(code & _PRIMARY)


def _cannot_open(path: Path) -> Fault:
    if not os.path.exists(path):  # noqa: PTH110  (Path.exists raises where a folder is closed to us)
        return _missing(path)
    return Fault.NOT_OURS if path.is_dir() else Fault.READ_ONLY


def _missing(path: Path) -> Fault:
    return Fault.NOT_FOUND if path.parent.is_dir() else Fault.NO_FOLDER

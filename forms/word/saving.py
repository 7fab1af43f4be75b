"""The Word file on disk: whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
from contextlib import contextmanager
from itertools import count
from types import MappingProxyType
from typing import TYPE_CHECKING

from forms.problem import Problem
from forms.word.package import compose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from forms.block import Document

_NUMBERED = re.compile(r"(?P<stem>.+) \((?P<number>\d+)\)")


class ExportCancelled(Problem):
    """The officer stopped the export; what stood at the target is untouched."""

    def __init__(self) -> None:
        super().__init__("Đã dừng xuất Word; tệp cũ (nếu có) vẫn còn nguyên.")


class TargetOpenError(Problem):
    """The file to be replaced is open in Word.

    Attributes:
        suggestion: A free name beside it, such as "Báo cáo (2).docx".
    """

    def __init__(self, target: Path, hint: str = "") -> None:
        self.suggestion = free_name(target)
        super().__init__(
            f"Tệp “{target.name}” đang mở trong Word (hoặc chỉ cho đọc) nên chưa ghi được. "
            "Hãy đóng tệp trong Word rồi xuất lại, "
            f"hoặc lưu với tên “{self.suggestion.name}”.{hint}"
        )


def never() -> bool:
    """Say that nobody has asked to stop."""
    return False


def free_name(target: Path) -> Path:
    """Return the first numbered name beside the target that no file bears and Word has not open."""
    known = _NUMBERED.fullmatch(target.stem)
    stem, first = (known["stem"], int(known["number"]) + 1) if known else (target.stem, 2)
    names = (target.with_name(f"{stem} ({number}){target.suffix}") for number in count(first))
    return next(name for name in names if not name.exists() and _owner_file(name) is None)


def _owner_file(target: Path) -> Path | None:
    """Return the file by which Word marks the target as open, if there is one.

    Word calls it "~$" and the name, of which a name of eight letters or more loses the first two
    and one of seven the first.
    """
    lost = min(2, max(0, len(target.stem) - 6))
    marks = (target.with_name(f"~${target.name[skip:]}") for skip in sorted({0, lost}))
    return next((mark for mark in marks if mark.exists()), None)


def _refuse_other_than_file(target: Path) -> None:
    """A folder or a device would be lost if a file were put in its place."""
    if target.exists() and not target.is_file():
        raise Problem(
            f"“{target.name}” là thư mục hoặc thiết bị, không ghi đè được. "
            "Hãy chọn một tên tệp khác để lưu tệp Word."
        )


def _refuse_open(target: Path) -> None:
    mark = _owner_file(target)
    if mark is not None and target.exists():
        raise TargetOpenError(
            target, f" Nếu Word không mở tệp này, hãy xóa tệp “{mark.name}” bên cạnh."
        )


_REFUSED = "Không có quyền ghi vào thư mục “{folder}”. Hãy chọn thư mục khác để lưu tệp Word."
_FULL = "Ổ đĩa chứa thư mục “{folder}” đã đầy. Hãy xóa bớt tệp hoặc chọn nơi khác rồi xuất lại."
_FAILED = "Không ghi được tệp “{name}” vào thư mục “{folder}”. Hãy chọn nơi khác hoặc tên khác."

#: The operating system's refusals in the officer's words.
_REASONS: Mapping[int, str] = MappingProxyType(
    {
        errno.ENOSPC: _FULL,
        errno.EDQUOT: _FULL,
        errno.EACCES: _REFUSED,
        errno.EPERM: _REFUSED,
        errno.EROFS: _REFUSED,
        errno.ENOENT: "Không có thư mục “{folder}”. Hãy chọn một thư mục có sẵn để lưu tệp Word.",
        errno.ENAMETOOLONG: (
            "Tên tệp “{name}” quá dài hoặc có ký tự không dùng được. "
            "Hãy đặt tên khác, ngắn hơn, rồi xuất lại."
        ),
    }
)
#: ERROR_INVALID_NAME and ERROR_FILENAME_EXCED_RANGE: how Windows refuses a name.
_NAME_REFUSED = (123, 206)
#: Bytes; on a disk with fewer, whatever was refused was refused for want of room.
_LEAST_FREE = 65_536


@contextmanager
def _in_words(target: Path) -> Iterator[None]:
    """Turn what the operating system refuses into a sentence."""
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(_number(error, target), _FAILED)
        raise Problem(reason.format(folder=target.parent, name=target.name)) from error


def _number(error: OSError, target: Path) -> int:
    """Return the errno of a refusal; Windows gives some of them another one."""
    number = error.errno or 0
    if getattr(error, "winerror", 0) in _NAME_REFUSED:
        return errno.ENAMETOOLONG
    if number == errno.ENOENT and target.parent.is_dir():
        return errno.ENAMETOOLONG  # a path that is too long is one that is not there
    if number not in _REASONS and _free(target.parent) < _LEAST_FREE:
        return errno.ENOSPC
    return number


def _free(folder: Path) -> int:
    """Return the free bytes of the disk; many where nobody can tell."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return _LEAST_FREE


@contextmanager
def _temporary(target: Path) -> Iterator[Path]:
    """Give a new name beside the target; whatever still bears it at the end is removed."""
    path = target.with_name(f".xuat-{secrets.token_hex(8)}.tmp")
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _write_durably(path: Path, content: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _put(path: Path, target: Path) -> None:
    try:
        path.replace(target)
    except PermissionError as error:
        if target.is_file():
            raise TargetOpenError(target) from error
        raise


def _stop_if(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise ExportCancelled


def _reporter(
    total: int, cancelled: Callable[[], bool], progress: Callable[[int, int], None] | None
) -> Callable[[], None]:
    """Return what is called before each block: counts, reports, and stops if asked to."""
    done = count()

    def step() -> None:
        _stop_if(cancelled)
        if progress is not None:
            progress(next(done), total)

    return step


def write_docx(
    document: Document,
    target: Path,
    *,
    cancelled: Callable[[], bool] = never,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Write the document as a Word file, in one piece: whatever fails, the old file stays.

    Args:
        document: What to print.
        target: The file to write or replace.
        cancelled: Asked before each block and before the file is put in place.
        progress: Told how many steps of how many are done.

    Raises:
        TargetOpenError: The target is open in Word; the error suggests a free name.
        ExportCancelled: ``cancelled`` said so.
        Problem: The disk is full, the folder is missing or may not be written to.
    """
    with _in_words(target):
        _refuse_other_than_file(target)
        _refuse_open(target)
    step = _reporter(len(document.blocks) + 1, cancelled, progress)
    content = compose(document, step)
    with _in_words(target), _temporary(target) as path:
        _write_durably(path, content)
        step()
        _put(path, target)
    if progress is not None:
        progress(len(document.blocks) + 1, len(document.blocks) + 1)

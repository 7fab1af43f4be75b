"""A file on disk: whole or not at all, and every refusal in the officer's words."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from contextlib import contextmanager, suppress
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_NOT_A_FILE: Final = (
    "Không ghi được {kind} “{name}”: đã có thư mục hoặc thiết bị mang tên đó, không ghi đè được. "
    "Hãy chọn một tên tệp khác."
)
_IN_USE: Final = (
    "Không ghi được {kind} “{name}”: tệp đang mở trong chương trình khác hoặc chỉ cho đọc. "
    "Hãy đóng tệp hoặc chọn tên khác, nơi khác rồi làm lại."
)
_REFUSED: Final = (
    "Không ghi được {kind} “{name}”: không có quyền ghi vào thư mục “{folder}”. "
    "Hãy chọn thư mục khác rồi làm lại."
)
_FULL: Final = (
    "Không ghi được {kind} “{name}”: ổ đĩa chứa thư mục “{folder}” đã đầy. "
    "Hãy xóa bớt tệp ở đó hoặc chọn nơi khác rồi làm lại."
)
_NO_FOLDER: Final = (
    "Không ghi được {kind} “{name}”: không có thư mục “{folder}”. "
    "Hãy chọn một thư mục có sẵn rồi làm lại."
)
_BAD_NAME: Final = (
    "Không ghi được {kind} “{name}”: tên tệp quá dài hoặc có ký tự không dùng được. "
    "Hãy đặt tên khác, ngắn hơn, rồi làm lại."
)
_FAILED: Final = (
    "Không ghi được {kind} “{name}” vào thư mục “{folder}”. "
    "Hãy chọn nơi khác hoặc tên khác rồi làm lại."
)
#: The operating system's refusals in the officer's words.
_REASONS: Final[Mapping[int, str]] = MappingProxyType(
    {
        errno.EACCES: _REFUSED,
        errno.EPERM: _REFUSED,
        errno.EROFS: _REFUSED,
        errno.ENOSPC: _FULL,
        errno.EDQUOT: _FULL,
        errno.ENOENT: _NO_FOLDER,
        errno.ENAMETOOLONG: _BAD_NAME,
    }
)
#: ERROR_INVALID_NAME and ERROR_FILENAME_EXCED_RANGE: how Windows refuses a name.
_NAME_REFUSED: Final = (123, 206)
#: Bytes; on a disk with fewer, whatever was refused was refused for want of room.
_LEAST_FREE: Final = 65_536


class InUseError(Problem):
    """The file to be replaced is open in another program, or read-only."""


def write_whole(target: Path, content: bytes, kind: str = "tệp") -> None:
    """Write a file in one piece: whatever fails, the old file stays.

    Args:
        target: The file to write or replace.
        content: What it is to hold.
        kind: What the file is called in a sentence.

    Raises:
        InUseError: The old file is open in another program.
        Problem: It can't be written; the sentence says why and what to do.
    """
    with placed(target, kind) as path:
        write_durably(path, content)


@contextmanager
def placed(target: Path, kind: str) -> Iterator[Path]:
    """Give a new name beside the target; what bears it at the end is put in the target's place.

    Whatever fails or is raised meanwhile, the old file stays and nothing is left beside it.

    Raises:
        InUseError: The old file is open in another program.
        Problem: It can't be written; the sentence says why and what to do.
    """
    with in_words(target, kind):
        refuse_other_than_file(target, kind)
        path = target.with_name(f".luu-{secrets.token_hex(8)}.tmp")
        try:
            yield path
            _put(path, target, kind)
        finally:
            with suppress(OSError):  # what stopped the writing matters, not the tidying
                path.unlink(missing_ok=True)


def write_durably(path: Path, content: bytes) -> None:
    """Write a new file to the disk itself: a name for what isn't there yet would be half a file."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def refuse_other_than_file(target: Path, kind: str) -> None:
    """A folder or a device would be lost if a file were put in its place."""
    if target.exists() and not target.is_file():
        raise Problem(_said(_NOT_A_FILE, target, kind))


@contextmanager
def in_words(target: Path, kind: str) -> Iterator[None]:
    """Turn what the operating system refuses into a sentence."""
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(_number(error, target.parent), _FAILED)
        raise Problem(_said(reason, target, kind)) from error


def _put(path: Path, target: Path, kind: str) -> None:
    try:
        path.replace(target)
    except PermissionError as error:
        if target.is_file():
            raise InUseError(_said(_IN_USE, target, kind)) from error
        raise


def _said(reason: str, target: Path, kind: str) -> str:
    return reason.format(kind=kind, name=target.name, folder=target.parent)


def _number(error: OSError, folder: Path) -> int:
    """Return the errno of a refusal; Windows gives some of them another one."""
    number = error.errno or 0
    if getattr(error, "winerror", 0) in _NAME_REFUSED:
        return errno.ENAMETOOLONG
    if number == errno.ENOENT and folder.is_dir():
        return errno.ENAMETOOLONG  # a path that is too long is one that is not there
    if number not in _REASONS and _free(folder) < _LEAST_FREE:
        return errno.ENOSPC
    return number


def _free(folder: Path) -> int:
    """Return the free bytes of the disk; many where nobody can tell."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return _LEAST_FREE

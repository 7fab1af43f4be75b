"""A file on disk: whole or not at all. No Qt."""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import suppress
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_REFUSED: Final = (
    "Không ghi được {kind} “{name}”: tệp đang mở trong chương trình khác hoặc thư mục “{folder}” "
    "không cho ghi. Hãy đóng tệp hoặc chọn nơi khác rồi làm lại."
)
_FULL: Final = (
    "Không ghi được {kind} “{name}”: ổ đĩa đã đầy. "
    "Hãy xóa bớt tệp ở đó hoặc chọn nơi khác rồi làm lại."
)
_NO_FOLDER: Final = (
    "Không ghi được {kind} “{name}”: không có thư mục “{folder}”. Hãy chọn nơi khác rồi làm lại."
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
    }
)


def write_whole(path: Path, content: bytes, kind: str = "tệp") -> None:
    """Write a file beside its place and put it there: whatever fails, the old file stays.

    Args:
        path: The file to write or replace.
        content: What it is to hold.
        kind: What the file is called in a sentence.

    Raises:
        Problem: It can't be written; the sentence says why and what to do.
    """
    partial = path.with_name(f".luu-{secrets.token_hex(8)}.tmp")
    try:
        _write_durably(partial, content)
        partial.replace(path)
    except OSError as error:
        reason = _reason(error, path.parent)
        words = reason.format(kind=kind, name=path.name, folder=path.parent)
        raise Problem(words) from error
    finally:
        with suppress(OSError):  # what stopped the writing matters, not the tidying
            partial.unlink(missing_ok=True)


def _write_durably(path: Path, content: bytes) -> None:
    """Write a new file to the disk itself: a name for what isn't there yet would be half a file."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _reason(error: OSError, folder: Path) -> str:
    if error.errno == errno.ENOENT and not folder.is_dir():  # else a name that is too long
        return _NO_FOLDER
    return _REASONS.get(error.errno or 0, _FAILED)

"""A passphrase out of a file; on the command line itself others could see it. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.problem import Problem

if TYPE_CHECKING:
    from pathlib import Path

#: Bytes; a passphrase is a line, not a document.
_LONGEST: Final = 1024


def read_passphrase(file: Path | None) -> str:
    """Return the first line of a file, without its end; "" if there is to be no passphrase.

    Raises:
        Problem: The file can't be read, or its first line can be no passphrase.
    """
    if file is None:
        return ""
    try:
        with file.open("rb") as stream:
            line = stream.readline(_LONGEST + 1)
        words = line.decode("utf-8-sig").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(
            f"Không đọc được tệp mật khẩu “{file}”. Hãy ghi mật khẩu ở dòng đầu của một tệp văn "
            "bản (bảng mã UTF-8)."
        ) from error
    if not words.strip():
        raise Problem(f"Tệp mật khẩu “{file}” trống. Hãy ghi mật khẩu ở dòng đầu của tệp.")
    if len(line) > _LONGEST:
        raise Problem(f"Mật khẩu trong tệp “{file}” quá dài. Hãy đặt mật khẩu ngắn hơn.")
    return words

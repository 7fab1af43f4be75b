"""The bytes of a file somebody chose, refused in a sentence where they can't be had."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from forms.problem import Problem, shown

if TYPE_CHECKING:
    from pathlib import Path


def read_bytes(path: Path, wanted: str, most: int) -> bytes:
    """Return a file's bytes.

    Args:
        path: The file.
        wanted: What it is to be, for messages: "tệp báo cáo (.json)".
        most: How many bytes it may have.

    Raises:
        Problem: It is no file, isn't there, can't be read or is larger.
    """
    try:
        kind = path.stat().st_mode
        if not stat.S_ISREG(kind):
            what = "là thư mục, không phải một tệp" if stat.S_ISDIR(kind) else "không phải một tệp"
            raise Problem(f"{shown(str(path))} {what}; hãy chọn một {wanted}.")
        with path.open("rb") as file:
            content = file.read(most + 1)
    except FileNotFoundError as error:
        raise Problem(f"Không tìm thấy tệp “{path}”; hãy kiểm tra lại đường dẫn.") from error
    except PermissionError as error:
        raise Problem(f"Không có quyền đọc tệp “{path}”; hãy chép tệp sang chỗ khác.") from error
    except (OSError, ValueError) as error:
        words = "hãy kiểm tra đường dẫn và ổ đĩa hoặc USB chứa tệp"
        raise Problem(f"Không đọc được tệp {shown(str(path))}; {words}.") from error
    if len(content) > most:
        raise Problem(f"Tệp “{path.name}” quá lớn nên không phải một {wanted}; hãy chọn tệp khác.")
    return content

"""`self-test`: the program tries itself out, where it is installed, from store to picture.

It is what the build runs on the frozen program. A windowed .exe may have nowhere to speak to, so
everything is also written into the output folder: `self-test.log` for people, `ket-qua.json` for
programs.
"""

from __future__ import annotations

import json
import platform
import sys
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from desktop import self_test_parts as parts
from desktop import self_test_work as work
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

Say = Callable[[str], None]

LOG: Final = "self-test.log"
RESULTS: Final = "ket-qua.json"
_FAILED: Final = 2


@dataclass(frozen=True, slots=True)
class Result:
    """How one step ended; ``problem`` is empty when it went well."""

    step: str
    said: str
    problem: str = ""


def run_self_test(out: Path, say: Say, *, as_json: bool = False) -> int:
    """Run every step, write the results, and return 0 if all went well, else 2.

    Raises:
        Problem: The results can't be written.
    """
    results = list(_results(out))
    found = _summary(results)
    told = json.dumps(found, ensure_ascii=False, indent=1)
    lines = [
        f"Python {platform.python_version()} trên {platform.platform()}",
        f"Nền Qt: {found['platform'] or 'không có'}{'; bản đóng gói' if found['frozen'] else ''}",
        *map(_line, results),
    ]
    _write(out / LOG, "\n".join(lines))
    _write(out / RESULTS, told)
    for line in [told] if as_json else lines:
        say(line)
    return 0 if found["ok"] else _FAILED


def _results(out: Path) -> Iterator[Result]:
    for name, step in STEPS:
        result = _run(name, step, out)
        yield result
        if result.problem and step is parts.platform:
            # Further steps would make Qt itself stop the program, with a box.
            return


def _summary(results: Sequence[Result]) -> dict[str, Any]:
    return {
        "ok": not any(result.problem for result in results),
        "frozen": bool(getattr(sys, "frozen", False)),
        "system": platform.platform(),
        "platform": _qt_platform(),
        "versions": parts.versions(),
        "results": [asdict(result) for result in results],
    }


def _qt_platform() -> str:
    """Return the name of Qt's platform, "" if Qt never started."""
    try:
        from PySide6.QtGui import QGuiApplication
    except ImportError:
        return ""
    return QGuiApplication.platformName()


def _write(path: Path, words: str) -> None:
    try:
        path.write_text(f"{words}\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise Problem(
            f"Không ghi được “{path}”. Hãy kiểm tra ổ đĩa còn chỗ và bạn có quyền ghi vào đó."
        ) from error


def _line(result: Result) -> str:
    return (
        f"HỎNG {result.step}: {result.problem}"
        if result.problem
        else f"ĐƯỢC {result.step}: {result.said}"
    )


def _run(name: str, step: Callable[[Path], str], out: Path) -> Result:
    """Run one step; whatever fails in it is told, and the next steps are still tried."""
    try:
        return Result(name, step(out))
    except Problem as problem:
        return Result(name, "", problem.message)
    except ImportError as error:
        which = error.name or "không rõ tên"
        return Result(name, "", f"Bản cài thiếu hoặc không nạp được mô-đun “{which}”: {error}")
    except OSError as error:
        where = error.filename or out
        return Result(name, "", f"Không đọc hoặc không ghi được “{where}”: {error}")
    except Exception:  # noqa: BLE001  (a step that breaks is the very thing to be reported)
        return Result(name, "", traceback.format_exc())


STEPS: Final[tuple[tuple[str, Callable[[Path], str]], ...]] = (
    ("mô-đun", parts.libraries),
    ("nền Qt", parts.platform),
    ("phông chữ", parts.letters),
    ("biểu tượng", parts.pictures),
    ("hướng dẫn", parts.guide),
    ("lần mở thứ hai", parts.another_start),
    ("sổ dữ liệu", work.store),
    ("quy tắc", work.rules),
    ("tệp Word", work.word),
    ("đọc báo cáo cũ", work.reading),
    ("giao nhận", work.hand_over),
    ("biểu đồ", work.chart),
    ("in và PDF", work.paper),
    ("cửa sổ", work.window),
)

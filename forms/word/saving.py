"""The Word file on disk: whole or not at all."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Final

from forms.problem import Problem
from forms.whole_file import InUseError, in_words, placed, refuse_other_than_file, write_durably
from forms.word.package import compose

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from forms.block import Document

_KIND: Final = "tệp Word"
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


def _refuse_open(target: Path) -> None:
    mark = _owner_file(target)
    if mark is not None and target.exists():
        raise TargetOpenError(
            target, f" Nếu Word không mở tệp này, hãy xóa tệp “{mark.name}” bên cạnh."
        )


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
    with in_words(target, _KIND):
        refuse_other_than_file(target, _KIND)
        _refuse_open(target)
    step = _reporter(len(document.blocks) + 1, cancelled, progress)
    content = compose(document, step)
    try:
        with placed(target, _KIND) as path:
            write_durably(path, content)
            step()
    except InUseError as error:
        raise TargetOpenError(target) from error
    if progress is not None:
        progress(len(document.blocks) + 1, len(document.blocks) + 1)

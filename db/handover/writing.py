"""Putting a finished file on a stick: beside its name, flushed, read again, then named.

Whenever the stick is pulled out, it holds the whole file under its name, or none. What may be left
is a partial file, which the next hand-over to that folder removes.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import contextmanager, suppress
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from db import drives
from db.connection import put_in_place
from db.failure import Fault, StoreProblem, faults
from db.handover.naming import partial_of
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Told how many bytes of how many are written or read again; what it raises stops the writing.
Step = Callable[[int, int], None]

_BLOCK: Final = 1 << 20
_MEGABYTE: Final = 1 << 20
#: What must stay free besides the file: folders grow too.
_MARGIN: Final = 1 << 20

_SENTENCES: Final = MappingProxyType(
    {
        Fault.DISK_FULL: (
            "“{where}” đã hết chỗ nên chưa ghi được tệp giao. Hãy xóa bớt tệp ở đó hoặc chọn nơi "
            "khác, rồi giao lại."
        ),
        Fault.READ_ONLY: (
            "Không được phép ghi vào “{where}”. Hãy mở khóa chống ghi của USB (nếu có) hoặc chọn "
            "nơi khác, rồi giao lại."
        ),
        Fault.NO_FOLDER: (
            "Không có thư mục “{where}” (có thể USB đã rút ra). Hãy cắm lại USB hoặc chọn nơi "
            "khác, rồi giao lại."
        ),
        Fault.REMOVED: (
            "Không đọc ghi được “{where}”: USB đã rút ra hoặc bị lỗi. Hãy cắm lại USB rồi giao lại."
        ),
    }
)


class DriveProblem(StoreProblem):
    """A fault of the place a file is handed over to; the store has nothing to do with it."""

    def __init__(self, fault: Fault, folder: Path) -> None:
        super().__init__(fault, folder)
        self.fault = fault if fault in _SENTENCES else Fault.REMOVED
        self.message = _SENTENCES[self.fault].format(where=folder)
        self.args = (self.message,)


@contextmanager
def reaching(folder: Path) -> Iterator[None]:
    """Turn what the system says of a folder on a stick into a sentence; it says odd things.

    Raises:
        DriveProblem: The matching fault; REMOVED for whatever else keeps the stick from working.
    """
    try:
        with faults(folder / "_"):  # as of any file in it: the folder itself may be missing
            yield
    except StoreProblem as problem:
        raise DriveProblem(problem.fault, folder) from problem
    except OSError as error:
        raise DriveProblem(Fault.REMOVED, folder) from error


def refuse_full(folder: Path, size: int) -> None:
    """Refuse to begin where a file of so many bytes finds no room.

    Raises:
        Problem: Less is free; says how much is needed.
    """
    room, needed = drives.free_bytes(folder), size + _MARGIN
    if room is not None and room < needed:
        raise Problem(
            f"Không đủ chỗ ở “{folder}”: cần {-(-needed // _MEGABYTE)} MB, còn trống "
            f"{room // _MEGABYTE} MB. Hãy xóa bớt tệp ở đó hoặc chọn nơi khác, rồi giao lại."
        )


def write(content: bytes, target: Path, step: Step) -> None:
    """Write a file that is not there yet, whole or not at all.

    Raises:
        Problem: What was read again is not what was written, or there is such a file by now.
        DriveProblem: The stick could not be written.
    """
    partial = partial_of(target)
    try:
        with reaching(target.parent):
            _put(content, partial, step)
            is_whole = _reads(content, partial, step)
        if not is_whole:
            raise Problem(
                f"Ghi tệp giao vào “{target.parent}” chưa đúng: đọc lại thấy khác (USB có thể bị "
                "lỗi). Hãy giao lại, cắm vào cổng khác hoặc dùng USB khác nếu cần."
            )
        with reaching(target.parent):
            if target.exists():
                raise Problem(f"Vừa có tệp khác mang tên “{target.name}” ở đó. Hãy giao lại.")
            put_in_place(partial, target, is_flushed=True)
    finally:
        with suppress(OSError):  # what stopped the writing matters, not the tidying
            partial.unlink(missing_ok=True)


def _put(content: bytes, partial: Path, step: Step) -> None:
    view, total = memoryview(content), len(content)
    with partial.open("xb") as file:
        for at in range(0, total, _BLOCK):
            file.write(view[at : at + _BLOCK])
            step(min(at + _BLOCK, total), 2 * total)
        file.flush()
        os.fsync(file.fileno())


def _reads(content: bytes, partial: Path, step: Step) -> bool:
    """Return whether a file holds exactly these bytes."""
    view, done = memoryview(content), 0
    with partial.open("rb") as file:
        while block := file.read(_BLOCK):
            if block != view[done : done + _BLOCK]:
                return False
            done += len(block)
            step(len(content) + done, 2 * len(content))
    return done == len(content)

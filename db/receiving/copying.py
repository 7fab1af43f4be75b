"""The private copy: a file of a stick is read once, as a stream of bytes, and kept in memory.

So what is looked through is what is taken in, whatever becomes of the stick meanwhile, and nothing
of a locked file ever lies open on a disk.
"""

from __future__ import annotations

import hashlib
import stat
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from db import schema
from db.connection import beside
from db.failure import Fault, StoreProblem, faults
from db.handover import envelope, layout
from db.receiving.incoming import FileKind
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SQLITE: Final = b"SQLite format 3\0"
_HEADER_BYTES: Final = 100
#: Where the header says whose file it is, and which journal it is written with
#: (sqlite.org/fileformat2.html, 1.3).
_APPLICATION_ID: Final = slice(68, 72)
_JOURNAL: Final = slice(18, 20)
_WAL: Final = 2
_BLOCK: Final = 1 << 20
_JOURNALS: Final = ("-wal", "-journal")

_KINDS: Final = {
    layout.APPLICATION_ID.to_bytes(4, "big"): FileKind.HAND_OVER,
    schema.APPLICATION_ID.to_bytes(4, "big"): FileKind.STORE,
}


class Locked(Problem):
    """The file is locked with a passphrase, and none was given."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"Tệp “{path.name}” có mật khẩu. Hãy nhập mật khẩu rồi nhận lại.")


@dataclass(frozen=True, slots=True)
class Copied:
    """A private copy, unlocked; what it is, and the digest of the file it was made from."""

    content: bytes
    kind: FileKind
    sha256: str


def copy_privately(source: Path, passphrase: str) -> Copied:
    """Read a file, unlock it, and say by its first bytes what it is.

    Raises:
        Locked: It needs a passphrase.
        Problem: It is none of ours, too large, empty, or not opened by the passphrase.
        StoreProblem: It can't be read.
    """
    _refuse_irregular(source)
    content = b"".join(_blocks(source))
    sha256 = hashlib.sha256(content).hexdigest()
    if content.startswith(envelope.MAGIC):
        content = _unlocked(content, passphrase, source)
    return Copied(content, _kind_of(content, source), sha256)


@contextmanager
def stick_faults(source: Path) -> Iterator[None]:
    """Translate faults; of a stick that was pulled out the system says the oddest things."""
    try:
        with faults(source):
            yield
    except OSError as error:
        raise StoreProblem(Fault.REMOVED, source) from error


def _refuse_irregular(source: Path) -> None:
    with stick_faults(source):
        found = source.stat()
    if stat.S_ISDIR(found.st_mode):
        raise Problem(f"“{source}” là thư mục; hãy chọn tệp {layout.SUFFIX} trong đó.")
    if not stat.S_ISREG(found.st_mode):
        raise Problem(f"“{source}” không phải một tệp; hãy chọn tệp {layout.SUFFIX}.")
    _refuse_large(source, found.st_size)


def _refuse_large(source: Path, size: int) -> None:
    if size > layout.MAX_BYTES:
        limit = layout.MAX_BYTES >> 20
        raise Problem(
            f"Tệp “{source.name}” lớn hơn {limit} MB nên không nhận. "
            "Hãy đề nghị đơn vị chọn ít báo cáo hơn rồi giao lại."
        )


def _blocks(source: Path) -> Iterator[bytes]:
    size = 0
    with stick_faults(source), source.open("rb") as stream:
        while block := stream.read(_BLOCK):
            size += len(block)
            _refuse_large(source, size)  # it may have grown since it was asked for its size
            yield block


def _unlocked(content: bytes, passphrase: str, source: Path) -> bytes:
    if not passphrase:
        raise Locked(source)
    return envelope.unlocked(content, passphrase, source.name)


def _kind_of(content: bytes, source: Path) -> FileKind:
    if not content:
        raise Problem(f"Tệp “{source.name}” rỗng. Hãy đề nghị đơn vị giao lại tệp.")
    kind = _KINDS.get(content[_APPLICATION_ID])
    if not content.startswith(_SQLITE) or len(content) < _HEADER_BYTES or kind is None:
        raise Problem(
            f"“{source.name}” không phải tệp giao dữ liệu hay sổ dữ liệu của chương trình này "
            "(hoặc phần đầu tệp đã hỏng). Hãy chọn đúng tệp."
        )
    if _WAL in content[_JOURNAL] or _has_journal(source):
        raise Problem(
            f"Sổ “{source.name}” được chép khi chương trình còn đang mở nên có thể thiếu những sửa "
            "đổi mới nhất. Hãy đóng chương trình ở máy đó rồi chép lại, hoặc dùng “Giao dữ liệu”."
        )
    return kind


def _has_journal(source: Path) -> bool:
    """Return whether newer changes may lie beside; only their size is asked for."""
    with stick_faults(source):
        beside_it = (beside(source, ending) for ending in _JOURNALS)
        return any(path.is_file() and path.stat().st_size > 0 for path in beside_it)

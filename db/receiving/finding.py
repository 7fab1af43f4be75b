"""Finding the files to receive: files named one by one, folders, a whole stick."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.handover.layout import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterable

#: How deep folders are searched, how many files are taken and how many entries looked at.
MAX_DEPTH: Final = 6
MAX_FILES: Final = 10_000
MAX_ENTRIES: Final = 200_000
#: Folders of backups end like this (`db.backup.folder_of`): copies of a store that lies beside.
_BACKUPS: Final = "-sao-luu"


@dataclass(frozen=True, slots=True)
class Found:
    """The files found, each once, and a Vietnamese line for whatever was passed over."""

    files: tuple[Path, ...]
    lines: tuple[str, ...]


def find_files(paths: Iterable[Path]) -> Found:
    """Return the files of ours in ``paths``: a folder is searched, a file is taken as it is.

    Links met in a folder are not followed, so a stick can't lead anywhere else.
    """
    search = _Search()
    for path in paths:
        if path.is_dir():
            search.folder(path, MAX_DEPTH)
        else:
            search.take(path)
    return Found(tuple(search.files), tuple(search.lines))


@dataclass(slots=True)
class _Search:
    files: dict[Path, None] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    looked_at: int = 0
    is_full: bool = False

    def take(self, path: Path) -> None:
        self.files.setdefault(Path(os.path.abspath(path)))  # noqa: PTH100  (links stay as named)

    def folder(self, folder: Path, depth: int) -> None:
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError:
            self.lines.append(
                f"Không mở được thư mục “{folder}” nên chưa tìm tệp trong đó; "
                "hãy kiểm tra quyền đọc và USB."
            )
            return
        for entry in entries:
            if self._is_enough(folder):
                return
            self._entry(entry, depth)

    def _entry(self, entry: os.DirEntry[str], depth: int) -> None:
        path = Path(entry.path)
        if entry.is_symlink():
            if _is_named_ours(entry.name):
                self.lines.append(f"“{path}” chỉ là đường dẫn tắt nên không nhận.")
        elif entry.is_dir(follow_symlinks=False):
            self._deeper(path, depth)
        elif _is_named_ours(entry.name):
            self.take(path)

    def _deeper(self, folder: Path, depth: int) -> None:
        if folder.name.endswith(_BACKUPS):
            self.lines.append(f"Thư mục sao lưu “{folder}” được bỏ qua.")
        elif depth:
            self.folder(folder, depth - 1)
        else:
            self.lines.append(
                f"Thư mục “{folder}” nằm quá sâu nên chưa tìm trong đó; hãy chọn thẳng thư mục này."
            )

    def _is_enough(self, folder: Path) -> bool:
        """Count an entry; say once that there are too many of them."""
        self.looked_at += 1
        if not self.is_full and (self.looked_at > MAX_ENTRIES or len(self.files) >= MAX_FILES):
            self.is_full = True
            self.lines.append(
                f"Có quá nhiều tệp nên dừng tìm ở thư mục “{folder}”; hãy chọn từng thư mục một."
            )
        return self.is_full


def _is_named_ours(name: str) -> bool:
    return name.lower().endswith(SUFFIX)

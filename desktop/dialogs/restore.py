"""Going back: to a backup of the whole store, or to a report that was deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop import overview
from desktop.dialogs.pick import PickDialog

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from db.backup import Backup
    from db.reports import ReportInfo

_KILOBYTE: Final = 1024


class RestoreDialog(PickDialog):
    """Lists the backups of a store, newest first."""

    def __init__(
        self, backups: Sequence[Backup], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "Khôi phục từ bản sao lưu",
            "Cả sổ dữ liệu trở về lúc làm bản sao được chọn. Sổ đang có không bị xóa: "
            "nó được giữ lại trong cùng thư mục với tên có ghi ngày giờ.",
            "Khôi phục",
            [(_words(backup, today), backup.path) for backup in backups],
            nothing="Sổ này chưa có bản sao lưu nào.",
            parent=parent,
        )

    @classmethod
    def ask(cls, parent: QWidget | None, backups: Sequence[Backup], today: date) -> Path | None:
        """Return the backup to go back to, or None."""
        chosen: Path | None = cls(backups, today, parent).answer()
        return chosen


class RemovedDialog(PickDialog):
    """Lists the reports that were deleted."""

    def __init__(
        self, removed: Sequence[ReportInfo], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "Báo cáo đã xóa",
            "Báo cáo đã xóa vẫn còn trong sổ với toàn bộ lịch sử sửa đổi và lấy lại được.",
            "Lấy lại",
            [(_removed_words(info, today), info.id) for info in removed],
            nothing="Chưa có báo cáo nào bị xóa.",
            parent=parent,
        )

    @classmethod
    def ask(cls, parent: QWidget | None, removed: Sequence[ReportInfo], today: date) -> str | None:
        """Return the id of the report to bring back, or None."""
        chosen: str | None = cls(removed, today, parent).answer()
        return chosen


def _words(backup: Backup, today: date) -> str:
    size = f"{max(1, backup.size // _KILOBYTE)} KB"
    why = "   ·   trước khi nâng cấp" if backup.reason else ""
    return f"{overview.edited_words(backup.made_at, today)}   ·   {size}{why}"


def _removed_words(info: ReportInfo, today: date) -> str:
    edited = overview.edited_words(info.edited_at, today)
    return f"{overview.start_words(info.period)}   ·   {info.unit.name}   ·   xóa {edited}"

"""Asking where a file goes and comes from; the system's own file dialogs, which officers know."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop import places
from desktop.appearance.tokens import State
from desktop.dialogs.message import MessageDialog, Way

if TYPE_CHECKING:
    from forms.period import Period
    from forms.word import TargetOpenError

WORD: Final = "Tệp Word (*.docx)"
PDF: Final = "Tệp PDF (*.pdf)"
REPORT: Final = "Tệp báo cáo (*.json)"
STORE: Final = f"Sổ dữ liệu (*{places.SUFFIX})"
_NUMBERED: Final = "numbered"
_AGAIN: Final = "again"


def suggestion(period: Period, abbreviation: str, ending: str) -> str:
    """A report's file name: "BC-CCHC 6 tháng đầu năm 2022 - VPUBND.docx"."""
    return f"{places.file_name(f'BC-CCHC {period.write()} - {abbreviation}')}{ending}"


class ExportDialog:
    """Asks for the file to write."""

    @classmethod
    def ask(cls, parent: QWidget | None, title: str, suggested: Path, kind: str) -> Path | None:
        """Return the file to write, or None; what is there already was agreed to be replaced."""
        name, _ = QFileDialog.getSaveFileName(parent, title, str(suggested), kind)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_suffix(suggested.suffix)


class OpenFileDialog:
    """Asks for a file to read."""

    @classmethod
    def ask(cls, parent: QWidget | None, title: str, folder: Path, kind: str) -> Path | None:
        """Return the file to read, or None."""
        name, _ = QFileDialog.getOpenFileName(parent, title, str(folder), f"{kind};;Mọi tệp (*)")
        return Path(name) if name else None


class FolderDialog:
    """Asks for a folder."""

    @classmethod
    def ask(cls, parent: QWidget | None, title: str, folder: Path) -> Path | None:
        """Return the folder, or None."""
        name = QFileDialog.getExistingDirectory(parent, title, str(folder))
        return Path(name) if name else None


class TargetOpenDialog:
    """Says that the file to replace is open in Word."""

    @classmethod
    def ask(cls, parent: QWidget | None, target: Path, problem: TargetOpenError) -> Path | None:
        """Return where to write instead: the numbered name, the same once more, or None."""
        name = problem.suggestion.name
        answer = MessageDialog.ask(
            parent,
            "Tệp đang mở trong Word",
            problem.message,
            (
                Way("", "Hủy"),
                Way(_AGAIN, "Đã đóng, xuất lại"),
                Way(_NUMBERED, f"Lưu thành “{name}”", "primary"),
            ),
            state=State.WARNING,
        )
        return {_NUMBERED: problem.suggestion, _AGAIN: target}.get(answer)

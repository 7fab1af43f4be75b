"""Writing the Word and PDF files: asked where, done in the background, told when done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from desktop import background, places
from desktop.appearance.tokens import State
from desktop.dialogs.export import PDF, WORD, ExportDialog, TargetOpenDialog
from desktop.dialogs.message import MessageDialog, tell_error
from desktop.strip_work import StripWork
from forms.problem import Problem

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.background import Task
    from desktop.settings import MachineFile
    from desktop.widgets.progress_strip import ProgressStrip
    from desktop.widgets.toast import Toasts
    from forms.block import Document

Compose = Callable[[], "Document"]
Write = Callable[["Document", Path, "Task"], None]


class Exporter(QObject):
    """Writes one document at a time.

    Args:
        machine: Remembers the folder.
        strip: Shows how far it is, and "Hủy".
        toasts: Where the end is told.
        window: The parent of dialogs.
    """

    def __init__(
        self, machine: MachineFile, strip: ProgressStrip, toasts: Toasts, window: QWidget
    ) -> None:
        super().__init__(window)
        self._machine = machine
        self._work = StripWork(strip, self)
        self._toasts = toasts
        self._window = window

    @property
    def is_busy(self) -> bool:
        """Whether a file is being written."""
        return self._work.task is not None

    def word(self, document: Compose, name: str) -> None:
        """Ask where the Word file goes and write it; ``document`` is called by the worker."""
        self._ask("Xuất Word", document, f"{name}.docx", (WORD, write_word))

    def pdf(self, document: Compose, name: str) -> None:
        """Ask where the PDF file goes and write it."""
        self._ask("Xuất PDF", document, f"{name}.pdf", (PDF, write_pdf))

    def printer(self, document: Compose) -> None:
        """Compose in the background, then ask for a printer and print."""
        from desktop.preview.printing import print_document

        def show(composed: Document) -> None:
            try:
                print_document(composed, self._window)
            except Problem as problem:
                MessageDialog.ask(self._window, "Chưa in được báo cáo", problem.message)

        background.run(
            lambda _: document(), done=show, failed=self._cannot, label="Đang chuẩn bị bản in"
        )

    def cancel(self) -> None:
        """Stop what is being written; the old file stays."""
        self._work.cancel()

    def _ask(self, title: str, document: Compose, name: str, how: tuple[str, Write]) -> None:
        if self.is_busy:
            self._toasts.say("Đang xuất một tệp khác; xong tệp đó hãy xuất tiếp.", State.INFO)
            return
        kind, write = how
        target = ExportDialog.ask(self._window, title, self._folder() / name, kind)
        if target is not None:
            self._machine.change(export_folder=str(target.parent))
            self._start(document, target, write)

    def _folder(self) -> Path:
        remembered = Path(self._machine.value.export_folder or places.documents_folder())
        return remembered if remembered.is_dir() else Path.home()

    def _start(self, document: Compose, target: Path, write: Write) -> None:
        self._work.start(
            lambda task: write(document(), target, task),
            f"Đang xuất “{target.name}”",
            done=lambda _: self._tell(target),
            failed=lambda error: self._fail(error, document, target, write),
        )

    def _tell(self, target: Path) -> None:
        self._toasts.say(
            f"Đã xuất “{target.name}”.",
            actions=[
                ("Mở tệp", lambda: open_file(target)),
                ("Mở thư mục", lambda: open_file(target.parent)),
            ],
            topic="export",
            seconds=12,
        )

    def _fail(self, error: Exception, document: Compose, target: Path, write: Write) -> None:
        from forms.word import TargetOpenError

        if isinstance(error, TargetOpenError):
            other = TargetOpenDialog.ask(self._window, target, error)
            if other is not None:
                self._start(document, other, write)
        else:
            self._cannot(error)

    def _cannot(self, error: Exception) -> None:
        tell_error(self._window, "Chưa xuất được tệp", error, _UNEXPECTED)


_UNEXPECTED: Final = (
    "Có lỗi bất ngờ; tệp cũ (nếu có) vẫn còn nguyên, dữ liệu đã nhập vẫn được lưu. "
    "Hãy thử lại; nếu vẫn lỗi, chép chi tiết gửi người phụ trách."
)


def write_word(document: Document, target: Path, task: Task) -> None:
    """Write a Word file; runs in the worker thread."""
    from forms.word import ExportCancelled, write_docx

    try:
        write_docx(document, target, cancelled=lambda: task.cancelled, progress=task.progress)
    except ExportCancelled:
        task.check()


def write_pdf(document: Document, target: Path, task: Task) -> None:
    """Write a PDF file; runs in the worker thread."""
    from desktop.preview.printing import write_pdf as write

    write(document, target, cancelled=lambda: task.cancelled, progress=task.progress)


def open_file(path: Path) -> None:
    """Open a file or folder with what the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

"""The document on paper and as a PDF, from the same pages the preview shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from desktop.preview.layout import Layouter
from desktop.preview.paint import paint_page
from desktop.preview.units import PER_INCH
from forms.problem import Problem
from forms.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtGui import QPagedPaintDevice
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from desktop.preview.pieces import Page
    from forms.block import Document
    from forms.layout import Layout


def write_pdf(
    document: Document,
    path: Path,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> bool:
    """Write the document as a PDF, whole or not at all. Safe in a worker thread.

    Args:
        document: What is printed.
        path: The file to write or replace.
        progress: Told how many pages of how many are done.
        cancelled: Asked before each page; True stops and leaves the old file.

    Returns:
        Whether the file was written; False if it was cancelled.

    Raises:
        Problem: The file cannot be written; the sentence says why and what to do.
    """
    content = pdf_bytes(document, progress=progress, cancelled=cancelled)
    if content is None:
        return False
    write_whole(path, content, "tệp PDF")
    return True


def pdf_bytes(
    document: Document,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> bytes | None:
    """The document as a PDF; None if it was cancelled."""
    pages = Layouter().pages(document)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(PER_INCH)
    writer.setTitle(document.title)
    writer.setCreator("Báo cáo CCHC")
    writer.setAuthor(document.organisation)
    is_whole = _paint(writer, pages, progress or _silent, cancelled or _never)
    buffer.close()
    return bytes(buffer.data().data()) if is_whole else None


def print_document(document: Document, parent: QWidget | None) -> bool:
    """Ask for a printer and print; False if the officer changed his mind.

    Raises:
        Problem: The printer took no page.
    """
    from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter

    pages = Layouter().pages(document)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(document.title)
    printer.setCreator("Báo cáo CCHC")
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("In báo cáo")
    dialog.setMinMax(1, len(pages))
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
    try:
        if not dialog.exec():
            return False
    finally:
        dialog.deleteLater()
    print_pages(printer, pages)
    return True


def print_pages(printer: QPrinter, pages: Sequence[Page]) -> None:
    """Print the pages the printer was told to: all, or those from and to a number.

    Raises:
        Problem: The printer took no page.
    """
    first = max(printer.fromPage(), 1)
    last = printer.toPage() or len(pages)
    chosen = pages[first - 1 : last]
    printer.setFullPage(True)
    if not chosen or not _paint(printer, chosen, _silent, _never):
        raise Problem(
            "Máy in không nhận được báo cáo. Hãy kiểm tra máy in đã bật và còn giấy, "
            "hoặc xuất ra tệp PDF rồi in từ tệp đó."
        )


def _paint(
    device: QPagedPaintDevice,
    pages: Sequence[Page],
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> bool:
    """Draw pages on a device of paper; False if it was cancelled or the device gave up."""
    device.setPageLayout(_page_layout(pages[0].layout))
    painter = QPainter()
    if not painter.begin(device):
        return False
    scale = device.logicalDpiX() / PER_INCH
    try:
        for index, page in enumerate(pages):
            if cancelled() or (index and not _turn(device, page)):
                return False
            painter.resetTransform()
            painter.scale(scale, scale)
            paint_page(painter, page)
            progress(index + 1, len(pages))
    finally:
        painter.end()
    return True


def _turn(device: QPagedPaintDevice, page: Page) -> bool:
    device.setPageLayout(_page_layout(page.layout))
    return device.newPage()


def _page_layout(layout: Layout) -> QPageLayout:
    lies = layout.page_width_mm > layout.page_height_mm
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait,
        QMarginsF(0, 0, 0, 0),
    )


def _silent(_done: int, _total: int) -> None:
    """Nobody wants to know."""


def _never() -> bool:
    return False

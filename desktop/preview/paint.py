"""Draws a laid-out page with any painter: window, picture, PDF or printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter

from desktop.preview.pieces import Page, TextPiece
from desktop.preview.units import PER_INCH, mm

if TYPE_CHECKING:
    from forms.layout import Layout


def page_size(layout: Layout) -> QSizeF:
    """The paper's size in units."""
    return QSizeF(mm(layout.page_width_mm), mm(layout.page_height_mm))


def paint_page(painter: QPainter, page: Page, *, screen: bool = False) -> None:
    """Draw the words of a page; the painter's unit must be that of `units`."""
    painter.setPen(Qt.GlobalColor.black)
    if page.number_piece is not None:
        page.number_piece.paint(painter, screen=screen)
    left, top = mm(page.layout.left_mm), mm(page.layout.top_mm)
    for placed in page.rows:
        painter.save()
        painter.translate(left, top + placed.y)
        for piece in placed.row.pieces:
            painter.setPen(Qt.GlobalColor.black)
            piece.paint(painter, screen=screen)
        painter.restore()


def page_image(page: Page, dpi: int, *, screen: bool = False) -> QImage:
    """A picture of a page on white paper."""
    scale = dpi / PER_INCH
    size = page_size(page.layout) * scale
    image = QImage(round(size.width()), round(size.height()), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHints(
        QPainter.RenderHint.TextAntialiasing
        | QPainter.RenderHint.Antialiasing
        | QPainter.RenderHint.SmoothPixmapTransform
    )
    painter.scale(scale, scale)
    paint_page(painter, page, screen=screen)
    painter.end()
    return image


def field_at(page: Page, point: QPointF) -> str:
    """The field printed at a point of the paper (units from its corner), or ""."""
    inside = point - QPointF(mm(page.layout.left_mm), mm(page.layout.top_mm))
    for placed in page.rows:
        local = inside - QPointF(0, placed.y)
        if not 0 <= local.y() < placed.row.height:
            continue
        for piece in placed.row.pieces:
            if isinstance(piece, TextPiece) and (field := piece.field_at(local)):
                return field
    return ""


def field_boxes(page: Page, field: str) -> list[QRectF]:
    """Where on the paper the words of a field stand."""
    left, top = mm(page.layout.left_mm), mm(page.layout.top_mm)
    return [
        box.translated(left, top + placed.y)
        for placed in page.rows
        for piece in placed.row.pieces
        if isinstance(piece, TextPiece)
        for box in piece.field_boxes(field)
    ]

"""The card "Câu in ra": the paragraphs of a leaf as they will print, kept in step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSizeF, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from desktop.appearance import fonts, scheme
from desktop.widgets.card import Card
from forms.block import Paragraph, Run

if TYPE_CHECKING:
    from collections.abc import Sequence


class SentenceView(Card):
    """Printed paragraphs in the document's font; what is missing is marked.

    Signals:
        field_clicked: The figure, text or table whose words were clicked.
    """

    field_clicked = Signal(str)

    def __init__(self, title: str = "Câu in ra", parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._shown: tuple[Paragraph, ...] = ()
        self._colours = scheme.palette()
        self._view = QTextBrowser()
        self._view.setProperty("look", "sentence")
        self._view.setAccessibleName(title)
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._view.setOpenLinks(False)
        self._view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.document().setDefaultFont(fonts.document())
        self._view.document().setDocumentMargin(0)
        self._view.document().setUndoRedoEnabled(False)
        self._view.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._view.anchorClicked.connect(self._on_anchor)
        self.add(self._view)

    def text(self) -> str:
        """What is shown, a paragraph a line."""
        return self._view.toPlainText()

    def set_paragraphs(self, paragraphs: Sequence[Paragraph]) -> None:
        """Show these paragraphs; only those that differ are written again."""
        wanted = tuple(paragraphs)
        if wanted == self._shown:
            return
        if len(wanted) == len(self._shown):
            for at, (old, new) in enumerate(zip(self._shown, wanted, strict=True)):
                if old != new:
                    self._rewrite(at, new)
        else:
            self._write_all(wanted)
        self._shown = wanted

    def _write_all(self, paragraphs: Sequence[Paragraph]) -> None:
        self._view.document().clear()
        cursor = QTextCursor(self._view.document())
        for at, paragraph in enumerate(paragraphs):
            if at:
                cursor.insertBlock()
            cursor.setBlockFormat(_block_format())
            self._insert(cursor, paragraph)

    def _rewrite(self, at: int, paragraph: Paragraph) -> None:
        cursor = QTextCursor(self._view.document().findBlockByNumber(at))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        self._insert(cursor, paragraph)

    def _insert(self, cursor: QTextCursor, paragraph: Paragraph) -> None:
        if paragraph.bullet:
            cursor.insertText(f"{paragraph.bullet} ", self._format(Run("")))
        for run in paragraph.runs:
            cursor.insertText(run.text, self._format(run))

    def _format(self, run: Run) -> QTextCharFormat:
        """Words of a field are links that do not look like links; a gap is marked."""
        form = QTextCharFormat()
        is_missing = run.role == "missing"
        form.setForeground(QColor(self._colours.warning if is_missing else self._colours.text))
        if is_missing:
            form.setBackground(QColor(self._colours.warning_soft))
        if run.role == "label":
            form.setFontItalic(True)
        if run.role == "note":
            form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        if run.field:
            form.setAnchor(True)
            form.setAnchorHref(f"field:{run.field}")
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            form.setUnderlineColor(QColor(self._colours.border))
        return form

    def _on_anchor(self, url: QUrl) -> None:
        self.field_clicked.emit(url.path())

    def _fit(self, size: QSizeF) -> None:
        """As high as the text: the page scrolls, not the card."""
        self._view.setFixedHeight(max(round(size.height()) + 2, 20))

    def changeEvent(self, event: QEvent) -> None:
        """Qt's override: in another scheme the words have other colours."""
        super().changeEvent(event)
        is_other = self._colours is not scheme.palette()
        if event.type() == QEvent.Type.StyleChange and is_other:
            self._colours = scheme.palette()
            self._write_all(self._shown)


def _block_format() -> QTextBlockFormat:
    form = QTextBlockFormat()
    form.setBottomMargin(4)
    form.setLineHeight(115, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return form

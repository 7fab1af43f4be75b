"""The officers' guide: topics at the left, the chosen one at the right. The texts are Markdown."""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import QEvent, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from desktop import resources
from desktop.appearance import scheme
from desktop.appearance.tokens import Points, Space
from desktop.widgets.page_header import PageHeader
from desktop.widgets.section_tabs import SectionTabs, Tab

_SIDE: Final = 260
_WIDEST: Final = 860
#: A table's first column holds keys; the second has what is left of the width.
_KEYS: Final = 150
_WHOLE: Final = QTextLength(QTextLength.Type.PercentageLength, 100)
_MARGIN: Final = 28
_LINE_HEIGHT: Final = 140
_SIZES: Final = {1: Points.DISPLAY, 2: Points.TITLE, 3: Points.LEAD}


@cache
def topics() -> tuple[tuple[str, str, str], ...]:
    """File stem, title and text of each topic, in the order of their files."""
    found = []
    for file in sorted(resources.path("guide").glob("*.md")):
        text = file.read_text(encoding="utf-8")
        found.append((file.stem, text.partition("\n")[0].lstrip("# "), text))
    return tuple(found)


class GuidePage(QWidget):
    """The guide inside the program."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.topics = SectionTabs("Các phần của hướng dẫn")
        self.topics.setFixedWidth(_SIDE)
        self.text = _Reader()
        self.text.anchorClicked.connect(self._follow)
        self.topics.chosen.connect(self._show)
        self._lay_out()
        self.topics.set_tabs([Tab(stem, "", title) for stem, title, _ in topics()])
        self.setFocusProxy(self.topics)

    def open_topic(self, stem: str) -> None:
        """Show a topic by the stem of its file; an unknown one changes nothing."""
        self.topics.choose(stem)

    def _follow(self, link: QUrl) -> None:
        self.open_topic(link.path().removesuffix(".md"))

    def _show(self, chosen: str) -> None:
        text = next((text for stem, _, text in topics() if stem == chosen), "")
        self.text.setMarkdown(text)
        _dress(self.text)

    def _lay_out(self) -> None:
        side = QFrame()
        side.setProperty("look", "side")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, Space.L, 0, 0)
        column.addLayout(_indented(PageHeader("Hướng dẫn")))
        column.addWidget(self.topics, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(side)
        layout.addWidget(self.text, 1)

    def changeEvent(self, event: QEvent) -> None:
        """Qt's override: other colours need the text dressed anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show(self.topics.current())


class _Reader(QTextBrowser):
    """Shows the text in lines that are not too long to read."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Hướng dẫn")
        self.setProperty("look", "sentence")
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: leave what is too wide to the margin."""
        self.setViewportMargins(0, 0, max(0, self.width() - _WIDEST), 0)
        super().resizeEvent(event)


def _indented(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(Space.L, 0, 0, 0)
    column.addWidget(widget)
    return column


def _dress(browser: QTextBrowser) -> None:
    """Give the Markdown our sizes, distances and colours, which Qt's reader knows nothing of."""
    document = browser.document()
    document.setDocumentMargin(_MARGIN)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    block = document.begin()
    while block.isValid():
        cursor.setPosition(block.position())
        shape = block.blockFormat()
        level = shape.headingLevel()
        shape.setLineHeight(_LINE_HEIGHT, 1)
        shape.setTopMargin(Space.L if level else 2)
        shape.setBottomMargin(Space.XS)
        cursor.setBlockFormat(shape)
        if level:
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            letters = QTextCharFormat()
            letters.setFontPointSize(_SIZES.get(level, Points.BODY))
            letters.setFontWeight(QFont.Weight.DemiBold)
            cursor.setCharFormat(letters)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame)
    cursor.endEditBlock()
    browser.moveCursor(QTextCursor.MoveOperation.Start)


def _dress_table(table: QTextTable) -> None:
    shape = table.format()
    shape.setBorder(1)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderBrush(QColor(scheme.palette().line))
    shape.setBorderCollapse(True)
    shape.setCellPadding(Space.XS)
    shape.setWidth(_WHOLE)
    shape.setColumnWidthConstraints(
        [QTextLength(QTextLength.Type.FixedLength, _KEYS), QTextLength()]
    )
    table.setFormat(shape)

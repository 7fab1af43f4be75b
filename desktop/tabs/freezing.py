"""Makes the fields of an issued report readable only: words can be copied, nothing changed."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QCheckBox, QWidget

from desktop.tabs.rows import ReviewMark
from desktop.widgets.figure_field import FigureField
from desktop.widgets.passage_edit import PassageEdit
from desktop.widgets.table_editor import TableEditor
from desktop.widgets.text_editor import TextEditor
from desktop.widgets.value_edit import ValueEdit

#: What has buttons that change something.
_CHANGING = (FigureField, TextEditor, TableEditor, ReviewMark)


def freeze(page: QWidget) -> None:
    """Make every field below a widget read-only and take its changing buttons out of use."""
    for edit in page.findChildren(ValueEdit):
        edit.setReadOnly(True)
    for passage in page.findChildren(PassageEdit):
        passage.setReadOnly(True)
    for table in page.findChildren(TableEditor):
        table.set_read_only()
    for box in page.findChildren(QCheckBox):
        box.setEnabled(False)
    for kind in _CHANGING:
        for field in page.findChildren(kind):
            for button in field.findChildren(QAbstractButton):
                button.setEnabled(False)

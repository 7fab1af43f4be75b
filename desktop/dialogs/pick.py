"""Choosing one line out of a few."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.appearance import looks
from desktop.dialogs.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Sequence

_DATA: Final = Qt.ItemDataRole.UserRole


class PickDialog(Shell):
    """A list of lines, each standing for something; Enter or a double click takes one."""

    def __init__(  # noqa: PLR0913  (three sentences and what they are about)
        self,
        title: str,
        subtitle: str,
        confirm: str,
        entries: Sequence[tuple[str, Any]],
        *,
        nothing: str = "",
        icon: QIcon | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, subtitle, confirm, parent)
        self.lines = QListWidget()
        self.lines.setAccessibleName(title)
        self.lines.setWordWrap(True)
        self.lines.setSpacing(1)
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.ensurePolished()  # before a line is chosen, which lays them all out
        for words, data in entries:
            item = QListWidgetItem(icon or QIcon(), words)
            item.setData(_DATA, data)
            self.lines.addItem(item)
        self.lines.setCurrentRow(0)
        self.lines.itemActivated.connect(lambda _: self.accept())
        self.body.addWidget(self.lines)
        self.lines.setVisible(bool(entries))
        if not entries:
            self.body.addWidget(looks.label(nothing, "muted", wrap=True))
        self.confirm.setEnabled(bool(entries))
        self.resize_within(600, 420 if entries else 0)
        self.lines.setFocus()

    def chosen(self) -> Any:
        """What the chosen line stands for, or None."""
        row = self.lines.currentRow()
        return self.lines.item(row).data(_DATA) if row >= 0 else None

    def answer(self) -> Any:
        """Show the dialog; return what was chosen, or None."""
        chosen = self.chosen() if self.exec() else None
        self.deleteLater()
        return chosen

"""Where the files are: a stick that is plugged in now, files chosen one by one, or a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop import places
from desktop.appearance import looks
from desktop.appearance.tokens import Space
from desktop.dialogs.export import FolderDialog
from desktop.hand_over.sticks import PlacePicker

_KIND: Final = f"Tệp giao (*{places.SUFFIX})"


class OpenFilesDialog:
    """Asks for files to read; the system's own dialog, where many can be chosen."""

    @classmethod
    def ask(cls, parent: QWidget | None, title: str, folder: Path) -> list[Path]:
        """Return the files; none if it was just closed."""
        names, _ = QFileDialog.getOpenFileNames(parent, title, str(folder), f"{_KIND};;Mọi tệp (*)")
        return [Path(name) for name in names]


class SourcePicker(QWidget):
    """The sticks, and two ways to go elsewhere.

    Signals:
        chosen: Files or a folder were chosen (a list of paths); the sticks are only asked.
    """

    chosen = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sticks = PlacePicker()
        self.sticks.places.setAccessibleName("USB có tệp giao")
        self.sticks.browse.hide()
        self.files = looks.button("Chọn tệp…", "", "files")
        self.files.clicked.connect(self._ask_files)
        self.folder = looks.button("Chọn thư mục…", "", "folder-open")
        self.folder.clicked.connect(self._ask_folder)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.files)
        row.addWidget(self.folder)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.sticks)
        column.addLayout(row)
        column.addStretch(1)
        self.setFocusProxy(self.sticks)

    def stick(self) -> Path | None:
        """The stick chosen, if any is plugged in."""
        return self.sticks.folder()

    def _ask_files(self) -> None:
        found = OpenFilesDialog.ask(self, "Tệp cần nhận", self._start())
        if found:
            self.chosen.emit(found)

    def _ask_folder(self) -> None:
        folder = FolderDialog.ask(self, "Thư mục có tệp cần nhận", self._start())
        if folder is not None:
            self.chosen.emit([folder])

    def _start(self) -> Path:
        return self.stick() or places.documents_folder()

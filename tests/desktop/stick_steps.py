"""Sticks and shares for the tests of the window, and an officer who answers real dialogs."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from db import drives
from db.drives import Drive, Kind

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

LABEL = "KINGSTON"
_MET = "met"


@dataclass
class Drives:
    """Folders that count as drives; everything else lies where it lies."""

    kinds: dict[Path, Kind] = field(default_factory=dict)
    labels: dict[Path, str] = field(default_factory=dict)

    def install(self, patch: pytest.MonkeyPatch) -> None:
        """Answer for the system from now on."""
        real = drives.drive_of
        patch.setattr(drives, "drive_of", lambda path: self._of(path) or real(path))
        patch.setattr(drives, "removable_drives", self._sticks)

    def plug_in(self, folder: Path, kind: Kind = Kind.REMOVABLE, label: str = LABEL) -> Path:
        """Let a folder be a drive; it is made."""
        folder.mkdir(exist_ok=True)
        self.kinds[folder] = kind
        self.labels[folder] = label
        return folder

    def pull_out(self, folder: Path) -> Path:
        """Take a drive away; what was on it is kept elsewhere and returned."""
        aside = folder.with_name(f"{folder.name} trong túi")
        folder.rename(aside)
        return aside

    def put_in_again(self, aside: Path, folder: Path) -> None:
        """Plug in again what was pulled out, perhaps under another letter."""
        shutil.move(aside, folder)
        self.plug_in(folder)

    def _of(self, path: Path) -> Drive | None:
        found = (root for root in self.kinds if path.is_relative_to(root))
        root = next(found, None)
        return None if root is None else Drive(str(root), self.kinds[root], self.labels[root])

    def _sticks(self) -> tuple[Drive, ...]:
        there = (root for root, kind in self.kinds.items() if kind is Kind.REMOVABLE)
        return tuple(
            Drive(str(root), Kind.REMOVABLE, self.labels[root]) for root in there if root.is_dir()
        )


class Officer(QObject):
    """Reads each dialog that opens and presses what was said before.

    Attributes:
        read: Title and sentence of each dialog.
        surprised: Dialogs nobody had expected; they are left by Escape.
    """

    def __init__(self) -> None:
        super().__init__()
        self.read: list[str] = []
        self.surprised: list[str] = []
        self._waiting: list[str | Qt.Key] = []
        self._eyes = QTimer(self)
        self._eyes.timeout.connect(self._look)
        self._eyes.start(2)

    def will(self, *answers: str | Qt.Key) -> None:
        """Press these buttons or keys, one a dialog."""
        self._waiting += answers

    def leave(self) -> None:
        """Answer no more."""
        self._eyes.stop()

    @property
    def words(self) -> str:
        """The last dialog's."""
        return self.read[-1]

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog) or not dialog.isActiveWindow() or dialog.property(_MET):
            return
        dialog.setProperty(_MET, True)
        words = f"{dialog.windowTitle()}\n{dialog.accessibleDescription()}"
        self.read.append(words)
        if self._waiting:
            _press(dialog, self._waiting.pop(0))
        if dialog.isVisible():
            self.surprised.append(words)
            dialog.reject()


def _press(dialog: QDialog, answer: str | Qt.Key) -> None:
    if isinstance(answer, Qt.Key):
        QTest.keyClick(QApplication.focusWidget() or dialog, answer)
    for button in dialog.findChildren(QPushButton):
        if button.text() == answer:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)

"""Where the file goes: one of the sticks plugged in now, or another folder."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from db import drives
from desktop import background, places
from desktop.appearance import icons, looks
from desktop.appearance.tokens import Space
from desktop.dialogs.export import FolderDialog
from forms.number import write_decimal

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from desktop.background import Task

_FOLDER: Final = Qt.ItemDataRole.UserRole
#: So often the program looks by itself for sticks.
_LOOK_MS: Final = 3000
_SIZES: Final = ((30, "GB"), (20, "MB"))
#: So many lines are shown at most; with more the list scrolls.
_LINES: Final = 3
_NONE: Final = (
    "Chưa thấy USB nào. Hãy cắm USB vào máy; vài giây sau USB hiện ra ở đây. "
    "Cũng có thể chọn một thư mục khác."
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file can be put: the folder, and how it is called on screen."""

    folder: Path
    words: str


def size_words(size: int) -> str:
    """Write a size as people say it: "14,2 GB", "350,0 MB", "20 KB"."""
    for bits, unit in _SIZES:
        if size >> bits:
            return f"{write_decimal(Decimal(10 * size >> bits).scaleb(-1))} {unit}"
    return f"{max(1, size >> 10)} KB"


def sticks_now() -> tuple[Place, ...]:
    """Return the sticks plugged in, with name, letter and room. It may take a while."""
    return tuple(_place(drive) for drive in drives.removable_drives())


def _place(drive: drives.Drive) -> Place:
    folder = Path(drive.root)
    letter = drive.root.rstrip("/\\")
    name = f"{drive.label} ({letter})" if drive.label else letter
    return Place(folder, f"{name}{_room(folder)}")


def _room(folder: Path) -> str:
    free = drives.free_bytes(folder)
    return "" if free is None else f"  ·  còn trống {size_words(free)}"


class PlacePicker(QWidget):
    """The sticks, one below the other; it notices by itself what is plugged in or pulled out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sticks: tuple[Place, ...] = ()
        self._other: Place | None = None
        self._task: Task | None = None
        self.places = QListWidget()
        self.places.setAccessibleName("Nơi ghi tệp giao")
        self.places.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.places.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._none = looks.label(_NONE, "muted", wrap=True)
        self.refresh = looks.button("Tìm lại USB", "quiet", "refresh-cw")
        self.refresh.clicked.connect(self.look)
        self.browse = looks.button("Chọn thư mục khác…", "", "folder-open")
        self.browse.clicked.connect(self._browse)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._lay_out()
        self._fill(None)

    def folder(self) -> Path | None:
        """Where the file is to go; None if nothing is chosen."""
        item = self.places.currentItem() if self.places.selectedItems() else None
        return None if item is None else Path(item.data(_FOLDER))

    def look(self) -> None:
        """Look for sticks; not on the UI thread: a bad stick keeps whoever asks waiting."""
        if self._task is None:
            task = background.run(
                lambda _: sticks_now(),
                done=self._show,
                failed=_never_mind,
                label="Đang tìm USB",
            )
            if task in background.running():
                self._task = task
                task.ended.connect(self._end)

    def rest(self) -> None:
        """Look no more, while something is written."""
        self._timer.stop()

    def go_on(self) -> None:
        """Look again, now and from time to time."""
        self.look()
        self._timer.start()

    def _end(self) -> None:
        self._task = None

    def _show(self, sticks: tuple[Place, ...]) -> None:
        if sticks != self._sticks:
            before = self.folder()
            self._sticks = sticks
            self._fill(before)

    def _fill(self, wanted: Path | None) -> None:
        """Show the places; what was chosen stays so, else the first stick is."""
        self.places.clear()
        for place in self._sticks:
            self._add(place, "usb")
        if self._other is not None:
            self._add(self._other, "folder-open")
        count = self.places.count()
        rows = [row for row in range(count) if Path(self._at(row)) == wanted]
        rows += range(len(self._sticks))  # never by itself into a folder somebody once chose
        if rows:
            self.places.setCurrentRow(rows[0])
        frame = 2 * self.places.frameWidth() + 2
        self.places.setFixedHeight(min(count, _LINES) * self.places.sizeHintForRow(0) + frame)
        self.places.setVisible(bool(count))
        self._none.setVisible(not count)

    def _add(self, place: Place, icon: str) -> None:
        item = QListWidgetItem(icons.icon(icon, "accent"), place.words)
        item.setData(_FOLDER, str(place.folder))
        item.setToolTip(place.words)
        self.places.addItem(item)

    def _at(self, row: int) -> str:
        return str(self.places.item(row).data(_FOLDER))

    def _browse(self) -> None:
        start = self.folder() or places.documents_folder()
        folder = FolderDialog.ask(self, "Thư mục để ghi tệp giao", start)
        if folder is not None:
            self._other = Place(folder, f"{folder}{_room(folder)}")
            self._fill(folder)
            self.places.setFocus()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.browse)
        row.addWidget(self.refresh)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.S)
        layout.addWidget(self.places, 1)
        layout.addWidget(self._none, 1)
        layout.addLayout(row)
        self.setFocusProxy(self.places)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's override: look while somebody sees it."""
        super().showEvent(event)
        self.go_on()

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt's override: look no more."""
        super().hideEvent(event)
        self.rest()


def _never_mind(_error: Exception) -> None:
    """It is in the log; there is still the way to choose a folder."""

"""What is shown when the file lies there: where, its name, and the fingerprint to read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db import drives
from db.drives import Kind
from desktop import overview, places
from desktop.appearance import looks
from desktop.appearance.tokens import Space, State
from desktop.hand_over.sticks import size_words
from desktop.hand_over.words import LOCKED, not_noted
from desktop.widgets.card import Card
from desktop.widgets.fingerprint import Fingerprint
from desktop.widgets.glyph import Glyph

if TYPE_CHECKING:
    from pathlib import Path

    from db.handover.giving import HandedOver

_TO_READ: Final = (
    "Khi nơi nhận hỏi, hãy đọc dãy số này qua điện thoại. Hai bên thấy giống nhau từng chữ số thì "
    "đúng là tệp do đơn vị mình ký. Dãy số không đổi qua các lần giao từ máy này."
)
_BEFORE: Final = "Nội dung này đã được giao hôm nay: tệp có sẵn ở đó còn nguyên, không ghi thêm."
_BESIDE: Final = Qt.AlignmentFlag.AlignTop


class Outcome(QWidget):
    """The end of a hand-over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = looks.label("", "title", wrap=True)
        self.name = _value()
        self.folder = _value()
        self.content = _value()
        self.note = looks.label("", wrap=True)
        self.complaint = looks.label("", State.WARNING, wrap=True)
        self.fingerprint = Fingerprint()
        self.slip = looks.button("Phiếu giao nhận…", "", "file-text")
        self.show_folder = looks.button("Mở thư mục", "", "folder-open")
        self._lay_out()

    def tell(self, given: HandedOver) -> None:
        """Say what was handed over."""
        self.title.setText(done_words(given.path))
        self.name.setText(f"{given.path.name}  ·  {size_words(given.size)}")
        self.folder.setText(str(given.path.parent))
        self.content.setText(_content(given))
        notes = ((_BEFORE, given.was_there), (LOCKED, given.is_locked))
        self.note.setText(" ".join(words for words, is_so in notes if is_so))
        self.note.setVisible(bool(self.note.text()))
        self.complaint.setText(not_noted(given.complaint))
        self.complaint.setVisible(bool(given.complaint))
        self.fingerprint.tell(given.fingerprint)

    def _lay_out(self) -> None:
        glyph = Glyph(side=28)
        glyph.show_state(State.OK)
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(glyph, 0, _BESIDE)
        head.addWidget(self.title, 1)
        form = QFormLayout()
        form.setHorizontalSpacing(Space.L)
        form.setVerticalSpacing(Space.S)
        for words, value in (
            ("Tệp", self.name),
            ("Nằm ở", self.folder),
            ("Gồm", self.content),
        ):
            form.addRow(looks.label(words, "muted"), value)
        key = Card("Dấu khóa của đơn vị")
        key.add(self.fingerprint)
        key.add(looks.label(_TO_READ, "muted", wrap=True))
        ways = QHBoxLayout()
        ways.setSpacing(Space.S)
        ways.addWidget(self.slip)
        ways.addWidget(self.show_folder)
        ways.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.L)
        column.addLayout(head)
        column.addLayout(form)
        column.addWidget(self.note)
        column.addWidget(self.complaint)
        column.addWidget(key)
        column.addLayout(ways)
        column.addStretch(1)


def done_words(file: Path) -> str:
    """Say that it is done and whether the stick may be pulled out."""
    drive, program = drives.drive_of(file), places.program_folder()
    if drive.kind is not Kind.REMOVABLE:
        return "Đã ghi xong tệp giao."
    if program is not None and drives.drive_of(program).root == drive.root:
        return "Đã giao xong. Chương trình chạy từ USB này: đóng chương trình rồi USB rút ra được."
    return "Đã giao xong. USB rút ra được rồi."


def _content(given: HandedOver) -> str:
    periods = dict.fromkeys(overview.start_words(info.period) for info in given.reports)
    return f"{len(given.reports)} báo cáo: {'; '.join(periods)}"


def _value() -> QLabel:
    made = looks.label("", "strong", wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made

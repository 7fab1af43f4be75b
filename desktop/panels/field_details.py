"""What is kept about one field besides its value: the day counted, a note, its history."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from db.entries import EntryKind
from db.history import Standing
from desktop.appearance import looks
from desktop.appearance.tokens import Space
from desktop.field_index import FieldKind
from desktop.widgets.figure_field import FigureField
from desktop.widgets.roomy import Roomy
from desktop.widgets.text_editor import TextEditor
from forms.figure import Kind, show

if TYPE_CHECKING:
    from datetime import datetime

    from db.codec import Content
    from db.history import HistoryRow
    from desktop.session import ReportSession
    from forms.figure import Value

_LONGEST: Final = 60
#: Lines of history seen at once, and their height in pixels.
_MOST_LINES: Final = 6
_LINE: Final = 28
_WHAT: Final = {
    EntryKind.AS_OF: "ngày tính",
    EntryKind.NOTE: "ghi chú",
    EntryKind.EXCEPTION: "giải trình",
}
_STANDING: Final = {
    Standing.DONE: "",
    Standing.UNDONE: " (đã hoàn tác)",
    Standing.GIVEN_UP: " (đã bỏ)",
}


class FieldDetails(QDialog):
    """As-of date, private note and history of one field; what is typed is kept on leaving."""

    def __init__(self, session: ReportSession, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._key = key
        label = session.index.label(key)
        self.setWindowTitle(label)
        self.setMinimumWidth(560)
        self.as_of = FigureField(
            "Số liệu tính đến ngày",
            Kind.DATE,
            help_text="Chỉ ghi khi khác ngày chốt số liệu của kỳ.",
            accessible_name=f"Số liệu tính đến ngày: {label}",
        )
        self.note = TextEditor(
            "Ghi chú riêng", help_text="Chỉ lưu trong sổ của đơn vị, không in ra báo cáo."
        )
        self._build(label)
        self._fill()

    def _build(self, label: str) -> None:
        place = self._session.index.place(self._key)
        close = looks.button("Xong", "primary")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.as_of)
        self.as_of.setVisible(place is not None and place.kind is FieldKind.FIGURE)
        column.addWidget(self.note)
        column.addWidget(looks.label("Lịch sử", "strong"))
        column.addWidget(self._history())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        layout.setSpacing(Space.M)
        layout.addWidget(looks.label(label, "lead", wrap=True))
        layout.addWidget(Roomy(inside))
        layout.addLayout(foot)

    def _history(self) -> QWidget:
        lines = [told(self._session, row) for row in self._session.history(self._key)]
        if not lines:
            return looks.label("Chưa có thay đổi nào.", "muted")
        shown = QListWidget()
        shown.setAccessibleName("Lịch sử")
        shown.addItems(list(reversed(lines)))
        shown.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        shown.setFixedHeight(min(len(lines), _MOST_LINES) * _LINE + Space.L)
        return shown

    def _fill(self) -> None:
        report = self._session.report
        self.as_of.set_value(report.as_of.get(self._key))
        self.note.set_value(report.notes.get(self._key))
        self.as_of.committed.connect(self._on_as_of)
        self.note.committed.connect(lambda words: self._session.set_note(self._key, words))

    def _on_as_of(self, day: Value | None) -> None:
        self._session.set_as_of(self._key, day if isinstance(day, date) else None)

    def done(self, result: int) -> None:
        """Qt's override: whichever way it is left, what was typed is kept."""
        self.as_of.commit()
        self.note.commit()
        super().done(result)


def told(session: ReportSession, row: HistoryRow) -> str:
    """Return one change in words: "10:31 sửa 4 → 44"."""
    edit = row.edit
    old, new = (_shown(session, edit.key, edit.kind, value) for value in (edit.old, edit.new))
    what = _WHAT.get(edit.kind, "")
    if edit.old is None:
        done = f"nhập {what} {new}"
    elif edit.new is None:
        done = f"xóa {what} {old}"
    else:
        done = f"sửa {what} {old} → {new}"
    return f"{_moment(row.edited_at)} {' '.join(done.split())}{_STANDING[row.standing]}"


def _shown(session: ReportSession, key: str, kind: EntryKind, value: Content | None) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return f"{len(value)} dòng"
    figure = session.form.figures.get(key)
    if kind is EntryKind.FIGURE and figure is not None:
        return show(figure.kind, value)
    if isinstance(value, date):
        return show(Kind.DATE, value)
    words = " ".join(str(value).split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def _moment(at: datetime) -> str:
    """Return the time of day, with the day if it was not today."""
    local = at.astimezone()
    is_today = local.date() == local.now(local.tzinfo).date()
    return f"{local:%H:%M}" if is_today else f"{local:%d/%m/%Y %H:%M}"

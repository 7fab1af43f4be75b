"""The reports of a store as a list: one row each, painted, so that hundreds stay quick."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from db.reports import State as ReportState
from desktop import overview
from desktop.appearance import icons, scheme
from desktop.appearance.tokens import Points, Radius, Space, State
from desktop.overview import Deadline, Summary
from desktop.widgets.badge import badge_size, badge_words, paint_badge
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from db.reports import ReportInfo

Index = QModelIndex | QPersistentModelIndex
_ROW: Final = Qt.ItemDataRole.UserRole
_CENTRE = Qt.AlignmentFlag.AlignVCenter
#: What the title needs at least, in letters.
_TITLE: Final = 28
_NOT_YET: Final = "đang xem…"


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row: the report, what is said of it, and how it stands once that is known.

    ``unit`` is its unit's short name; "" where all are the office's own.
    """

    info: ReportInfo
    title: str
    unit: str
    window: str
    deadline: Deadline
    edited: str
    summary: Summary | None = None
    problem: str = ""

    @property
    def is_issued(self) -> bool:
        """Whether the report was issued."""
        return self.info.state is ReportState.ISSUED

    @property
    def state_words(self) -> str:
        """Whether it is still being written."""
        return "Đã phát hành" if self.is_issued else "Bản nháp"

    @property
    def about(self) -> str:
        """The line below the title.

        The unit comes first: it is what tells the reports of one period apart, and what is last
        is cut off on a small screen.
        """
        return "  ·  ".join(filter(None, (self.unit, self.state_words, self.window)))

    def tip(self) -> str:
        """What is said when the mouse rests on it: why it can't be opened, or the whole unit."""
        return self.problem or (self.info.unit.name if self.unit else "")

    def words(self) -> str:
        """What a screen reader says."""
        parts = [self.title, self.unit, self.state_words, self.window]
        if self.problem:
            parts.append(self.problem)
        if self.summary:
            parts.append(f"đã nhập {self.summary.percent} %")
            parts += [badge_words(*badge) for badge in self.badges()]
        return ", ".join(filter(None, (*parts, self.deadline.words, f"sửa {self.edited}")))

    def badges(self) -> list[tuple[State, int]]:
        """Errors and warnings, or that there are none."""
        if self.summary is None:
            return []
        counted = ((State.ERROR, self.summary.errors), (State.WARNING, self.summary.warnings))
        return [badge for badge in counted if badge[1]] or [(State.OK, 0)]


def row_of(info: ReportInfo, today: date, *, names_unit: bool) -> ReportRow:
    """Make a row; where the list has only the office's own reports it needs no name."""
    days = overview.window_of(info.period)
    unit = info.unit.name.replace("Ủy ban nhân dân", "UBND") if names_unit else ""
    left = Deadline("", State.NONE)
    if days and info.state is ReportState.DRAFT:
        left = overview.deadline(days.due, today)
    return ReportRow(
        info,
        overview.start_words(info.period),
        unit,
        overview.window_words(info.period),
        left,
        overview.edited_words(info.edited_at, today),
    )


class _Model(QAbstractListModel):
    """The rows as a list that screen readers understand."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[ReportRow] = []

    def fill(self, rows: Sequence[ReportRow]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def change(self, place: int, row: ReportRow) -> None:
        self.rows[place] = row
        self.dataChanged.emit(self.index(place), self.index(place))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.words()
            case Qt.ItemDataRole.ToolTipRole:
                return row.tip() or None
            case _:
                return row if role == _ROW else None


class _Painter(QStyledItemDelegate):
    """Draws a row: title and window at the left, how it stands at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        line = option.fontMetrics.height()
        return QSize(200, 2 * line + 2 * Space.M + Space.S)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: ReportRow = index.data(_ROW)
        box = QRect(option.rect).adjusted(0, 2, 0, -2)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _ground(painter, box, state)
        inner = box.adjusted(Space.L, 0, -Space.L, 0)
        letter = painter.fontMetrics().horizontalAdvance("n")
        for width, draw in columns(inner.width() // letter):
            cell = QRect(inner)
            cell.setLeft(inner.right() - width * letter)
            draw(painter, cell, row)
            inner.setRight(cell.left() - Space.S)
        _title(painter, inner, row)
        painter.restore()


def _ground(painter: QPainter, box: QRect, state: QStyle.StateFlag) -> None:
    colours = scheme.palette()
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    over = bool(state & QStyle.StateFlag.State_MouseOver)
    painter.setBrush(
        QColor(colours.accent_soft if chosen else colours.raised if over else colours.surface)
    )
    painter.setPen(QColor(colours.focus if chosen else colours.line))
    painter.drawRoundedRect(box.adjusted(1, 0, -1, 0), Radius.L, Radius.L)


def _font(painter: QPainter, points: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QFont(painter.font())
    font.setPointSize(points)
    font.setWeight(weight)
    return font


def _say(painter: QPainter, box: QRect, words: str, role: str) -> None:
    painter.setPen(QColor(scheme.palette().colour(role)))
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, _CENTRE | Qt.AlignmentFlag.AlignLeft, shown)


def _halves(box: QRect) -> tuple[QRect, QRect]:
    """The upper and the lower line of a cell."""
    middle = box.center().y()
    upper, lower = QRect(box), QRect(box)
    upper.setBottom(middle + 1)
    upper.setTop(box.top() + Space.S)
    lower.setTop(middle)
    lower.setBottom(box.bottom() - Space.S)
    return upper, lower


def _title(painter: QPainter, box: QRect, row: ReportRow) -> None:
    upper, lower = _halves(box)
    icon = QRect(box.left(), box.center().y() - 10, 20, 20)
    icons.paint(painter, icon, "file-check" if row.is_issued else "file-text", "accent")
    upper.setLeft(icon.right() + Space.M)
    lower.setLeft(upper.left())
    body = QFont(painter.font())
    painter.setFont(_font(painter, Points.LEAD, QFont.Weight.DemiBold))
    _say(painter, upper, row.title, "text")
    painter.setFont(body)
    _say(painter, lower, row.about, "muted")


def _edited(painter: QPainter, box: QRect, row: ReportRow) -> None:
    _pair(painter, box, "sửa lần cuối", row.edited, "text")


def _deadline(painter: QPainter, box: QRect, row: ReportRow) -> None:
    if row.deadline.words:
        role = row.deadline.state or "text"
        _pair(painter, box, "hạn nộp", row.deadline.words, role)


def _pair(painter: QPainter, box: QRect, name: str, words: str, role: str) -> None:
    """A small name above, the words below."""
    upper, lower = _halves(box)
    body = QFont(painter.font())
    painter.setFont(_font(painter, Points.SMALL))
    _say(painter, upper, name, "muted")
    painter.setFont(body)
    _say(painter, lower, words, role)


def _badges(painter: QPainter, box: QRect, row: ReportRow) -> None:
    if row.problem:
        icons.paint(painter, QRect(box.left(), box.center().y() - 8, 16, 16), "circle-x", "error")
        _say(painter, box.adjusted(Space.XL, 0, 0, 0), "không mở được", "error")
        return
    left = box.left()
    for state, count in row.badges():
        size = badge_size(count)
        paint_badge(painter, QPoint(left, box.center().y() - size.height() // 2), state, count)
        left += size.width() + Space.XS


def _done(painter: QPainter, box: QRect, row: ReportRow) -> None:
    if row.problem:
        return
    upper, lower = _halves(box)
    body = QFont(painter.font())
    painter.setFont(_font(painter, Points.SMALL))
    percent = row.summary.percent if row.summary else None
    _say(painter, upper, _NOT_YET if percent is None else f"đã nhập {percent} %", "muted")
    painter.setFont(body)
    if percent is not None:
        track = QRect(lower.left(), lower.center().y() - 1, box.width() - Space.L, 5)
        colours = scheme.palette()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.line))
        painter.drawRoundedRect(track, 2, 2)
        track.setWidth(track.width() * percent // 100)
        painter.setBrush(QColor(colours.ok if percent == 100 else colours.accent))  # noqa: PLR2004
        painter.drawRoundedRect(track, 2, 2)


Draw = Callable[[QPainter, QRect, ReportRow], None]
#: The columns at the right, from the right: width in letters, and which goes first if need be.
_COLUMNS: Final[tuple[tuple[int, int, Draw], ...]] = (
    (16, 1, _edited),
    (21, 4, _deadline),
    (15, 3, _badges),
    (15, 2, _done),
)


def columns(letters: int) -> list[tuple[int, Draw]]:
    """The columns for which there is room beside the title, in a row so many letters wide."""
    shown = list(_COLUMNS)
    while shown and sum(width + 1 for width, _, _ in shown) + _TITLE > letters:
        shown.remove(min(shown, key=lambda column: column[1]))
    return [(width, draw) for width, _, draw in shown]


class ReportList(QListView):
    """The reports; Enter or a double click opens one, Delete asks for it to be deleted.

    Signals:
        opened: The id of the report to open.
        removing: The id of the report to delete.
        chosen: Another report is chosen, or none.
    """

    opened = Signal(str)
    removing = Signal(str)
    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Các báo cáo")
        self.setProperty("look", "results")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.doubleClicked.connect(lambda _: self._open())

    def fill(self, rows: Sequence[ReportRow]) -> None:
        """Show these rows; the chosen report stays chosen, else the first."""
        before = self.current()
        known = {row.info.id: row for row in self._model.rows}
        self._model.fill([_carried(row, known.get(row.info.id)) for row in rows])
        places = [row.info.id for row in rows]
        if rows:
            self.choose(before if before in places else places[0])
        self.chosen.emit()

    def rows(self) -> tuple[ReportRow, ...]:
        """The rows shown."""
        return tuple(self._model.rows)

    def judge(self, report_id: str, verdict: Summary | Problem) -> None:
        """Say how a report stands; of one that is no longer listed nothing is said."""
        for place, row in enumerate(self._model.rows):
            if row.info.id == report_id:
                if isinstance(verdict, Problem):
                    new = replace(row, summary=None, problem=verdict.message)
                else:
                    new = replace(row, summary=verdict, problem="")
                self._model.change(place, new)

    def current(self) -> str:
        """The id of the report chosen, or ""."""
        place = self.currentIndex().row()
        return self._model.rows[place].info.id if 0 <= place < len(self._model.rows) else ""

    def choose(self, report_id: str) -> None:
        """Choose a report."""
        for place, row in enumerate(self._model.rows):
            if row.info.id == report_id:
                self.setCurrentIndex(self._model.index(place))

    def _open(self) -> None:
        if report := self.current():
            self.opened.emit(report)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Qt's override: another report was chosen."""
        super().currentChanged(current, previous)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: Enter opens, Delete deletes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.key() == Qt.Key.Key_Delete and self.current():
            self.removing.emit(self.current())
        else:
            super().keyPressEvent(event)


def _carried(row: ReportRow, known: ReportRow | None) -> ReportRow:
    """Keep what was said of a report until it is looked at again."""
    return replace(row, summary=known.summary, problem=known.problem) if known else row

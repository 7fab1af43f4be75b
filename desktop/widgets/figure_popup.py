"""What opens beside a field: the calendar of a date, or the list of what can be chosen."""

from __future__ import annotations

from abc import abstractmethod
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QMargins, QObject, QPoint, Qt
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.appearance import icons, looks, scheme
from forms.figure import Kind, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.widgets.value_edit import ValueEdit


class FigurePopup(QObject):
    """The button behind a line edit and what it opens; made only where there is something."""

    def __init__(self, edit: ValueEdit, icon: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._edit = edit
        self.button = looks.tool_button(icon, f"{name}: {edit.accessibleName()}")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setParent(parent)
        self.button.clicked.connect(self.open)

    @staticmethod
    def made_for(
        edit: ValueEdit, choices: Sequence[tuple[Value, str]], parent: QWidget
    ) -> FigurePopup | None:
        """A calendar for a date, a list for choices, otherwise nothing."""
        if choices:
            return ChoicePopup(edit, choices, parent)
        if edit.kind is Kind.DATE:
            return CalendarPopup(edit, "calendar", "Chọn ngày (Alt+↓)", parent)
        return None

    @abstractmethod
    def open(self) -> None:
        """Open below the line edit."""

    def _below(self) -> QPoint:
        return self._edit.mapToGlobal(QPoint(0, self._edit.height() + 2))

    def _take(self, value: Value) -> None:
        self._edit.put(value)
        self._edit.setFocus(Qt.FocusReason.PopupFocusReason)


class ChoicePopup(FigurePopup):
    """A menu of values to choose from; typing one by hand stays possible."""

    def __init__(
        self, edit: ValueEdit, choices: Sequence[tuple[Value, str]], parent: QWidget
    ) -> None:
        super().__init__(edit, "chevron-down", "Chọn trong danh sách (Alt+↓)", parent)
        self._choices = choices

    def open(self) -> None:
        """Open the menu; the present value has the tick."""
        menu = QMenu(self._edit)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for value, words in self._choices:
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(value == self._edit.value())
            action.triggered.connect(lambda _checked=False, value=value: self._take(value))
        menu.popup(self._below())


class CalendarPopup(FigurePopup):
    """A calendar in Vietnamese, weeks from Monday."""

    def open(self) -> None:
        """Open the calendar on the field's day, or on today."""
        frame = QFrame(self._edit, Qt.WindowType.Popup)
        frame.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        frame.setProperty("look", "popup")
        calendar = calendar_widget(frame)
        value = self._edit.value()
        if isinstance(value, date):
            calendar.setSelectedDate(QDate(value.year, value.month, value.day))
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(calendar)
        calendar.activated.connect(lambda day: self._choose(frame, day))
        calendar.clicked.connect(lambda day: self._choose(frame, day))
        frame.move(self._below())
        frame.show()
        calendar.setFocus()

    def _choose(self, frame: QFrame, day: QDate) -> None:
        if frame.isVisible():
            frame.close()
            self._take(date(day.year(), day.month(), day.day()))


def _day_names() -> QWidget:
    """The heads of the calendar's columns: T2 to T7, and CN."""
    heads = QWidget()
    row = QHBoxLayout(heads)
    row.setContentsMargins(0, 4, 0, 2)
    row.setSpacing(0)
    for name in ("T2", "T3", "T4", "T5", "T6", "T7", "CN"):
        head = looks.label(name, "small")
        head.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(head, 1)
    return heads


def calendar_widget(parent: QWidget) -> QCalendarWidget:
    """A calendar in Vietnamese, weeks from Monday, with our arrows."""
    calendar = QCalendarWidget(parent)
    calendar.setLocale(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.NoHorizontalHeader)
    layout = calendar.layout()
    if isinstance(layout, QVBoxLayout):
        # Qt's Vietnamese day names are either too long for a column or all "T".
        heads = _day_names()
        layout.insertWidget(1, heads)
        room = calendar.sizeHint().grownBy(QMargins(0, 0, 0, heads.sizeHint().height()))
        calendar.setMinimumSize(room)
    calendar.setAccessibleName("Lịch")
    calendar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    weekend = QTextCharFormat()
    weekend.setForeground(QColor(scheme.palette().muted))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, weekend)
    for name, icon in (("prevmonth", "chevron-left"), ("nextmonth", "chevron-right")):
        arrow = calendar.findChild(QToolButton, f"qt_calendar_{name}")
        if arrow is not None:
            arrow.setIcon(icons.icon(icon, "muted"))
    return calendar

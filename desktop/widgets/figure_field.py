"""One figure of a report: label, line edit, unit, last period's value and the verdict.

Only the label and the line edit are widgets; the rest is painted, so that a hundred fields
are built at once and a keystroke repaints little. The line below the edit always has its
room, so that a verdict that comes or goes moves nothing under the officer's hands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from desktop.appearance import icons, looks, scheme
from desktop.appearance.tokens import ICON, STATE_ICONS, STATE_NAMES, Space, State
from desktop.widgets.figure_measure import DIGITS, measure
from desktop.widgets.figure_popup import FigurePopup
from desktop.widgets.value_edit import ValueEdit
from forms import figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.figure import Kind, Value

_LABEL_DIGITS = 27
_BUTTON = 28
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_TOP_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
#: A help of more lines than this is cut; the tool tip has the whole of it.
_MOST_LINES = 5
#: Padding and border of the edit, on both sides together.
_FRAME = 26
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class _Message:
    """The line under the edit."""

    state: State
    text: str


@dataclass(frozen=True, slots=True)
class _Boxes:
    """Where the painted parts stand; measuring words costs as much as painting them."""

    unit: QRect
    icon: QRect
    previous: QRect
    message: QRect


class _Edit(ValueEdit):
    """The field's line edit."""

    def __init__(self, kind: Kind, field: FigureField) -> None:
        super().__init__(kind, field)
        self._field = field

    def on_told(self) -> None:
        self._field.follow_text()

    def on_offer_wanted(self, is_alt_down: bool) -> None:
        self._field.answer_key(is_alt_down=is_alt_down)


class FigureField(QWidget):
    """A figure with all that is known about it.

    Signals:
        edited, parsed, committed: Those of its line edit, see below.
        offer_taken: The computed value was taken (committed follows).
    """

    offer_taken = Signal(object)

    def __init__(
        self,
        label: str,
        kind: Kind,
        *,
        unit: str = "",
        help_text: str = "",
        accessible_name: str = "",
        choices: Sequence[tuple[Value, str]] = (),
    ) -> None:
        super().__init__()
        self._unit = unit
        self._help = help_text
        self._previous = ""
        self._verdict = _Message(State.NONE, "")
        self._message = _Message(State.NONE, help_text)
        self._offer: Value | None = None
        self._offer_button: QPushButton | None = None
        self._others: list[QPushButton] = []
        self._label_width = 0
        self._free = 0
        self._is_placed = False
        self._boxes: _Boxes | None = None
        self._has_unit_room = True
        self._lines = 1
        self._ground = QWidget(self)
        self.edit = _Edit(kind, self)
        self.edit.setAccessibleName(accessible_name or label)
        self._label = QLabel(label, self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setAlignment(_LEFT)
        self._label.setBuddy(self.edit)
        self._popup = FigurePopup.made_for(self.edit, choices, self)
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._describe()

    def stand_on(self, role: QPalette.ColorRole) -> None:
        """Fill the ground with a colour, once more below the edit.

        A letter typed repaints only what can be seen through: not the page, nor this field.
        """
        for ground in (self, self._ground):
            ground.setBackgroundRole(role)
            ground.setAutoFillBackground(True)

    @property
    def edited(self) -> SignalInstance:
        """Signal(str): the raw text, after each keystroke."""
        return self.edit.textEdited

    @property
    def parsed(self) -> SignalInstance:
        """Signal(object, str): the value as understood so far (or None), and the problem."""
        return self.edit.parsed

    @property
    def committed(self) -> SignalInstance:
        """Signal(object): the officer is done and the value changed; None when emptied."""
        return self.edit.committed

    def kind(self) -> Kind:
        """The kind of value the field holds."""
        return self.edit.kind

    def value(self) -> Value | None:
        """The value last set or committed."""
        return self.edit.value()

    def set_value(self, value: Value | None) -> None:
        """Show a value from elsewhere; never over what is being typed."""
        self.edit.set_value(value)

    def commit(self) -> None:
        """Hand over what is typed, as if the field were left."""
        self.edit.commit()

    def set_previous(self, text: str) -> None:
        """Say what it was last period: "kỳ trước 136.078 · +12,3 %"."""
        if text != self._previous:
            self._previous = text
            self._boxes = None
            self._describe()
            self.update()

    def set_verdict(self, state: State | str, text: str = "") -> None:
        """Say what the rules make of the value, in one line."""
        self._verdict = _Message(State(state), text)
        self._refresh()

    def verdict(self) -> State:
        """The state shown now, be it of the rules or of the typed text."""
        return self._message.state

    def message(self) -> str:
        """The line of explanation shown now."""
        return self._message.text

    def set_offer(self, value: Value | None, text: str = "") -> None:
        """Offer a computed value ("tính được 26,2 %"), or withdraw the offer with None."""
        self._offer = value
        if value is None and self._offer_button is None:
            return
        button = self._offer_button or self._make_offer_button()
        button.setText(f"{text} · F9")
        button.setVisible(value is not None)
        self._arrange()

    def take_offer(self) -> None:
        """Take the offered value, if there is one."""
        if self._offer is not None:
            value = self._offer
            self.offer_taken.emit(value)
            self.edit.put(value)
            self.edit.selectAll()

    def set_label_width(self, width: int) -> None:
        """Give the label that many pixels, so that the fields of a page line up."""
        self._label_width = width
        self._arrange()

    # --- what is said -----------------------------------------------------------------------

    def follow_text(self) -> None:
        """Show what there is to say about the typed text now (called by the line edit)."""
        self._show_alternatives(self.edit.reading().alternatives)
        self._refresh()

    def _refresh(self) -> None:
        message = self._wanted_message()
        if message == self._message:
            return
        self._message = message
        looks.set_state(self.edit, message.state)
        self._describe()
        if self._boxes is None:
            self.update()
        else:
            self.update(self._boxes.icon)
            self.update(self._boxes.message)

    def _wanted_message(self) -> _Message:
        """A problem of the text comes before the verdict; half-typed text is only a hint."""
        reading = self.edit.reading()
        if reading.problem:
            state = State.ERROR if self.edit.is_refused() else State.NONE
            return _Message(state, reading.problem)
        if reading.note:
            return _Message(State.INFO, reading.note)
        return _Message(self._verdict.state, self._verdict.text or self._help)

    def _describe(self) -> None:
        """Tell screen readers, and the tool tip, what is painted."""
        parts = (self._unit, STATE_NAMES[self._message.state], self._message.text, self._previous)
        words = ". ".join(part for part in parts if part)
        self.edit.setAccessibleDescription(words)
        self.setToolTip(self._message.text)

    # --- offers -----------------------------------------------------------------------------

    def _make_offer_button(self) -> QPushButton:
        self._offer_button = self._small_button()
        self._offer_button.setToolTip("Lấy giá trị tính được (F9)")
        self._offer_button.clicked.connect(self.take_offer)
        return self._offer_button

    def _small_button(self) -> QPushButton:
        button = looks.button("", "offer")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setParent(self)
        return button

    def _show_alternatives(self, values: tuple[Value, ...]) -> None:
        for button in self._others:
            button.deleteLater()
            button.hide()
        self._others = [self._alternative(value) for value in values]
        self._arrange()

    def _alternative(self, value: Value) -> QPushButton:
        button = self._small_button()
        button.setText(f"Không, là {figure.show(self.kind(), value)}")
        button.clicked.connect(lambda: self.edit.put(value))
        button.show()
        return button

    def answer_key(self, *, is_alt_down: bool) -> None:
        """Take the offer, or open the list of a field that has one (called by the line edit)."""
        if is_alt_down and self._popup is not None:
            self._popup.open()
        else:
            self.take_offer()

    # --- geometry ---------------------------------------------------------------------------

    def _left_edge(self) -> int:
        return (self._label_width or _LABEL_DIGITS * measure(self.edit).digit) + Space.M

    def _tail(self) -> int:
        """Room the unit and the state's icon take behind the edit."""
        unit = self.fontMetrics().horizontalAdvance(self._shown_unit()) + Space.S
        button = _BUTTON + Space.XS if self._popup else 0
        return button + (unit if self._shown_unit() else 0) + ICON + Space.S

    def _shown_unit(self) -> str:
        """The unit where there is room for it: a number must never be cut off for its sake."""
        return self._unit if self._has_unit_room else ""

    def _room(self) -> int:
        """The width there is for the edit."""
        return self.width() - self._left_edge() - self._tail() - Space.XS

    def _wanted(self) -> int:
        """The width the longest usual value needs; 0 where any width will do."""
        digits = DIGITS.get(self.kind())
        return digits * measure(self.edit).digit + 18 if digits else 0

    def _edit_width(self) -> int:
        room, wanted = self._room(), self._wanted()
        width = min(room, wanted) if wanted else room
        return max(6 * measure(self.edit).digit, min(width, self._beside_the_offer(room)))

    def _beside_the_offer(self, room: int) -> int:
        """The width that leaves the offer its room, but never less than the text needs."""
        if self._offer is None or self._offer_button is None:
            return room
        need = self.edit.fontMetrics().horizontalAdvance(self.edit.text()) + _FRAME
        return max(need, room - self._offer_button.sizeHint().width() - Space.M)

    def _arrange(self) -> None:
        """Put the parts in their places; cheaper than a layout for each of many fields.

        Not before the field has its size: asking the parts for theirs would style them in vain.
        """
        if not self._is_placed:
            return
        line, left = measure(self.edit).line, self._left_edge()
        self._has_unit_room = True
        self._has_unit_room = self._room() >= self._wanted()
        self._label.setGeometry(0, 0, left - Space.M, max(line, self._label_height()))
        self.edit.setGeometry(left, 0, self._edit_width(), line)
        self._ground.setGeometry(self.edit.geometry())
        if self._popup is not None:
            at = self.edit.geometry().right() + 1 + Space.XS
            self._popup.button.setGeometry(at, (line - _BUTTON) // 2, _BUTTON, _BUTTON)
        self._arrange_buttons()
        lines, self._lines = self._lines, self._help_lines()
        if lines != self._lines:
            self.updateGeometry()
        self._boxes = None
        self.update()

    def _help_lines(self) -> int:
        """How many lines the help needs below the edit; the room is kept for every verdict."""
        width = self._message_rect(self._previous_rect() if self._previous else QRect()).width()
        need = QFontMetrics(measure(self.edit).small_font).horizontalAdvance(self._help)
        # A tenth more: lines break between words.
        return 1 if need <= width else min(_MOST_LINES, -(-need * 11 // (10 * max(width, 1))))

    def _label_height(self) -> int:
        return self._label.heightForWidth(self._left_edge() - Space.M)

    def _arrange_buttons(self) -> None:
        at = self._tail_end() + Space.S
        offer = [self._offer_button] if self._offer_button is not None else []
        for button in (*offer, *self._others):
            if not button.isHidden():
                size = button.sizeHint()
                # Where there is no room left, an offer covers the unit rather than being cut.
                at = max(0, min(at, self.width() - size.width()))
                button.setGeometry(
                    QRect(QPoint(at, (measure(self.edit).line - size.height()) // 2), size)
                )
                at += size.width() + Space.XS
        self._free = at + Space.S

    def _tail_end(self) -> int:
        return self.edit.geometry().right() + 1 + self._tail()

    def _previous_rect(self) -> QRect:
        """Behind everything on the first line if it fits, else at the end of the second."""
        need = QFontMetrics(measure(self.edit).small_font).horizontalAdvance(self._previous) + 2
        if self.width() - self._free >= need:
            return QRect(self._free, 0, self.width() - self._free, measure(self.edit).line)
        need = min(need, (self.width() - self._left_edge()) // 2)
        return QRect(
            self.width() - need, measure(self.edit).line, need, measure(self.edit).small_line + 2
        )

    def sizeHint(self) -> QSize:
        """Qt's override: two lines, or more if the label needs them."""
        below = self._lines * measure(self.edit).small_line
        height = measure(self.edit).line + 2 + below
        return QSize(80 * measure(self.edit).digit, max(height, self._label_height() + 2))

    def minimumSizeHint(self) -> QSize:
        """Qt's override: label, a narrow edit and its tail."""
        narrow = self._left_edge() + 6 * measure(self.edit).digit + self._tail()
        return QSize(narrow, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: arrange the parts anew."""
        super().resizeEvent(event)
        self._is_placed = True
        self._arrange()

    # --- painting ---------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's override: unit, icon, last period and the line of explanation, where asked for."""
        boxes = self._boxes = self._boxes or self._find_boxes()
        asked, message = event.region(), self._message
        painter = QPainter(self)
        if asked.intersects(boxes.unit):
            self._paint_words(painter, boxes.unit, self._unit, "muted", _LEFT)
        if message.state and asked.intersects(boxes.icon):
            icons.paint(painter, boxes.icon, STATE_ICONS[message.state], message.state)
        painter.setFont(measure(self.edit).small_font)
        if asked.intersects(boxes.previous):
            self._paint_words(painter, boxes.previous, self._previous, "muted", _RIGHT)
        if asked.intersects(boxes.message):
            role = message.state or "muted"
            self._paint_words(painter, boxes.message, message.text, role, _TOP_LEFT)
        painter.end()

    def _find_boxes(self) -> _Boxes:
        at = self.edit.geometry().right() + 1 + Space.XS
        at += _BUTTON + Space.XS if self._popup is not None else 0
        line, unit = measure(self.edit).line, QRect()
        if self._shown_unit():
            width = self.fontMetrics().horizontalAdvance(self._unit)
            unit = QRect(at + Space.XS, 0, width + 2, line)
            at += width + Space.S
        icon = QRect(at, (line - ICON) // 2, ICON, ICON)
        previous = self._previous_rect() if self._previous else QRect()
        return _Boxes(unit, icon, previous, self._message_rect(previous))

    def _message_rect(self, previous: QRect) -> QRect:
        right = previous.left() - Space.S if previous.top() > 0 else self.width()
        left = self._left_edge() + 1
        height = self._lines * measure(self.edit).small_line
        return QRect(left, measure(self.edit).line + 1, right - left, height)

    def _paint_words(
        self, painter: QPainter, box: QRect, words: str, role: str, side: Qt.AlignmentFlag
    ) -> None:
        if not words:
            return
        painter.setPen(scheme.palette().colour(role))
        lines = self._lines if side == _TOP_LEFT else 1
        room = box.width() * lines
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, side | Qt.TextFlag.TextWordWrap if lines > 1 else side, shown)

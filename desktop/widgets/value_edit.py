"""A line edit for one value of one kind: read live, tidied and handed over when left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from desktop.widgets.plain_edit import PlainEdit
from forms import figure
from forms.figure import Kind, Parsed, Value

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

_RIGHT = frozenset({Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.DECIMAL})
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
# Looking up an enum costs more than the comparison it is for.
_F9, _DOWN, _ESCAPE = Qt.Key.Key_F9, Qt.Key.Key_Down, Qt.Key.Key_Escape
_NOTHING = Parsed(None)


class ValueEdit(PlainEdit):
    """A line edit that holds a value.

    The two methods `on_told` and `on_offer_wanted` are for its field or table to override;
    as signals they would cost more than the rest of the line edit.

    Signals:
        parsed: Live, after each keystroke: the value as understood (or None), the problem.
        committed: The officer is done and the value changed: the new value, or None.
    """

    parsed = Signal(object, str)
    committed = Signal(object)

    def __init__(self, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._value: Value | None = None
        self._reading = _NOTHING
        self._is_edited = False
        self._is_left = True
        if kind in _RIGHT:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.textEdited.connect(self._read)

    def on_told(self) -> None:
        """What there is to say about the text (problem, note, alternatives) changed."""

    def on_offer_wanted(self, is_alt_down: bool) -> None:
        """F9 was pressed, or Alt+Down: take what is offered."""

    def value(self) -> Value | None:
        """The value last set or committed; what is being typed is not yet it."""
        return self._value

    def reading(self) -> Parsed:
        """How the present text is understood; a value without a word where it is tidy."""
        return self._reading

    def is_refused(self) -> bool:
        """Whether the field was left with a text that can't be understood."""
        return self._is_left and bool(self._reading.problem)

    def set_value(self, value: Value | None) -> None:
        """Show a value that came from elsewhere.

        What is being typed stays: a value that does not differ from the last one is not
        written over it, and neither is any value over a text under the officer's hands.
        """
        is_same = self._print(value) == self._print(self._value)
        self._value = value
        if is_same and (self._is_edited or self.hasFocus()):
            return
        if self._is_edited and self.hasFocus():
            return
        self._rewrite()

    def put(self, value: Value | None) -> None:
        """Take a value at the officer's command (an offer, a list, the calendar)."""
        if not self.isReadOnly():
            self._hand_over(value)
            self._rewrite()

    def force(self, value: Value | None) -> None:
        """Show a value whatever is being typed: the row moved at the officer's command."""
        self._value = value
        self._rewrite()

    def type_in(self, text: str) -> None:
        """Take a text as if it had been typed and the field left; used for pasted cells."""
        self.setText(text)
        self._read(text)
        self.leave(is_for_good=True)

    def commit(self) -> None:
        """Hand over what is typed if it can be understood and differs; the text stays."""
        if self._is_edited and not self._reading.problem:
            self._hand_over(self._reading.value)

    def revert(self) -> None:
        """Go back to the last value, at the officer's command."""
        self._rewrite()

    def _hand_over(self, value: Value | None) -> None:
        self._is_edited = False
        if self._print(value) != self._print(self._value):
            self._value = value
            self.committed.emit(value)

    def _print(self, value: Value | None) -> str:
        """The tidy text; equal texts are equal values (49,5 and 49,50 are not)."""
        return "" if value is None else figure.show(self.kind, value)

    def _rewrite(self) -> None:
        self._is_edited = False
        self._write_tidily()
        self._tell(_NOTHING)

    def _read(self, text: str) -> None:
        self._is_edited = True
        self._is_left = False
        reading = figure.parse(self.kind, text)
        self._tell(reading)
        self.parsed.emit(reading.value, reading.problem)

    def _tell(self, reading: Parsed) -> None:
        # The value is kept even if equal: 49,5 and 49,50 are, but state different decimals.
        old, self._reading = self._reading, reading
        if reading.problem != old.problem or reading.note != old.note:
            self.on_told()

    def leave(self, is_for_good: bool) -> None:
        """Hand over the value; tidy the text unless the officer comes back to it."""
        super().leave(is_for_good)
        self.commit()
        if not is_for_good or self._is_left:
            return
        self._is_left = True
        if self._reading.problem:
            self.on_told()
        else:
            self._tidy()

    def _tidy(self) -> None:
        """Write the value as it prints; what was said about the typed text stays said."""
        self._write_tidily()
        self._show_beginning()

    def _write_tidily(self) -> None:
        tidy = self._print(self._value)
        if self.text() != tidy:
            self.setText(tidy)
            if not self.hasFocus():
                self._show_beginning()

    def _show_beginning(self) -> None:
        """Of a text too long for the field its beginning says most, not its end."""
        if self.fontMetrics().horizontalAdvance(self.text()) > self.width():
            self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's override: F9 and Alt+Down ask for the offer, Escape goes back."""
        key = event.key()
        if key == _F9:
            self.on_offer_wanted(is_alt_down=False)
        elif key == _DOWN and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.on_offer_wanted(is_alt_down=True)
        elif key == _ESCAPE and self._is_edited:
            self.revert()
        else:
            super().keyPressEvent(event)
            if key in _ENTER:
                self.commit()

"""The editor of a long passage: bullets, find, word count, and the sentence said by default."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.appearance import looks
from desktop.appearance.tokens import Space, State
from desktop.widgets.find_bar import FindBar
from desktop.widgets.glyph import Glyph
from desktop.widgets.passage_edit import PassageEdit

_MARKS = (("-", "Gạch đầu dòng"), ("+", "Dấu cộng đầu dòng"), ("1.", "Đánh số"))


class TextEditor(QFrame):
    """A passage with all that is done to it.

    The value is None while nothing was written (the default is printed), "" when it was
    emptied on purpose (nothing is printed), otherwise the text in NFC.

    Signals:
        edited: The raw text, after each change by hand.
        committed: The officer is done and the value changed.
    """

    edited = Signal(str)
    committed = Signal(object)

    def __init__(
        self,
        label: str,
        *,
        default: str = "",
        can_be_empty: bool = False,
        help_text: str = "",
        accessible_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._default = default
        self._value: str | None = None
        self._is_edited = False
        self.edit = PassageEdit()
        self.edit.setAccessibleName(accessible_name or label)
        self.edit.setAccessibleDescription(help_text)
        self._find = FindBar(self.edit)
        self._label = looks.label(label, "strong", wrap=True)
        self._label.setBuddy(self.edit)
        self._count = looks.label("", "small")
        self._glyph = Glyph()
        self._told = looks.label(help_text, "small", wrap=True)
        self._help = help_text
        self._verdict = ""
        self._use = looks.button("Dùng câu mẫu", "quiet")
        self._empty = looks.button("Để trống", "quiet")
        self._can_be_empty = can_be_empty or bool(default)
        self._glyph.hide()
        self._build()
        self._connect()
        self._refresh()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.XS)
        layout.addLayout(self._head())
        layout.addWidget(self.edit)
        layout.addWidget(self._find)
        layout.addLayout(self._foot())
        self.setFocusProxy(self.edit)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self._label, 1)
        for mark, name in _MARKS:
            button = looks.tool_button("", f"{name} ({mark})")
            button.setText(mark)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked=False, mark=mark: self.edit.toggle_mark(mark))
            row.addWidget(button)
        find = looks.tool_button("search", "Tìm trong nội dung (Ctrl+F)")
        find.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        find.clicked.connect(self._find.open_bar)
        row.addWidget(find)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.XS)
        row.addWidget(self._glyph)
        row.addWidget(self._told, 1)
        row.addWidget(self._use)
        row.addWidget(self._empty)
        row.addWidget(self._count)
        return row

    def _connect(self) -> None:
        self.edit.textChanged.connect(self._on_changed)
        self.edit.left.connect(self._on_left)
        self.edit.find_wanted.connect(self._find.open_bar)
        self._find.closed.connect(self.edit.setFocus)
        self._use.clicked.connect(lambda: self._take(None))
        self._empty.clicked.connect(lambda: self._take(""))

    def value(self) -> str | None:
        """The value last set or committed."""
        return self._value

    def set_value(self, value: str | None) -> None:
        """Show a value from elsewhere; never over what is being typed."""
        is_same = value == self._value
        self._value = value
        if (self._is_edited and (is_same or self.edit.hasFocus())) or is_same:
            return
        self._rewrite()

    def set_default(self, default: str) -> None:
        """Change the sentence that is said while nothing is written."""
        if default != self._default:
            self._default = default
            self._refresh()

    def commit(self) -> None:
        """Hand over what is written, if it changed."""
        if self._is_edited:
            text = unicodedata.normalize("NFC", self.edit.toPlainText()).strip()
            self._hand_over(text or None)

    def set_verdict(self, state: State | str, text: str = "") -> None:
        """Say what the rules make of the passage, in one line."""
        looks.set_state(self.edit, State(state))
        looks.set_look(self._told, str(State(state)) or "small")
        self._glyph.show_state(State(state))
        self._glyph.setVisible(bool(state))
        self._verdict = text
        self._say()

    def word_count(self) -> int:
        """How many words are written."""
        return sum(any(map(str.isalnum, word)) for word in self.edit.toPlainText().split())

    def label(self) -> QLabel:
        """The label above, whose buddy is the editor."""
        return self._label

    def _on_changed(self) -> None:
        self._count.setText(f"{self.word_count()} từ")
        if self.edit.hasFocus():
            self._is_edited = True
            self.edited.emit(self.edit.toPlainText())
        self._say()
        self._offer()

    def _on_left(self, is_for_good: bool) -> None:
        self.commit()
        tidy = self._value or ""
        if is_for_good and self.edit.toPlainText() != tidy:
            self._rewrite()

    def _take(self, value: str | None) -> None:
        """The officer chose the default sentence, or nothing at all."""
        self._hand_over(value)
        self._rewrite()

    def _hand_over(self, value: str | None) -> None:
        self._is_edited = False
        if value == "" and self._value == "":
            return
        if value != self._value:
            self._value = value
            self.committed.emit(value)

    def _rewrite(self) -> None:
        """Write the value as one step that can be undone."""
        self._is_edited = False
        text = self._value or ""
        if self.edit.toPlainText() != text:
            cursor = self.edit.textCursor()
            cursor.select(cursor.SelectionType.Document)
            cursor.insertText(text)
            self._is_edited = False
        self._refresh()

    def _refresh(self) -> None:
        blank = "Để trống: báo cáo không in nội dung này."
        self.edit.setPlaceholderText(blank if self._value == "" else self._default)
        self._say()
        self._count.setText(f"{self.word_count()} từ")
        self._offer()

    def _say(self) -> None:
        """The verdict, or that the grey words are what will print, or the help."""
        is_default = self._value is None and self._default and not self.edit.toPlainText()
        usual = f"Câu mẫu sẽ được in. {self._help}".strip() if is_default else self._help
        self._told.setText(self._verdict or usual)

    def _offer(self) -> None:
        """Show only the choices that would change something."""
        written = bool(self.edit.toPlainText())
        self._use.setVisible(bool(self._default) and (written or self._value == ""))
        self._empty.setVisible(self._can_be_empty and (written or self._value is None))

    def minimumSizeHint(self) -> QSize:
        """Qt's override: narrow enough for three columns at 1366 pixels."""
        return QSize(320, super().minimumSizeHint().height())

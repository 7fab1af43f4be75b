"""The keys of a report's page, and who gets Ctrl+Z: the text being typed, or the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from desktop.widgets.value_edit import ValueEdit
from forms.figure import show

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_UNDO = QKeySequence.StandardKey.Undo
_REDO = QKeySequence.StandardKey.Redo
_OVERRIDE = QEvent.Type.ShortcutOverride


def bind(page: QWidget, keys: Mapping[str, Callable[[], object]]) -> None:
    """Make keys work wherever in the page the cursor is."""
    for key, do in keys.items():
        shortcut = QShortcut(QKeySequence(key), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda do=do: do())


class UndoRouter(QObject):
    """Lets Ctrl+Z and Ctrl+Y reach the page unless the cursor stands in unfinished text.

    A line edit claims these keys even when it has nothing to undo, so whoever has the focus
    is watched and its claim taken back.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._watched: QWidget | None = None
        app = cast("QApplication", QApplication.instance())
        app.focusChanged.connect(self._on_focus)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._watched is not None and shiboken6.isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = new if new is not None and self._page.isAncestorOf(new) else None
        if self._watched is not None:
            self._watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's override: pass the page's own keys on to the page."""
        # Every event of the field passes here, so the rest is not asked for at all.
        if event.type() is not _OVERRIDE:
            return False
        if isinstance(event, QKeyEvent):
            is_undo, is_redo = event.matches(_UNDO), event.matches(_REDO)
            if (is_undo and not is_unfinished(watched)) or (is_redo and not can_redo(watched)):
                event.ignore()
                return True
        return False


def is_unfinished(editor: QObject) -> bool:
    """Whether an editor holds typing that was not handed over yet."""
    if isinstance(editor, ValueEdit):
        value = editor.value()
        tidy = "" if value is None else show(editor.kind, value)
        return editor.isUndoAvailable() and editor.text() != tidy
    return isinstance(editor, QPlainTextEdit) and editor.document().isUndoAvailable()


def can_redo(editor: QObject) -> bool:
    """Whether an editor has typing of its own to bring back."""
    if isinstance(editor, ValueEdit):
        return editor.isRedoAvailable()
    return isinstance(editor, QPlainTextEdit) and editor.document().isRedoAvailable()


def next_part(parts: Sequence[QWidget], step: int) -> QWidget:
    """Return the part after (or before) the one with the focus, round and round."""
    focused = cast("QWidget | None", parts[0].window().focusWidget())  # the stubs forget None
    start = -1 if step > 0 else 0
    here = next((n for n, part in enumerate(parts) if _holds(part, focused)), start)
    return parts[(here + step) % len(parts)]


def _holds(part: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (focused is part or part.isAncestorOf(focused))

"""What tests of dialogs do again and again: show one, meet one that waits, look whether it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from desktop.widgets.roomy import Roomy
from tests.desktop.shell import destroy
from tests.desktop.window_steps import click, press

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QCheckBox, QWidget
    from pytestqt.qtbot import QtBot

    from desktop.hand_over.dialog import HandOverDialog
    from desktop.receiving.dialog import ReceiveDialog

Dialog = TypeVar("Dialog", bound=QDialog)


def show(qtbot: QtBot, dialog: Dialog) -> Dialog:
    """Show a dialog that waits for nobody, until it is active."""
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    QCoreApplication.processEvents()
    return dialog


def put_away(dialog: QDialog) -> None:
    """Close a dialog for good."""
    dialog.done(0)
    destroy(dialog)


def meet(kind: type[Dialog], do: Callable[[Dialog], object]) -> None:
    """When a dialog of this kind stands open, do something to it; if it stays, close it."""

    def found() -> None:
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, kind)
        assert QTest.qWaitForWindowActive(shown)
        try:
            do(shown)
        finally:
            if shown.isVisible():
                shown.done(0)  # a dialog that stays open would hang the test

    QTimer.singleShot(0, QApplication.instance() or QApplication([]), found)


def tab_to(dialog: QDialog, wanted: QWidget) -> list[QWidget]:
    """Go there by Tab alone; return what was passed on the way, and that at the end."""
    passed: list[QWidget] = []
    while wanted not in passed:
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert dialog.focusWidget() not in passed  # no ring without the way there
        passed.append(dialog.focusWidget())
    return passed


def stop(dialog: HandOverDialog | ReceiveDialog, how: str) -> None:
    """Stop the work under way in one of the ways there are; the dialog stays until it has."""
    ways: dict[str, Callable[[], object]] = {
        "strip": lambda: click(dialog.strip._cancel),
        "button": lambda: click(dialog.cancel),
        "key": lambda: press(dialog, Qt.Key.Key_Escape),
        "close": dialog.close,
    }
    ways[how]()
    assert dialog.isVisible()


def tick(box: QCheckBox) -> None:
    """Click on the box itself; right of its words a click says nothing."""
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))


def assert_whole(dialog: QDialog) -> None:
    """No button is cut off, and nothing has to be moved sideways to be reached."""
    for button in dialog.findChildren(QPushButton):
        if button.isVisible():
            assert button.height() >= button.sizeHint().height(), button.text()
            assert button.width() >= button.sizeHint().width(), button.text()
    for area in dialog.findChildren(Roomy):
        assert area.horizontalScrollBar().maximum() == 0

"""Conflicts in the window: what both sides have changed is decided side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt

from db.merge import Choice, conflicts, decide
from desktop.receiving.deciding import ConflictsDialog
from tests.desktop.dialog_steps import meet, put_away, show
from tests.desktop.district import COMMUNES
from tests.desktop.receiving.steps import NEW, TEXT, Commune
from tests.desktop.window_steps import click, press, shown, store_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow


def test_conflicts_are_decided_one_by_one_from_the_page(
    conflicting: Commune, district: MainWindow
) -> None:
    click(district.bar.roll_up_button)
    page, store = district.pile.roll_up, store_of(district)
    assert page.deciding.isVisible()
    assert page.deciding.text() == "2 xung đột…"

    def decide(dialog: ConflictsDialog) -> None:
        names = [row[0] for row in shown(dialog.list)]
        dialog.list.selectRow(names.index("Số hồ sơ mới tiếp nhận trong kỳ"))
        assert dialog.ours.value.text() == "5"
        assert dialog.theirs.value.text() == "7"
        assert dialog.base.text().startswith("Trước đó: ")
        assert COMMUNES[0].name in dialog.theirs.about.text()
        click(dialog.theirs.button)
        assert dialog.ours.value.text() == "Huyện viết."
        assert dialog.theirs.value.text() == "Xã viết dài hơn. " * 20
        assert not dialog.base.isVisible()
        assert dialog.focusWidget() is dialog.theirs.button

    meet(ConflictsDialog, decide)
    click(page.deciding)
    assert store.load(conflicting.report).figures[NEW] == 7
    assert page.deciding.text() == "1 xung đột…"

    def keep(dialog: ConflictsDialog) -> None:
        dialog.ours.button.setFocus()
        press(dialog.ours.button, Qt.Key.Key_Return)
        assert dialog.problem.words == "Không còn xung đột nào."
        assert not dialog.list.isVisible()
        assert dialog.focusWidget() is dialog.confirm
        dialog._decide(Choice.OURS, dialog.ours.button)  # nothing to decide
        press(dialog.confirm, Qt.Key.Key_Return)
        assert not dialog.isVisible()

    meet(ConflictsDialog, keep)
    click(page.deciding)
    assert store.load(conflicting.report).texts[TEXT] == "Huyện viết."
    assert not page.deciding.isVisible()


def test_deciding_nothing_changes_nothing(conflicting: Commune, district: MainWindow) -> None:
    click(district.bar.roll_up_button)
    meet(ConflictsDialog, lambda dialog: press(dialog, Qt.Key.Key_Escape))
    click(district.pile.roll_up.deciding)
    assert len(conflicts(store_of(district))) == 2


def test_a_conflict_decided_meanwhile_is_told(
    qtbot: QtBot, conflicting: Commune, district: MainWindow
) -> None:
    store = store_of(district)
    dialog = show(qtbot, ConflictsDialog(store, district.desk.today, district))
    decide(store, dialog.list.row().conflict.id, Choice.OURS)
    click(dialog.ours.button)
    assert "đã được giải quyết" in dialog.problem.words
    assert len(shown(dialog.list)) == 1
    assert not dialog.has_changed
    dialog.list.setCurrentIndex(QModelIndex())
    click(dialog.ours.button)
    assert len(conflicts(store)) == 1
    put_away(dialog)

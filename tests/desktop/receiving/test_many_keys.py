"""Many units give for the first time: their keys are compared in one list, each on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from db.handover.keys import fingerprint
from desktop.receiving.keys_dialog import KeysDialog
from desktop.widgets.tick_tree import is_ticked
from tests.desktop.dialog_steps import assert_whole, meet
from tests.desktop.receiving.steps import Commune, name_of, reports, standings
from tests.desktop.window_steps import click, press, store_of

if TYPE_CHECKING:
    import pytest
    from PySide6.QtWidgets import QTreeWidgetItem

    from desktop.main_window import MainWindow
    from desktop.receiving.dialog import ReceiveDialog


def rows(keys: KeysDialog) -> list[QTreeWidgetItem]:
    tree = keys.keys
    found = (tree.topLevelItem(number) for number in range(tree.topLevelItemCount()))
    return [row for row in found if row is not None]


def give_all(communes: list[Commune]) -> None:
    """Each commune gives a file; the first gives two, under the same key."""
    for commune in communes:
        commune.give()
    communes[0].begin(reports(communes[0].unit)[0])
    communes[0].give()


def test_ticked_keys_are_trusted_and_the_others_wait(
    dialog: ReceiveDialog, communes: list[Commune], district: MainWindow
) -> None:
    give_all(communes)
    click(dialog.confirm)
    assert dialog.keys.text() == "Đối chiếu 3 khóa…"
    assert "xem một lượt" in dialog.summary.words

    def compare(keys: KeysDialog) -> None:
        assert_whole(keys)
        listed = [(row.text(0), row.text(1), row.text(2)) for row in rows(keys)]
        assert listed == [
            (name_of(each.unit), fingerprint(each.key.public), count)
            for each, count in zip(communes, "211", strict=True)
        ]
        for key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space):
            press(keys.keys, key)
        assert [is_ticked(row) for row in rows(keys)] == [True, False, True]
        press(keys.keys, Qt.Key.Key_Return)

    meet(KeysDialog, compare)
    click(dialog.keys)
    assert dialog.confirm.text() == "Nhận 3 tệp"
    assert dialog.focusWidget() is dialog.confirm
    click(dialog.confirm)
    assert len(store_of(district).reports()) == 3
    assert sorted(standings(dialog)) == ["mới; cần đối chiếu khóa", *["đã nhận"] * 3]
    assert not dialog.keys.isVisible()


def test_nothing_ticked_takes_nothing(dialog: ReceiveDialog, communes: list[Commune]) -> None:
    give_all(communes)
    click(dialog.confirm)
    meet(KeysDialog, lambda keys: click(keys.confirm))
    click(dialog.keys)
    assert not dialog.confirm.isEnabled()
    assert dialog.focusWidget() is dialog.files


def test_a_unit_with_two_files_left_out_is_named_once(
    dialog: ReceiveDialog, communes: list[Commune]
) -> None:
    give_all(communes)
    click(dialog.confirm)

    def tick_the_second(keys: KeysDialog) -> None:
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Return):
            press(keys.keys, key)

    meet(KeysDialog, tick_the_second)
    click(dialog.keys)
    click(dialog.confirm)
    first, _, third = (name_of(each.unit) for each in communes)
    assert f"Chưa nhận 3 tệp: {first}; {third}." in dialog.summary.words


def test_leaving_the_list_changes_nothing(dialog: ReceiveDialog, communes: list[Commune]) -> None:
    give_all(communes)
    click(dialog.confirm)

    def leave(keys: KeysDialog) -> None:
        press(keys.keys, Qt.Key.Key_Space)
        press(keys.keys, Qt.Key.Key_Escape)

    meet(KeysDialog, leave)
    click(dialog.keys)
    assert [item.is_confirmed for item in dialog.items] == [False] * 4


def test_a_key_confirmed_beside_one_file_counts_for_the_units_other_file(
    dialog: ReceiveDialog, communes: list[Commune]
) -> None:
    give_all(communes)
    click(dialog.confirm)
    dialog.details.confirmed.emit(True)
    assert dialog.confirm.text() == "Nhận 2 tệp"
    assert dialog.keys.text() == "Đối chiếu 3 khóa…"  # what was said can be looked at again
    dialog.details.confirmed.emit(False)
    assert dialog.confirm.text() == "Nhận 0 tệp"


def test_the_list_can_be_copied(
    dialog: ReceiveDialog, communes: list[Commune], monkeypatch: pytest.MonkeyPatch
) -> None:
    give_all(communes)
    click(dialog.confirm)

    def copy(keys: KeysDialog) -> None:
        click(keys.copy)
        assert "Mở bảng tính rồi dán" in keys.toasts.shown()[-1].words

    meet(KeysDialog, copy)
    click(dialog.keys)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines == [f"{name_of(each.unit)}\t{fingerprint(each.key.public)}" for each in communes]


def test_one_key_needs_no_list(dialog: ReceiveDialog, communes: list[Commune]) -> None:
    communes[0].give()
    click(dialog.confirm)
    assert not dialog.keys.isVisible()

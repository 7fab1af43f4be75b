"""A district's window, its communes with a stick, and the dialog that receives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.desktop.dialog_steps import put_away
from tests.desktop.district import COMMUNES
from tests.desktop.receiving.steps import NEW, TEXT, Commune, opened, take_all
from tests.desktop.window_steps import click, store_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow
    from desktop.receiving.dialog import ReceiveDialog


@pytest.fixture
def communes(tmp_path: Path, stick: Path) -> Iterator[list[Commune]]:
    """Three communes, each with a report."""
    made = [Commune(tmp_path, unit, stick) for unit in COMMUNES[:3]]
    for commune in made:
        commune.begin()
    yield made
    for commune in made:
        commune.store.close()


@pytest.fixture
def dialog(qtbot: QtBot, district: MainWindow, stick: Path) -> Iterator[ReceiveDialog]:
    made = opened(qtbot, district)
    yield made
    put_away(made)


@pytest.fixture
def taken(dialog: ReceiveDialog, communes: list[Commune]) -> Commune:
    """A commune whose report was received; the dialog chooses again."""
    communes[0].give()
    take_all(dialog)
    click(dialog.back)
    return communes[0]


@pytest.fixture
def conflicting(taken: Commune, dialog: ReceiveDialog, district: MainWindow) -> Commune:
    """A commune that has changed a figure and a text which were changed here as well."""
    store = store_of(district)
    store.set_figure(taken.report, NEW, 5)
    store.set_text(taken.report, TEXT, "Huyện viết.")
    taken.store.set_figure(taken.report, NEW, 7)
    taken.store.set_text(taken.report, TEXT, "Xã viết dài hơn. " * 20)
    dialog.look([taken.give()])
    click(dialog.confirm)
    dialog.done(0)
    return taken

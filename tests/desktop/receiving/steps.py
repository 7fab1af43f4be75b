"""What tests of receiving do again and again: communes that give, and the dialog that takes in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.handover.keys import load_or_make
from db.store import Store
from desktop.receiving.dialog import ReceiveDialog, Receiving
from desktop.receiving.opening import decide_conflicts
from desktop.receiving.register import Following, RegisterDialog
from forms.unit import unit_for
from tests import provinces
from tests.db.handover.giver import give
from tests.db.office import HandClock
from tests.desktop.dialog_steps import show, tick
from tests.desktop.district import UNIT
from tests.desktop.window_steps import click, shown, store_of
from tests.provinces import THREE_LEVELS

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.main_window import MainWindow
    from forms.period import Period
    from forms.report import Report, UnitRef

NEW, LATE, TEXT = "files_received_new", "files_resolved_late", "I.1.inspection"


class Commune:
    """A commune with its store and its key, which gives onto a stick."""

    def __init__(self, folder: Path, unit: UnitRef, stick: Path) -> None:
        self.home = folder / unit.code
        self.home.mkdir()
        self.unit, self.stick, self.key = unit, stick, load_or_make(self.home / "khoa")
        clock = HandClock()
        self.store = Store.create(self.home / "so.cchc", editor="Văn thư xã", clock=clock)
        self.store.set_setting("unit_code", unit.code)
        self.store.set_setting("unit_name", unit.name)
        self.report = ""

    def begin(self, report: Report | None = None) -> str:
        self.report = self.store.add_report(report or reports(self.unit)[1])
        return self.report

    def give(self, lock: str = "") -> Path:
        return give(self.store, self.stick, self.key, self.report, passphrase=lock).path


def reports(unit: UnitRef) -> tuple[Report, Report]:
    """A commune's reports of the period before and of this one."""
    return provinces.commune_reports(unit, THREE_LEVELS)


def name_of(unit: UnitRef) -> str:
    return unit.name.replace("Ủy ban nhân dân", "UBND")


def opened(qtbot: QtBot, window: MainWindow) -> ReceiveDialog:
    about = Receiving(
        store_of(window), window.desk.today, lambda parent: decide_conflicts(window, parent)
    )
    return show(qtbot, ReceiveDialog(about, window))


def opened_register(qtbot: QtBot, window: MainWindow, *periods: Period) -> RegisterDialog:
    desk, unit = window.desk, unit_for(UNIT.code, UNIT.name)
    about = Following(store_of(window), unit, periods, desk.machine, desk.today)
    return show(qtbot, RegisterDialog(about, window))


def standings(dialog: ReceiveDialog) -> list[str]:
    return [row[1] for row in shown(dialog.files)]


def take_all(dialog: ReceiveDialog) -> None:
    """Look through the stick, confirm whoever gave the files, and take them in."""
    click(dialog.confirm)
    confirm_all(dialog)
    click(dialog.confirm)


def confirm_all(dialog: ReceiveDialog) -> None:
    """Confirm whoever gave a file, wherever that is asked."""
    for row, item in enumerate(dialog.items):
        dialog.files.selectRow(row)
        if item.doubt is not None:
            tick(dialog.details.key.confirm)


def begin_again(dialog: ReceiveDialog) -> None:
    click(dialog.back)
    click(dialog.confirm)

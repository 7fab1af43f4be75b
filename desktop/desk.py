"""The open store and everything done to it as a whole; no dialog, no page.

What opens stores is imported when one is opened: the window is painted before.

Every method may raise `Problem` (a `StoreProblem` for what the surroundings refuse); what was
asked for has not happened then.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop import places
from desktop.settings import JsonFile, MachineFile, Office, read_office, write_office
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from db.backup import Backup
    from db.carrying import Glance
    from db.reports import ReportInfo
    from db.store import Store
    from desktop.dialogs.new_report import NewReport
    from desktop.origins import Origin, Origins
    from forms.block import Document
    from forms.report import Report


class Desk(QObject):
    """What lies on the officer's desk: one store, open or not.

    Attributes:
        machine: The settings of this machine.
        today: Tells the day.
        store: The open store, or None.

    Signals:
        opened: A store is open.
        closed: None is open any more.
        not_backed_up: The store that was left for another could not be backed up; why.
        reports_changed: The list of reports, or something in one, is different.
    """

    opened = Signal()
    closed = Signal()
    not_backed_up = Signal(str)
    reports_changed = Signal()

    def __init__(
        self, machine: MachineFile, today: Callable[[], date], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.machine = machine
        self.today = today
        self.store: Store | None = None
        self._office: Office | None = None
        self._saved_at = -1

    @property
    def office(self) -> Office:
        """The settings kept in the open store; without one they are empty."""
        return self._office or Office()

    @property
    def editor(self) -> str:
        """The name kept with each change."""
        return self.machine.value.editor or places.person()

    @property
    def has_samples(self) -> bool:
        """Whether the open store is the one with the samples."""
        return self.store is not None and self.store.path == places.sample_store()

    @cached_property
    def origins(self) -> Origins:
        """Where the stores of this machine were copied from."""
        from desktop.origins import Origins

        return Origins(JsonFile(places.machine_folder() / "nguon-goc.json"))

    @property
    def origin(self) -> Origin | None:
        """Where the open store was copied from; None if it wasn't, or none is open."""
        return None if self.store is None else self.origins.of(self.store.path)

    @property
    def has_news(self) -> bool:
        """Whether the open store holds what it was not yet put back with."""
        if self.origin is None:
            return False
        try:
            return self.origin.mark != self.glance().mark
        except Problem:
            return False

    def glance(self) -> Glance:
        """Say how far the open store has come."""
        from db.carrying import Glance

        store = self._open_store
        reports = (*store.reports(), *store.reports(removed=True))
        edited_at = max((info.edited_at for info in reports), default=None)
        return Glance("", _changes(store), edited_at)

    @staticmethod
    def no_store() -> Problem:
        """The problem of having no store open."""
        return Problem("Chưa mở sổ dữ liệu nào. Hãy mở hoặc lập một sổ dữ liệu.")

    # --- opening and closing

    def open(self, path: Path) -> None:
        """Open a store in place of the one that is open."""
        from db.store import Store

        self._take(lambda: Store.open(path, editor=self.editor))

    def open_sample(self) -> None:
        """Open the store with the sample reports; the first time it is made."""
        from desktop import office_files

        self._take(lambda: office_files.open_sample(places.sample_store(), self.editor))

    def create(self, path: Path, office: Office) -> None:
        """Make the store of an office and open it."""
        from desktop import office_files

        self._take(lambda: office_files.create(path, office, self.editor))

    def close(self) -> Problem | None:
        """Back up what has changed and close; return what kept a backup from being made."""
        if self.store is None:
            return None
        trouble = self._last_backup(self.store)
        self._let_go(self.store)
        return trouble

    def _let_go(self, store: Store) -> None:
        self.store = None
        self._office = None
        self.closed.emit()
        store.close()

    def _take(self, opening: Callable[[], Store]) -> None:
        """Open the new store first: if that fails, the old one stays."""
        store = opening()
        trouble = self.close()
        self.store = store
        self._office = read_office(store)
        self._saved_at = _changes(store)
        self.machine.put(self.machine.value.used(store.path))
        self.opened.emit()
        if trouble is not None:
            self.not_backed_up.emit(trouble.message)

    def _last_backup(self, store: Store) -> Problem | None:
        try:
            if _changes(store) != self._saved_at:
                self.back_up()
        except Problem as problem:
            return problem
        return None

    # --- the office

    def set_office(self, office: Office) -> None:
        """Keep the settings of the office."""
        store = self._open_store
        write_office(store, office)
        self._office = office
        self._saved_at = -1
        if self.origin is not None:
            self.origins.keep(store.path, replace(self.origin, mark=""))

    # --- reports

    def info(self, report_id: str) -> ReportInfo:
        """Return what the list says of a report."""
        return self._open_store.info(report_id)

    def document(self, report_id: str) -> Document:
        """Return a report as it prints, with the appendices wanted. From any thread."""
        from desktop.attachments import attachments
        from forms.appendices import attached
        from forms.document import compose
        from forms.loading import load_form
        from forms.unit import unit_for

        store = self._open_store
        report = store.load(report_id)
        form = load_form(report.form, report.form_version)
        document = compose(form, report, unit_for(report.unit.code, report.unit.name))
        return attached(document, attachments(store, form, report))

    def series(self, unit: str) -> list[Report]:
        """Return a unit's reports of all periods."""
        from desktop.attachments import series

        return series(self._open_store, unit)

    def begin(self, new: NewReport) -> str:
        """Begin a report, empty or as a copy; return its id."""
        from db.entries import EntryKind
        from forms.definition import OverTime
        from forms.loading import load_form

        figures = load_form(new.form, new.version).figures.values()
        standing = [figure.id for figure in figures if figure.over_time is OverTime.STANDING]
        store = self._open_store
        with store.batch():
            report = store.new_report(
                new.form,
                new.version,
                self.office.unit,
                new.period,
                copy_of=new.copy_of,
                keep={EntryKind.FIGURE: standing},
            )
            if new.copy_of is None:
                for key, words in self.office.front().items():
                    store.set_front(report, key, words)
        self.reports_changed.emit()
        return report

    def take_in(self, file: Path) -> str:
        """Take in a report file; return the report's id."""
        from forms.report_file import read_report_file

        report = self._open_store.add_report(read_report_file(file))
        self.reports_changed.emit()
        return report

    def save_file(self, report_id: str, file: Path) -> None:
        """Write a report as a report file, whole or not at all."""
        from forms.report_file import write_report
        from forms.whole_file import write_whole

        write_whole(file, write_report(self._open_store.load(report_id)).encode())

    def remove(self, report_id: str) -> None:
        """Back up, then take a report out of the list."""
        self.back_up()
        self._open_store.delete_report(report_id)
        self.reports_changed.emit()

    def bring_back(self, report_id: str) -> None:
        """Bring a deleted report back into the list."""
        self._open_store.restore_report(report_id)
        self.reports_changed.emit()

    # --- care

    def back_up(self) -> Backup:
        """Make a checked copy beside the store, and a second one where the office wants it."""
        store = self._open_store
        made = store.back_up()
        self._saved_at = _changes(store)
        if self.office.backup_folder:
            from desktop import office_files

            folder = Path(self.office.backup_folder)
            office_files.second_copy(made, folder, store.path.stem)
        return made

    def restore(self, backup: Path, path: Path) -> Path | None:
        """Put a backup in a store's place and open it; return where the replaced file lies."""
        from db import backup as backups
        from db.session import wall_clock

        is_open = self.store is not None and self.store.path == path
        if is_open and self.store is not None:
            self._let_go(self.store)
        try:
            aside = backups.restore(backup, path, wall_clock())
        except Problem:
            if is_open:
                self.open(path)
            raise
        self.open(path)
        return aside

    @property
    def _open_store(self) -> Store:
        if self.store is None:
            raise self.no_store()
        return self.store


def _changes(store: Store) -> int:
    """How many changes a store has seen; tells whether it differs from its newest backup."""
    return store.statistics().changes

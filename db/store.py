"""The store: one SQLite file with an office's reports, open for one person at a time.

Each call that changes something is one durable transaction and comes back when it is on disk.
"""

from __future__ import annotations

from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from db import backup, gathering, history, intake, opening, reports, verification
from db.codec import clean
from db.entries import Change, EntryKind, put
from db.handover import content, noting
from db.session import wall_clock

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path
    from types import TracebackType

    from db.backup import Backup
    from db.codec import Rows
    from db.handover.content import Drawn
    from db.handover.giving import HandedOver
    from db.history import HistoryRow
    from db.intake import Keep
    from db.reports import ReportInfo, State
    from db.session import Clock, Session
    from db.verification import Statistics
    from forms.figure import Value
    from forms.period import Period
    from forms.report import Report, UnitRef

_SETTING = "setting."


class Store:
    """An open store. Nobody else can open it until it is closed.

    Every method may raise `StoreProblem` when the surroundings fail (disk full, stick pulled
    out); the change then has not happened. Threads may share a store: calls wait for each other.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    @classmethod
    def create(cls, path: Path, *, editor: str, clock: Clock = wall_clock) -> Self:
        """Make a new store and open it.

        Raises:
            StoreProblem: There is such a file already, or it can't be written.
        """
        opening.make_file(path)
        return cls.open(path, editor=editor, clock=clock)

    @classmethod
    def open(cls, path: Path, *, editor: str, clock: Clock = wall_clock) -> Self:
        """Open a store, upgrading an older one after a copy of it was laid aside.

        Args:
            path: The store's file.
            editor: Who works with it, for the history and for whoever finds it open.
            clock: Tells the present moment, with its offset from UTC.

        Raises:
            StoreProblem: It is open elsewhere, not ours, too new, damaged, or out of reach.
        """
        return cls(opening.open_session(path, editor, clock))

    def close(self) -> None:
        """Fold everything into the bare file and let others open it. Closing twice is fine."""
        opening.close_session(self._session)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The store's file."""
        return self._session.path

    @property
    def editor(self) -> str:
        """Who works with it."""
        return self._session.editor

    @property
    def session(self) -> Session:
        """What the packages of `db` that stand above the store work with; for nobody else."""
        return self._session

    # --- whole reports

    def reports(self, *, removed: bool = False) -> tuple[ReportInfo, ...]:
        """Return the reports, latest period first; or those that were deleted."""
        return reports.reports(self._session, removed=removed)

    def info(self, report_id: str) -> ReportInfo:
        """Return what the list says of one report. Raises `Problem` if there is none."""
        return reports.info_of(self._session, report_id)

    def load(self, report_id: str) -> Report:
        """Return a report. Raises `Problem` if there is none."""
        return reports.load(self._session, report_id)

    def new_report(
        self,
        form: str,
        form_version: str,
        unit: UnitRef,
        period: Period,
        *,
        copy_of: str | None = None,
        keep: Keep = MappingProxyType({}),
    ) -> str:
        """Begin a report and return its id.

        Args:
            form: The form's id.
            form_version: Its version.
            unit: Whose report it is.
            period: What it covers.
            copy_of: A report whose texts, tables, recipients and signer are carried over; the
                carried texts, tables and figures are unreviewed until `mark_reviewed`.
            keep: Keys to carry, by kind, instead of those (so standing figures come along).

        Raises:
            Problem: The store has a report of that form, unit and period.
        """
        head = reports.Head(form, form_version, unit, period)
        return intake.begin(self._session, head, copy_of, keep)

    def add_report(self, report: Report) -> str:
        """Take in a whole report and return its id. Raises `Problem` if there is one like it."""
        return intake.add(self._session, report)

    def set_state(self, report_id: str, state: State) -> None:
        """Mark a report as draft or issued. No step of undo."""
        reports.set_state(self._session, report_id, state)

    def delete_report(self, report_id: str) -> None:
        """Take a report out of the list; `restore_report` brings it back with its history."""
        reports.remove(self._session, report_id)

    def restore_report(self, report_id: str) -> None:
        """Bring a deleted report back. Raises `Problem` if another has taken its place."""
        reports.put_back(self._session, report_id)

    def unreviewed(self, report_id: str) -> set[str]:
        """Return the ids of what was copied and nobody has looked at."""
        return intake.unreviewed(self._session, report_id)

    def mark_reviewed(self, report_id: str, key: str) -> bool:
        """Note that somebody looked at a copied field. No step of undo; False if it was none."""
        return intake.mark_reviewed(self._session, report_id, key)

    # --- edits: each is one durable transaction and one step of undo; None removes the value

    def set_figure(self, report_id: str, key: str, value: Value | None) -> Change:
        """Set a figure."""
        return put(self._session, report_id, EntryKind.FIGURE, key, value)

    def set_text(self, report_id: str, key: str, value: str | None) -> Change:
        """Set a text; "" prints nothing, None prints the default."""
        return put(self._session, report_id, EntryKind.TEXT, key, value)

    def set_table(self, report_id: str, key: str, value: Rows | None) -> Change:
        """Set all rows of a table."""
        return put(self._session, report_id, EntryKind.TABLE, key, value)

    def set_front(self, report_id: str, key: str, value: str | None) -> Change:
        """Set a part of the front matter."""
        return put(self._session, report_id, EntryKind.FRONT, key, value)

    def set_as_of(self, report_id: str, key: str, value: date | None) -> Change:
        """Set the day on which a figure was counted."""
        return put(self._session, report_id, EntryKind.AS_OF, key, value)

    def set_note(self, report_id: str, key: str, value: str | None) -> Change:
        """Set the office's own note on a field."""
        return put(self._session, report_id, EntryKind.NOTE, key, value)

    def set_exception(self, report_id: str, key: str, value: str | None) -> Change:
        """Keep a finding of rule ``key`` for the written reason; None takes the reason back."""
        return put(self._session, report_id, EntryKind.EXCEPTION, key, value)

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Make everything inside one transaction and one step of undo, or nothing of it."""
        with self._session.writing():
            yield

    def gather(
        self,
        period: Period,
        forms: Collection[str],
        kinds: Collection[EntryKind] = gathering.FIGURES,
    ) -> Iterator[tuple[str, Report]]:
        """Yield the reports of a period with their ids, by unit; figures only unless told so."""
        return gathering.gather(self._session, period, forms, kinds)

    # --- history

    def undo(self, report_id: str) -> Change | None:
        """Take the last step back, also one made before a restart; None if there is none."""
        return history.undo(self._session, report_id)

    def redo(self, report_id: str) -> Change | None:
        """Take the step again that was taken back last; None if there is none."""
        return history.redo(self._session, report_id)

    def history(self, report_id: str, key: str | None = None) -> tuple[HistoryRow, ...]:
        """Return the changes of a report, or of one field, oldest first."""
        return history.history(self._session, report_id, key)

    def last_edits(self, kind: EntryKind, key: str) -> Mapping[str, HistoryRow]:
        """Return the last change of one value that still stands, by report id."""
        return history.last_edits(self._session, kind, key)

    # --- hand-over

    def draw(self, report_ids: Sequence[str]) -> Drawn:
        """Copy reports out for a hand-over (`db.handover.giving`); drafts may be handed over.

        Raises:
            Problem: No report was named, one is not in the list, or they are too much.
        """
        return content.draw(self._session, report_ids)

    def note_given(self, given: HandedOver) -> None:
        """Note what was handed over and at which revisions; the same file is noted once."""
        noting.note(self._session, given)

    # --- settings and care

    def settings(self) -> Mapping[str, str]:
        """Return the office's settings kept with its reports (its unit, who signs)."""
        question = "SELECT key, value FROM meta WHERE key GLOB ?"
        with self._session.reading() as connection:
            rows = connection.execute(question, (f"{_SETTING}*",))
            return {key.removeprefix(_SETTING): str(value) for key, value in rows}

    def set_setting(self, key: str, value: str | None) -> None:
        """Keep a setting, or forget it with None."""
        name = _SETTING + key
        with self._session.writing() as connection:
            if value is None:
                connection.execute("DELETE FROM meta WHERE key = ?", (name,))
            else:
                row = (name, clean(value))
                connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", row)

    def verify(self) -> list[str]:
        """Look at everything; return a Vietnamese line for each thing that is wrong."""
        return verification.verify(self._session)

    def statistics(self) -> Statistics:
        """Return how much the store holds."""
        return verification.statistics(self._session)

    def back_up(self) -> Backup:
        """Make a checked copy in the folder beside the store and thin the older ones."""
        session = self._session
        with session.reading() as connection:
            return backup.back_up(connection, session.path, session.clock())

    def backups(self) -> tuple[Backup, ...]:
        """Return the copies, newest first."""
        return backup.list_backups(self._session.path)

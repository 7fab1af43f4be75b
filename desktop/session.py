"""One open report: what the window shows of it and every way to change it.

Each edit is durable in the store before the method returns; then the frozen snapshot is
replaced and judged anew. While a field is being typed, `try_figure` judges without storing.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

from db.earlier import earlier_reports
from db.entries import EntryKind
from db.rolling import rolled_below
from desktop.edits import applied, key_of
from desktop.field_index import FRONT_PREFIX, FieldIndex
from desktop.verdicts import (
    LiveVerdict,
    Openings,
    SectionState,
    by_field,
    cases_by_field,
    sentence_of,
)
from forms import completeness
from forms.checking import checker
from forms.computed import tidy
from forms.document import Composer
from forms.facts import earlier_facts, facts
from forms.figure import digits
from forms.loading import load_form
from forms.problem import Problem
from forms.unit import unit_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from db.codec import Rows
    from db.entries import Change
    from db.history import HistoryRow
    from db.store import Store
    from forms.block import Document, Paragraph
    from forms.checking import Finding
    from forms.definition import Form, Leaf
    from forms.expression import Facts
    from forms.figure import Value
    from forms.report import Report

#: The decimals a computed percentage is offered with where neither period states any.
_OFFERED_DIGITS: Final = 1


class ReportSession(QObject):
    """One open report.

    Attributes:
        store: Where it is kept.
        report_id: Its id there.
        form: Its form.
        report: Its present contents, a frozen snapshot.
        unit: The unit it belongs to.
        previous: The same unit's latest earlier report of that form, or None.
        findings: What its rules say, errors first.
        missing: Keys of what still has to be filled in, in the order printed.
        unreviewed: Ids of what was copied and nobody has looked at.
        index: Where its fields stand.

    Signals:
        changed: The key of a field that has a new value (``front.number`` for front matter).
        findings_changed: Findings, missing fields or marks of review are different.
        saved: The moment (datetime) something was made durable.
        history_changed: There is a new step, or one was taken back.
        failed: A sentence: something could not be saved; it is kept and tried again.
    """

    changed = Signal(str)
    findings_changed = Signal()
    saved = Signal(object)
    history_changed = Signal()
    failed = Signal(str)

    def __init__(
        self,
        store: Store,
        report_id: str,
        *,
        form: Form | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Load a report.

        Raises:
            Problem: There is no such report, or the program doesn't know its form.
        """
        super().__init__(parent)
        self.store = store
        self.report_id = report_id
        self.report: Report = store.load(report_id)
        self.form = form or load_form(self.report.form, self.report.form_version)
        self.unit = unit_for(self.report.unit.code, self.report.unit.name)
        earlier = earlier_reports(store, self.report, store.reports())
        self.previous = earlier[0] if earlier else None
        # What rules may name of earlier reports; it is the same while this one is open.
        beside = [earlier_facts(self.form, self.report.period, each) for each in earlier]
        self._earlier: Facts = beside[0] if beside else {}
        self._others = beside[1:]
        self._rolled = rolled_below(store, self.report)
        self.unreviewed: set[str] = store.unreviewed(report_id)
        self.index = FieldIndex(self.form)
        self.edited_at = store.info(report_id).edited_at
        self.findings: tuple[Finding, ...] = ()
        self.missing: tuple[str, ...] = ()
        self._composer: Composer | None = None
        self._openings = Openings(self.form, self.index.section_of)
        self._cases = cases_by_field(self.form)
        self._known: Facts = {}
        self._unsaved: dict[tuple[EntryKind, str], Callable[[], Change]] = {}
        self._states: dict[str, SectionState] = {}
        self._by_field: dict[str, tuple[Finding, ...]] = {}
        self._judge()

    # --- edits

    def set_figure(self, figure: str, value: Value | None) -> None:
        """Set a figure; None empties it."""
        self._edit(EntryKind.FIGURE, figure, value, self.store.set_figure)

    def set_text(self, text: str, words: str | None) -> None:
        """Set a text; "" prints nothing, None prints the default."""
        self._edit(EntryKind.TEXT, text, words, self.store.set_text)

    def set_table(self, table: str, rows: Rows | None) -> None:
        """Set all rows of a table."""
        self._edit(EntryKind.TABLE, table, rows or None, self.store.set_table)

    def set_front(self, key: str, words: str | None) -> None:
        """Set a part of the front matter; None goes back to the unit's own."""
        self._edit(EntryKind.FRONT, key, words, self.store.set_front)

    def set_as_of(self, figure: str, day: date | None) -> None:
        """Set the day on which a figure was counted."""
        self._edit(EntryKind.AS_OF, figure, day, self.store.set_as_of)

    def set_note(self, field: str, words: str | None) -> None:
        """Set the office's own note on a field."""
        self._edit(EntryKind.NOTE, field, words or None, self.store.set_note)

    def set_exception(self, key: str, reason: str | None) -> None:
        """Keep a finding for a written reason, or take the reason back."""
        self._edit(EntryKind.EXCEPTION, key, reason or None, self.store.set_exception)

    def mend(self, finding: Finding) -> str:
        """Make the one change that mends a finding; return the figure changed, or ""."""
        if finding.mend is None:
            return ""
        self.set_figure(finding.mend.figure, finding.mend.value)
        return finding.mend.figure

    def explain(self, finding: Finding, reason: str) -> None:
        """Keep a finding for a written reason."""
        self.set_exception(finding.key, reason)

    def withdraw(self, finding: Finding) -> None:
        """Take back the reason a finding was kept for, under whichever key it was given."""
        for kept in self.report.exceptions:
            if kept.rule in (finding.key, finding.rule):
                self.set_exception(kept.rule, None)

    def retry(self) -> bool:
        """Try again what could not be saved; return whether all is saved now."""
        waiting, self._unsaved = self._unsaved, {}
        for (kind, key), write in waiting.items():
            self._write(kind, key, write)
        return not self._unsaved

    @property
    def is_saved(self) -> bool:
        """Whether everything handed over is on disk."""
        return not self._unsaved

    def undo(self) -> str | None:
        """Take the last step back; return the key of the field changed, None if there is none."""
        return self._step(self.store.undo)

    def redo(self) -> str | None:
        """Take a step again; return the key of the field changed, None if there is none."""
        return self._step(self.store.redo)

    def mark_reviewed(self, key: str) -> None:
        """Note that somebody has looked at a copied field."""
        if key in self.unreviewed and self._note_reviewed(key):
            self._states.clear()
            self.findings_changed.emit()

    def history(self, key: str) -> tuple[HistoryRow, ...]:
        """Return the changes of one field, oldest first."""
        return self.store.history(self.report_id, key.removeprefix(FRONT_PREFIX))

    # --- verdicts

    def try_figure(self, figure: str, value: Value | None) -> LiveVerdict:
        """Judge a figure that is still being typed. Nothing is stored."""
        known = self._known_with(figure, value)
        return LiveVerdict(
            finding=checker(self.form).first(self.report, known, figure),
            is_checked=self._is_checked(figure, known),
            say=lambda: self._lines(self._tried(figure, value), figure),
        )

    def try_text(self, text: str, words: str | None) -> tuple[Paragraph, ...]:
        """Return a leaf's paragraphs as they would print with a text still being typed."""
        others = {k: v for k, v in self.report.texts.items() if k != text}
        texts = others if words is None else {**others, text: words}
        return self._lines(Composer(self.form, replace(self.report, texts=texts), self.unit), text)

    def mended(self, finding: Finding) -> str:
        """Return the sentence that holds the figure as it would read once mended, or ""."""
        if finding.mend is None:
            return ""
        figure, value = finding.mend.figure, finding.mend.value
        lines = self._lines(self._tried(figure, value), figure)
        said = (sentence_of(line, figure) for line in lines)
        return next((sentence for sentence in said if sentence), "")

    def findings_of(self, field: str) -> tuple[Finding, ...]:
        """Return the findings that point at a field, errors first."""
        return self._by_field.get(field, ())

    def is_checked(self, figure: str) -> bool:
        """Return whether some rule has all it needs to judge the figure."""
        return self._is_checked(figure, self._known)

    def lines(self, leaf: Leaf) -> tuple[Paragraph, ...]:
        """Return a leaf's paragraphs as they will print."""
        return tuple(self.composer().leaf_lines(leaf))

    def offer(self, figure: str) -> Value | None:
        """Return the value computed for a figure, None if there is none or it is stated.

        Where the form computes nothing, it is what would mend a finding.
        """
        computed = self.form.figures[figure].computed
        known = self.composer().facts
        value = tidy(computed.value(known), self._digits(figure)) if computed else None
        if value is None:
            mends = (f.mend for f in self.findings_of(figure) if f.mend and not f.excepted)
            value = next((mend.value for mend in mends if mend.figure == figure), None)
        return None if value == self.report.figures.get(figure) else value

    @property
    def open_errors(self) -> tuple[Finding, ...]:
        """The errors neither mended nor explained; they keep the report from being issued."""
        return tuple(finding for finding in self.findings if finding.is_open_error)

    def completeness(self) -> tuple[int, int]:
        """Return how many of the fields that would print are filled, and how many there are."""
        every = completeness.wanted(self.composer())
        return every - len(self.missing), every

    def section_state(self, section: str) -> SectionState:
        """Return what is open in a section, in `COVER` or in `CLOSING`."""
        if not self._states:
            copied = [key for key in self.unreviewed if self.index.place(key)]
            self._states = self._openings.count(self.findings, self.missing, copied)
        return self._states.get(section, SectionState())

    def composer(self) -> Composer:
        """Return the composer of the present snapshot."""
        if self._composer is None:
            self._composer = Composer(self.form, self.report, self.unit)
        return self._composer

    def document(self) -> Document:
        """Return the whole report as it would print."""
        return self.composer().document()

    # --- inside

    def _edit(
        self, kind: EntryKind, key: str, value: Any, write: Callable[[str, str, Any], Change]
    ) -> None:
        self._unsaved.pop((kind, key), None)
        if self._unsaved:
            self.retry()
        self._write(kind, key, partial(write, self.report_id, key, value))

    def _write(self, kind: EntryKind, key: str, write: Callable[[], Change]) -> None:
        """Make one edit durable; what fails is kept to be tried again."""
        try:
            change = write()
        except Problem as problem:
            self._unsaved[kind, key] = write
            self.failed.emit(str(problem))
            return
        if key in self.unreviewed:
            self._note_reviewed(key)
        self._take(change)

    def _note_reviewed(self, key: str) -> bool:
        try:
            self.store.mark_reviewed(self.report_id, key)
        except Problem as problem:
            self.failed.emit(str(problem))
            return False
        self.unreviewed.discard(key)
        return True

    def _step(self, move: Callable[[str], Change | None]) -> str | None:
        try:
            change = move(self.report_id)
        except Problem as problem:
            self.failed.emit(str(problem))
            return None
        if not change:
            return None
        self._take(change)
        return key_of(change.edits[0])

    def _take(self, change: Change) -> None:
        """Replace the snapshot by one with the change in it, and tell everyone."""
        if not change:
            return
        for edit in change.edits:
            self.report = applied(self.report, edit)
        self._composer = None
        self._judge()
        for edit in change.edits:
            self.changed.emit(key_of(edit))
        self.findings_changed.emit()
        self.history_changed.emit()
        self.edited_at = change.edited_at or self.edited_at
        self.saved.emit(self.edited_at)

    def _judge(self) -> None:
        self._states.clear()
        self._known = {**self.composer().facts, **self._earlier}
        others = ({**self.composer().facts, **other} for other in self._others)
        self.findings = checker(self.form).findings(
            self.report, self._known, *others, rolled=self._rolled
        )
        self.missing = completeness.missing(self.composer())
        self._by_field = by_field(self.findings)

    def _tried(self, figure: str, value: Value | None) -> Composer:
        return Composer(self.form, self.report.with_figure(figure, value), self.unit)

    def _known_with(self, figure: str, value: Value | None) -> Facts:
        """Return the facts with one figure changed; one taken out may follow from elsewhere."""
        if value is None:
            without = self.report.with_figure(figure, None)
            return {**facts(self.form, without), **self._earlier}
        return {**self._known, figure: value}

    def _lines(self, composer: Composer, field: str) -> tuple[Paragraph, ...]:
        place = self.index.place(field)
        return tuple(composer.leaf_lines(place.leaf)) if place and place.leaf else ()

    def _is_checked(self, figure: str, known: Facts) -> bool:
        """Whether some rule about a filled-in figure has all its other figures."""
        return figure in known and any(
            all(name in known or name in case.zero for name in case.holds.names)
            and (case.when is None or case.when.holds(known))
            for case in self._cases.get(figure, ())
        )

    def _digits(self, figure: str) -> int:
        """Return the decimals to offer a percentage with: as stated now, or last period."""
        for report in (self.report, self.previous):
            stated = report.figures.get(figure) if report else None
            if isinstance(stated, Decimal):
                return digits(stated)
        return _OFFERED_DIGITS

"""Planning: which report of the file is which here, and what becomes of each of its values.

The base of the three-way merge is what the giver had when it last delivered that report. It is
read from the rows its deliveries left: a value taken or found equal is a history row of the
delivery, a value that clashed is a conflict. Unlike "what stood here after the last delivery",
this is also right where a conflict was left open or decided for ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from db.codec import Stored, decode, decoding, moment
from db.connection import attached
from db.entries import EntryKind
from db.merge.plan import Clash, Plan, ReportPlan, Standing, ValueChange
from db.merge.three_way import Merged, Verdict, merge
from db.merge.trust import refusal_of, trust_of
from db.receiving.incoming import KIND_MARKS, Place
from db.reports import State
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.codec import Content
    from db.receiving.incoming import Incoming, IncomingReport
    from db.session import Session
    from db.store import Store

#: The state of a report is merged like a value of this kind and key.
STATE: Final = (EntryKind.REPORT.value, "state")
#: What a report begins as.
DRAFT: Final = Stored("str", State.DRAFT.value)
#: The name under which statements reach a file, if nothing else is said.
FILE: Final = "incoming"

_HELD = (
    "SELECT id, form, form_version, unit_code, period, state, removed_at IS NOT NULL, giver "
    "FROM report WHERE id = ?"
)
_SECOND = "SELECT report_id FROM same_report WHERE id = ?"
_ALIKE = (
    "SELECT id FROM report WHERE form = ? AND unit_code = ? AND period = ? AND removed_at IS NULL"
)
_LAST = (
    "SELECT d.delivery_id, d.revision FROM delivered d JOIN delivery v ON v.id = d.delivery_id "
    "WHERE d.report_id = ? AND v.direction = 'in' AND v.store_id = ? "
    "ORDER BY d.delivery_id DESC LIMIT 1"
)
_SEEN = "SELECT max(id) FROM delivery WHERE direction = 'in' AND store_id = ? AND sha256 = ?"
_KNOWN = (
    "SELECT h.delivery, h.id, h.kind, h.key, h.new_type, h.new FROM history h "
    "JOIN delivery v ON v.id = h.delivery "
    "WHERE h.report_id = :report AND h.delivery IS NOT NULL AND h.undone = 0 "
    "AND v.store_id = coalesce(:giver, v.store_id) "
    "UNION ALL SELECT c.delivery_id, c.id, c.kind, c.key, c.theirs_type, c.theirs FROM conflict c "
    "JOIN delivery v ON v.id = c.delivery_id "
    "WHERE c.report_id = :report AND v.store_id = coalesce(:giver, v.store_id) ORDER BY 1, 2"
)
_VALUES = (
    "SELECT kind, key, type, value FROM {file}.entry "  # noqa: S608  (our own words)
    f"WHERE report_id = ? AND kind IN ({KIND_MARKS})"
)
_TOLD = (
    "SELECT kind, key, edited_at, editor, max(id) FROM {file}.history "
    "WHERE report_id = ? AND undone = 0 GROUP BY kind, key"
)
_WAITING = "SELECT kind, key FROM conflict WHERE report_id = ? AND decided_at IS NULL"

Spot = tuple[str, str]
Values = dict[Spot, Stored]


@dataclass(frozen=True, slots=True)
class Merging:
    """What becomes of one report, as it is kept; made afresh before it is done.

    Attributes:
        plan: The same in the words of the report.
        merged: The values on which anything is to be done.
        told: Who changed which of them last at the giver's, and when.
        is_noted: Whether the delivery has to be noted for this report.
        is_second: Whether the report came under an id that has to be remembered.
    """

    plan: ReportPlan
    merged: tuple[Merged[Spot, Stored], ...] = ()
    told: tuple[tuple[str, str], ...] = ()
    is_noted: bool = False
    is_second: bool = False


@dataclass(frozen=True, slots=True)
class _Held:
    """The report here into which one of the file is merged."""

    id: str
    state: Stored
    giver: str | None
    is_second: bool


def plan(store: Store, incoming: Incoming) -> Plan:
    """Say what receiving a file would do; nothing is changed. Not inside a batch.

    Raises:
        Problem: A report of the file can't be merged with the one here.
        StoreProblem: The store can't be read.
    """
    session = store.session
    with session.reading() as connection, attached(connection, {FILE: incoming.copy.content}):
        return planned(session, incoming, mergings(session, incoming))


def mergings(session: Session, incoming: Incoming, file: str = FILE) -> tuple[Merging, ...]:
    """Return what becomes of each report of the file that is attached under a name.

    Raises:
        Problem: A report of the file can't be merged with the one here.
        StoreProblem: A value that stands here can't be read back: DAMAGED.
    """
    known = (incoming.store_id, incoming.sha256)
    seen = session.connection.execute(_SEEN, known).fetchone()[0]
    planners = (_Planner(session, incoming, file, each, seen) for each in incoming.reports)
    return tuple(planner.merging() for planner in planners)


def planned(session: Session, incoming: Incoming, found: tuple[Merging, ...]) -> Plan:
    """Return what was found, in the words of the reports, and how far its giver is known."""
    trust = trust_of(session.connection, incoming)
    reports = tuple(each.plan for each in found)
    return Plan(incoming, trust, reports, refusal_of(trust, incoming))


@dataclass(frozen=True, slots=True)
class _Planner:
    """The planning of one report; ``seen`` is the delivery of the same file, if there was one."""

    session: Session
    incoming: Incoming
    file: str
    report: IncomingReport
    seen: int | None

    def merging(self) -> Merging:
        held = self._held()
        if isinstance(held, Standing):
            return self._not_held(held)
        last = self._last(held)
        if last is not None and self._is_older(*last):
            return Merging(self._older(held))
        return self._merged(held, last)

    # --- which report it is

    def _held(self) -> _Held | Standing:
        """Return the report here that it is, or why there is none."""
        report, ask = self.report, self.session.connection.execute
        same = ask(_HELD, (report.id,)).fetchone()
        if same is not None and not same[6]:
            return self._same(same, is_second=False)
        second = ask(_SECOND, (report.id,)).fetchone()
        other = ask(_HELD, second).fetchone() if second else None
        if other is not None and not other[6]:
            return self._same(other, is_second=False)
        head = report.head
        alike = ask(_ALIKE, (head.form, head.unit.code, str(head.period))).fetchone()
        if alike is not None:
            return self._same(ask(_HELD, alike).fetchone(), is_second=True)
        return Standing.NEW if same is None and other is None else Standing.REMOVED

    def _same(self, row: tuple[Any, ...], *, is_second: bool) -> _Held:
        head = self.report.head
        if row[1:5] != (head.form, head.form_version, head.unit.code, str(head.period)):
            raise Problem(
                f"Tệp “{self.incoming.source.name}”: báo cáo {head.period} của {head.unit.name} "
                "khác mẫu, phiên bản mẫu, đơn vị hoặc kỳ với báo cáo cùng mã trong sổ nên không "
                "gộp được. Hãy đề nghị đơn vị giao lại, hoặc xóa báo cáo đang có rồi nhận lại."
            )
        return _Held(row[0], Stored("str", row[5]), row[7], is_second)

    def _not_held(self, standing: Standing) -> Merging:
        is_new = standing is Standing.NEW
        lines = () if is_new else (_removed(self.report),)
        return Merging(
            ReportPlan(self.report, self.report.id, standing, lines=lines), is_noted=is_new
        )

    # --- how new it is

    def _last(self, held: _Held) -> tuple[int, int] | None:
        """Return the last delivery of that report by that giver, and at which revision."""
        if held.is_second:
            return None  # another report until now: its revisions count from another beginning
        place = (held.id, self.incoming.store_id)
        found: tuple[int, int] | None = self.session.connection.execute(_LAST, place).fetchone()
        return found

    def _is_older(self, delivery: int, revision: int) -> bool:
        return self.report.revision < revision or (self.seen is not None and self.seen < delivery)

    def _older(self, held: _Held) -> ReportPlan:
        waiting = len(self._waiting(held.id))
        line = f"{_name(self.report)} trong tệp cũ hơn bản đã nhận nên không thay gì."
        return ReportPlan(self.report, held.id, Standing.OLDER, waiting=waiting, lines=(line,))

    def _waiting(self, report_id: str) -> set[Spot]:
        return set(self.session.connection.execute(_WAITING, (report_id,)))

    # --- what becomes of its values

    def _merged(self, held: _Held, last: tuple[int, int] | None) -> Merging:
        base = self._base(held, last)
        ours = {**self._values("main", held.id), STATE: held.state}
        state = Stored("str", self.report.state.value)
        theirs = {**self._values(self.file, self.report.id), STATE: state}
        found = [each for each in merge(base, ours, theirs) if self._is_sound(each.key)]
        done = tuple(e for e in found if e.verdict not in (Verdict.SAME, Verdict.KEEP))
        told = self._told(done)
        with decoding(self.session.path):
            changes = tuple(self._changes(done, told))
            clashes = tuple(self._clashes(done, told))
        report_plan = ReportPlan(
            incoming=self.report,
            report_id=held.id,
            standing=Standing.CHANGED if changes or clashes else Standing.SAME,
            changes=changes,
            clashes=clashes,
            agreed=sum(each.verdict is Verdict.AGREE for each in done),
            kept=sum(each.verdict is Verdict.KEEP for each in found),
            waiting=len(self._waiting(held.id) - {each.key for each in done}),
            lines=tuple(self._lines(held)),
        )
        is_noted = bool(done) or last is None or self.report.revision > last[1]
        return Merging(report_plan, done, told, is_noted, held.is_second)

    def _base(self, held: _Held, last: tuple[int, int] | None) -> Values:
        """Return what the giver had at its last delivery; of a relayed report, what anybody had."""
        base: Values = {STATE: DRAFT}
        if held.is_second:
            return base
        giver = None if last is None else self.incoming.store_id
        asked = {"report": held.id, "giver": giver}
        rows = self.session.connection.execute(_KNOWN, asked).fetchall()
        for *_, kind, key, type_, value in rows:
            base.pop((kind, key), None)
            if type_ is not None:
                base[kind, key] = Stored(type_, value)
        return base

    def _values(self, file: str, report_id: str) -> Values:
        # All at once: a question still open while an error passes would keep the file attached.
        question = _VALUES.format(file=file)
        rows = self.session.connection.execute(question, (report_id,)).fetchall()
        return {(kind, key): Stored(type_, value) for kind, key, type_, value in rows}

    def _is_sound(self, spot: Spot) -> bool:
        return Place(self.report.id, *spot) not in self.incoming.dropped

    def _told(self, done: tuple[Merged[Spot, Stored], ...]) -> tuple[tuple[str, str], ...]:
        """Return when each value was last changed at the giver's, and by whom."""
        if not done:
            return ()
        question = _TOLD.format(file=self.file)
        rows = self.session.connection.execute(question, (self.report.id,)).fetchall()
        told = {(kind, key): (edited_at, editor) for kind, key, edited_at, editor, _ in rows}
        otherwise = (self.report.edited_at.isoformat(timespec="milliseconds"), self.incoming.editor)
        return tuple(told.get(each.key, otherwise) for each in done)

    def _changes(
        self, done: tuple[Merged[Spot, Stored], ...], told: tuple[tuple[str, str], ...]
    ) -> Iterator[ValueChange]:
        for each, (edited_at, editor) in zip(done, told, strict=True):
            if each.verdict is Verdict.TAKE:
                kind, key = EntryKind(each.key[0]), each.key[1]
                values = _content(each.ours), _content(each.theirs)
                yield ValueChange(kind, key, *values, editor, moment(edited_at))

    def _clashes(
        self, done: tuple[Merged[Spot, Stored], ...], told: tuple[tuple[str, str], ...]
    ) -> Iterator[Clash]:
        for each, (edited_at, editor) in zip(done, told, strict=True):
            if each.verdict is Verdict.CONFLICT:
                kind, key = EntryKind(each.key[0]), each.key[1]
                base, ours, theirs = map(_content, (each.base, each.ours, each.theirs))
                yield Clash(kind, key, base, ours, theirs, editor, moment(edited_at))

    def _lines(self, held: _Held) -> Iterator[str]:
        name = _name(self.report)
        if held.is_second:
            yield f"{name}: hai bản của cùng một báo cáo; chỗ khác nhau cần chọn từng mục."
        elif held.giver not in (None, self.incoming.store_id):
            giver = self.incoming.unit.name or f"sổ {self.incoming.store_id}"
            yield f"{name}: trước đây nhận từ nơi khác, lần này do {giver} giao."


def _content(stored: Stored | None) -> Content | None:
    return None if stored is None else decode(*stored)


def _name(report: IncomingReport) -> str:
    return f"Báo cáo {report.head.period} của {report.head.unit.name}"


def _removed(report: IncomingReport) -> str:
    return (
        f"{_name(report)} đã bị xóa ở sổ này nên không nhận; "
        "muốn nhận thì hãy phục hồi báo cáo rồi nhận lại tệp."
    )

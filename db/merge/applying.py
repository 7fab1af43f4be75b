"""Doing what was planned: one transaction for each file, so a file comes in whole or not at all."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from db.connection import attached
from db.entries import EntryKind, Row, write
from db.merge.plan import Plan, Standing, Trust
from db.merge.planning import DRAFT, FILE, STATE, mergings
from db.merge.three_way import Verdict
from db.merge.trust import doubt_of, note_key, trust_of
from db.receiving.incoming import KIND_MARKS
from db.reports import State
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from db.codec import Stored
    from db.merge.planning import Merging, Spot
    from db.merge.three_way import Merged
    from db.receiving.incoming import Incoming
    from db.session import Session
    from db.store import Store

_DELIVERY: Final = (
    "INSERT INTO delivery (direction, kind, store_id, unit_code, unit_name, file_name, sha256, "
    "public_key, made_at, noted_at, editor) VALUES ('in', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_DELIVERED: Final = "INSERT INTO delivered VALUES (?, ?, ?)"
_SECOND: Final = "INSERT OR REPLACE INTO same_report VALUES (?, ?)"
_AMONG: Final = "IN (SELECT value FROM json_each(:ids))"
_NOT_DROPPED: Final = (
    "AND (report_id, kind, key) NOT IN (SELECT json_extract(value, '$[0]'), "
    "json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each(:dropped))"
)
_REPORTS: Final = (
    "INSERT INTO report SELECT id, form, form_version, unit_code, unit_name, period, state, "  # noqa: S608
    f"created_at, edited_at, NULL, revision, NULL, :giver FROM {{file}}.report WHERE id {_AMONG}"
)
_ENTRIES: Final = (
    "INSERT INTO entry SELECT report_id, kind, key, type, value, revision, edited_at, origin "  # noqa: S608
    f"FROM {{file}}.entry WHERE report_id {_AMONG} AND kind IN ({KIND_MARKS})"
)
# A step the giver has taken back is nothing that could be taken again here.
_HISTORY: Final = (
    "INSERT INTO history (report_id, kind, key, old_type, old, new_type, new, edited_at, editor, "  # noqa: S608
    "undone, delivery) SELECT report_id, kind, key, old_type, old, new_type, new, edited_at, "
    f"editor, iif(undone = 0, 0, 2), :delivery FROM {{file}}.history "
    f"WHERE report_id {_AMONG} AND kind IN ({KIND_MARKS})"
)
_ISSUED: Final = (
    "INSERT INTO history (report_id, kind, key, old_type, old, new_type, new, edited_at, editor, "  # noqa: S608
    "delivery) SELECT id, :kind, :key, 'str', :draft, 'str', state, edited_at, :editor, :delivery "
    f"FROM {{file}}.report WHERE state <> :draft AND id {_AMONG}"
)
TELL: Final = (
    "INSERT INTO history (report_id, kind, key, old_type, old, new_type, new, edited_at, editor, "
    "delivery) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_SET_STATE: Final = "UPDATE report SET state = ? WHERE id = ?"
GIVE_UP: Final = "UPDATE history SET undone = 2 WHERE report_id = ? AND undone = 1"
_CONFLICT: Final = (
    "INSERT INTO conflict (delivery_id, report_id, kind, key, base_type, base, theirs_type, "
    "theirs) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_SETTLE: Final = (
    "UPDATE conflict SET decided_at = ?, choice = ? "
    "WHERE report_id = ? AND kind = ? AND key = ? AND decided_at IS NULL"
)
_REVISION: Final = "SELECT revision FROM report WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What has been done with one file.

    Attributes:
        plan: What was done, for it is what was planned.
        delivery: The number of the delivery; None if there was nothing to note.
    """

    plan: Plan
    delivery: int | None


def apply(store: Store, plan: Plan, *, trust: bool = False) -> Outcome:
    """Do what was planned, all of it or nothing. Not inside a batch.

    Args:
        store: The store it was planned for.
        plan: What to do; its file must not have been closed.
        trust: Whether somebody has confirmed who gave the file, where that is not known.

    Raises:
        Problem: The file is refused, or needs to be confirmed, or the store has changed since.
        StoreProblem: The store can't be written; nothing has changed.
    """
    refuse_doubtful(plan, trust=trust)
    session = store.session
    with (
        session.reading() as connection,
        attached(connection, {FILE: plan.incoming.copy.content}),
        session.writing(),
    ):
        found = mergings(session, plan.incoming)
        is_as_planned = tuple(each.plan for each in found) == plan.reports
        if not is_as_planned or trust_of(connection, plan.incoming) is not plan.trust:
            raise Problem("Sổ đã thay đổi từ lúc xem trước. Hãy xem lại rồi nhận.")
        return carry_out(session, plan, found)


def refuse_doubtful(plan: Plan, *, trust: bool) -> None:
    """Refuse a file whose giver is not known, unless somebody has confirmed who gave it.

    Raises:
        Problem: Nobody has, or the file is refused whoever confirms it.
    """
    doubt = plan.refusal or (None if trust else doubt_of(plan.trust, plan.incoming))
    if doubt is not None:
        raise doubt


def carry_out(
    session: Session, plan: Plan, found: tuple[Merging, ...], file: str = FILE
) -> Outcome:
    """Write what was found of a file that is attached under a name; a part of a transaction."""
    if plan.trust is Trust.FIRST:
        note_key(session, plan.incoming)
    return Outcome(plan, _done(session, plan.incoming, found, file))


def _done(
    session: Session, incoming: Incoming, found: tuple[Merging, ...], file: str
) -> int | None:
    noted = [each for each in found if each.is_noted]
    if not noted:
        return None
    delivery = _deliver(session, incoming)
    new = [each for each in noted if _is_new(each)]
    if new:
        _take_new(session, incoming, file, new, delivery)
    for each in noted:
        if not _is_new(each):
            _merge(session, incoming, each, delivery)
    session.connection.executemany(
        _DELIVERED,
        [(delivery, each.plan.report_id, each.plan.incoming.revision) for each in noted],
    )
    return delivery


def _is_new(merging: Merging) -> bool:
    return merging.plan.standing is Standing.NEW


def _deliver(session: Session, incoming: Incoming) -> int:
    row = (
        incoming.kind.value,
        incoming.store_id,
        incoming.unit.code,
        incoming.unit.name,
        incoming.source.name.encode(errors="replace").decode(),  # a stick's names may be no text
        incoming.sha256,
        incoming.public_key,
        incoming.made_at.isoformat(timespec="milliseconds"),
        session.now(),
        session.editor,
    )
    delivery = session.connection.execute(_DELIVERY, row).lastrowid
    return int(delivery or 0)


def _take_new(
    session: Session, incoming: Incoming, file: str, new: Sequence[Merging], delivery: int
) -> None:
    """Bring reports not held yet in whole, with their history, by one statement for each table."""
    values = {
        "ids": json.dumps([each.plan.report_id for each in new]),
        "giver": None if incoming.store_id == session.origin else incoming.store_id,
        "delivery": delivery,
        "dropped": json.dumps(sorted(incoming.dropped)),
        "kind": STATE[0],
        "key": STATE[1],
        "draft": DRAFT.value,
        "editor": incoming.editor,
    }
    without = _NOT_DROPPED if incoming.dropped else ""
    statements = [_REPORTS, f"{_ENTRIES} {without}", f"{_HISTORY} {without} ORDER BY id"]
    if any(each.plan.incoming.state is not State.DRAFT for each in new):
        statements.append(_ISSUED)
    for statement in statements:
        session.connection.execute(statement.format(file=file), values)


def _merge(session: Session, incoming: Incoming, merging: Merging, delivery: int) -> None:
    """Write what comes in, note what clashes, and mend what earlier deliveries left open."""
    connection, report_id = session.connection, merging.plan.report_id
    if merging.is_second:
        connection.execute(_SECOND, (merging.plan.incoming.id, report_id))
    now = session.now()
    for each in merging.merged:
        choice = "replaced" if each.verdict is Verdict.CONFLICT else "agreed"
        connection.execute(_SETTLE, (now, choice, report_id, *each.key))
    connection.executemany(_CONFLICT, _conflicts(merging, delivery))
    taken = [each for each in merging.merged if each.verdict is Verdict.TAKE]
    if taken:
        _write(session, report_id, taken, incoming.store_id)
    told = list(_told(merging, delivery))
    if told:
        connection.execute(GIVE_UP, (report_id,))
        connection.executemany(TELL, told)


def _write(
    session: Session, report_id: str, taken: Iterable[Merged[Spot, Stored]], origin: str
) -> None:
    connection = session.connection
    (revision,) = connection.execute(_REVISION, (report_id,)).fetchone()
    rows = [Row(*each.key, each.ours, each.theirs) for each in taken]
    values = [row for row in rows if row.kind != EntryKind.REPORT]
    write(session, report_id, revision + 1, values, origin)
    for row in rows:
        if row.kind == EntryKind.REPORT and row.new is not None:
            connection.execute(_SET_STATE, (row.new.value, report_id))


def _told(merging: Merging, delivery: int) -> Iterator[tuple[str | int | None, ...]]:
    """Yield the history rows; a value found equal has one too: the next merge begins there."""
    for each, who in zip(merging.merged, merging.told, strict=True):
        if each.verdict is not Verdict.CONFLICT:
            sides = (*columns(each.ours), *columns(each.theirs))
            yield (merging.plan.report_id, *each.key, *sides, *who, delivery)


def _conflicts(merging: Merging, delivery: int) -> Iterator[tuple[str | int | None, ...]]:
    for each in merging.merged:
        if each.verdict is Verdict.CONFLICT:
            sides = (*columns(each.base), *columns(each.theirs))
            yield (delivery, merging.plan.report_id, *each.key, *sides)


def columns(stored: Stored | None) -> tuple[str | None, int | str | None]:
    """Return the two columns of a value that may be absent."""
    return (None, None) if stored is None else (stored.type, stored.value)

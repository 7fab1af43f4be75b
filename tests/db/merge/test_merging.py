"""Reports that come in: whole, value by value, or not at all."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from db.entries import EntryKind
from db.failure import Fault, StoreProblem
from db.handover.seal import put_seal
from db.merge import Standing, apply, plan
from db.receiving.looking import look
from db.reports import State
from db.store import Store
from forms.problem import Problem
from tests.db.merge.desk import dry, everything, held, take, taken
from tests.db.office import QUARTER
from tests.db.receiving.givers import (
    COUNT,
    OTHER_TEXT,
    TEXT,
    Office,
    forge,
    run,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_a_dry_run_changes_nothing(below: Office, above: Office) -> None:
    file = below.give()
    before = everything(above.store)
    (received,) = dry(above.store, file)
    assert received.plan is not None
    assert [each.standing for each in received.plan.reports] == [Standing.NEW]
    assert received.plan.of(Standing.NEW) == received.plan.reports
    assert received.plan.of(Standing.SAME, Standing.OLDER) == ()
    assert not received.plan.changes_nothing
    assert (received.outcome, received.problem, received.exit_code) == (None, None, 0)
    assert everything(above.store) == before


@pytest.mark.parametrize("by_hand", [False, True])
def test_a_new_report_comes_in_whole(
    below: Office, above: Office, report: str, by_hand: bool
) -> None:
    copy = below.store.new_report("office-report", "2022", below.unit, QUARTER, copy_of=report)
    below.store.set_state(copy, State.ISSUED)
    assert below.store.unreviewed(copy)
    take(above.store, below.copy() if by_hand else below.give())
    for each in (report, copy):
        assert held(above.store, each) == held(below.store, each)
        assert above.store.load(each).notes == {}
        assert above.store.unreviewed(each) == set()
        ours, theirs = above.store.info(each), below.store.info(each)
        assert (ours.head, ours.state, ours.revision) == (
            theirs.head,
            theirs.state,
            theirs.revision,
        )
        assert (ours.created_at, ours.edited_at) == (theirs.created_at, theirs.edited_at)
    assert above.store.verify() == []


def test_the_single_edits_come_along_but_are_no_steps_of_undo(
    below: Office, above: Office, report: str
) -> None:
    take(above.store, below.give())
    told = [
        (row.edit.old, row.edit.new, row.editor) for row in above.store.history(report, COUNT)[:2]
    ]
    assert told == [(None, 100, "Văn thư H01"), (100, 120, "Văn thư H01")]
    assert above.store.undo(report) is None
    assert above.store.redo(report) is None
    above.store.set_figure(report, COUNT, 1)
    assert above.store.undo(report)
    assert above.store.undo(report) is None
    assert above.store.load(report).figures[COUNT] == 120
    above.close()
    with Store.open(above.store.path, editor="x") as again:
        assert again.undo(report) is None
        assert again.redo(report)
        assert again.verify() == []


def test_a_file_received_twice_changes_nothing(below: Office, above: Office) -> None:
    file = below.give()
    take(above.store, file)
    before = everything(above.store)
    plan = taken(above.store, file)
    assert plan.standing is Standing.SAME
    copied = below.copy()
    assert taken(above.store, copied).standing is Standing.SAME
    assert everything(above.store) == before


def test_what_changed_below_is_shown_figure_by_figure_and_comes_in(
    below: Office, above: Office, report: str
) -> None:
    take(above.store, below.give())
    below.store.set_figure(report, COUNT, 125)
    below.store.set_text(report, OTHER_TEXT, None)
    below.store.set_front(report, "number", "12")
    below.store.set_state(report, State.ISSUED)
    file = below.give()
    (received,) = dry(above.store, file)
    assert received.plan is not None
    (plan,) = received.plan.reports
    assert {(each.kind, each.key, each.old, each.new) for each in plan.changes} == {
        (EntryKind.FIGURE, COUNT, 120, 125),
        (EntryKind.TEXT, OTHER_TEXT, "", None),
        (EntryKind.FRONT, "number", None, "12"),
        (EntryKind.REPORT, "state", "draft", "issued"),
    }
    assert {each.editor for each in plan.changes} == {"Văn thư H01"}
    assert max(each.edited_at for each in plan.changes) == below.store.info(report).edited_at
    assert taken(above.store, file) == plan
    assert held(above.store, report) == held(below.store, report)
    assert above.store.info(report).state is State.ISSUED
    with above.store.session.reading() as connection:
        question = "SELECT DISTINCT origin FROM entry"
        assert connection.execute(question).fetchall() == [(below.store.session.origin,)]
    last = above.store.history(report, COUNT)[-1]
    assert (last.edit.old, last.edit.new, last.editor) == (120, 125, "Văn thư H01")
    assert above.store.verify() == []


def test_a_state_alone_is_a_change(below: Office, above: Office, report: str) -> None:
    take(above.store, below.give())
    below.store.set_state(report, State.ISSUED)
    assert taken(above.store, below.give()).standing is Standing.CHANGED
    assert above.store.info(report).state is State.ISSUED
    below.store.set_state(report, State.DRAFT)
    taken(above.store, below.give())
    assert above.store.info(report).state is State.DRAFT


def test_a_report_issued_here_takes_what_only_they_changed(
    below: Office, above: Office, report: str
) -> None:
    take(above.store, below.give())
    above.store.set_state(report, State.ISSUED)
    below.store.set_figure(report, COUNT, 125)
    assert taken(above.store, below.give()).clashes == ()
    assert above.store.load(report).figures[COUNT] == 125
    assert above.store.info(report).state is State.ISSUED


def test_what_was_edited_here_stays_unless_they_changed_it_too(
    below: Office, above: Office, report: str
) -> None:
    take(above.store, below.give())
    above.store.set_figure(report, COUNT, 121)
    above.store.set_text(report, TEXT, "Tỉnh sửa.")
    below.store.set_figure(report, COUNT, 122)
    file = below.give()
    plan = taken(above.store, file)
    (clash,) = plan.clashes
    assert (clash.kind, clash.key) == (EntryKind.FIGURE, COUNT)
    assert (clash.base, clash.ours, clash.theirs) == (120, 121, 122)
    assert clash.editor == "Văn thư H01"
    assert plan.kept == 1
    assert above.store.load(report).figures[COUNT] == 121
    assert above.store.load(report).texts[TEXT] == "Tỉnh sửa."
    again = taken(above.store, file)
    assert (again.standing, again.clashes, again.waiting) == (Standing.SAME, (), 1)


def test_an_older_file_changes_nothing_and_is_told_of(
    below: Office, above: Office, report: str
) -> None:
    old = below.give()
    below.store.set_figure(report, COUNT, 125)
    take(above.store, below.give())
    before = everything(above.store)
    plan = taken(above.store, old)
    assert plan.standing is Standing.OLDER
    assert "cũ hơn" in plan.lines[0]
    assert everything(above.store) == before


def test_a_giver_that_went_back_to_a_backup_is_compared_value_by_value(
    below: Office, above: Office, report: str
) -> None:
    old = below.copy("lưu.cchc")
    below.store.set_figure(report, COUNT, 125)
    take(above.store, below.give())
    path = below.store.path
    below.store.close()
    shutil.copyfile(old, path)
    below.store = Store.open(path, editor="Văn thư H01")
    below.store.set_figure(report, COUNT, 126)
    plan = taken(above.store, below.give())
    assert [(each.old, each.new) for each in plan.changes] == [(125, 126)]


def test_a_report_deleted_here_is_not_brought_back_unasked(
    below: Office, above: Office, report: str
) -> None:
    file = below.give()
    take(above.store, file)
    above.store.delete_report(report)
    below.store.set_figure(report, COUNT, 125)
    newer = below.give()
    plan = taken(above.store, newer)
    assert plan.standing is Standing.REMOVED
    assert "đã bị xóa" in plan.lines[0]
    above.store.restore_report(report)
    taken(above.store, newer)
    assert above.store.load(report).figures[COUNT] == 125


# --- values left out


def _with_a_stranger(below: Office) -> Path:
    change = "SET key = 'no_such' WHERE kind = 'figure' AND key = 'index_year'"
    return forge(below.give(), below.key, f"UPDATE entry {change}; UPDATE history {change}")


def test_values_left_out_stay_out_of_a_new_report(
    below: Office, above: Office, report: str
) -> None:
    (received,) = take(above.store, _with_a_stranger(below))
    assert received.plan is not None
    assert "no_such" in received.plan.lines[0]
    figures = dict(below.store.load(report).figures)
    del figures["index_year"]
    assert above.store.load(report).figures == figures
    assert above.store.history(report, "no_such") == ()
    assert above.store.verify() == []


def test_values_left_out_change_nothing_in_a_report_held(
    below: Office, above: Office, report: str
) -> None:
    take(above.store, below.give())
    below.store.set_figure(report, COUNT, 125)
    below.store.set_text(report, TEXT, "x")
    file = below.give()
    change = (
        "SET value = 'chữ', type = 'str' WHERE kind = 'figure' AND key = 'files_received_total'"
    )
    told = "SET new = 'chữ', new_type = 'str' WHERE kind = 'figure' AND new = 125"
    run(file, f"UPDATE entry {change}; UPDATE history {told}")
    put_seal(file, below.key)
    plan = taken(above.store, file)
    assert [each.key for each in plan.changes] == [TEXT]
    assert above.store.load(report).figures[COUNT] == 120


# --- doing what was planned


def test_what_was_not_planned_is_not_done(
    below: Office, above: Office, report: str, tmp_path: Path
) -> None:
    with look(below.give()) as incoming:
        planned = plan(above.store, incoming)
        apply(above.store, planned, trust=True)
        before = everything(above.store)
        with pytest.raises(Problem, match="thay đổi từ lúc xem trước"):
            apply(above.store, planned, trust=True)
    assert everything(above.store) == before


def test_a_full_disk_leaves_nothing_half_done(
    below: Office, above: Office, report: str, tmp_path: Path
) -> None:
    below.store.set_text(report, TEXT, "dài " * 30_000)
    file, before = below.give(), everything(above.store)
    with above.store.session.reading() as connection:
        connection.execute("PRAGMA max_page_count=1")
    (received,) = take(above.store, file)
    assert isinstance(received.problem, StoreProblem)
    assert received.problem.fault is Fault.DISK_FULL
    assert everything(above.store) == before
    with above.store.session.reading() as connection:
        connection.execute("PRAGMA max_page_count=100000")
    assert taken(above.store, file).standing is Standing.NEW


def test_damage_here_is_said_to_be_here(below: Office, above: Office, report: str) -> None:
    take(above.store, below.give())
    with above.store.session.writing() as connection:
        connection.execute("UPDATE entry SET type = 'x' WHERE key = ?", (TEXT,))
    below.store.set_text(report, TEXT, "x")
    (received,) = take(above.store, below.give())
    assert isinstance(received.problem, StoreProblem)
    assert received.problem.fault is Fault.DAMAGED
    assert str(above.store.path) in received.problem.message


def test_a_failure_half_way_leaves_nothing(
    below: Office, above: Office, report: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from db.merge import applying

    take(above.store, below.give())
    above.store.set_figure(report, COUNT, 121)
    below.store.set_figure(report, COUNT, 122)
    below.store.set_text(report, TEXT, "x")
    below.begin(QUARTER)
    file, before = below.give(), everything(above.store)

    def fail(*_: object) -> None:
        raise KeyError

    with monkeypatch.context() as patch:
        patch.setattr(applying, "_told", fail)
        with pytest.raises(KeyError):
            take(above.store, file)
    assert everything(above.store) == before
    take(above.store, file)
    assert above.store.verify() == []

"""What both sides have changed: kept until somebody decides, and never asked twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.merge import Choice, Standing, conflicts, decide
from forms.problem import Problem
from tests.db.merge.desk import take, taken
from tests.db.office import QUARTER
from tests.db.receiving.givers import COUNT, TEXT

if TYPE_CHECKING:
    from tests.db.receiving.givers import Office


def test_a_conflict_is_kept_until_somebody_decides(
    below: Office, above: Office, report: str
) -> None:
    take(above.store, below.give())
    above.store.set_figure(report, COUNT, 121)
    above.store.set_text(report, TEXT, "Tỉnh.")
    below.store.set_figure(report, COUNT, 122)
    below.store.set_text(report, TEXT, None)
    (received,) = take(above.store, below.give())
    assert received.exit_code == 1
    other = above.begin(QUARTER)
    assert conflicts(above.store, other) == ()
    figure, text = sorted(conflicts(above.store, report), key=lambda each: each.kind)
    assert (figure.base, figure.ours, figure.theirs) == (120, 121, 122)
    assert (text.ours, text.theirs) == ("Tỉnh.", None)
    assert figure.giver == below.unit.name
    decide(above.store, figure.id, Choice.THEIRS)
    decide(above.store, text.id, Choice.OURS)
    assert above.store.load(report).figures[COUNT] == 122
    assert above.store.load(report).texts[TEXT] == "Tỉnh."
    assert conflicts(above.store) == ()
    assert above.store.history(report, COUNT)[-1].editor == "Văn thư TINH"
    assert above.store.verify() == []
    with pytest.raises(Problem, match="đã được giải quyết"):
        decide(above.store, figure.id, Choice.OURS)


def test_what_was_decided_is_not_asked_again(below: Office, above: Office, report: str) -> None:
    take(above.store, below.give())
    above.store.set_figure(report, COUNT, 121)
    below.store.set_figure(report, COUNT, 122)
    take(above.store, below.give())
    decide(above.store, conflicts(above.store)[0].id, Choice.OURS)
    below.store.set_text(report, TEXT, "x")
    plan = taken(above.store, below.give())
    assert (plan.clashes, [each.key for each in plan.changes]) == ((), [TEXT])
    below.store.set_figure(report, COUNT, 123)
    assert taken(above.store, below.give()).clashes[0].theirs == 123


def test_a_newer_delivery_replaces_an_open_conflict(
    below: Office, above: Office, report: str
) -> None:
    take(above.store, below.give())
    above.store.set_figure(report, COUNT, 121)
    below.store.set_figure(report, COUNT, 122)
    take(above.store, below.give())
    below.store.set_figure(report, COUNT, 123)
    assert taken(above.store, below.give()).waiting == 0
    (open_now,) = conflicts(above.store)
    assert (open_now.ours, open_now.theirs) == (121, 123)
    below.store.set_figure(report, COUNT, 121)
    plan = taken(above.store, below.give())
    assert (plan.agreed, plan.standing) == (1, Standing.SAME)
    assert conflicts(above.store) == ()


def test_what_was_decided_is_no_step_of_undo(below: Office, above: Office, report: str) -> None:
    take(above.store, below.give())
    above.store.set_figure(report, COUNT, 121)
    above.store.set_text(report, TEXT, "y")
    above.store.undo(report)
    below.store.set_figure(report, COUNT, 122)
    take(above.store, below.give())
    decide(above.store, conflicts(above.store)[0].id, Choice.THEIRS)
    assert above.store.undo(report) is None
    assert above.store.redo(report) is None
    assert above.store.load(report).figures[COUNT] == 122
    assert above.store.verify() == []


def test_conflicts_of_a_deleted_report_wait_for_it(
    below: Office, above: Office, report: str
) -> None:
    take(above.store, below.give())
    above.store.set_figure(report, COUNT, 121)
    below.store.set_figure(report, COUNT, 122)
    take(above.store, below.give())
    above.store.delete_report(report)
    assert conflicts(above.store) == ()
    above.store.restore_report(report)
    assert len(conflicts(above.store)) == 1


def test_a_delivery_ends_what_could_be_taken_back(
    below: Office, above: Office, report: str
) -> None:
    take(above.store, below.give())
    above.store.set_figure(report, COUNT, 121)
    above.store.set_figure(report, COUNT, 120)
    above.store.set_text(report, TEXT, "y")
    above.store.undo(report)
    below.store.set_figure(report, COUNT, 125)
    take(above.store, below.give())
    assert above.store.undo(report) is None
    assert above.store.redo(report) is None
    assert above.store.load(report).figures[COUNT] == 125
    assert above.store.verify() == []

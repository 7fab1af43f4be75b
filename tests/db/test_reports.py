from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.entries import EntryKind
from db.failure import Fault, StoreProblem
from db.reports import State
from forms.period import Period
from forms.problem import Problem
from forms.report import UnitRef
from tests.db.office import HALF, QUARTER, UNIT, begin
from tests.db.test_store import FILLED, fill

if TYPE_CHECKING:
    from db.store import Store


def test_the_list_shows_the_latest_period_first(store: Store) -> None:
    ids = {code: begin(store, Period.parse(code)) for code in ("2022-Q3", "2022-Y", "2022-H1")}
    assert [str(info.period) for info in store.reports()] == ["2022-Y", "2022-Q3", "2022-H1"]
    info = store.info(ids["2022-H1"])
    assert (info.form, info.form_version, info.unit) == ("office-report", "2022", UNIT)
    assert (info.state, info.copied_from, info.removed) == (State.DRAFT, None, False)
    assert info.created_at <= info.edited_at


def test_a_second_report_of_form_unit_and_period_is_refused(store: Store, report: str) -> None:
    with pytest.raises(Problem, match="đã có báo cáo 2022-H1"):
        begin(store)
    with pytest.raises(Problem, match="đã có báo cáo"):
        store.add_report(FILLED)
    store.new_report("office-report", "2022", UnitRef("SNV", "Sở Nội vụ"), HALF)
    store.new_report("commune-report", "2023", UNIT, HALF)
    assert len(store.reports()) == 3


def test_a_whole_report_is_taken_in_at_once(store: Store) -> None:
    report = store.add_report(FILLED)
    assert store.load(report) == FILLED
    assert store.undo(report) is None
    assert len(store.history(report)) == 11
    assert store.unreviewed(report) == set()
    assert store.verify() == []


def test_a_copy_carries_words_and_people_but_no_figures(store: Store, report: str) -> None:
    fill(store, report)
    store.set_front(report, "number", "15")
    store.set_front(report, "signed_date", "2022-06-10")
    copy = store.new_report("office-report", "2022", UNIT, QUARTER, copy_of=report)
    loaded = store.load(copy)
    assert loaded.texts == FILLED.texts
    assert loaded.tables == FILLED.tables
    assert loaded.front == {"place": "Đồng Tháp"}
    assert (loaded.figures, loaded.exceptions, loaded.as_of, loaded.notes) == ({}, (), {}, {})
    assert store.info(copy).copied_from == report
    assert store.unreviewed(copy) == {"I.1.inspection", "I.2.tasks", "I.3.none"}
    assert store.verify() == []


def test_a_copy_carries_what_it_is_told(store: Store, report: str) -> None:
    fill(store, report)
    keep = {EntryKind.FIGURE: ["files"], EntryKind.TABLE: [], EntryKind.NOTE: ["files"]}
    copy = store.new_report("office-report", "2022", UNIT, QUARTER, copy_of=report, keep=keep)
    loaded = store.load(copy)
    assert loaded.figures == {"files": 335_445}
    assert loaded.tables == {}
    assert loaded.notes == FILLED.notes
    assert store.unreviewed(copy) == {"files", "I.1.inspection"}


def test_marks_of_review_go_when_somebody_has_looked(store: Store, report: str) -> None:
    fill(store, report)
    copy = store.new_report("office-report", "2022", UNIT, QUARTER, copy_of=report)
    store.set_text(copy, "I.1.inspection", "mới")
    assert store.mark_reviewed(copy, "I.1.inspection")
    assert not store.mark_reviewed(copy, "I.1.inspection")
    assert store.unreviewed(copy) == {"I.2.tasks", "I.3.none"}
    store.undo(copy)
    assert store.load(copy).texts == FILLED.texts
    assert store.unreviewed(copy) == {"I.2.tasks", "I.3.none"}
    assert store.verify() == []


def test_a_copy_of_nothing_is_refused(store: Store) -> None:
    with pytest.raises(Problem, match="không có báo cáo"):
        store.new_report("office-report", "2022", UNIT, HALF, copy_of="x")
    assert store.reports() == ()


def test_states_are_recorded_but_no_steps(store: Store, report: str) -> None:
    store.set_state(report, State.ISSUED)
    store.set_state(report, State.ISSUED)
    assert store.info(report).state is State.ISSUED
    (row,) = store.history(report)
    assert (row.edit.key, row.edit.old, row.edit.new) == ("state", "draft", "issued")
    assert store.undo(report) is None


def test_a_deleted_report_can_come_back_with_its_history(store: Store, report: str) -> None:
    fill(store, report)
    store.delete_report(report)
    assert store.reports() == ()
    assert [info.id for info in store.reports(removed=True)] == [report]
    with pytest.raises(Problem, match="không có báo cáo"):
        store.delete_report(report)
    store.restore_report(report)
    store.restore_report(report)
    assert store.load(report) == FILLED
    assert store.undo(report)
    assert store.verify() == []


def test_a_deleted_report_whose_place_is_taken_stays_away(store: Store, report: str) -> None:
    store.delete_report(report)
    begin(store)
    with pytest.raises(Problem, match="đã có báo cáo"):
        store.restore_report(report)
    assert store.info(report).removed


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE report SET period = '2022-X'",
        "UPDATE report SET state = 'lost'",
        "UPDATE report SET edited_at = '2022'",
        "UPDATE entry SET kind = 'colour'",
        "UPDATE entry SET type = 'colour'",
    ],
)
def test_what_makes_no_sense_is_damage(store: Store, report: str, damage: str) -> None:
    store.set_figure(report, "a", 1)
    with store._session.writing() as connection:
        connection.execute(damage)
    with pytest.raises(StoreProblem) as caught:
        store.load(report)
    assert caught.value.fault is Fault.DAMAGED
    assert store.verify()

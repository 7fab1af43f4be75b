"""Which report of a file is which here, and who has given it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from db.merge import Standing
from db.store import Store
from tests.db.merge.desk import everything, held, take, taken
from tests.db.office import HALF, QUARTER
from tests.db.receiving.givers import (
    COUNT,
    TEXT,
    Office,
    fill,
    forge,
    office,
    old_store,
    run,
)

if TYPE_CHECKING:
    from pathlib import Path


# --- two reports of one kind


def test_two_copies_of_one_report_are_merged_value_by_value(
    below: Office, above: Office, report: str
) -> None:
    mine = above.store.new_report("office-report", "2022", below.unit, HALF)
    above.store.set_figure(mine, COUNT, 120)
    above.store.set_text(mine, TEXT, "Tỉnh ghi.")
    above.store.set_front(mine, "number", "5")
    plan = taken(above.store, below.give())
    assert plan.report_id == mine
    assert "hai bản của cùng một báo cáo" in plan.lines[0]
    (clash,) = plan.clashes
    assert (clash.base, clash.ours) == (None, "Tỉnh ghi.")
    assert plan.agreed == 1
    expected = {**held(below.store, report), ("text", TEXT): "Tỉnh ghi.", ("front", "number"): "5"}
    assert held(above.store, mine) == expected
    assert above.store.verify() == []
    below.store.set_figure(report, COUNT, 125)
    again = taken(above.store, below.give())
    assert (again.report_id, again.lines, again.waiting) == (mine, (), 1)
    assert [(each.old, each.new) for each in again.changes] == [(120, 125)]


def test_two_givers_of_one_report_are_not_played_off_against_each_other(
    tmp_path: Path, below: Office, above: Office, report: str
) -> None:
    take(above.store, below.give())
    other = office(tmp_path, "H01b", "Phòng Nội vụ huyện Một")
    twin = other.store.new_report("office-report", "2022", below.unit, HALF)
    other.store.set_figure(twin, COUNT, 99)
    plan = taken(above.store, other.give())
    assert [(each.base, each.ours, each.theirs) for each in plan.clashes] == [(None, 120, 99)]
    assert (plan.changes, held(above.store, report)) == ((), held(below.store, report))
    other.close()


def test_a_giver_that_began_its_report_anew_is_heard(
    below: Office, above: Office, report: str
) -> None:
    old = below.give()
    take(above.store, old)
    below.store.delete_report(report)
    fresh = below.begin()
    below.store.set_figure(fresh, COUNT, 120)
    taken(above.store, below.give(fresh))
    below.store.set_figure(fresh, COUNT, 130)
    plan = taken(above.store, below.give(fresh))
    assert (plan.report_id, plan.standing) == (report, Standing.CHANGED)
    assert above.store.load(report).figures[COUNT] == 130
    assert taken(above.store, old).standing is Standing.OLDER


def test_a_second_copy_of_what_was_deleted_here_stays_out(
    below: Office, above: Office, report: str
) -> None:
    mine = above.store.new_report("office-report", "2022", below.unit, HALF)
    file = below.give()
    take(above.store, file)
    above.store.delete_report(mine)
    assert taken(above.store, file).standing is Standing.REMOVED


# --- whose report it is


def test_our_own_report_handed_back_clashes_rather_than_wins(
    below: Office, above: Office, report: str
) -> None:
    take(above.store, below.give())
    above.store.set_figure(report, COUNT, 121)
    plan = taken(below.store, above.give())
    assert [(each.base, each.ours, each.theirs) for each in plan.clashes] == [(None, 120, 121)]
    assert below.store.load(report).figures[COUNT] == 120


def test_a_value_taken_away_and_given_again_comes_in_again(
    below: Office, above: Office, report: str
) -> None:
    take(above.store, below.give())
    for value in (None, 120):
        below.store.set_figure(report, COUNT, value)
        plan = taken(above.store, below.give())
        assert [each.new for each in plan.changes] == [value]
        assert above.store.load(report).figures.get(COUNT) == value


def test_our_own_file_received_again_is_the_same(below: Office, report: str) -> None:
    before = held(below.store, report)
    plan = taken(below.store, below.give())
    assert plan.standing is Standing.SAME
    assert held(below.store, report) == before
    assert below.store.verify() == []


def test_a_report_lost_here_comes_back_from_our_own_file(tmp_path: Path, below: Office) -> None:
    early = tmp_path / "sớm.cchc"
    shutil.copyfile(below.copy(), early)
    late = below.begin(QUARTER)
    fill(below.store, late)
    file = below.give()
    with Store.open(early, editor="Văn thư H01") as store:
        take(store, file)
        assert held(store, late) == held(below.store, late)
        with store.session.reading() as connection:
            givers = connection.execute("SELECT DISTINCT giver FROM report").fetchall()
        assert givers == [(None,)]


def test_what_a_third_office_passes_on_is_merged_and_told_of(
    tmp_path: Path, below: Office, above: Office, report: str
) -> None:
    take(above.store, below.give())
    between = office(tmp_path, "KV", "Văn phòng khu vực")
    take(between.store, below.give())
    between.store.set_figure(report, COUNT, 130)
    plan = taken(above.store, between.give())
    assert [(each.old, each.new) for each in plan.changes] == [(120, 130)]
    assert "lần này do Văn phòng khu vực giao" in plan.lines[0]
    below.store.set_text(report, TEXT, "Mới.")
    assert [each.key for each in taken(above.store, below.give()).changes] == [TEXT]
    assert above.store.load(report).figures[COUNT] == 130
    between.close()


def test_a_giver_without_a_name_is_told_of_by_its_store(
    tmp_path: Path, below: Office, above: Office, report: str
) -> None:
    take(above.store, below.give())
    path = below.copy()
    run(
        path,
        "DELETE FROM meta WHERE key LIKE 'setting.%'; UPDATE meta SET value = '0f' "
        "WHERE key = 'store_id'",
    )
    assert "sổ 0f" in taken(above.store, path).lines[0]


@pytest.mark.parametrize("version", [1, 2])
def test_a_store_of_an_older_version_is_received(
    tmp_path: Path, above: Office, version: int
) -> None:
    assert taken(above.store, old_store(tmp_path, version)).standing is Standing.NEW
    assert above.store.load("r1").figures == {COUNT: 7}
    assert above.store.verify() == []


@pytest.mark.parametrize(
    "script",
    [
        "UPDATE report SET period = '2022-Q1'",
        "UPDATE report SET unit_code = 'X'",
        "UPDATE report SET form = 'commune-report'",
    ],
)
def test_a_report_that_bears_the_id_of_another_is_refused(
    below: Office, above: Office, report: str, script: str
) -> None:
    take(above.store, below.give())
    below.store.set_figure(report, COUNT, 1)
    file = forge(below.give(), below.key, script)
    before = everything(above.store)
    (received,) = take(above.store, file)
    assert received.problem is not None
    assert received.exit_code == 2
    assert "không gộp được" in received.problem.message
    assert everything(above.store) == before

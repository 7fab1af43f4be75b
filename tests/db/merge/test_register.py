"""Who has delivered for a period, who is late."""

from __future__ import annotations

from datetime import UTC, date, datetime

from db.merge import register
from db.reports import State
from forms.report import UnitRef
from forms.reporting_calendar import window
from tests.db.merge.desk import take
from tests.db.office import HALF, QUARTER
from tests.db.receiving.givers import COUNT, Office

MISSING = UnitRef("H02", "Ủy ban nhân dân huyện Hai")
FORM = "office-report"


def at(office: Office, day: datetime) -> None:
    clock = office.store.session.clock
    clock.time = day  # type: ignore[attr-defined]


def test_units_stand_as_they_have_delivered(below: Office, above: Office, report: str) -> None:
    typed = UnitRef("H03", "Ủy ban nhân dân huyện Ba")
    above.store.new_report(FORM, "2022", typed, HALF)
    take(above.store, below.give())
    below.store.set_figure(report, COUNT, 1)
    below.store.set_state(report, State.ISSUED)
    take(above.store, below.give())
    found = register(above.store, FORM, HALF, [below.unit, MISSING, typed])
    delivered, missing, here = found.rows
    assert (delivered.report_id, delivered.state, delivered.times) == (report, State.ISSUED, 2)
    assert delivered.first_at is not None
    assert delivered.last_at is not None
    assert delivered.first_at < delivered.last_at
    assert (missing.report_id, missing.first_at, missing.times) == (None, None, 0)
    assert (here.first_at, here.times) == (None, 0)
    assert [row.words for row in found.rows] == [
        "Đã nộp, đã phát hành",
        "Chưa nộp",
        "Nhập tại đây, bản nháp",
    ]
    assert (found.missing, found.late) == ((MISSING,), ())


def test_who_comes_after_the_due_day_is_late(below: Office, above: Office, report: str) -> None:
    at(above, datetime(2022, 6, 30, 5, tzinfo=UTC))
    take(above.store, below.give())
    found = register(above.store, FORM, HALF, [below.unit, MISSING], due=date(2022, 6, 20))
    assert found.late == (below.unit, MISSING)
    assert [row.words for row in found.rows] == ["Nộp chậm, bản nháp", "Chậm, chưa nộp"]
    on_time = register(above.store, FORM, HALF, [below.unit], due=date(2022, 7, 20))
    assert on_time.late == ()


def test_the_due_day_is_that_of_the_calendar(above: Office) -> None:
    assert register(above.store, FORM, HALF, []).due == window(HALF).due


def test_what_was_handed_on_is_not_taken_for_received(below: Office) -> None:
    below.give()
    (row,) = register(below.store, FORM, HALF, [below.unit]).rows
    assert (row.times, row.words) == (0, "Nhập tại đây, bản nháp")


def test_a_report_that_was_deleted_does_not_count(
    below: Office, above: Office, report: str
) -> None:
    take(above.store, below.give())
    above.store.delete_report(report)
    assert register(above.store, FORM, HALF, [below.unit]).missing == (below.unit,)


def test_it_can_be_printed_and_copied(below: Office, above: Office) -> None:
    take(above.store, below.give())
    found = register(above.store, FORM, HALF, [below.unit, MISSING])
    grid = found.grid()
    assert grid.rows[0][:2] == ("1", below.unit.name)
    assert f"{found.due:%d/%m/%Y}" in grid.caption
    assert {len(row) for row in grid.rows} == {len(grid.header)} == {len(grid.widths)}
    lines = found.text().splitlines()
    assert [len(line.split("\t")) for line in lines] == [len(grid.header)] * 3
    assert register(above.store, FORM, QUARTER, [below.unit]).missing == (below.unit,)

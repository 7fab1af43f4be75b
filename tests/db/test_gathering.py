from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from db.entries import EntryKind
from db.failure import Fault, StoreProblem
from forms.loading import load_form
from forms.report import UnitRef
from forms.rollup import roll_up
from forms.unit import find_unit
from tests.db.office import HALF, QUARTER, UNIT, begin, make

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from db.store import Store

FORMS = ("commune-report", "office-report")


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with make(path) as made:
        yield made


def commune(store: Store, number: int, **figures: int | Decimal) -> str:
    unit = UnitRef(f"X{number}", f"UBND xã Mỹ An {number}, huyện Tháp Mười")
    report = store.new_report("commune-report", "2022", unit, HALF)
    with store.batch():
        for key, value in figures.items():
            store.set_figure(report, key, value)
    return report


def test_the_reports_of_a_period_come_by_unit_with_figures_and_their_days(store: Store) -> None:
    second = commune(store, 2, files_received_new=7)
    first = commune(store, 1, files_received_new=5, pakn_resolved_rate=Decimal("98.50"))
    store.set_as_of(first, "files_received_new", date(2022, 6, 9))
    store.set_text(first, "II.1.commune", "Một")
    begin(store)
    begin(store, QUARTER)
    store.delete_report(commune(store, 3, files_received_new=1))
    found = list(store.gather(HALF, FORMS[:1]))
    assert [report_id for report_id, _ in found] == [first, second]
    assert found[0][1].figures == {"files_received_new": 5, "pakn_resolved_rate": Decimal("98.50")}
    assert found[0][1].as_of == {"files_received_new": date(2022, 6, 9)}
    assert found[0][1].texts == {}
    both = [report.unit for _, report in store.gather(HALF, FORMS)]
    assert [unit.code for unit in both] == [UNIT.code, "X1", "X2"]


def test_texts_come_when_they_are_asked_for(store: Store) -> None:
    report = commune(store, 1, files_received_new=5)
    store.set_text(report, "II.1.commune", "Một")
    ((_, found),) = store.gather(HALF, FORMS, [EntryKind.TEXT, EntryKind.TABLE])
    assert (found.figures, found.texts) == ({}, {"II.1.commune": "Một"})


def test_what_is_gathered_rolls_up(store: Store) -> None:
    for number in range(1, 4):
        commune(store, number, files_received_new=number)
    district = find_unit("DT-THAPMUOI-H")
    assert district is not None
    reports = (report for _, report in store.gather(HALF, FORMS))
    form = load_form("commune-report", "2022")
    assert roll_up(form, district, HALF, reports).figures == {"files_received_new": 6}


def test_a_damaged_value_is_told_of(store: Store) -> None:
    report = commune(store, 1, files_received_new=5)
    with store._session.writing() as connection:
        connection.execute("UPDATE entry SET type = 'date' WHERE report_id = ?", (report,))
    with pytest.raises(StoreProblem) as caught:
        list(store.gather(HALF, FORMS))
    assert caught.value.fault is Fault.DAMAGED

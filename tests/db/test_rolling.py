from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.rolling import judged_below, rolled_below, rolled_up, traced, units_texts
from forms.loading import load_form
from forms.report import UnitRef
from tests import provinces
from tests.db.office import make
from tests.provinces import THREE_LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from db.rolling import Source
    from db.store import Store

FORM = load_form("commune-report", "2022")
DISTRICT = provinces.districts()[1]
COMMUNES = provinces.communes_of(DISTRICT)
NOW = THREE_LEVELS.now


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """What the district holds: its communes' reports but one, and one of somebody else's."""
    other = provinces.communes_of(provinces.districts()[0])[0]
    with make(path) as made:
        for unit in (*COMMUNES[:-1], other):
            made.add_report(provinces.commune_reports(unit, THREE_LEVELS)[1])
        yield made


def sources(store: Store, figure: str) -> tuple[Source, ...]:
    """What the communes state of a figure, their reports judged."""
    found = {each.report_id: each.findings for each in judged_below(store, DISTRICT, NOW)}
    return traced(store, rolled_up(store, FORM, DISTRICT, NOW), figure, found)[figure]


def test_only_the_units_right_below_count(store: Store) -> None:
    found = rolled_up(store, FORM, DISTRICT, NOW)
    reports = [provinces.commune_reports(unit, THREE_LEVELS)[1] for unit in COMMUNES[:-1]]
    expected = sum(int(str(report.figures["files_received_new"])) for report in reports)
    assert found.totals["files_received_new"].value == expected
    assert {unit.code for unit in found.delivered} == {unit.code for unit in COMMUNES[:-1]}


def test_a_figure_leads_to_each_unit_and_to_the_last_edit_of_it(store: Store) -> None:
    first, *_ = sources(store, "files_received_new")
    store.set_figure(first.report_id, "files_received_new", 1)
    store.set_note(first.report_id, "files_received_new", "Đã hỏi lại")
    again, second, *others = sources(store, "files_received_new")
    assert (again.share.value, again.share.unit.code) == (1, COMMUNES[0].code)
    assert again.edit is not None
    assert (again.edit.edit.old, again.edit.edit.new) == (first.share.value, 1)
    assert second.edit is not None
    assert second.edit.edit.old is None
    assert len(others) == len(COMMUNES) - 3


def test_a_figure_leads_to_the_units_own_findings_and_explanations(store: Store) -> None:
    first, *_ = sources(store, "files_received_new")
    store.set_figure(first.report_id, "files_received_new", 1)
    store.set_exception(first.report_id, "A01", "Đang đối chiếu với bưu điện.")
    broken, sound, *_ = sources(store, "files_received_new")
    assert [(f.rule, f.reason) for f in broken.findings] == [
        ("A01", "Đang đối chiếu với bưu điện."),
        ("A02", ""),
    ]
    assert sound.findings == ()


def test_a_figure_leads_to_what_an_earlier_report_of_the_unit_gives_away(store: Store) -> None:
    before = provinces.commune_reports(COMMUNES[0], THREE_LEVELS)[0]
    first, *_ = sources(store, "files_received_online")
    assert first.findings == ()
    store.add_report(before)
    store.set_figure(first.report_id, "files_received_online", 1)
    rules = {finding.rule for finding in sources(store, "files_received_online")[0].findings}
    assert any(rule.startswith("X") for rule in rules), rules


def test_an_edit_taken_back_is_not_the_one_a_figure_comes_from(store: Store) -> None:
    first, *_ = sources(store, "files_received_new")
    store.set_figure(first.report_id, "files_received_new", 1)
    store.undo(first.report_id)
    again, *_ = sources(store, "files_received_new")
    assert again == first


def test_a_rate_leads_to_its_parts(store: Store) -> None:
    rolled = rolled_up(store, FORM, DISTRICT, NOW)
    assert list(traced(store, rolled, "pakn_resolved_rate", {})) == [
        "pakn_resolved",
        "pakn_received",
    ]
    assert list(traced(store, rolled, "pakn_received", {})) == ["pakn_received"]


def test_a_figure_no_unit_states_has_shares_without_value_or_edit(store: Store) -> None:
    rolled = rolled_up(store, FORM, DISTRICT, NOW)
    unstated = next(name for name, total in rolled.totals.items() if not total.stated)
    found = sources(store, unstated)
    assert {(source.share.value, source.edit) for source in found} == {(None, None)}


def test_the_units_own_words_come_under_each_other(store: Store) -> None:
    (first, *_) = sources(store, "files_received_new")
    store.set_text(first.report_id, "VI.commune", "Cấp thêm máy quét.")
    texts = units_texts(store, rolled_up(store, FORM, DISTRICT, NOW))
    assert texts == {"VI.commune": f"- {COMMUNES[0].name}: Cấp thêm máy quét."}


def test_a_unit_that_reports_by_two_forms_counts_once(store: Store) -> None:
    report = provinces.commune_reports(COMMUNES[0], THREE_LEVELS)[1]
    before = rolled_up(store, FORM, DISTRICT, NOW)
    unit = UnitRef(report.unit.code, report.unit.name)
    double = store.new_report("office-report", "2022", unit, NOW)
    store.set_figure(double, "files_received_new", 10**6)
    assert rolled_up(store, FORM, DISTRICT, NOW).figures == before.figures


def test_a_department_by_a_form_not_made_for_it_still_counts(path: Path) -> None:
    unit = UnitRef("SNV", "Sở Nội vụ tỉnh Đồng Tháp")
    with make(path) as store:
        report = store.new_report("commune-report", "2022", unit, NOW)
        store.set_figure(report, "files_received_new", 7)
        found = rolled_up(store, FORM, provinces.province(), NOW)
    assert found.figures == {"files_received_new": 7}
    assert len(found.missing) == len(found.delivered) + 27


def test_a_levels_own_report_is_held_against_its_units(store: Store) -> None:
    unit = UnitRef(DISTRICT.code, DISTRICT.name)
    own = store.load(store.new_report(FORM.id, FORM.version, unit, NOW))
    found = rolled_below(store, own)
    assert found is not None
    assert found.totals == rolled_up(store, FORM, DISTRICT, NOW).totals


def test_a_report_without_units_below_or_without_their_reports_stands_alone(store: Store) -> None:
    commune = provinces.commune_reports(COMMUNES[0], THREE_LEVELS)[1]
    assert rolled_below(store, commune) is None
    nobody = provinces.districts()[2]
    empty = store.new_report(FORM.id, FORM.version, UnitRef(nobody.code, nobody.name), NOW)
    assert rolled_below(store, store.load(empty)) is None

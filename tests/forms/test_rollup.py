from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.block import Paragraph
from forms.checking import Mend, checker
from forms.checking.between_levels import between_levels, is_held_against
from forms.choosing import version_for
from forms.definition import OverUnits, Severity
from forms.document import compose
from forms.facts import facts
from forms.hierarchy import below
from forms.kind import Kind
from forms.loading import load_form
from forms.measure import Measure
from forms.period import Period
from forms.ratio import rounded
from forms.reading import read_content
from forms.report import Accepted, Report, UnitRef
from forms.reporting_calendar import window
from forms.rollup import COMPLETENESS, gathered_texts, parts_of, roll_up, shares
from forms.unit import find_unit, unit_for
from forms.word import docx_bytes
from tests.forms.small_forms import load, part_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from forms.definition import Form
    from forms.figure import Value
    from forms.rollup import RollUp

FORM = load_form("commune-report", "2022")
PERIOD = Period.parse("2023-H1")
DISTRICT = find_unit("DT-THAPMUOI-H")
COMMUNES = [UnitRef(f"X{n}", f"UBND xã Mỹ An {n}, huyện Tháp Mười") for n in range(1, 4)]
OFFICE = UnitRef("VP-TM", "Văn phòng Ủy ban nhân dân huyện Tháp Mười")


def report(unit: UnitRef, figures: Mapping[str, Value], **more: Any) -> Report:
    return replace(Report(FORM.id, FORM.version, unit, PERIOD, figures), **more)


def rolled(*reports: Report) -> RollUp:
    assert DISTRICT is not None
    return roll_up(FORM, DISTRICT, PERIOD, reports)


def words_of(form: Form, about: Report) -> list[str]:
    blocks = compose(form, about, unit_for(about.unit.code, about.unit.name)).blocks
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def test_what_is_additive_is_added_and_what_is_absent_is_not_zero() -> None:
    first = report(COMMUNES[0], {"files_received_new": 120, "files_resolved_late": 3})
    second = report(COMMUNES[1], {"files_received_new": 80})
    totals = rolled(first, second, report(COMMUNES[2], {})).totals
    assert (totals["files_received_new"].value, totals["files_received_new"].stated) == (200, 2)
    assert (totals["files_resolved_late"].value, totals["files_resolved_late"].stated) == (3, 1)
    assert totals["files_pending_total"].value is None


def test_words_in_the_place_of_a_number_are_not_added() -> None:
    odd = report(COMMUNES[0], {"files_received_new": "không rõ"})
    assert rolled(odd).totals["files_received_new"].stated == 0


def test_an_office_that_reports_on_the_whole_is_no_share_of_the_sum() -> None:
    whole = report(OFFICE, {"files_received_new": 1_000, "pakn_resolved_rate": Decimal("98.25")})
    part = report(COMMUNES[0], {"files_received_new": 120})
    assert rolled(whole, part).totals["files_received_new"].value == 120
    assert [(s.value, s.is_whole) for s in shares("files_received_new", [whole, part])] == [
        (1_000, True),
        (120, False),
    ]


def test_a_rate_is_worked_out_anew_and_never_averaged() -> None:
    first = report(
        COMMUNES[0],
        {"pakn_received": 1, "pakn_resolved": 1, "pakn_resolved_rate": 100},
    )
    second = report(
        COMMUNES[1],
        {"pakn_received": 8, "pakn_resolved": 4, "pakn_resolved_rate": Decimal("50.00")},
    )
    total = rolled(first, second).totals["pakn_resolved_rate"]
    assert total.value == Decimal("55.56"), "with the decimals the units use"
    assert parts_of(FORM, "pakn_resolved_rate") == ("pakn_resolved", "pakn_received")
    assert parts_of(FORM, "pakn_received") == ()


def test_a_rate_of_nothing_or_of_unknown_parts_is_left_open() -> None:
    nothing = report(COMMUNES[0], {"pakn_received": 0, "pakn_resolved": 0})
    assert rolled(nothing).totals["pakn_resolved_rate"].value is None
    stated = report(COMMUNES[0], {"pakn_resolved_rate": Decimal("98.5")})
    assert rolled(stated).totals["pakn_resolved_rate"].value is None


def test_a_rate_whose_parts_come_from_different_numbers_of_units_says_so() -> None:
    first = report(COMMUNES[0], {"pakn_received": 4, "pakn_resolved": 2})
    second = report(COMMUNES[1], {"pakn_received": 4})
    assert not rolled(first).totals["pakn_resolved_rate"].uneven
    assert rolled(first, second).totals["pakn_resolved_rate"].uneven


def test_a_state_is_taken_from_whoever_counted_last() -> None:
    early = report(COMMUNES[0], {"tthc_commune": 161}, as_of={"tthc_commune": date(2023, 5, 1)})
    late = report(COMMUNES[1], {"tthc_commune": 158}, as_of={"tthc_commune": date(2023, 6, 1)})
    for order in ((early, late), (late, early)):
        total = rolled(*order).totals["tthc_commune"]
        assert (total.value, total.differing) == (158, False)


def test_states_of_one_day_that_differ_are_left_to_the_officer() -> None:
    both = [report(unit, {"tthc_commune": n}) for n, unit in enumerate(COMMUNES[:2], 160)]
    total = rolled(*both).totals["tthc_commune"]
    assert (total.value, total.differing, total.stated) == (None, True, 2)
    same = [report(unit, {"tthc_commune": 160}) for unit in COMMUNES]
    assert rolled(*same).totals["tthc_commune"].value == 160


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["files_received_online", "pakn_received", "pakn_resolved"]),
            st.integers(0, 10**12),
        ),
        max_size=6,
    )
)
def test_the_order_of_the_units_is_of_no_account(found: list[dict[str, int]]) -> None:
    reports = [report(UnitRef(f"X{n}", f"xã {n}"), figures) for n, figures in enumerate(found)]
    forwards, backwards = rolled(*reports), rolled(*reversed(reports))
    assert forwards.figures == backwards.figures
    for name in ("files_received_online", "pakn_received"):
        stated = [figures[name] for figures in found if name in figures]
        assert forwards.totals[name].value == (sum(stated) if stated else None)
        assert sum(share.value or 0 for share in shares(name, reports)) == sum(stated)  # type: ignore[misc]
    received, done = (forwards.figures.get(f"pakn_{n}") for n in ("received", "resolved"))
    expected = rounded(done, received, 1) if received and done is not None else None  # type: ignore[arg-type]
    assert forwards.totals["pakn_resolved_rate"].value == expected


def test_units_that_have_not_delivered_are_named() -> None:
    province = find_unit("DT")
    assert province is not None
    awaited = below(province, date(2023, 6, 14))
    there = [report(UnitRef(unit.code, unit.name), {}) for unit in awaited[:-2]]
    found = roll_up(FORM, province, PERIOD, there, awaited)
    assert [unit.code for unit in found.missing] == [unit.code for unit in awaited[-2:]]
    assert found.completeness() == (
        f"Tổng hợp từ báo cáo của {len(there)}/{len(awaited)} đơn vị; "
        f"chưa có báo cáo của: {awaited[-2].name}; {awaited[-1].name}."
    )
    whole = roll_up(FORM, province, PERIOD, there, awaited[:-2])
    assert whole.completeness() == f"Tổng hợp từ báo cáo của {len(there)}/{len(there)} đơn vị."


def test_a_report_made_of_a_roll_up_says_how_complete_it_is() -> None:
    province = find_unit("DT")
    assert province is not None
    for period, count in (("2023-H1", 12), ("2025-Q3", 102)):
        form = version_for("province-report", Period.parse(period))
        awaited = below(province, window(Period.parse(period)).end)[:count]
        there = [report(UnitRef(unit.code, unit.name), {}) for unit in awaited[:-2]]
        found = roll_up(form, province, Period.parse(period), there, awaited)
        begun = Report(form.id, form.version, UnitRef("DT", province.name), found.period)
        begun = replace(begun, figures=found.reported)
        names = f"{awaited[-2].name}; {awaited[-1].name}"
        said = (
            "Số liệu của các đơn vị trong báo cáo này được tổng hợp từ báo cáo của"
            f" {len(there)}/{len(awaited)} đơn vị"
        )
        assert f"+ {said}; chưa có báo cáo của: {names}." in words_of(form, begun)
        old = read_content(
            docx_bytes(compose(form, begun, province)), "cũ.docx", form, found.period, "DT"
        )
        assert {name: old.report.figures.get(name) for name in COMPLETENESS} == found.reported
        since = begun.with_figure("units_delivered", len(awaited))
        assert f"+ {said.replace(f'{len(there)}/', f'{len(awaited)}/')}." in words_of(form, since)
        assert not [
            line for line in words_of(form, replace(begun, figures={})) if said[:40] in line
        ]


def test_a_level_whose_units_have_all_delivered_names_none() -> None:
    whole = rolled(report(COMMUNES[0], {}), report(COMMUNES[1], {}))
    assert whole.reported == {"units_delivered": 2, "units_awaited": 2}
    assert DISTRICT is not None
    form = load_form("commune-report", "2025")
    assert not roll_up(form, DISTRICT, PERIOD, [report(COMMUNES[0], {})]).reported, "not a level"


def test_a_report_that_was_begun_earlier_is_told_who_has_delivered_since() -> None:
    assert DISTRICT is not None
    awaited = [unit_for(unit.code, unit.name) for unit in COMMUNES]
    reports = [report(unit, {}) for unit in COMMUNES]
    before = roll_up(FORM, DISTRICT, PERIOD, reports[:-2], awaited)
    after = roll_up(FORM, DISTRICT, PERIOD, reports[:-1], awaited)
    own = report(UnitRef(DISTRICT.code, DISTRICT.name), before.reported)
    assert not between_levels(own, before)
    delivered, missing = between_levels(own, after)
    assert (delivered.rule, delivered.fields) == ("X20", ("units_delivered",))
    assert delivered.mend == Mend("units_delivered", len(awaited) - 1)
    assert delivered.message == (
        f"“Số đơn vị đã có báo cáo để tổng hợp” ghi {len(awaited) - 2} đơn vị, nay là"
        f" {len(awaited) - 1} đơn vị. {after.completeness()}"
    )
    assert missing.mend == Mend("units_missing", awaited[-1].name)
    whole = roll_up(FORM, DISTRICT, PERIOD, reports, awaited)
    assert [f.fields for f in between_levels(own, whole)] == [("units_delivered",)]
    assert not between_levels(replace(own, figures={}), after), "it was not rolled up"
    (finding,) = checker(FORM).check(own.with_figure("units_delivered", len(awaited) + 1))
    assert finding.rule == "X20b"


# --- units of measure


ABOVE = """\
invest_disbursed: {label: Giải ngân, unit: triệu đồng, kind: decimal, over_units: sum}
invest_total: {label: Tổng vốn, unit: tỷ đồng, kind: decimal, over_units: state}
budget_autonomous_spent: {label: Kinh phí, unit: đồng, kind: money, over_units: sum}
digital_teams: {label: Tổ, unit: nhóm, kind: count, over_units: sum}
files_carried_over: {label: Hồ sơ, kind: count, over_units: sum}
staff_civil_servants: {label: Biên chế, unit: người, kind: count}
team_rate: {label: Tỷ lệ, unit: "%", kind: percent, over_units: rate, computed: PARTS}""".replace(
    "PARTS", '"percent(digital_teams, files_carried_over)"'
)
NAMES = re.findall(r"^\w+", ABOVE, re.MULTILINE)


def measured(folder: Path, *reports: Report) -> RollUp:
    assert DISTRICT is not None
    form = load(folder, part_of(ABOVE, f"'{' '.join(f'{{{name}}}' for name in NAMES)}'"))
    return roll_up(form, DISTRICT, PERIOD, reports)


def test_another_unit_of_measure_is_converted_exactly(tmp_path: Path) -> None:
    figures = {"invest_disbursed": 1_234_567, "invest_total": 12_500_000_000}
    spent = {"budget_autonomous_spent": 5_000_000_000}
    both = [report(unit, {**figures, **spent}) for unit in COMMUNES[:2]]
    found = measured(tmp_path, *both)
    assert found.figures["invest_disbursed"] == Decimal("2.469134")
    assert found.figures["invest_total"] == Decimal("12.5")
    assert found.figures["budget_autonomous_spent"] == 10_000_000_000
    assert "Không tổng hợp" not in found.completeness()


def test_what_no_number_of_the_other_unit_makes_is_refused_and_said(tmp_path: Path) -> None:
    first = report(COMMUNES[0], {"digital_teams": 3, "files_carried_over": 2})
    found = measured(tmp_path, first, report(COMMUNES[1], {}))
    teams, files = (found.totals[name] for name in ("digital_teams", "files_carried_over"))
    assert (teams.value, teams.unlike, files.value) == (None, "tổ", None)
    assert found.totals["team_rate"].value is None
    assert found.completeness() == (
        "Tổng hợp từ báo cáo của 2/2 đơn vị."
        " Không tổng hợp “Tổ”: có đơn vị ghi theo tổ, cấp này ghi theo nhóm."
        " Không tổng hợp “Hồ sơ”: có đơn vị ghi theo hồ sơ, cấp này ghi theo số không có đơn vị"
        " tính."
    )
    assert found.figures == {}


@pytest.mark.parametrize(("stated", "kept"), [("1.5", 1_500_000), ("0.0000001", None)])
def test_a_whole_number_of_dong_stays_one(tmp_path: Path, stated: str, kept: int | None) -> None:
    above = "invest_disbursed: {label: Giải ngân, unit: đồng, kind: money, over_units: sum}"
    form = load(tmp_path, part_of(above, "'{invest_disbursed}'"))
    province = find_unit("DT")
    assert province is not None
    unit = UnitRef("DT", province.name)
    below_it = Report(
        "province-report", "2023", unit, PERIOD, {"invest_disbursed": Decimal(stated)}
    )
    total = roll_up(form, province, PERIOD, [below_it]).totals["invest_disbursed"]
    assert (total.value, bool(total.unlike)) == (kept, kept is None)


def test_words_have_no_unit_to_be_converted() -> None:
    assert Measure("đồng", 6, Kind.MONEY).convert("khoảng 5") is None


def test_texts_are_gathered_under_each_other_with_their_unit() -> None:
    said = {"II.1.commune": "Ban hành 2 văn bản.", "VI.commune": "  "}
    reports = [report(COMMUNES[0], {}, texts=said), report(COMMUNES[1], {}, texts=said)]
    assert gathered_texts(reports, ["II.1.commune", "VI.commune", "III.commune"]) == {
        "II.1.commune": "- UBND xã Mỹ An 1, huyện Tháp Mười: Ban hành 2 văn bản.\n"
        "- UBND xã Mỹ An 2, huyện Tháp Mười: Ban hành 2 văn bản."
    }


# --- rule X20


def test_a_total_that_is_not_the_sum_of_its_units_is_found_with_the_mend() -> None:
    assert DISTRICT is not None
    parts = [
        report(unit, {"files_received_new": 50, "pakn_received": 1, "tthc_commune": 8})
        for unit in COMMUNES
    ]
    above = report(
        UnitRef(DISTRICT.code, DISTRICT.name),
        {"files_received_new": 160, "pakn_received": 3, "tthc_commune": 9, "files_carried_over": 4},
    )
    (finding,) = between_levels(above, rolled(*parts))
    assert (finding.rule, finding.severity) == ("X20", Severity.ERROR)
    assert (finding.stated_value, finding.computed_value) == (160, 150)
    assert (finding.stated, finding.computed) == ("160 hồ sơ", "150 hồ sơ")
    assert finding.difference == "+10"
    assert finding.mend is not None
    assert (finding.mend.figure, finding.mend.value) == ("files_received_new", 150)
    assert "3 đơn vị cộng lại được 150 hồ sơ" in finding.message
    assert "chưa có báo cáo" not in finding.message


def test_a_unit_that_is_missing_is_named_as_a_reason() -> None:
    assert DISTRICT is not None
    province = find_unit("DT")
    assert province is not None
    awaited = below(province, date(2023, 6, 14))[:2]
    there = report(UnitRef(awaited[0].code, awaited[0].name), {"files_received_new": 50})
    found = roll_up(FORM, province, PERIOD, [there], awaited)
    above = report(UnitRef("DT", province.name), {"files_received_new": 160})
    (finding,) = between_levels(above, found)
    assert f"chưa có báo cáo của: {awaited[1].name}." in finding.message


def test_a_report_is_held_against_its_units_once_it_can_be() -> None:
    """Once it says from how many it was rolled up, or once all have delivered."""
    province = find_unit("DT")
    assert province is not None
    awaited = below(province, date(2023, 6, 14))
    parts = [report(UnitRef(each.code, each.name), {"files_received_new": 50}) for each in awaited]
    whole = roll_up(FORM, province, PERIOD, parts, awaited)
    partly = roll_up(FORM, province, PERIOD, parts[:-1], awaited)
    own = report(UnitRef(province.code, province.name), {"files_received_new": 9_999})

    def said(report: Report, rolled: RollUp) -> list[tuple[str, ...]]:
        found = checker(FORM).findings(report, facts(FORM, report), rolled=rolled)
        return [finding.fields for finding in found if finding.rule == "X20"]

    assert said(own, whole) == [("files_received_new",)]
    assert said(own, partly) == [], "the missing unit may make up for it"
    begun = own.with_figure("units_delivered", len(parts) - 1)
    assert said(begun, partly) == [("files_received_new",)]


def test_units_nobody_knows_by_name_may_still_be_missing() -> None:
    assert DISTRICT is not None
    own = report(UnitRef(DISTRICT.code, DISTRICT.name), {"files_received_new": 60})
    there = rolled(report(COMMUNES[0], {"files_received_new": 50}))
    assert not is_held_against(own, there)
    assert is_held_against(own.with_figure("units_delivered", 1), there)


def test_a_difference_that_is_explained_is_marked_so() -> None:
    assert DISTRICT is not None
    own = report(UnitRef(DISTRICT.code, DISTRICT.name), {"files_received_new": 60})
    kept = replace(own, exceptions=(Accepted("X20", "Thêm số của bộ phận một cửa huyện."),))
    (finding,) = between_levels(kept, rolled(report(COMMUNES[0], {"files_received_new": 50})))
    assert (finding.excepted, finding.reason) == (True, "Thêm số của bộ phận một cửa huyện.")


@pytest.mark.parametrize("form", ["office-report", "commune-report"])
def test_only_figures_that_mean_the_level_as_a_whole_are_rolled_up(form: str) -> None:
    figures = load_form(form, "2022").figures.values()
    added = {figure.id for figure in figures if figure.over_units is OverUnits.SUM}
    assert {"files_received_total", "pakn_received"} <= added
    assert not {name for name in added if name.startswith(("budget_", "staff_", "training_"))}

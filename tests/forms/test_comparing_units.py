"""Units side by side: rates from their own counts, the whole from the sums, nobody left out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.comparing_units import Aspect, Comparison, Order, Standing, compare, key
from forms.comparing_units import standing as standing_of
from forms.comparison_words import NONE, cells, deviation_words, order_words, rounded_rate
from forms.completeness import completeness
from forms.hierarchy import below
from forms.judging import judged
from forms.loading import load_form
from forms.period import Period
from forms.report import Accepted, Report, UnitRef
from forms.reporting_calendar import window
from forms.rollup import roll_up
from forms.short_names import short_names
from tests import provinces
from tests.provinces import THREE_LEVELS

FORM = load_form("commune-report", "2022")
DISTRICT = provinces.districts()[1]
COMMUNES = provinces.communes_of(DISTRICT)
PERIOD = THREE_LEVELS.now
LEVEL = UnitRef(DISTRICT.code, DISTRICT.name)
OFFICE = UnitRef("VP-SD", "Văn phòng Ủy ban nhân dân thành phố Sa Đéc")


def of(unit: UnitRef, done: int | None, in_time: int | None = None) -> Standing:
    return Standing(unit, in_time, done, filled=9, wanted=10)


def standing(report: Report, *others: Report) -> Standing:
    return standing_of(report, judged(FORM, report, others))


def side_by_side(*standings: Standing, reports: tuple[Report, ...] = ()) -> Comparison:
    return compare(roll_up(FORM, DISTRICT, PERIOD, reports), standings)


def names(comparison: Comparison, order: Order) -> list[str]:
    return [each.unit.code[-2:] for each in comparison.ordered(order)]


def counted(early: int | None, on_the_day: int | None, total: int | None) -> Report:
    found = {
        "files_resolved_early": early,
        "files_resolved_on_time": on_the_day,
        "files_resolved_total": total,
    }
    figures = {name: value for name, value in found.items() if value is not None}
    return Report(FORM.id, FORM.version, COMMUNES[0], PERIOD, figures)


def test_a_unit_s_rate_is_worked_out_from_its_own_counts() -> None:
    looked_at = standing(counted(700, 271, 1000))
    assert looked_at.rate == Fraction(971, 10)
    assert rounded_rate(looked_at) == Decimal("97.1")


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((700, 271, 1000), "97,1"),
        ((None, 271, 1000), "chưa có số liệu"),
        ((700, None, 1000), "chưa có số liệu"),
        ((700, 271, None), "chưa có số liệu"),
        ((0, 0, 0), "không phát sinh"),
        ((0, 0, 7), "0,0"),
    ],
)
def test_what_is_not_stated_is_never_read_as_zero(
    counts: tuple[int | None, int | None, int | None], said: str
) -> None:
    looked_at = standing(counted(*counts))
    assert cells(side_by_side(looked_at), looked_at)[Aspect.RATE] == said


def test_the_whole_comes_from_the_sums_and_the_office_is_not_added() -> None:
    office = replace(of(OFFICE, 100, 0), is_whole=True)
    units = (of(COMMUNES[0], 900, 900), of(COMMUNES[1], 100, 50), of(COMMUNES[2], 50))
    comparison = side_by_side(*units, office)
    assert comparison.whole.rate == 95
    assert comparison.deviation(units[1]) == -45
    assert comparison.deviation(units[2]) is None
    assert (comparison.whole.filled, comparison.whole.wanted) == (36, 40)
    assert cells(comparison, office)[Aspect.UNIT].endswith("(số của cả cấp, không cộng)")


def test_without_any_rate_there_is_nothing_to_deviate_from() -> None:
    unit = replace(of(OFFICE, 10, 9), is_whole=True)
    comparison = side_by_side(unit)
    assert comparison.whole.rate is None
    assert comparison.deviation(unit) is None
    assert cells(comparison, comparison.whole)[Aspect.RATE] == "chưa có số liệu"


def test_a_unit_that_has_not_delivered_stays_in_the_list() -> None:
    level = provinces.province()
    awaited = below(level, window(PERIOD).end)
    rolled = roll_up(load_form("province-report", "2023"), level, PERIOD, [], awaited)
    comparison = compare(rolled, [])
    assert len(comparison.standings) == len(awaited)
    assert not comparison.whole.is_delivered
    said = cells(comparison, comparison.standings[0])
    assert said[Aspect.RATE] == "chưa có báo cáo"
    others = (Aspect.DEVIATION, Aspect.COMPLETENESS, Aspect.FINDINGS)
    assert {said[aspect] for aspect in others} == {NONE}


def test_open_errors_and_warnings_are_counted_explained_ones_not() -> None:
    good = provinces.commune_reports(COMMUNES[0], THREE_LEVELS)[1]
    assert (standing(good).errors, standing(good).warnings) == (0, 0)
    bad = good.with_figure("files_received_new", 5)
    found = standing(bad)
    assert found.errors == 2
    explained = replace(bad, exceptions=(Accepted("A01", "Đang đối chiếu"),))
    assert standing(explained).errors == 1
    assert cells(side_by_side(found), found)[Aspect.FINDINGS] == f"2 / {found.warnings}"


def test_a_report_is_held_against_the_one_before() -> None:
    before, now = provinces.commune_reports(COMMUNES[0], THREE_LEVELS)
    shrunk = now.with_figure("files_received_online", 1)
    assert standing(shrunk, before).errors > standing(shrunk).errors


def test_completeness_counts_the_fields_that_would_print() -> None:
    report = provinces.commune_reports(COMMUNES[0], THREE_LEVELS)[1]
    filled, wanted = completeness(FORM, report)
    assert completeness(FORM, report.with_figure("files_received_new", None)) == (
        filled - 1,
        wanted,
    )
    signed = replace(report, front={"signed_date": "2023-06-10", "signer_name": "Nguyễn Văn A"})
    assert completeness(FORM, signed) == (filled + 2, wanted)


@pytest.mark.parametrize(("filled", "percent"), [(99, 99), (999, 99), (1000, 100)])
def test_only_what_is_whole_is_a_hundred_percent(filled: int, percent: int) -> None:
    wanted = 100 if filled == 99 else 1000
    assert Standing(COMMUNES[0], filled=filled, wanted=wanted).percent == percent


# --- order


def test_the_order_is_that_of_the_exact_numbers_and_the_missing_stand_last() -> None:
    high, low, nearly, none = COMMUNES[:4]
    comparison = side_by_side(
        of(high, 1000, 990), of(low, 1000, 900), of(nearly, 100_000, 98_999), of(none, 0, 0)
    )
    assert names(comparison, Order()) == ["01", "03", "02", "04"]
    assert names(comparison, Order(is_falling=False)) == ["02", "03", "01", "04"]
    assert names(comparison, Order(Aspect.DEVIATION)) == names(comparison, Order())


def test_units_are_sorted_by_name_completeness_and_findings() -> None:
    one, two, ten = (
        COMMUNES[0],
        COMMUNES[1],
        UnitRef("X-10", COMMUNES[0].name.replace(" 1,", " 10,")),
    )
    comparison = side_by_side(
        replace(of(ten, 1, 1), errors=1, filled=3),
        replace(of(two, 1, 1), errors=1, warnings=2, filled=10),
        of(one, 1, 1),
        Standing(COMMUNES[2], is_delivered=False),
    )
    assert names(comparison, Order(Aspect.UNIT, is_falling=False)) == ["01", "02", "03", "10"]
    assert names(comparison, Order(Aspect.COMPLETENESS)) == ["02", "01", "10", "03"]
    assert names(comparison, Order(Aspect.FINDINGS)) == ["02", "10", "01", "03"]


counts = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(sorted)


@given(st.lists(counts, min_size=1, max_size=8), st.sampled_from(Aspect), st.booleans())
def test_nobody_is_lost_and_the_whole_lies_between_the_units(
    pairs: list[list[int]], aspect: Aspect, is_falling: bool
) -> None:
    units = [of(unit, pair[1], pair[0]) for unit, pair in zip(COMMUNES, pairs, strict=False)]
    comparison = side_by_side(*units)
    ordered = comparison.ordered(Order(aspect, is_falling))
    assert sorted(e.unit.code for e in ordered) == [e.unit.code for e in units]
    known = [found for each in ordered if (found := key(aspect, each)) is not None]
    assert known == sorted(known, reverse=is_falling)
    rates = [each.rate for each in units if each.rate is not None]
    if rates:
        assert comparison.whole.rate is not None
        assert min(rates) <= comparison.whole.rate <= max(rates)
        # What some are above the whole, weighed by their dossiers, the others are below it.
        weighed = [(comparison.deviation(e), e.done) for e in units if e.rate is not None]
        assert sum((far or 0) * (done or 0) for far, done in weighed) == 0


@pytest.mark.parametrize("order", [Order(a, f) for a in Aspect for f in (True, False)])
def test_an_order_is_kept_and_read_again(order: Order) -> None:
    assert Order.parse(order.code) == order
    assert order_words(order)


def test_what_nobody_knows_is_the_usual_order() -> None:
    assert Order.parse("size-up") == Order() == Order(Aspect.RATE, is_falling=True)


# --- words


@pytest.mark.parametrize(
    ("deviation", "said"),
    [
        (Fraction(6, 5), "+1,2"),
        (Fraction(-1, 3), "-0,3"),
        (Fraction(1, 100), "0,0"),
        (Fraction(-1, 100), "0,0"),
        (Fraction(0), "0,0"),
        (None, NONE),
    ],
)
def test_a_deviation_bears_its_sign(deviation: Fraction | None, said: str) -> None:
    assert deviation_words(deviation) == said


def test_names_are_short_where_they_stay_apart() -> None:
    units = [
        UnitRef("A", "Ủy ban nhân dân xã Phú Thọ, huyện Tam Nông"),
        UnitRef("B", "Ủy ban nhân dân xã Tân Mỹ, huyện Thanh Bình"),
        UnitRef("C", "Ủy ban nhân dân xã Tân Mỹ, huyện Lấp Vò"),
        UnitRef("D", "Sở Văn hóa, Thể thao và Du lịch"),
        UnitRef("E", "Văn phòng Ủy ban nhân dân tỉnh Đồng Tháp"),
    ]
    assert list(short_names(units).values()) == [
        "Xã Phú Thọ",
        "Xã Tân Mỹ, huyện Thanh Bình",
        "Xã Tân Mỹ, huyện Lấp Vò",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Văn phòng UBND tỉnh Đồng Tháp",
    ]


@pytest.mark.parametrize("units", [provinces.communes(), provinces.communes_of_districts()])
def test_no_two_units_of_a_province_share_a_short_name(units: tuple[UnitRef, ...]) -> None:
    assert len(set(short_names(units).values())) == len(units)


def test_the_comparison_knows_its_period() -> None:
    assert side_by_side().period == Period.parse("2023-H1")

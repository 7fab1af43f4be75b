"""The picture of units side by side: every unit where there is room, and what it says aloud."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.image import imread

from forms.charts.units_data import MOST_ON_PAPER, UnitBars, UnitsChart, units_chart
from forms.charts.units_drawing import (
    LEAST_WIDTH_MM,
    PAPER_WIDTH_MM,
    draw_units_png,
    height_mm,
    units_picture,
)
from forms.comparing_units import Aspect, Order, Standing
from tests import provinces
from tests.forms.compared import made_up
from tests.forms.test_charts import size

if TYPE_CHECKING:
    from forms.report import UnitRef

MANY = provinces.communes_of_districts()
#: A page has so much room for a picture below an appendix's title (Nghị định 30/2020: A4).
PAGE_MM = 257 * 4 // 5


def chart_of(count: int, order: Order | None = None) -> UnitsChart:
    comparison = made_up(MANY[:count])
    by = order or Order()
    return units_chart(comparison, comparison.ordered(by), by)


def test_the_rows_stand_in_the_order_of_the_table() -> None:
    comparison = made_up(MANY[:12])
    order = Order(Aspect.COMPLETENESS, is_falling=False)
    chart = units_chart(comparison, comparison.ordered(order), order)
    assert [row.name for row in chart.rows] == [
        comparison.names[each.unit.code] for each in comparison.ordered(order)
    ]
    assert chart.note == "12 đơn vị, xếp theo mức đầy đủ, thấp trước"
    assert chart.title == "So sánh giữa các đơn vị, 6 tháng đầu năm 2023"


def test_units_kept_out_of_sight_are_counted() -> None:
    comparison = made_up(MANY[:12])
    assert units_chart(comparison, comparison.standings[:5], None).note == "5/12 đơn vị"


def test_the_picture_can_be_read_aloud() -> None:
    first, second = MANY[:2]
    comparison = replace(
        made_up((first, second)),
        standings=(Standing(first, 97, 100, 8, 10, 2, 3), Standing(second, is_delivered=False)),
        whole=Standing(first, 96, 100, 8, 10, 2, 3),
    )
    lines = units_chart(comparison, comparison.standings, None).words.splitlines()
    assert lines[0] == "So sánh giữa các đơn vị, 6 tháng đầu năm 2023. 2 đơn vị."
    assert lines[2].endswith(
        ": đúng hạn 97,0 %, so với toàn cấp +1,0 điểm, đầy đủ 80 %, lỗi / cảnh báo 2 / 3."
    )
    assert lines[3].endswith(": chưa có báo cáo.")


def test_up_to_a_page_every_unit_is_on_paper() -> None:
    chart = chart_of(MOST_ON_PAPER)
    assert chart.for_paper() is chart


def test_of_many_units_the_first_and_the_last_are_on_paper_and_it_says_so() -> None:
    chart = chart_of(143)
    paper = chart.for_paper()
    ranked = [row for row in chart.rows if row.is_ranked]
    assert len(paper.rows) == MOST_ON_PAPER
    assert paper.rows[:18] == tuple(ranked[:18])
    assert paper.rows[19:-1] == tuple(ranked[-18:])
    assert paper.rows[18].name == f"… {len(ranked) - 36} đơn vị ở giữa …"
    assert paper.rows[-1].name == f"… {143 - len(ranked)} đơn vị chưa có số để xếp …"
    assert paper.note.endswith("; chỉ vẽ 18 đơn vị đầu và 18 đơn vị cuối")
    assert f"{paper.rows[18].name}." in paper.words


def test_where_all_can_be_sorted_nobody_is_said_to_have_no_number() -> None:
    paper = chart_of(143, Order(Aspect.UNIT)).for_paper()
    assert "chưa có số" not in paper.rows[-1].name


def test_where_few_of_many_have_a_number_only_the_others_are_left_out() -> None:
    waiting = tuple(Standing(unit, is_delivered=False) for unit in MANY[10:])
    comparison = made_up(MANY[:3])
    some = replace(comparison, names={unit.code: unit.name for unit in MANY})
    paper = units_chart(some, (*comparison.standings, *waiting), Order()).for_paper()
    assert [row.name for row in paper.rows[3:]] == [f"… {len(waiting)} đơn vị chưa có số để xếp …"]
    assert "chỉ vẽ" not in paper.note


@given(st.integers(0, 143), st.sampled_from(Aspect), st.booleans())
def test_on_paper_every_unit_is_drawn_or_counted(count: int, aspect: Aspect, falls: bool) -> None:
    paper = chart_of(count, Order(aspect, falls)).for_paper()
    gaps = [int(row.name.split()[1]) for row in paper.rows if row.name.startswith("…")]
    assert len(paper.rows) - len(gaps) + sum(gaps) == count
    assert height_mm(paper) <= PAGE_MM


@pytest.mark.parametrize("dark", [False, True])
def test_the_same_units_give_the_same_bytes(dark: bool) -> None:
    chart = chart_of(12)
    one, two = (draw_units_png(chart, width_mm=120, dpi=40, dark=dark) for _ in range(2))
    assert one == two


def test_light_and_dark_differ() -> None:
    chart = chart_of(5)
    light, dark = (draw_units_png(chart, width_mm=120, dpi=40, dark=d) for d in (False, True))
    assert light != dark


@pytest.mark.parametrize("count", [0, 1, 12, 29, 102, 143])
def test_the_picture_grows_with_the_units(count: int) -> None:
    chart = chart_of(count)
    width, height = size(draw_units_png(chart, width_mm=127, dpi=40))
    assert width == 200
    assert height == pytest.approx(height_mm(chart) / 25.4 * 40, abs=2)


def test_a_picture_is_never_so_narrow_that_words_stand_on_bars() -> None:
    narrow = size(draw_units_png(chart_of(3), width_mm=10, dpi=40))[0]
    assert narrow == pytest.approx(LEAST_WIDTH_MM / 25.4 * 40, abs=2)


def test_a_name_too_long_for_its_place_is_shortened() -> None:
    long = replace(chart_of(1).rows[0], name="Sở " + "Nông nghiệp và Phát triển nông thôn " * 3)
    wider = replace(long, name=long.name + "nữa")
    one, two = (
        draw_units_png(replace(chart_of(1), rows=(row,)), width_mm=120, dpi=40)
        for row in (long, wider)
    )
    assert one == two


def test_the_picture_for_the_report_fits_a_page_and_tells_what_it_shows() -> None:
    made = units_picture(chart_of(143))
    assert made.width_mm == PAPER_WIDTH_MM
    assert made.words.startswith("So sánh giữa các đơn vị, 6 tháng đầu năm 2023. 143 đơn vị")
    width, height = size(made.png)
    assert height * PAPER_WIDTH_MM / width <= PAGE_MM


def test_without_a_rate_of_the_whole_there_is_no_line() -> None:
    units: tuple[UnitRef, ...] = MANY[:1]
    comparison = made_up(units)
    nothing = replace(comparison, whole=Standing(units[0]))
    chart = units_chart(nothing, comparison.standings, None)
    with_line = units_chart(comparison, comparison.standings, None)
    assert draw_units_png(chart, width_mm=120, dpi=40) != draw_units_png(
        with_line, width_mm=120, dpi=40
    )


def test_where_a_unit_has_no_number_no_axis_strikes_out_what_is_said_instead() -> None:
    chart = chart_of(2)
    blank = UnitBars("", dict.fromkeys(Aspect, ""))
    png = draw_units_png(replace(chart, rows=(*chart.rows, blank)), width_mm=160, dpi=100)
    pixels = imread(BytesIO(png))
    high = 4.5 / 25.4 * 100
    last = len(pixels) - round(7 / 25.4 * 100 + high / 2)
    assert (pixels[last] == pixels[last, 0]).all()
    assert not (pixels[last - round(high)] == pixels[last - round(high), 0]).all()

"""The forms of 2025: two levels of government, no district anywhere."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from forms.block import Closing
from forms.document import compose
from forms.loading import load_form
from forms.period import Period
from forms.report import Report, UnitRef
from forms.unit import UnitKind, unit_for
from tests.forms.province_samples import (
    PROVINCES,
    THREE,
    TWO,
    broken,
    lines,
    whole_of,
)

if TYPE_CHECKING:
    from forms.definition import Form
    from forms.figure import Value


def test_it_is_the_form_of_a_province() -> None:
    assert THREE.levels == TWO.levels == (UnitKind.PROVINCE,)
    assert (THREE.valid_from, TWO.valid_from) == (None, date(2025, 7, 1))


@pytest.mark.parametrize("form", ["office-report", "commune-report", "province-report"])
def test_two_levels_have_no_figure_of_a_district(form: str) -> None:
    found = load_form(form, "2025")
    assert not [name for name in found.figures if "district" in name]
    assert found.valid_from == date(2025, 7, 1)
    assert [c.id for c in found.chapters] == [c.id for c in _earlier(form).chapters]


def _earlier(form: str) -> Form:
    return load_form(form, "2023" if form == "province-report" else "2022")


@pytest.mark.parametrize("name", PROVINCES)
@pytest.mark.parametrize("period", ["2025-Q3", "2025-Y", "2026-H1"])
def test_two_levels_say_nothing_of_a_district(name: str, period: str) -> None:
    unit = UnitRef("X", name)
    report = replace(whole_of(TWO, period).with_figure("government_levels", 2), unit=unit)
    for each in (replace(report, figures={}, tables={}), report):
        assert not [line for line in lines(TWO, each) if re.search("[Hh]uyện|quận|thị trấn", line)]
        (closing,) = (
            block
            for block in compose(TWO, each, unit_for("X", name)).blocks
            if isinstance(block, Closing)
        )
        assert "- UBND xã, phường;" in closing.recipients


def test_two_levels_are_added_up_without_districts() -> None:
    communes: dict[str, Value] = {
        "tthc_total": 1570,
        "online_services_rate": Decimal("95.54"),
        "psu_commune": 520,
        "qppl_commune_checked": 30,
        "inspection_planned_communes": 20,
        "inspection_ongoing_communes": 5,
        "inspection_ongoing_communes_of": 20,
        "government_levels": 2,
    }
    whole = whole_of(TWO, "2023-H1")
    report = replace(whole, figures={**whole.figures, **communes})
    assert broken(report, TWO) == {"L01b", "L02"}, "made for 2023, stated of 2023"
    for rule, figure, value in (
        ("C01", "tthc_commune", 141),
        ("G03", "psu_commune", 521),
        ("H13", "inspection_ongoing_communes_of", 19),
        ("H20", "inspection_ongoing_communes", 21),
    ):
        assert broken(report.with_figure(figure, value), TWO) == {rule, "L01b", "L02"}
    said = "\n".join(lines(TWO, report))
    assert "cấp tỉnh: 1.430 thủ tục, cấp xã: 140 thủ tục." in said
    assert "tại 07 sở, ngành tỉnh và 20 UBND cấp xã." in said
    assert "đang trong thời gian kiểm tra tại 05/20 xã, phường (có báo cáo chuyên đề sau)." in said
    assert "(cấp tỉnh là 120, cấp xã là 520)" in said
    assert "kiểm tra theo thẩm quyền 30 văn bản QPPL do cấp xã ban hành" in said


def test_the_decree_before_is_pointed_out_since_the_change() -> None:
    office = load_form("office-report", "2025")
    unit = UnitRef("VPUBND", "Văn phòng Ủy ban nhân dân tỉnh Đồng Tháp")
    report = Report(office.id, office.version, unit, Period.parse("2026-Q1"))
    old = report.with_figure("decree_61_2018_date", date(2018, 4, 23))
    new = report.with_figure("decree_61_2018_date", date(2025, 6, 9))
    assert ("L02" in broken(old, office), "L02" in broken(new, office)) == (True, False)

from __future__ import annotations

from datetime import date

import pytest

from forms.hierarchy import below, is_below, parent_code
from forms.report import UnitRef
from forms.unit import find_unit
from forms.unit_slots import UnitKind

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


def test_the_province_has_districts_until_june_2025_and_communes_since() -> None:
    province = find_unit("DT")
    assert province is not None
    kinds = [{unit.kind for unit in below(province, day)} for day in (BEFORE, AFTER)]
    common = {UnitKind.OFFICE, UnitKind.DEPARTMENT}
    assert kinds == [common | {UnitKind.DISTRICT}, common | {UnitKind.COMMUNE}]
    counts = [
        sum(unit.kind in (UnitKind.DISTRICT, UnitKind.COMMUNE) for unit in below(province, day))
        for day in (BEFORE, AFTER)
    ]
    assert counts == [12, 102]


@pytest.mark.parametrize(
    ("name", "day", "code"),
    [
        ("UBND xã Mỹ Hiệp, huyện Cao Lãnh", BEFORE, "DT-CAOLANH-H"),
        ("UBND Phường 1, TP Cao Lãnh, tỉnh Đồng Tháp", BEFORE, "DT-CAOLANH-TP"),
        ("UBND xã Mỹ Hiệp, huyện Cao Lãnh", AFTER, ""),
        ("UBND xã Mỹ Hiệp, huyện Cao Lãnh, tỉnh Đồng Tháp", AFTER, "DT"),
        ("UBND xã Mỹ Hiệp, tỉnh Đồng Tháp", AFTER, "DT"),
        ("UBND huyện Cao Lãnh, tỉnh Đồng Tháp", BEFORE, "DT"),
        ("Ban Quản lý Khu kinh tế tỉnh Đồng Tháp", BEFORE, "DT"),
        ("Văn phòng Ủy ban nhân dân huyện Cao Lãnh", BEFORE, "DT-CAOLANH-H"),
        ("UBND tỉnh Đồng Tháp", BEFORE, ""),
        ("UBND xã Đâu Đó", BEFORE, ""),
    ],
)
def test_a_unit_not_in_the_catalogue_is_placed_by_its_name(name: str, day: date, code: str) -> None:
    assert parent_code(UnitRef("KHONG-CO", name), day) == code


def test_a_unit_of_the_catalogue_is_placed_by_the_catalogue() -> None:
    province = find_unit("DT")
    assert province is not None
    assert is_below(UnitRef("SNV", "Sở Nội vụ tỉnh Đồng Tháp"), province, AFTER)
    assert not is_below(UnitRef("DT", province.name), province, AFTER)

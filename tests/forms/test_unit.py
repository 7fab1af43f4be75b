"""Units, their search, and the levels of government."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from forms import unit as units
from forms.problem import Problem
from forms.unit import (
    SLOT_NAMES,
    UnitKind,
    find_unit,
    levels_at,
    load_units,
    read_levels,
    read_units,
    search,
    unit_for,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RIGHT = """province: tỉnh Đồng Tháp
valid_to: 2025-06-30
units:
  - {code: A, kind: province, name: Ủy ban nhân dân tỉnh Đồng Tháp}
  - {code: B, kind: department, name: Sở Nội vụ, parent: A, slots: {short: Sở NV}}
"""
OLD_DAY, NEW_DAY = date(2025, 6, 30), date(2025, 7, 1)


def test_the_catalogue_is_whole() -> None:
    found = load_units()
    assert all(set(unit.slots) == set(SLOT_NAMES) for unit in found)
    assert len({unit.code for unit in found}) == len(found)
    assert all(unit.code.isascii() for unit in found)
    of = {kind: [u for u in found if u.kind is kind] for kind in UnitKind}
    assert (len(of[UnitKind.DISTRICT]), len(of[UnitKind.COMMUNE])) == (12, 102)
    wards = [u for u in of[UnitKind.COMMUNE] if u.slots["area"] == "phường"]
    assert len(wards) == 20
    assert not any(u.exists_on(NEW_DAY) for u in of[UnitKind.DISTRICT])
    assert not any(u.exists_on(OLD_DAY) for u in of[UnitKind.COMMUNE])
    assert all(u.exists_on(day) for u in of[UnitKind.OFFICE] for day in (OLD_DAY, NEW_DAY))


def test_departments_changed_in_2025() -> None:
    old, new = find_unit("SKHDT"), find_unit("SNNMT")
    assert old is not None
    assert new is not None
    assert [old.exists_on(day) for day in (date(2022, 6, 1), NEW_DAY)] == [True, False]
    assert [new.exists_on(day) for day in (date(2022, 6, 1), NEW_DAY)] == [False, True]


def test_an_unknown_code_is_not_found() -> None:
    assert find_unit("VPUB") is None


@pytest.mark.parametrize("typed", ["tân hồng", "tan hong", "TAN  HONG", "ubnd xa tan hong"])
def test_search_needs_no_diacritics(typed: str) -> None:
    assert search(typed)[0].name == "Ủy ban nhân dân xã Tân Hồng"


def test_search_puts_what_exists_and_what_begins_so_first() -> None:
    assert [u.kind for u in search("tan hong")] == [UnitKind.COMMUNE, UnitKind.DISTRICT]
    assert search("vpubnd")[0].code == "VPUBND"
    assert search("so no")[0].name.startswith("Sở N")
    assert search("không có đơn vị này") == []
    assert len(search("")) == len(load_units())


def test_a_report_of_a_known_unit_gets_the_catalogue_s() -> None:
    known = find_unit("VPUBND")
    assert unit_for("VPUBND", "") is known
    assert unit_for("VPUBND", "Văn phòng UBND tỉnh Đồng Tháp") is known
    assert unit_for("VPUBND", "Văn phòng Uỷ ban nhân dân tỉnh Đồng Tháp") is known


def test_the_same_code_elsewhere_is_another_office() -> None:
    other = unit_for("VPUBND", "Văn phòng Ủy ban nhân dân tỉnh Long An")
    assert other is not find_unit("VPUBND")
    assert other.slots["place"] == "Long An"
    assert "PVHCC" not in other.slots["recipients"]


def test_a_unit_without_name_and_code_is_a_problem() -> None:
    with pytest.raises(Problem, match="hãy ghi thêm tên"):
        unit_for("X", " ")


def test_levels_of_government_change_on_1_july_2025() -> None:
    assert levels_at(OLD_DAY) == ("cấp tỉnh", "cấp huyện", "cấp xã")
    assert levels_at(NEW_DAY) == ("cấp tỉnh", "cấp xã")


def test_units_take_their_validity_and_own_words_from_the_file(tmp_path: Path) -> None:
    province, department = read_units(written(tmp_path, RIGHT))
    assert province.valid_to == department.valid_to == OLD_DAY
    assert department.slots["short"] == "Sở NV"
    assert department.slots["upper"] == "SỞ NỘI VỤ"


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("province: tỉnh Đồng Tháp", "province: Đồng Tháp", "dòng 1: “province” phải là tên"),
        ("kind: department", "kind: deparment", "dòng 5: không có loại đơn vị “deparment”. Có"),
        ("code: B", "code: Đ", "dòng 5: “code” chỉ gồm"),
        ("code: B, ", "", "thiếu “code”"),
        ("{short: Sở NV}", "{shrt: Sở NV}", "không có slot “shrt”. Có phải “short”?"),
        ("{short: Sở NV}", "[a]", "“slots” phải là các cặp"),
        ("{short: Sở NV}", "{short: [a]}", "“slots” phải là các cặp"),
        ("units:", "unit:", "không có khóa “unit”; có phải “units”?"),
        ("  - {code: A", "  - a\n  - {code: A", "“units” phải là danh sách"),
    ],
)
def test_a_bad_file_is_refused_by_line(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    with pytest.raises(Problem) as caught:
        read_units(written(tmp_path, RIGHT.replace(right, wrong)))
    assert said in caught.value.message


@pytest.mark.parametrize("names", ["cấp tỉnh", "[[cấp tỉnh]]"])
def test_bad_levels_are_refused(tmp_path: Path, names: str) -> None:
    path = written(tmp_path, f"levels:\n  - {{names: {names}}}\n")
    with pytest.raises(Problem, match="dòng 2: “names” phải là danh sách"):
        read_levels(path)


@pytest.fixture
def own_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Put an empty catalogue of units in place of the program's."""
    caches = (load_units, units._by_code, units._search_keys, units._levels)
    monkeypatch.setattr("forms.unit.FOLDER", tmp_path)
    for cache in caches:
        cache.cache_clear()
    yield tmp_path
    for cache in caches:
        cache.cache_clear()


def test_a_day_without_levels_is_a_problem(own_catalogue: Path) -> None:
    levels = "levels:\n  - {valid_to: 2000-01-01, names: [cấp tỉnh]}\n"
    (own_catalogue / "levels.yaml").write_text(levels, encoding="utf-8")
    with pytest.raises(Problem, match="tại ngày 01/07/2025"):
        levels_at(NEW_DAY)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("code: B", "code: A", "mã “A” hai lần"),
        ("parent: A", "parent: AA", "không có đơn vị cấp trên “AA”"),
    ],
)
def test_codes_must_be_unique_and_parents_known(
    own_catalogue: Path, right: str, wrong: str, said: str
) -> None:
    written(own_catalogue, RIGHT.replace(right, wrong))
    with pytest.raises(Problem, match=said):
        load_units()


@pytest.mark.usefixtures("own_catalogue")
def test_without_any_catalogue_a_name_still_makes_a_unit() -> None:
    assert unit_for("X", "Sở Nội vụ tỉnh Long An").slots["province"] == "Long An"


def written(folder: Path, text: str) -> Path:
    """Write a file of units and return its path."""
    path = folder / "thu.yaml"
    path.write_text(text, encoding="utf-8")
    return path

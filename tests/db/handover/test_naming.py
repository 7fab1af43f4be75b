"""Names of hand-over files: the same plain letters on every system."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.handover.naming import file_name, leftovers, numbered, partial_of, unit_part
from forms.period import Period, PeriodKind
from forms.unit import load_units

if TYPE_CHECKING:
    from pathlib import Path

HALF, QUARTER = Period.parse("2022-H1"), Period.parse("2022-Q3")
DAY = date(2022, 6, 10)

periods = st.builds(Period, st.integers(2000, 2100), st.sampled_from(PeriodKind))


def test_a_file_is_called_by_unit_period_and_date() -> None:
    assert file_name("VPUBND", [HALF], DAY) == "VPUBND_2022-H1_2022-06-10.cchc"


def test_of_several_periods_the_first_and_the_last_are_named() -> None:
    nine = Period.parse("2022-9M")
    expected = "VPUBND_2022-H1-2022-9M_2022-06-10.cchc"
    assert file_name("VPUBND", [nine, HALF, QUARTER, HALF], DAY) == expected


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("Xã Tân Hồng", "Xa-Tan-Hong"),
        ("ĐẶC KHU/đảo", "DAC-KHU-dao"),
        ("..\\..", "don-vi"),
        ("", "don-vi"),
        ("一二三", "don-vi"),
        ("a" * 39 + " b", "a" * 39),
        ("CON", "CON"),
    ],
)
def test_other_letters_are_written_plainly(code: str, part: str) -> None:
    assert unit_part(code) == part


def test_the_units_of_the_catalogue_keep_names_of_their_own() -> None:
    codes = [unit.code for unit in load_units()]
    assert len({unit_part(code).casefold() for code in codes}) == len(set(codes))


@given(st.text(max_size=80), st.lists(periods, min_size=1, max_size=5), st.dates())
def test_every_name_is_good_on_every_system(code: str, several: list[Period], day: date) -> None:
    name = file_name(code, several, day)
    assert re.fullmatch(r"[A-Za-z0-9-]{1,40}_[0-9A-Z-]{6,15}_\d{4}-\d\d-\d\d\.cchc", name)
    reserved = r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?"
    assert not re.fullmatch(reserved, name)


@given(st.text(max_size=80))
def test_a_name_written_plainly_stays_as_it_is(code: str) -> None:
    assert unit_part(unit_part(code)) == unit_part(code)


def test_where_a_name_is_taken_it_gets_a_number(tmp_path: Path) -> None:
    names = numbered(tmp_path / "a_2022-H1_2022-06-10.cchc")
    assert [next(names).name for _ in range(3)] == [
        "a_2022-H1_2022-06-10.cchc",
        "a_2022-H1_2022-06-10 (2).cchc",
        "a_2022-H1_2022-06-10 (3).cchc",
    ]


def test_only_what_this_unit_left_half_written_is_swept_away(tmp_path: Path) -> None:
    mine = [partial_of(tmp_path / f"SNV_2022-H1_2022-06-1{n}.cchc") for n in range(3)]
    others = (
        *(".SNVX_2022-H1_2022-06-10.cchc.partial", "SNV_2022-H1_2022-06-10.cchc"),
        *("SNV_2022-H1.cchc.partial", ".SNV_2022-H1.docx.partial"),
    )
    for path in (*mine, *(tmp_path / name for name in others)):
        path.write_bytes(b"")
    assert sorted(leftovers(tmp_path, "SNV")) == mine

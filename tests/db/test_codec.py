from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.codec import Stored, clean, decode, decoding, encode, moment
from db.failure import Fault, StoreProblem
from forms.problem import Problem

values = (
    st.integers(-(2**63) + 1, 2**63 - 1)
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.dates()
    | st.text().map(lambda text: unicodedata.normalize("NFC", text))
)
rows = st.lists(st.dictionaries(st.sampled_from("abc"), values), max_size=4).map(tuple)


@given(values | rows)
def test_what_is_kept_comes_back_with_its_type(content: Any) -> None:
    stored = encode(content)
    found = decode(stored.type, stored.value)
    assert found == content
    assert type(found) is type(content)
    assert str(found) == str(content) or isinstance(content, tuple)


def test_numbers_are_kept_as_numbers_and_digits_as_written() -> None:
    assert encode(21_042_000_000) == Stored("int", 21042000000)
    assert encode(Decimal("98.50")) == Stored("decimal", "98.50")
    assert encode(date(2022, 6, 9)) == Stored("date", "2022-06-09")
    assert encode(({"b": Decimal("1.0"), "a": "chữ", "c": date(2022, 1, 2), "d": 3},)) == Stored(
        "json", '[{"a":"chữ","b":{"decimal":"1.0"},"c":{"date":"2022-01-02"},"d":3}]'
    )


def test_text_is_composed_at_the_door() -> None:
    parts = unicodedata.normalize("NFD", "Thực hiện đúng quy định")
    assert encode(parts) == Stored("str", "Thực hiện đúng quy định")
    assert encode(({"x": parts},)).value == '[{"x":"Thực hiện đúng quy định"}]'


def test_half_a_character_is_refused_with_its_place() -> None:
    with pytest.raises(Problem, match="Ký tự thứ 3"):
        clean("ab\ud800")


def test_numbers_no_column_can_hold_are_refused() -> None:
    with pytest.raises(Problem, match="quá lớn"):
        encode(2**63)
    with pytest.raises(ValueError, match="NaN"):
        encode(Decimal("NaN"))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("int", "5"),
        ("decimal", 5),
        ("decimal", "năm"),
        ("date", "2022-13-01"),
        ("colour", "đỏ"),
        ("json", "{"),
        ("json", "5"),
        ("json", "[5]"),
        ("json", '[{"a":null}]'),
        ("json", '[{"a":true}]'),
        ("json", '[{"a":1.5}]'),
        ("json", '[{"a":{"decimal":"1","date":"2"}}]'),
        ("json", "[" * 100_000),
    ],
)
def test_what_no_program_of_ours_wrote_is_damage(kind: str, value: str | int) -> None:
    with pytest.raises(StoreProblem) as caught, decoding(Path("so.cchc")):
        decode(kind, value)
    assert caught.value.fault is Fault.DAMAGED


def test_a_fault_found_while_decoding_stays_what_it_is() -> None:
    with pytest.raises(StoreProblem) as caught, decoding(Path("so.cchc")):
        raise StoreProblem(Fault.REMOVED, Path("so.cchc"))
    assert caught.value.fault is Fault.REMOVED


def test_moments_bear_their_offset() -> None:
    assert moment("2022-06-10T08:00:00.000+00:00") == datetime(2022, 6, 10, 8, tzinfo=UTC)
    with pytest.raises(ValueError, match="2022"):
        moment("2022-06-10T08:00:00")

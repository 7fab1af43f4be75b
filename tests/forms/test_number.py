"""Numbers as officers type and paste them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.figure import Kind, Value, parse

COUNT, MONEY, PERCENT, DECIMAL = Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.DECIMAL


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (COUNT, "1767", 1767),
        (COUNT, "2.147", 2147),
        (COUNT, " 335\u00a0445 ", 335445),
        (COUNT, "02", 2),
        (COUNT, "02 quyết định", 2),
        (COUNT, "143 xã, phường, thị trấn", 143),
        (COUNT, "１２３", 123),
        (COUNT, "\ufeff12", 12),
        (MONEY, "21.042.000.000", 21_042_000_000),
        (MONEY, "9.992.000.000 đồng", 9_992_000_000),
        (MONEY, "500000đ", 500_000),
        (MONEY, "1.000 VNĐ", 1000),
        (PERCENT, "98,5%", Decimal("98.5")),
        (PERCENT, "98,50 %", Decimal("98.50")),
        (PERCENT, "100 phần trăm", Decimal(100)),
        (DECIMAL, "1.234,5", Decimal("1234.5")),
        (DECIMAL, "1 234,5", Decimal("1234.5")),
        (DECIMAL, "1.234.567", Decimal(1234567)),
        (DECIMAL, "12,5 km", Decimal("12.5")),
        (DECIMAL, "12,5%", Decimal("12.5")),
    ],
)
def test_plain_input(kind: Kind, typed: str, value: Value) -> None:
    parsed = parse(kind, typed)
    assert (parsed.value, parsed.problem, parsed.note) == (value, "", "")
    assert str(parsed.value) == str(value)


@pytest.mark.parametrize(
    ("kind", "typed", "value", "note", "alternatives"),
    [
        (PERCENT, "31.55", Decimal("31.55"), "dấu phẩy thập phân: 31,55", ()),
        (PERCENT, "2.147", Decimal("2.147"), "cũng có thể là 2147", (Decimal(2147),)),
        (DECIMAL, "2.147", Decimal(2147), "hàng nghìn: 2.147", (Decimal("2.147"),)),
        (DECIMAL, "0.500", Decimal("0.500"), "dấu phẩy thập phân", ()),
        (DECIMAL, "1,234.5", Decimal("1234.5"), "tiếng Anh", ()),
        (DECIMAL, "1,5 tỷ đồng", Decimal("1.5"), "không được nhân", ()),
        (COUNT, "1,234", 1234, "dấu tách hàng nghìn", ()),
        (MONEY, "1,5 tỷ đồng", 1_500_000_000, "1.500.000.000 đồng", ()),
        (MONEY, "12 triệu", 12_000_000, "12.000.000 đồng", ()),
        (MONEY, "7 nghìn đồng", 7000, "7.000 đồng", ()),
        (MONEY, "2.147 triệu đồng", 2_147_000_000, "2.147.000.000", (2_147_000,)),
        (MONEY, "2.147 nghìn tỷ đồng", 2_147 * 10**12, "2.147", (2_147 * 10**9,)),
    ],
)
def test_unusual_input_is_taken_with_a_note(
    kind: Kind, typed: str, value: Value, note: str, alternatives: tuple[Value, ...]
) -> None:
    parsed = parse(kind, typed)
    assert (parsed.value, parsed.problem, parsed.alternatives) == (value, "", alternatives)
    assert note in parsed.note


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        (COUNT, "1.23.4", "không phải số nguyên"),
        (COUNT, "12.34", "không phải số nguyên"),
        (COUNT, "335,5", "không phải số nguyên"),
        (COUNT, "-3", "số âm"),
        (COUNT, "− 3", "số âm"),
        (COUNT, "abc", "Không đọc được"),
        (COUNT, "1O", "ký hiệu lạ"),
        (COUNT, "12%", "ký hiệu lạ"),
        (COUNT, "5 nghìn hồ sơ", "bằng chữ"),
        (COUNT, "1234567890123456789", "18 chữ số"),
        (MONEY, "12 USD", "Không hiểu đơn vị"),
        (MONEY, "1,5 đồng", "không phải số nguyên"),
        (MONEY, "1,0005 nghìn đồng", "không ra số đồng nguyên"),
        (MONEY, "1.2.3 triệu", "Không đọc được"),
        (MONEY, "999999999999 tỷ đồng", "quá lớn"),
        (PERCENT, "31550", "quá lớn"),
        (PERCENT, "1,2,3", "Không đọc được"),
        (PERCENT, "98 hồ sơ", "chỉ ghi dấu %"),
        (PERCENT, "-1,5%", "số âm"),
        (DECIMAL, "1.2.3", "Không đọc được"),
        (DECIMAL, "12km", "Không đọc được"),
        (DECIMAL, "--", "Không đọc được"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_reason(kind: Kind, typed: str, said: str) -> None:
    parsed = parse(kind, typed)
    assert parsed.value is None
    assert said in parsed.problem


@given(st.integers(0, 10**12), st.sampled_from(["nghìn", "ngàn", "triệu", "tỷ", "tỉ"]))
def test_units_of_money_multiply_exactly(thousands: int, unit: str) -> None:
    scale = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6}.get(unit, 10**9)
    typed = f"{thousands // 1000},{thousands % 1000:03} {unit} đồng"
    expected = thousands * scale // 1000
    assert parse(MONEY, typed).value == (expected if expected < 10**18 else None)

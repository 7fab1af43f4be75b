"""Vietnamese numbers: "." groups thousands, "," opens the decimals; exact, never float.

Officers type and paste many variants ("1767", "31.55", "1 234,5", "02 quyết định", "1,5 tỷ đồng").
What can be meant in one way is taken; what is unusual is taken with a note; what can be meant
in two ways offers the other reading; the rest is refused with a reason.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from forms.kind import Parsed, refused

MAX_DIGITS: Final = 18
MAX_PERCENT: Final = 1000
_TWO_DIGITS: Final = 10

_NUMBER = re.compile(r"(?P<body>[0-9](?:[0-9., ]*[0-9])?)(?P<gap> *)(?P<unit>[^0-9]*)")
_WHOLE = re.compile(r"[0-9]+|[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?: [0-9]{3})+)")
_ENGLISH_WHOLE = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_PLAIN = re.compile(r"[0-9]+(?:,[0-9]+)?")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){2,}|(?: [0-9]{3})+)")
_GROUPED_DECIMAL = re.compile(r"[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?: [0-9]{3})+),[0-9]+")
_AMBIGUOUS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_POINT = re.compile(r"[0-9]+\.[0-9]+")
_ENGLISH = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]+")
_SCALE: Final = MappingProxyType(
    {
        "nghìn": 10**3,
        "ngàn": 10**3,
        "triệu": 10**6,
        "tỷ": 10**9,
        "tỉ": 10**9,
        "nghìn tỷ": 10**12,
        "nghìn tỉ": 10**12,
        "ngàn tỷ": 10**12,
        "ngàn tỉ": 10**12,
    }
)
_CURRENCY = re.compile(r"(?:đồng|đ|vnđ|vnd)\.?$")


@dataclass(frozen=True, slots=True)
class _Typed:
    """A typed number taken apart: digits with separators, and the unit behind, in small letters."""

    body: str
    unit: str
    apart: bool


@dataclass(frozen=True, slots=True)
class _Reading:
    value: Decimal
    note: str = ""
    other: Decimal | None = None


def clean(typed: str) -> str:
    """Return typed text in NFC, trimmed, with plain digits and single plain spaces."""
    if typed.isascii():  # nearly every keystroke: nothing to put right but the spaces
        return " ".join(typed.split())
    digits = "".join(
        str(unicodedata.decimal(c)) if c.isdecimal() else c
        for c in unicodedata.normalize("NFC", typed)
        if c not in "\u200b\ufeff"
    )
    return " ".join(digits.split())


def parse_count(typed: str) -> Parsed:
    """Read a whole number; a unit behind it ("02 quyết định") is tolerated."""
    taken = _take_apart(typed)
    if isinstance(taken, Parsed):
        return taken
    if taken.unit and (not taken.apart or not taken.unit[0].isalpha()):
        return refused(f"“{typed.strip()}” có ký hiệu lạ sau số; hãy chỉ ghi số, ví dụ 1.234.")
    if _is_scaled(taken.unit):
        return refused(f"“{typed.strip()}” ghi số bằng chữ; hãy ghi đủ các chữ số.")
    return _whole(taken.body)


def parse_money(typed: str) -> Parsed:
    """Read an amount in whole đồng; "triệu đồng", "tỷ đồng", "nghìn đồng" are multiplied out."""
    taken = _take_apart(typed)
    if isinstance(taken, Parsed):
        return taken
    word = _CURRENCY.sub("", taken.unit).strip()
    scale = _SCALE.get(word) if word else 1
    if scale is None:
        return refused(
            f"Không hiểu đơn vị “{taken.unit}”; hãy ghi đồng, nghìn đồng, triệu đồng hoặc tỷ đồng."
        )
    return _whole(taken.body) if scale == 1 else _scaled(taken, scale)


def parse_percent(typed: str) -> Parsed:
    """Read a percentage, with or without its sign, keeping the decimals as stated."""
    taken = _take_apart(typed)
    if isinstance(taken, Parsed):
        return taken
    if taken.unit not in ("", "%", "phần trăm"):
        return refused(f"Sau tỷ lệ chỉ ghi dấu %, không ghi “{taken.unit}”.")
    reading = _decimal(taken.body)
    if reading is None:
        return _unreadable(taken.body)
    if reading.other is not None:
        reading = _as_point(reading)
    if reading.value > MAX_PERCENT:
        return refused(f"Tỷ lệ {write_percent(reading.value)}% quá lớn; hãy kiểm tra dấu phẩy.")
    return _offered(reading)


def parse_decimal(typed: str) -> Parsed:
    """Read a number that may have decimals; a unit behind it is tolerated."""
    taken = _take_apart(typed)
    if isinstance(taken, Parsed):
        return taken
    reading = _decimal(taken.body)
    if reading is None or (taken.unit and not taken.apart and taken.unit != "%"):
        return _unreadable(typed.strip())
    if _is_scaled(taken.unit):
        note = f"Chỉ lấy số {write_decimal(reading.value)}, chữ “{taken.unit}” không được nhân vào."
        reading = _Reading(reading.value, f"{note} {reading.note}".strip(), reading.other)
    return _offered(reading)


def write_whole(value: int) -> str:
    """Write a whole number with its thousands grouped: 335.445."""
    return f"{value:,}".replace(",", ".")


def write_padded(value: int) -> str:
    """Write a count as prose does: 1 to 9 with a leading zero (facts.md section 8)."""
    return f"0{value}" if 0 < value < _TWO_DIGITS else write_whole(value)


def write_percent(value: Decimal) -> str:
    """Write a percentage without sign: 98,5. Never grouped, so it can't be mistaken."""
    return f"{value:f}".replace(".", ",")


def write_decimal(value: Decimal) -> str:
    """Write a decimal number with its thousands grouped: 1.234,5."""
    return f"{value:,f}".translate(str.maketrans(",.", ".,"))


def _take_apart(typed: str) -> _Typed | Parsed:
    text = clean(typed)
    if not text:
        return Parsed(None)
    if re.match(r"[-−–]\s?[0-9]", text):
        return refused(f"“{text[:40]}” là số âm; chỉ tiêu này không thể âm.")
    match = _NUMBER.fullmatch(text)
    if match is None:
        return _unreadable(text)
    if sum(c.isdecimal() for c in match["body"]) > MAX_DIGITS:
        return refused(f"Số quá dài: nhiều nhất {MAX_DIGITS} chữ số.")
    unit = match["unit"].strip().lower()
    return _Typed(match["body"], unit, bool(match["gap"]))


def _unreadable(text: str) -> Parsed:
    return refused(f"Không đọc được “{text[:40]}” thành số; hãy ghi như 1.234 hoặc 98,5.")


def _is_scaled(unit: str) -> bool:
    return unit.partition(" ")[0] in _SCALE


def _whole(body: str) -> Parsed:
    if _WHOLE.fullmatch(body):
        return Parsed(int(re.sub("[. ]", "", body)))
    if _ENGLISH_WHOLE.fullmatch(body):
        value = int(body.replace(",", ""))
        return Parsed(value, note=f"Hiểu dấu phẩy là dấu tách hàng nghìn: {write_whole(value)}.")
    return refused(
        f"“{body}” không phải số nguyên viết đúng; dấu chấm chỉ tách từng nhóm ba chữ số, "
        "ví dụ 1.234."
    )


def _decimal(body: str) -> _Reading | None:
    if any(p.fullmatch(body) for p in (_PLAIN, _GROUPED, _GROUPED_DECIMAL)):
        return _Reading(Decimal(re.sub("[. ]", "", body).replace(",", ".")))
    if _AMBIGUOUS.fullmatch(body):
        grouped = Decimal(body.replace(".", ""))
        note = f"Hiểu dấu chấm là dấu tách hàng nghìn: {write_decimal(grouped)}."
        return _Reading(grouped, note, Decimal(body))
    if _POINT.fullmatch(body):
        value = Decimal(body)
        return _Reading(value, f"Hiểu dấu chấm là dấu phẩy thập phân: {write_percent(value)}.")
    if _ENGLISH.fullmatch(body):
        value = Decimal(body.replace(",", ""))
        return _Reading(value, f"Hiểu theo lối viết tiếng Anh: {write_decimal(value)}.")
    return None


def _as_point(reading: _Reading) -> _Reading:
    """Turn an ambiguous reading over: in a percentage the point is far likelier a comma."""
    value = reading.other or reading.value
    note = (
        f"Hiểu dấu chấm là dấu phẩy thập phân: {write_percent(value)}; "
        f"cũng có thể là {write_percent(reading.value)}."
    )
    return _Reading(value, note, reading.value)


def _offered(reading: _Reading) -> Parsed:
    others = () if reading.other is None else (reading.other,)
    return Parsed(reading.value, note=reading.note, alternatives=others)


def _scaled(taken: _Typed, scale: int) -> Parsed:
    reading = _decimal(taken.body)
    if reading is None:
        return _unreadable(taken.body)
    value = reading.value * scale
    if value != int(value):
        return refused(
            f"“{taken.body} {taken.unit}” không ra số đồng nguyên; hãy ghi đủ các chữ số."
        )
    if value >= 10**MAX_DIGITS:
        return refused(f"Số quá lớn: nhiều nhất {MAX_DIGITS} chữ số.")
    note = f"Hiểu là {write_whole(int(value))} đồng. {reading.note}".strip()
    others = [] if reading.other is None else [reading.other * scale]
    return Parsed(int(value), "", note, tuple(int(v) for v in others if v == int(v)))

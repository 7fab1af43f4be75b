"""The comparison of units in words: the same in the window's table, the picture and in print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.comparing_units import Aspect
from forms.number import write_percent
from forms.ratio import rounded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal
    from fractions import Fraction

    from forms.comparing_units import Comparison, Order, Standing

TITLE: Final = "So sánh giữa các đơn vị"
NONE: Final = "–"
#: A column for each aspect, in their order.
HEADS: Final[Mapping[Aspect, str]] = {
    Aspect.UNIT: "Đơn vị",
    Aspect.RATE: "Đúng hạn (%)",
    Aspect.DEVIATION: "Chênh lệch (điểm %)",
    Aspect.COMPLETENESS: "Đầy đủ (%)",
    Aspect.FINDINGS: "Lỗi / cảnh báo",
}
#: How the numbers are counted, for whoever reads the table.
NOTES: Final[Mapping[Aspect, str]] = {
    Aspect.RATE: "Đúng hạn: hồ sơ giải quyết trước hạn và đúng hạn trên hồ sơ đã giải quyết.",
    Aspect.DEVIATION: (
        "Chênh lệch: tỷ lệ đúng hạn của đơn vị trừ tỷ lệ toàn cấp (từ số cộng của các đơn vị); "
        "lấy hiệu trước, làm tròn sau."
    ),
    Aspect.COMPLETENESS: "Đầy đủ: số chỗ đã nhập trên số chỗ mẫu báo cáo yêu cầu.",
    Aspect.FINDINGS: (
        "Lỗi / cảnh báo: do chương trình kiểm tra báo cáo của đơn vị, không kể chỗ đã giải trình."
    ),
}

_DECIMALS: Final = 1
_ORDERS: Final[Mapping[Aspect, tuple[str, str]]] = {
    Aspect.UNIT: ("tên đơn vị, A đến Z", "tên đơn vị, Z đến A"),
    Aspect.RATE: ("tỷ lệ đúng hạn, thấp trước", "tỷ lệ đúng hạn, cao trước"),
    Aspect.DEVIATION: (
        "chênh lệch với toàn cấp, thấp trước",
        "chênh lệch với toàn cấp, cao trước",
    ),
    Aspect.COMPLETENESS: ("mức đầy đủ, thấp trước", "mức đầy đủ, cao trước"),
    Aspect.FINDINGS: ("số lỗi, ít trước", "số lỗi, nhiều trước"),
}


def cells(comparison: Comparison, standing: Standing) -> Mapping[Aspect, str]:
    """Return what the table says of a unit."""
    whole = " (số của cả cấp, không cộng)" if standing.is_whole else ""
    return {
        Aspect.UNIT: comparison.names.get(standing.unit.code, standing.unit.name) + whole,
        Aspect.RATE: rate_words(standing),
        Aspect.DEVIATION: deviation_words(comparison.deviation(standing)),
        Aspect.COMPLETENESS: NONE if standing.percent is None else str(standing.percent),
        Aspect.FINDINGS: findings_words(standing),
    }


def rate_words(standing: Standing) -> str:
    """Say a unit's rate to one decimal, or why it has none."""
    if not standing.is_delivered:
        return "chưa có báo cáo"
    rate = rounded_rate(standing)
    if rate is not None:
        return write_percent(rate)
    return "không phát sinh" if standing.done == 0 else "chưa có số liệu"


def rounded_rate(standing: Standing) -> Decimal | None:
    """Return a unit's rate as it is printed: rounded half-up to one decimal."""
    return None if standing.rate is None else rounded(standing.rate, 100, _DECIMALS)


def rounded_points(deviation: Fraction | None) -> Decimal | None:
    """Return a deviation in percentage points as it is printed, to one decimal."""
    return None if deviation is None else rounded(deviation, 100, _DECIMALS)


def deviation_words(deviation: Fraction | None) -> str:
    """Say a deviation with its sign: "+1,2", "-0,3", "0,0"."""
    points = rounded_points(deviation)
    if points is None:
        return NONE
    return f"{'+' if points > 0 else ''}{write_percent(points)}"


def findings_words(standing: Standing) -> str:
    """Say what is open in a report: "2 / 3", errors before warnings."""
    return f"{standing.errors} / {standing.warnings}" if standing.is_delivered else NONE


def order_words(order: Order) -> str:
    """Say an order: "tỷ lệ đúng hạn, cao trước"."""
    return _ORDERS[order.aspect][order.is_falling]

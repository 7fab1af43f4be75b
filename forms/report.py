"""One report: one form filled by one unit for one period, as a frozen value.

A figure that is absent has not been filled in yet; it is never read as zero.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from forms.figure import Value
    from forms.period import Period

#: The keys of the front matter that a report file may bear (design contract and its additions).
FRONT_KEYS: Mapping[str, str] = MappingProxyType(
    {
        "number": "Số của báo cáo (để trống đến khi phát hành)",
        "symbol": "Ký hiệu",
        "place": "Địa danh",
        "signed_date": "Ngày ký",
        "authority": "Quyền hạn ký (KT., TL., TM.)",
        "signer_title": "Chức vụ người ký",
        "signer_name": "Họ và tên người ký",
        "recipients": "Nơi nhận",
        "addressee": "Kính gửi",
    }
)


@dataclass(frozen=True, slots=True)
class UnitRef:
    """The unit a report belongs to: its code in the catalogue and its name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding kept on purpose (giải trình): the rule and the written reason."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything one unit states for one period.

    Attributes:
        figures: Figure id → value (int, Decimal, date or str by the figure's kind).
        texts: Text id → text; absent prints the default, "" prints nothing.
        tables: Table id → rows, each column id → value.
        front: Keys of `FRONT_KEYS` → text; signed_date in ISO form.
        exceptions: Findings kept with a reason.
        as_of: Figure id → the day it was counted, where that is not the window's end.
        notes: Any field's id → a note for the office's own use; never printed.
    """

    form: str
    form_version: str
    unit: UnitRef
    period: Period
    figures: Mapping[str, Value] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, tuple[Mapping[str, Value], ...]] = field(default_factory=dict)
    front: Mapping[str, str] = field(default_factory=dict)
    exceptions: tuple[Accepted, ...] = ()
    as_of: Mapping[str, date] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)

    def with_figure(self, figure: str, value: Value | None) -> Report:
        """Return the report with one figure set, or removed when the value is None."""
        figures = {k: v for k, v in self.figures.items() if k != figure}
        if value is not None:
            figures[figure] = value
        return replace(self, figures=figures)

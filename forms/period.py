"""Reporting periods: their codes, their order and every way they are written in a sentence.

The days a period's data run over are in `forms.reporting_calendar`.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from forms.problem import Problem, nearest

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100


class PeriodKind(StrEnum):
    """A quarter, a half, nine months or a year; the value ends a period's code."""

    Q1 = "Q1"
    Q2 = "Q2"
    Q3 = "Q3"
    Q4 = "Q4"
    H1 = "H1"
    H2 = "H2"
    NINE = "9M"
    YEAR = "Y"


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of a kind: words without the year, last month, length, what comes next.

    ``following`` holds kind and years ahead; the first is the period right after of the same
    grain (rule T09), the others are headings officers also write for the coming period's plan.
    """

    words: str
    last_month: int
    months: int
    following: tuple[tuple[PeriodKind, int], ...]


_K = PeriodKind
_FACTS: Final = MappingProxyType(
    {
        _K.Q1: _Facts("quý I", 3, 3, ((_K.Q2, 0), (_K.H1, 0))),
        _K.Q2: _Facts("quý II", 6, 3, ((_K.Q3, 0), (_K.H2, 0))),
        _K.Q3: _Facts("quý III", 9, 3, ((_K.Q4, 0), (_K.YEAR, 0))),
        _K.Q4: _Facts("quý IV", 12, 3, ((_K.Q1, 1), (_K.YEAR, 1))),
        _K.H1: _Facts("6 tháng đầu", 6, 6, ((_K.H2, 0), (_K.Q3, 0))),
        _K.H2: _Facts("6 tháng cuối", 12, 6, ((_K.H1, 1), (_K.YEAR, 1), (_K.Q1, 1))),
        _K.NINE: _Facts("9 tháng đầu", 9, 9, ((_K.Q4, 0), (_K.YEAR, 0))),
        _K.YEAR: _Facts("", 12, 12, ((_K.YEAR, 1), (_K.Q1, 1), (_K.H1, 1))),
    }
)

#: The ways `Period.write` knows. "short" and "year" leave a part out and can't be read back.
STYLES: Final = frozenset(
    {"", "inside", "start", "during", "within", "heading", "title", "short", "year"}
)

_QUARTER = r"(?:quý|quí|qúy|qúi)\s+(?:iv|iii|ii|i|[1-4])(?![\w])"
_HALF = r"(?:0?6|sáu)\s+tháng\s+(?:đầu|cuối)"
_NINE = r"(?:0?9|chín)\s+tháng(?:\s+đầu)?"
#: The part of a year without the year, as printed by the style "short".
PART_PATTERN: Final = rf"(?i:{_QUARTER}|{_HALF}\s+năm|{_NINE}\s+năm|năm)"
#: Any written period with its year, dirty spellings included; no capturing group.
PATTERN: Final = (
    rf"(?i:(?:trong\s+)?(?:(?:{_QUARTER}|{_HALF}|{_NINE})(?:\s*/\s*|\s+năm\s+)|năm\s+)\d{{4}})"
)
_WRITTEN = re.compile(PATTERN)
_KIND_WORDS: Final = (
    (re.compile(r"q\S+\s+(?:i|1)\b"), PeriodKind.Q1),
    (re.compile(r"q\S+\s+(?:ii|2)\b"), PeriodKind.Q2),
    (re.compile(r"q\S+\s+(?:iii|3)\b"), PeriodKind.Q3),
    (re.compile(r"q\S+\s+(?:iv|4)\b"), PeriodKind.Q4),
    (re.compile(r"(?:0?6|sáu)\s+tháng\s+đầu"), PeriodKind.H1),
    (re.compile(r"(?:0?6|sáu)\s+tháng\s+cuối"), PeriodKind.H2),
    (re.compile(r"(?:0?9|chín)\s+tháng"), PeriodKind.NINE),
    (re.compile("năm"), PeriodKind.YEAR),
)


@functools.total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period. Periods are ordered by their end, the shorter one first."""

    year: int
    kind: PeriodKind

    @classmethod
    def parse(cls, code: str) -> Period:
        """Return the period of a code such as "2023-Q1".

        Raises:
            Problem: It is no such code, or the year lies outside 2000-2100.
        """
        year, _, kind = code.partition("-")
        if not re.fullmatch(r"[0-9]{4}", year) or kind not in set(PeriodKind):
            raise Problem(_not_a_code(code))
        if not FIRST_YEAR <= int(year) <= LAST_YEAR:
            raise Problem(
                f"Kỳ “{code}” có năm nằm ngoài khoảng {FIRST_YEAR}-{LAST_YEAR}; hãy ghi lại năm."
            )
        return cls(int(year), PeriodKind(kind))

    @classmethod
    def read(cls, words: str) -> Period | None:
        """Return the period written in words ("Trong 6 tháng đầu năm 2022"), or None.

        Diacritics are needed, letter case is not.
        """
        clean = " ".join(unicodedata.normalize("NFC", words).lower().split())
        if not _WRITTEN.fullmatch(clean) or not FIRST_YEAR <= int(clean[-4:]) <= LAST_YEAR:
            return None
        kind = next(kind for pattern, kind in _KIND_WORDS if pattern.search(clean))
        return cls(int(clean[-4:]), kind)

    def __str__(self) -> str:
        """Return the code, such as "2023-Q1"."""
        return f"{self.year}-{self.kind.value}"

    def __lt__(self, other: Period) -> bool:
        """Order by the end of the window, then by length."""
        return self.sort_key < other.sort_key

    @property
    def sort_key(self) -> tuple[int, int, int]:
        """Year, last month and length in months: orders periods by the end of their window."""
        facts = _FACTS[self.kind]
        return (self.year, facts.last_month, facts.months)

    @property
    def months(self) -> int:
        """Its length in months."""
        return _FACTS[self.kind].months

    def write(self, style: str = "") -> str:
        """Write the period as a sentence, a heading or a title has it.

        Raises:
            ValueError: There is no such style.
        """
        if style not in STYLES:
            raise ValueError(f"unknown period style {style!r}")
        return _write(self, style)

    def successor(self) -> Period:
        """Return the period right after, of the same grain (rule T09)."""
        return self.next_choices()[0]

    def next_choices(self) -> tuple[Period, ...]:
        """Return what officers head the plan for the coming period with, likeliest first."""
        return tuple(Period(self.year + ahead, kind) for kind, ahead in _FACTS[self.kind].following)


def _write(period: Period, style: str) -> str:
    part = _FACTS[period.kind].words
    inside = f"{part} năm {period.year}".strip()
    quarter = part.startswith("quý")
    short = part if quarter else f"{part} năm".strip()
    return {
        "": inside,
        "inside": inside,
        "start": _capital(inside),
        "during": f"Trong {inside}",
        "within": f"trong {inside}",
        "heading": inside.upper(),
        "title": _capital(inside) if quarter else inside,
        "short": _capital(short),
        "year": str(period.year),
    }[style]


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _not_a_code(code: str) -> str:
    years = code[:4] if re.match("[0-9]{4}", code) else "2023"
    guess = nearest(code.upper(), [f"{years}-{kind.value}" for kind in PeriodKind])
    hint = f"có phải “{guess}”?" if guess else "hãy ghi như 2023-Q1, 2022-H1, 2023-9M, 2023-Y."
    return f"Kỳ báo cáo “{code[:40]}” không đúng: {hint}"

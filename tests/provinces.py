"""Simulated provinces: every unit's reports of two periods, free of faults until one is planted.

Two of them: Đồng Tháp with 12 districts and 143 communes (until 30/6/2025; the communes' names are
made up of the districts'), and with the 102 communes of the catalogue. The figures come from a
seeded random source over a real commune's report; sums, rates and what two periods have in common
are right.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from forms.hierarchy import below
from forms.loading import load_form
from forms.period import Period
from forms.ratio import rounded
from forms.report import Report, UnitRef
from forms.report_file import read_report_file
from forms.reporting_calendar import window
from forms.rollup import roll_up
from forms.unit import find_unit
from forms.unit_slots import UnitKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from forms.figure import Value
    from forms.unit import Unit

_TEMPLATE: Final = Path(__file__).parent / "documents" / "commune_2026_Q1.json"
_DISTRICT_SIZES: Final = (15, 9, 7, 9, 10, 12, 13, 18, 13, 13, 12, 12)


@dataclass(frozen=True)
class Times:
    """The two periods of a province: the one reported now and the one before it."""

    earlier: Period
    now: Period


THREE_LEVELS: Final = Times(Period.parse("2023-Q1"), Period.parse("2023-H1"))
TWO_LEVELS: Final = Times(Period.parse("2025-Y"), Period.parse("2026-Q1"))


def province() -> Unit:
    """Đồng Tháp."""
    found = find_unit("DT")
    assert found is not None
    return found


def districts() -> tuple[Unit, ...]:
    """The 12 districts."""
    day = window(THREE_LEVELS.now).end
    return tuple(unit for unit in below(province(), day) if unit.kind is UnitKind.DISTRICT)


def communes_of(district: Unit) -> tuple[UnitRef, ...]:
    """The communes of a district: 143 in all."""
    place = list(districts()).index(district)
    area = district.name.removeprefix("Ủy ban nhân dân ")
    return tuple(
        UnitRef(f"{district.code}-{n:02}", f"Ủy ban nhân dân xã {_name(area)} {n}, {area}")
        for n in range(1, _DISTRICT_SIZES[place] + 1)
    )


def communes_of_districts() -> tuple[UnitRef, ...]:
    """The 143 communes until 30/6/2025."""
    return tuple(unit for district in districts() for unit in communes_of(district))


def communes() -> tuple[UnitRef, ...]:
    """The 102 communes and wards since 01/7/2025."""
    day = window(TWO_LEVELS.now).end
    found = (unit for unit in below(province(), day) if unit.kind is UnitKind.COMMUNE)
    return tuple(UnitRef(unit.code, unit.name) for unit in found)


def commune_reports(unit: UnitRef, times: Times) -> tuple[Report, Report]:
    """The reports of a commune for both periods."""
    random = Random(f"{unit.code} {times.now}")  # noqa: S311  (no secret: the same each time)
    scale = random.uniform(0.3, 3)
    is_growing = window(times.earlier).start == window(times.now).start
    first = _counts(random, scale, random.randint(20, 200))
    if is_growing:
        second = {name: first[name] + more for name, more in _counts(random, scale, 0).items()}
        second["files_pending_in_time"] -= first["files_pending_in_time"]
        second["files_pending_overdue"] -= first["files_pending_overdue"]
        second["files_resolved_early"] += (
            first["files_pending_in_time"] + first["files_pending_overdue"]
        )
    else:
        pending = first["files_pending_in_time"] + first["files_pending_overdue"]
        second = _counts(random, scale, pending)
    earlier = _report(unit, times.earlier, first)
    return earlier, _report(unit, times.now, second)


def district_report(district: Unit, reports: list[Report]) -> Report:
    """The report of a district: what its communes come to."""
    form = load_form("commune-report", "2022")
    period = reports[0].period
    ref = UnitRef(district.code, district.name)
    base = commune_reports(ref, THREE_LEVELS)[period == THREE_LEVELS.now]
    figures = roll_up(form, district, period, reports).figures
    return replace(base, figures={**base.figures, **figures})


# --- figures


def _counts(random: Random, scale: float, carried_over: int) -> dict[str, int]:
    """What comes in and goes out in a while; everything else follows."""
    online, direct = (round(scale * random.randint(300, 900)) for _ in range(2))
    there = carried_over + online + direct
    pending, overdue = random.randint(40, 120), random.randint(1, 4)
    resolved = there - pending
    # No figure leaps between two periods: that would look like a slip of the pen.
    on_time, late = resolved // 5, 1 + resolved // 250
    received = random.randint(1, 9)
    return {
        "files_carried_over": carried_over,
        "files_received_online": online,
        "files_received_direct": direct,
        "files_resolved_early": resolved - on_time - late,
        "files_resolved_on_time": on_time,
        "files_resolved_late": late,
        "files_pending_in_time": pending - overdue,
        "files_pending_overdue": overdue,
        "pakn_received": received,
        "pakn_resolved": random.randint(0, received),
        "files_digitised": resolved - resolved // 40,
    }


def _report(unit: UnitRef, period: Period, counts: Mapping[str, int]) -> Report:
    base = _template()
    figures = {**base.figures, **_dated(period), **counts, **_totals(counts)}
    return replace(base, unit=unit, period=period, figures=figures, front={}, texts={})


def _totals(counts: Mapping[str, int]) -> Mapping[str, Value]:
    new = counts["files_received_online"] + counts["files_received_direct"]
    resolved = sum(counts[f"files_resolved_{when}"] for when in ("early", "on_time", "late"))
    return {
        "files_received_new": new,
        "files_received_total": new + counts["files_carried_over"],
        "files_resolved_total": resolved,
        "files_pending_total": counts["files_pending_in_time"] + counts["files_pending_overdue"],
        "files_digitised_rate": rounded(counts["files_digitised"], resolved, 1),
        "pakn_resolved_rate": rounded(counts["pakn_resolved"], counts["pakn_received"], 1),
    }


def digitised_rate(report: Report) -> Decimal:
    """What the rate of digitised results should be, by the report's own counts."""
    parts = (int(str(report.figures[n])) for n in ("files_digitised", "files_resolved_total"))
    return rounded(next(parts), next(parts), 1)


def _dated(period: Period) -> Mapping[str, Value]:
    """What depends on the year; spending and plans stay those of the template."""
    year, end = period.year, window(period).end
    decree = ("118/2025/NĐ-CP", date(2025, 6, 9))
    if end < decree[1]:
        decree = ("61/2018/NĐ-CP", date(2018, 4, 23))
    return {
        # Each year's plans have numbers of their own.
        "province_par_plan_no": f"{480 + year % 100}/KH-UBND",
        "commune_par_plan_no": f"{20 + year % 100}/KH-UBND",
        "office_self_inspection_plan_no": f"{year % 100}/KH-UBND",
        "province_par_plan_date": date(year - 1, 12, 22),
        "commune_par_plan_date": date(year - 1, 12, 30),
        "office_self_inspection_plan_date": date(year, 1, 15),
        **dict.fromkeys(("province_par_plan_year", "commune_par_plan_year", "budget_year"), year),
        "office_self_inspection_plan_year": year,
        "autonomy_report_year": year - 1,
        "invest_alloc_prev_year_year": year - 1,
        "invest_alloc_this_year_year": year,
        "invest_as_of": end,
        "invest_disbursed": _spent(period, 410_000_000),
        "invest_remaining": 1_800_000_000 - _spent(period, 410_000_000),
        "invest_rate": rounded(_spent(period, 410_000_000), 1_800_000_000, 1),
        "budget_autonomous_as_of": end,
        "budget_nonautonomous_as_of": end,
        "decree_61_2018_no": decree[0],
        "decree_61_2018_date": decree[1],
        "next_period_label": str(period.successor()),
        "budget_autonomous_spent": _spent(period, 1_980_450_000),
        "budget_autonomous_rate": rounded(_spent(period, 1_980_450_000), 8_460_000_000, 1),
        "budget_nonautonomous_spent": _spent(period, 402_500_000),
        "budget_nonautonomous_rate": rounded(_spent(period, 402_500_000), 3_250_000_000, 1),
    }


def _spent(period: Period, quarter: int) -> int:
    """More with each period of a year, so that nothing looks copied."""
    return quarter + 10_000_000 * period.sort_key[2]


@cache
def _template() -> Report:
    return replace(read_report_file(_TEMPLATE), tables={})


def _name(area: str) -> str:
    """The proper name of "huyện Tháp Mười" or "thành phố Cao Lãnh"."""
    return area.removeprefix("thành phố ").removeprefix("huyện ")

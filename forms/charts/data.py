"""What a chart shows: series of exact values over the periods, in order.

A value nobody has filled in leaves a gap; it is never drawn as zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from forms.punctuality import count, done, in_time
from forms.ratio import rounded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from decimal import Decimal

    from forms.period import Period
    from forms.report import Report

_SOURCE: Final = "Nguồn: các báo cáo định kỳ công tác cải cách hành chính của đơn vị"


@dataclass(frozen=True, slots=True)
class Series:
    """One line or set of bars.

    Attributes:
        label: What it is called in the legend.
        values: A value for each period; None leaves a gap.
        role: Decides colour, hatch and marker: "received", "done", "on_time", "pending",
            "overdue" or "rate".
    """

    label: str
    values: tuple[int | Decimal | None, ...]
    role: str


@dataclass(frozen=True, slots=True)
class ChartData:
    """A whole chart.

    Attributes:
        title: Stands above it.
        periods: A label for each period; a line break parts the year off.
        series: What is drawn, in the order of the legend.
        unit: Unit of the values, "%" for rates.
        source: Stands below it.
    """

    title: str
    periods: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = "hồ sơ"
    source: str = _SOURCE

    @property
    def filled_periods(self) -> int:
        """For how many periods there is at least one value."""
        columns = zip(*(series.values for series in self.series), strict=True)
        return sum(any(value is not None for value in column) for column in columns)

    @property
    def words(self) -> str:
        """The chart in words, for screen readers and as a picture's alternative text."""
        lines = [self.title]
        for series in self.series:
            said = "; ".join(
                f"{period.replace(chr(10), ' ')}: {self.write(value)}"
                for period, value in zip(self.periods, series.values, strict=True)
            )
            lines.append(f"{series.label} – {said}.")
        return "\n".join(lines)

    def write(self, value: int | Decimal | None) -> str:
        """Write a value of this chart as printed in Vietnamese: 335.445 or 97,1 %."""
        if value is None:
            return "chưa có số liệu"
        grouped = f"{value:,}".translate(str.maketrans(",.", ".,"))
        return f"{grouped} %" if self.unit == "%" else grouped


def dossier_chart(reports: Sequence[Report]) -> ChartData:
    """Dossiers received, resolved, and resolved in time (before or on the day due)."""
    return _chart(
        "Hồ sơ thủ tục hành chính tiếp nhận và giải quyết",
        reports,
        (
            ("Đã tiếp nhận", "received", _figure("files_received_total")),
            ("Đã giải quyết", "done", done),
            ("Trước hạn và đúng hạn", "on_time", in_time),
        ),
    )


def pending_chart(reports: Sequence[Report]) -> ChartData:
    """Dossiers still under way, and those among them past their day."""
    return _chart(
        "Hồ sơ thủ tục hành chính đang giải quyết",
        reports,
        (
            ("Đang giải quyết", "pending", _figure("files_pending_total")),
            ("Quá hạn", "overdue", _figure("files_pending_overdue")),
        ),
    )


def punctuality_chart(reports: Sequence[Report]) -> ChartData:
    """Share of the resolved dossiers that were resolved in time, to one decimal."""
    return _chart(
        "Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn",
        reports,
        (("Tỷ lệ trước hạn và đúng hạn", "rate", _rate),),
        "%",
    )


#: Chart id → what makes it; the order of the chooser.
CHARTS: Mapping[str, Callable[[Sequence[Report]], ChartData]] = MappingProxyType(
    {"dossiers": dossier_chart, "pending": pending_chart, "punctuality": punctuality_chart}
)

if TYPE_CHECKING:
    _Read = Callable[[Report], int | Decimal | None]


def _chart(
    title: str,
    reports: Sequence[Report],
    rows: tuple[tuple[str, str, _Read], ...],
    unit: str = "hồ sơ",
) -> ChartData:
    reads = [read for _, _, read in rows]
    ordered = _filled(sorted(reports, key=lambda report: report.period.sort_key), reads)
    series = tuple(
        Series(label, tuple(read(report) for report in ordered), role) for label, role, read in rows
    )
    return ChartData(title, tuple(_label(report.period) for report in ordered), series, unit)


def _filled(reports: Sequence[Report], reads: Sequence[_Read]) -> Sequence[Report]:
    """Leave out the periods before the first and after the last one with a value."""
    filled = [
        place
        for place, report in enumerate(reports)
        if any(read(report) is not None for read in reads)
    ]
    return reports[filled[0] : filled[-1] + 1] if filled else reports


def _label(period: Period) -> str:
    """Part of the year above, year below: the labels stay narrow."""
    part = period.write("short").removesuffix(" năm")
    return str(f"Năm\n{period.year}" if part == "Năm" else f"{part}\n{period.year}")


def _figure(figure: str) -> _Read:
    return lambda report: count(report, figure)


def _rate(report: Report) -> Decimal | None:
    timely, total = in_time(report), done(report)
    return None if timely is None or not total else rounded(timely, total, 1)

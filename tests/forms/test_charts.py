"""Charts: what they show, and pictures that are the same every time."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import charts
from forms.charts import ChartData, Series, dossier_chart, draw_png, pending_chart
from forms.period import Period
from forms.report import Report, UnitRef

_ROOT = Path(__file__).resolve().parents[2]
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def report(period: str, **figures: int | Decimal | str) -> Report:
    unit = UnitRef("VPUBND", "Văn phòng Ủy ban nhân dân tỉnh Đồng Tháp")
    return Report("office-report", "2022", unit, Period.parse(period), figures)


#: The dossier figures of documents 002 and 000.
HALF_2022 = report(
    "2022-H1",
    files_received_total=335445,
    files_resolved_total=305733,
    files_resolved_early=265055,
    files_resolved_on_time=34539,
    files_pending_total=29712,
    files_pending_overdue=1931,
)
QUARTER_2023 = report(
    "2023-Q1",
    files_received_total=149217,
    files_resolved_total=136078,
    files_resolved_early=102847,
    files_resolved_on_time=26937,
    files_pending_total=13139,
    files_pending_overdue=1767,
)


def size(png: bytes) -> tuple[int, int]:
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def test_periods_stand_in_order_and_in_time_is_early_plus_on_the_day() -> None:
    data = dossier_chart([QUARTER_2023, HALF_2022])
    assert data.periods == ("6 tháng đầu\n2022", "Quý I\n2023")
    assert [series.values for series in data.series] == [
        (335445, 149217),
        (305733, 136078),
        (265055 + 34539, 102847 + 26937),
    ]
    assert [series.role for series in data.series] == ["received", "done", "on_time"]


def test_a_whole_year_is_labelled_by_the_year() -> None:
    assert dossier_chart([report("2022-Y")]).periods == ("Năm\n2022",)


@pytest.mark.parametrize("missing", ["files_resolved_early", "files_resolved_on_time"])
def test_a_missing_part_leaves_a_gap_never_zero(missing: str) -> None:
    data = dossier_chart([HALF_2022.with_figure(missing, None)])
    assert data.series[2].values == (None,)
    assert data.series[0].values == (335445,)


def test_a_figure_that_is_no_count_leaves_a_gap() -> None:
    data = pending_chart([report("2022-H1", files_pending_total="nhiều")])
    assert data.series[0].values == (None,)


def test_pending_and_overdue() -> None:
    values = [series.values for series in pending_chart([HALF_2022, QUARTER_2023]).series]
    assert values == [(29712, 13139), (1931, 1767)]


def test_the_share_in_time_is_rounded_half_up_to_one_decimal() -> None:
    data = charts.punctuality_chart([HALF_2022, QUARTER_2023])
    assert data.series[0].values == (Decimal("98.0"), Decimal("95.4"))
    assert data.write(Decimal("95.4")) == "95,4 %"


def test_nothing_resolved_has_no_share() -> None:
    zero = report(
        "2022-H1", files_resolved_total=0, files_resolved_early=0, files_resolved_on_time=0
    )
    assert charts.punctuality_chart([zero, report("2022-Q1")]).series[0].values == (None, None)


def test_periods_with_any_value_are_counted() -> None:
    assert dossier_chart([]).filled_periods == 0
    assert dossier_chart([report("2022-Q1"), HALF_2022]).filled_periods == 1


def test_the_chart_can_be_read_aloud() -> None:
    words = dossier_chart([HALF_2022, report("2022-Q3"), QUARTER_2023]).words
    assert "6 tháng đầu 2022: 335.445; Quý III 2022: chưa có số liệu; Quý I 2023" in words


@given(st.integers(min_value=0, max_value=10**12))
def test_numbers_are_written_the_vietnamese_way(number: int) -> None:
    written = dossier_chart([]).write(number)
    assert int(written.replace(".", "")) == number
    assert all(len(part) == 3 for part in written.split(".")[1:])


@pytest.mark.parametrize("dark", [False, True])
def test_the_same_figures_give_the_same_bytes(dark: bool) -> None:
    data = dossier_chart([HALF_2022, report("2022-Q3")])
    one, two = (draw_png(data, width_mm=80, height_mm=46, dpi=72, dark=dark) for _ in range(2))
    assert one == two
    assert one.startswith(_SIGNATURE)
    assert b"Matplotlib" not in one


def test_dark_and_light_differ() -> None:
    data = dossier_chart([HALF_2022])
    light, dark = (draw_png(data, width_mm=80, height_mm=46, dpi=72, dark=d) for d in (False, True))
    assert light != dark


def test_a_picture_has_the_size_asked_for() -> None:
    wide = draw_png(dossier_chart([HALF_2022]), width_mm=127, height_mm=254, dpi=40)
    assert size(wide) == (200, 400)


def test_nobody_s_settings_change_the_picture() -> None:
    import matplotlib as mpl

    data = dossier_chart([HALF_2022])
    before = draw_png(data, width_mm=80, height_mm=46, dpi=72)
    with mpl.rc_context({"font.size": 30, "axes.facecolor": "red", "savefig.dpi": 10}):
        assert draw_png(data, width_mm=80, height_mm=46, dpi=72) == before
        assert mpl.rcParams["font.size"] == 30


@pytest.mark.parametrize("count", [0, 1, 4, 5, 9, 13])
@pytest.mark.parametrize("chart", list(charts.CHARTS))
def test_any_number_of_periods_is_drawn(chart: str, count: int) -> None:
    codes = [f"{2010 + number // 4}-Q{number % 4 + 1}" for number in range(count)]
    reports = [report(code, **HALF_2022.figures) for code in codes]  # type: ignore[arg-type]
    data = charts.CHARTS[chart]([*reports[:2], *(report(c) for c in codes[2:3]), *reports[3:]])
    assert draw_png(data, width_mm=80, height_mm=46, dpi=50).startswith(_SIGNATURE)


def test_a_value_missing_and_a_value_of_zero_look_different() -> None:
    def drawn(value: int | None) -> bytes:
        data = ChartData("Thử", ("A",), (Series("Quá hạn", (value,), "overdue"),))
        return draw_png(data, width_mm=80, height_mm=46, dpi=72)

    assert drawn(None) != drawn(0)


def test_the_picture_for_the_report_bears_its_title() -> None:
    made = charts.picture(dossier_chart([HALF_2022]))
    assert made.caption == "Hồ sơ thủ tục hành chính tiếp nhận và giải quyết"
    assert made.width_mm == 160
    assert size(made.png)[0] == pytest.approx(160 / 25.4 * 220, abs=2)


def test_the_folder_for_matplotlib_is_the_one_given(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MPLCONFIGDIR", "elsewhere")
    charts.use_cache_folder(tmp_path)
    assert os.environ["MPLCONFIGDIR"] == str(tmp_path)


def run_alone(code: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=_ROOT, capture_output=True, text=True, check=True
    )
    return ran.stdout.strip()


def test_nothing_heavy_is_loaded_before_the_first_picture() -> None:
    code = (
        "import sys; from forms.charts import dossier_chart; dossier_chart([]);"
        "print([m for m in ('matplotlib', 'numpy') if m in sys.modules])"
    )
    assert run_alone(code) == "[]"


def test_pictures_need_no_window_system() -> None:
    code = (
        "import sys; from forms.charts import dossier_chart, draw_png;"
        "draw_png(dossier_chart([]), width_mm=40, height_mm=23, dpi=30);"
        "print('matplotlib.pyplot' in sys.modules)"
    )
    assert run_alone(code) == "False"


def test_empty_periods_at_the_ends_are_left_out_but_not_between() -> None:
    empty = [report(period) for period in ("2021-Q1", "2022-9M", "2023-H1")]
    data = dossier_chart([*empty, QUARTER_2023, HALF_2022])
    assert data.periods == ("6 tháng đầu\n2022", "9 tháng đầu\n2022", "Quý I\n2023")
    assert data.series[0].values == (335445, None, 149217)
    assert len(dossier_chart(empty).periods) == 3

"""`roll-up`: what the units come to, who is missing, and where a figure comes from."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pytest

from db.store import Store
from forms.report import UnitRef
from tests import provinces
from tests.command_line import Run, told
from tests.provinces import THREE_LEVELS

if TYPE_CHECKING:
    from pathlib import Path

    from forms.report import Report

DISTRICT: Final = provinces.districts()[1]
COMMUNES: Final = provinces.communes_of(DISTRICT)
OFFICE: Final = UnitRef("VP-SD", "Văn phòng Ủy ban nhân dân thành phố Sa Đéc")
NEW: Final = "files_received_new"


def reports() -> list[Report]:
    return [provinces.commune_reports(unit, THREE_LEVELS)[1] for unit in COMMUNES]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """The district's store: its communes' reports, its own, and its office's."""
    path = tmp_path / "huyện.cchc"
    found = reports()
    own = provinces.district_report(DISTRICT, found)
    with Store.create(path, editor="Văn thư") as made:
        for report in (*found, own, replace(own, unit=OFFICE)):
            made.add_report(report)
    return path


def rolled(store: Path, run: Run, *more: object) -> dict[str, Any]:
    wanted = ("--unit", DISTRICT.code, "--period", THREE_LEVELS.now)
    code, answer = told(run, "roll-up", store, *wanted, *more)
    assert code == 0
    return answer


def test_the_units_are_added_up_and_rates_worked_out_anew(store: Path, run: Run) -> None:
    answer = rolled(store, run)
    expected = provinces.district_report(DISTRICT, reports()).figures
    assert answer["figures"][NEW] == expected[NEW]
    assert answer["figures"]["pakn_resolved_rate"] == str(expected["pakn_resolved_rate"])
    assert len(answer["delivered"]) == len(COMMUNES) + 1
    assert answer["missing"] == []
    assert (answer["form"], answer["form_version"]) == ("commune-report", "2022")
    assert answer["findings"] == []
    assert "trace" not in answer


def test_a_report_above_that_differs_from_its_units_is_found(store: Path, run: Run) -> None:
    with Store.open(store, editor="Văn thư") as opened:
        (own,) = (info for info in opened.reports() if info.unit.code == DISTRICT.code)
        opened.set_figure(own.id, NEW, 1)
    (finding,) = rolled(store, run)["findings"]
    assert (finding["rule"], finding["fields"]) == ("X20", [NEW])
    _, out, _ = run("roll-up", store, "--unit", DISTRICT.code, "--period", THREE_LEVELS.now)
    assert "X20" in out


def test_a_figure_leads_to_each_unit_its_last_edit_and_its_findings(store: Path, run: Run) -> None:
    with Store.open(store, editor="Chị Văn thư") as opened:
        (first,) = (info for info in opened.reports() if info.unit == COMMUNES[0])
        opened.set_figure(first.id, NEW, 5)
        opened.set_exception(first.id, "A02", "Đang đối chiếu")
    found = rolled(store, run, "--trace", NEW)["trace"][NEW]
    assert len(found) == len(COMMUNES) + 1
    (changed,) = (source for source in found if source["unit"]["code"] == COMMUNES[0].code)
    assert (changed["value"], changed["editor"], changed["report"]) == (5, "Chị Văn thư", first.id)
    assert {"A01", "A02"} == {finding["rule"] for finding in changed["findings"]}
    (whole,) = (source for source in found if source["whole_level"])
    assert whole["unit"]["code"] == OFFICE.code


def test_people_read_it_line_by_line(store: Path, run: Run) -> None:
    wanted = ("roll-up", store, "--unit", DISTRICT.code, "--period", THREE_LEVELS.now)
    code, out, _ = run(*wanted)
    assert code == 0
    assert out.splitlines()[:2] == [
        f"{DISTRICT.name}, 6 tháng đầu năm 2023",
        f"Tổng hợp từ báo cáo của {len(COMMUNES) + 1}/{len(COMMUNES) + 1} đơn vị.",
    ]
    assert f"({len(COMMUNES)} đơn vị)" in out
    with Store.open(store, editor="Văn thư") as opened:
        (first,) = (info for info in opened.reports() if info.unit == COMMUNES[0])
        opened.set_figure(first.id, "pakn_resolved", None)
        opened.set_figure(first.id, NEW, 5)
        opened.set_exception(first.id, "A02", "Đang đối chiếu")
    _, out, _ = run(*wanted)
    assert "số đơn vị ghi tử số và mẫu số khác nhau" in out
    code, out, _ = run(*wanted, "--trace", "pakn_resolved_rate")
    assert code == 0
    assert [line.split(":")[0] for line in out.splitlines() if not line.startswith(" ")] == [
        "pakn_resolved",
        "pakn_received",
    ]
    assert f"  {COMMUNES[0].name}: chưa có" in out
    _, out, _ = run(*wanted, "--trace", NEW)
    assert "Văn thư sửa lúc" in out
    assert "số của cả cấp, không cộng" in out
    assert "Giải trình: Đang đối chiếu" in out


def test_states_the_units_state_differently_are_left_open(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "huyện.cchc"
    with Store.create(path, editor="Văn thư") as made:
        for number, report in enumerate(reports()[:2], 160):
            made.add_report(report.with_figure("tthc_commune", number))
    answer = rolled(path, run)
    assert "tthc_commune" not in answer["figures"]
    assert answer["open"]["tthc_commune"] == "các đơn vị ghi khác nhau, hãy chọn"


def test_the_province_names_who_is_missing(store: Path, run: Run) -> None:
    wanted = ("--unit", "DT", "--period", THREE_LEVELS.now, "--json")
    code, out, _ = run("roll-up", store, *wanted)
    assert code == 0
    answer = json.loads(out)
    assert DISTRICT.code in {unit["code"] for unit in answer["delivered"]}
    assert len(answer["missing"]) > 20
    assert "chưa có báo cáo của" in answer["completeness"]
    assert answer["form"] == "province-report"


def test_a_unit_outside_the_catalogue_is_known_by_its_report(store: Path, run: Run) -> None:
    code, out, _ = run(
        *("roll-up", store, "--unit", COMMUNES[0].code, "--period", THREE_LEVELS.now)
    )
    assert code == 0
    assert out.splitlines()[0].startswith(COMMUNES[0].name)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--unit", "DT-SADEC-T", "--period", "2023-H1"), "DT-SADEC-TP"),
        (("--unit", "DT", "--period", "2023-H3"), "2023-H3"),
        (("--unit", "DT-SADEC-TP", "--period", "2023-H1", "--trace", "files_new"), "chỉ tiêu"),
    ],
)
def test_what_is_not_known_is_refused(
    store: Path, run: Run, words: tuple[str, ...], said: str
) -> None:
    code, out, err = run("roll-up", store, *words)
    assert (code, out) == (2, "")
    assert said in err

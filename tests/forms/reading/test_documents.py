"""The two real reports read back: every figure of figures.csv but those listed with a reason."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
import yaml

from forms.checking import checker
from forms.facts import facts
from forms.figure import to_json
from forms.loading import load_form
from forms.period import Period
from forms.reading import read_old_report
from forms.report_file import read_report_file, write_report

if TYPE_CHECKING:
    from forms.reading import OldReport
    from forms.report import Report

ROOT: Final = Path(__file__).parents[3]
DOCUMENTS: Final = ROOT / "tests" / "documents"
FORM: Final = load_form("office-report", "2022")
PERIODS: Final = {"000": "2023-Q1", "002": "2022-H1"}
#: The extract of document 000 has no head, so its unit must be said.
UNITS: Final = {"000": "VPUBND", "002": ""}
#: Figures that document states, and those of them read exactly; the second may only rise.
READ: Final = {"000": (95, 95), "002": (131, 130)}

Unread = dict[str, tuple[str | None, str | None]]


@cache
def old(number: str) -> OldReport:
    (path,) = DOCUMENTS.glob(f"{number}_*.txt")
    return read_old_report(path, FORM, Period.parse(PERIODS[number]), UNITS[number])


def sample(number: str) -> Report:
    return read_report_file(ROOT / "resources/samples" / f"van-phong-{PERIODS[number]}.json")


def shown(report: Report) -> dict[str, str]:
    """Return every figure of a report, those it states of itself too, as figures.csv writes it."""
    known = facts(FORM, report)
    return {f.id: str(to_json(f.kind, known[f.id])) for f in FORM.figures.values() if f.id in known}


def stated(number: str) -> dict[str, str]:
    with (DOCUMENTS / "figures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["figure"]: row["value"] for row in rows if row["document"] == number}


def listed(number: str) -> Unread:
    entries = yaml.safe_load((DOCUMENTS / "unread.yaml").read_text(encoding="utf-8"))
    assert all(entry["reason"] for entry in entries)
    return {e["figure"]: (e["wanted"], e["read"]) for e in entries if e["document"] == number}


@pytest.mark.parametrize("number", PERIODS)
def test_every_figure_is_read_exactly_but_for_those_listed(number: str) -> None:
    wanted, read = stated(number), shown(old(number).report)
    different = {name for name, value in wanted.items() if read.get(name) != value}
    assert different <= set(listed(number))
    assert (len(wanted), len(wanted) - len(different)) == READ[number]


@pytest.mark.parametrize("number", PERIODS)
def test_no_figure_is_read_that_the_document_does_not_state(number: str) -> None:
    wanted = {**shown(sample(number)), **stated(number)}
    read = shown(old(number).report)
    names = wanted.keys() | read.keys()
    found = {name: (wanted.get(name), read.get(name)) for name in names}
    assert {name: pair for name, pair in found.items() if pair[0] != pair[1]} == listed(number)


def test_what_a_frame_states_is_never_corrected() -> None:
    figures = old("002").report.figures
    assert figures["gov_tasks_total"] == 4, "although 35 + 9 = 44"
    assert str(figures["office_self_inspection_date"]) == "2024-04-28", "after the day of signing"


def test_what_the_checks_say_of_the_sample_they_say_of_what_was_read() -> None:
    check = checker(FORM).check
    for number in PERIODS:
        was, now = (
            [(f.rule, f.fields, f.stated, f.computed) for f in check(report)]
            for report in (sample(number), old(number).report)
        )
        assert was == now


def test_words_that_say_none_are_nought_and_listed_as_such() -> None:
    assert old("002").implied == (
        "tasks_from_province_total",
        "gov_tasks_late",
        "appointments",
        "discipline_violations",
        "talent_policy",
        "audit_recommendations",
    )
    assert all(old("002").report.figures[name] == 0 for name in old("002").implied)


def test_head_and_foot_of_document_002() -> None:
    assert old("002").report.front == sample("002").front
    assert old("002").report.unit == sample("002").unit
    assert old("000").report.front == {
        "authority": "KT. CHÁNH VĂN PHÒNG",
        "signer_title": "PHÓ CHÁNH VĂN PHÒNG",
    }


def test_texts_are_kept_as_they_are_written() -> None:
    texts = old("000").report.texts
    assert "việc thực các nhiệm vụ" in texts["I.1.leadership"], "the slip stays"
    assert texts["VI"] == sample("000").texts["VI"]
    assert texts["II.4.recruitment"] == sample("000").texts["II.4.recruitment"]
    assert texts["II.5.investment"] == sample("000").texts["II.5.investment"]
    assert "I.1.supervision" not in texts, "the form's own words needn't be kept"


def test_lists_become_rows() -> None:
    for number in PERIODS:
        for table in ("I.1.documents", "I.1.more_documents", "I.1.models", "II.1.partners"):
            read, wanted = old(number).report.tables, sample(number).tables
            assert list(read.get(table, ())) == list(wanted.get(table, ()))
    names = [row["name"] for row in old("002").report.tables["II.1.appraised"]]
    assert names[2:4] == ["Trung tâm Xúc tiến Thương mại", "Du lịch và Đầu tư tỉnh Đồng Tháp"]
    reasons = [d.reason for d in old("002").doubts if d.fields == ("II.1.appraised",)]
    assert reasons == ["tách thành dòng ở mỗi dấu phẩy; tên nào có dấu phẩy thì nối lại"]


def test_what_strays_from_the_form_is_pointed_out() -> None:
    pointed = [(d.place.line, d.place.section, d.fields, d.reason) for d in old("002").doubts]
    late = ("files_resolved_late",)
    assert (85, "II.2", late, "khác câu mẫu: ghi “quá”, mẫu ghi “trễ”") in pointed
    assert (209, "VI", (), "khác câu mẫu: thiếu “cáo”") in pointed
    twice = "khác câu mẫu: thừa “Tỉnh”, thừa “Ủy ban nhân dân”"
    assert (175, "II.6", (), twice) in pointed
    assert len(pointed) == 6
    assert len(old("000").doubts) == 3
    assert all(doubt.is_placed for doubt in (*old("000").doubts, *old("002").doubts))


def test_nothing_but_a_page_number_found_no_place() -> None:
    assert [(w.place.line, w.text) for w in old("000").unplaced] == [(227, "4")]
    assert old("002").unplaced == ()


@pytest.mark.parametrize("number", PERIODS)
def test_the_same_document_gives_the_same_report_file(number: str) -> None:
    (path,) = DOCUMENTS.glob(f"{number}_*.txt")
    again = read_old_report(path, FORM, Period.parse(PERIODS[number]), "VPUBND")
    assert write_report(again.report) == write_report(old(number).report)
    assert list(again.report.figures) == [f for f in FORM.figures if f in again.report.figures]

"""Any report exported to Word and read back: the same figures, and what can't come back.

What can't: a figure that no sentence prints (its variant isn't the one said, or the form prints
it in no sentence), the day a figure was counted and notes, which are never printed; a name that
holds the sign that ends it in its sentence; and nought against "not filled in" where both print
"Không có.", which is read as nought and listed so. Of texts that follow each other without a
sentence between, each line is taken for one of them.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.document import Composer, compose
from forms.facts import facts
from forms.loading import load_form
from forms.reading import read_content
from forms.report import UnitRef
from forms.report_file import read_report_file
from forms.unit import unit_for
from forms.word import docx_bytes
from tests.forms.report_strategies import reports

if TYPE_CHECKING:
    from forms.definition import Form
    from forms.figure import Value
    from forms.reading import OldReport
    from forms.report import Report

ROOT: Final = Path(__file__).parents[3]
SAMPLES: Final = (
    "resources/samples/van-phong-2022-H1.json",
    "resources/samples/van-phong-2023-Q1.json",
    "tests/documents/commune_2026_Q1.json",
)
UNITS: Final = {"office-report": "VPUBND", "commune-report": "DT2-XA-TANHONG"}


_ACTIVE: Final = (
    "Đơn vị đã chủ động tham mưu, tổ chức thực hiện các nội dung được giao; phối hợp với các cơ "
    "quan liên quan rà soát, cập nhật số liệu."
)
_ISSUED: Final = (
    "- Ban hành Công văn số 123/VPUBND-KSTTHC ngày 05 tháng 4 năm 2022 về việc chấn chỉnh; đôn đốc "
    "các phòng, ban, trung tâm."
)
_ENDLESS: Final = (
    "Các phòng, ban, trung tâm trực thuộc thực hiện nghiêm túc Kế hoạch cải cách hành chính năm "
    "2022 của Văn phòng và báo cáo kết quả đúng thời gian quy định, khắc phục những hạn chế đã "
    "được Tổ kiểm tra chỉ ra trong đợt kiểm tra trước"
)
#: What officers write themselves: long and short, with numbers, symbols and names.
OWN: Final = (
    _ACTIVE,
    _ISSUED,
    _ENDLESS,
    "Trong kỳ, đã tổ chức 12 lớp tập huấn với 345 lượt người tham gia, trong đó có 27 lãnh đạo.",
    "+ Tỷ lệ hồ sơ giải quyết đúng hạn đạt 98,5%, tăng 1,2% so với cùng kỳ năm 2021 (97,3%).",
    "1. Tiếp tục rà soát, đơn giản hóa TTHC; công khai kết quả trên Cổng Thông tin điện tử tỉnh.",
    "Không có.",
    "- Một;",
    "Thực hiện tốt./.",
    "…",
)


def back(report: Report) -> OldReport:
    """Export a report to Word and read it back; its unit is told by its head."""
    form = load_form(report.form, report.form_version)
    unit = unit_for(report.unit.code, report.unit.name)
    return read_content(
        docx_bytes(compose(form, report, unit)), "cũ.docx", form, report.period, report.unit.code
    )


def printed(form: Form, report: Report) -> dict[str, Value]:
    """Return the figures that the report's sentences print."""
    composer = Composer(form, report, unit_for(report.unit.code, report.unit.name))
    lacking = set(composer.missing())
    known = facts(form, report)
    fields = (name for name in composer.fields() if name in form.figures and name not in lacking)
    return {name: known[name] for name in fields}


def assert_same_figures(form: Form, report: Report, old: OldReport) -> None:
    wanted, found, were = printed(form, report), facts(form, old.report), facts(form, report)
    assert {name: found.get(name) for name in wanted} == wanted
    for name in old.report.figures.keys() - wanted.keys():
        assert name in old.implied
        assert were.get(name, 0) == 0


@st.composite
def likely(draw: st.DrawFn, form: Form) -> Report:
    """Draw a report with texts as officers write them, and lists of the kinds offered for them."""
    report = draw(reports(form))
    lines = st.lists(st.sampled_from(OWN), max_size=5)
    texts = {text: "\n".join(draw(lines)) for text in report.texts}
    choices = {
        (table.id, column.id): column.choices
        for table in form.tables.values()
        for column in table.columns
        if column.choices
    }
    tables = {
        table: tuple(
            {
                name: draw(st.sampled_from(choices.get((table, name), (value,))))
                for name, value in row.items()
            }
            for row in rows
        )
        for table, rows in report.tables.items()
    }
    unit = unit_for(UNITS[form.id], "")
    return replace(report, texts=texts, tables=tables, unit=UnitRef(unit.code, unit.name))


@pytest.mark.parametrize("form_id", UNITS)
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_figures_of_any_report_come_back(form_id: str, data: st.DataObject) -> None:
    form = load_form(form_id)
    report = data.draw(likely(form))
    assert_same_figures(form, report, back(report))


@pytest.mark.parametrize("path", SAMPLES)
def test_a_whole_report_comes_back(path: str) -> None:
    report = read_report_file(ROOT / path)
    form = load_form(report.form, report.form_version)
    unit = unit_for(report.unit.code, report.unit.name)
    old = read_content(docx_bytes(compose(form, report, unit)), "cũ.docx", form, report.period)
    assert_same_figures(form, report, old)
    assert old.report.unit == report.unit, "recognised by the head"
    assert old.report.texts == report.texts
    assert old.unplaced == ()
    assert {d.reason.partition(" ")[0] for d in old.doubts} <= {"tách"}
    assert old.report.front.items() >= {k: v for k, v in report.front.items() if v}.items()
    assert "recipients" not in old.report.front, "the usual ones are printed anyway"
    again = compose(form, replace(old.report, tables=report.tables), unit)
    assert docx_bytes(again) == docx_bytes(compose(form, report, unit))


def test_long_texts_hide_no_figure() -> None:
    report = read_report_file(ROOT / SAMPLES[0])
    form = load_form(report.form, report.form_version)
    long = "\n".join(f"- {_ACTIVE} {line}" for line in OWN[:6])
    names = [name for name in form.texts if name not in ("II.4.recruitment", "II.5.investment")]
    full = replace(report, texts={**report.texts, **dict.fromkeys(names, long)})
    old = back(full)
    assert_same_figures(form, full, old)
    alone = ("I.1.progress", "I.1.leadership", "I.1.communication", "I.1.tasks", "III")
    assert {name: old.report.texts[name] for name in alone} == dict.fromkeys(alone, long)


def test_what_cannot_come_back() -> None:
    report = read_report_file(ROOT / SAMPLES[1])
    form = load_form(report.form, report.form_version)
    lost = report.figures.keys() - back(report).report.figures.keys()
    assert lost == {"pakn_resolved", "pakn_resolved_rate"}, "no petition arose: neither is printed"
    leader = ("office_self_inspection_leader", "office_self_inspection_leader_title")
    two = read_report_file(ROOT / SAMPLES[0]).with_figure(leader[0], "ông A, bà B")
    old = back(two)
    assert [d.fields for d in old.doubts if "không rõ tên kết thúc" in d.reason] == [leader[:1]]
    assert ", ".join(str(old.report.figures[name]) for name in leader) == ", ".join(
        str(two.figures[name]) for name in leader
    )
    unfilled = report.with_figure("appointments", None)
    assert printed(form, report) == printed(form, unfilled)
    assert "appointments" in back(unfilled).implied, "both print “Không có.”"

"""Appendices: explained findings as a table, numbers where there are several."""

from __future__ import annotations

from dataclasses import replace

from forms.appendices import Attachment, attached, explanations
from forms.block import Appendix, Document, Grid
from forms.checking import checker
from forms.loading import load_form
from forms.period import Period
from forms.report import Accepted, Report, UnitRef
from forms.unit import unit_for

FORM = load_form("office-report")
UNIT = unit_for("VPUBND", "Văn phòng Ủy ban nhân dân tỉnh Đồng Tháp")
DOCUMENT = Document("Báo cáo Công tác CCHC", "Công tác CCHC", UNIT.name, ())


def report(*kept: Accepted) -> Report:
    figures = {"gov_tasks_total": 4, "gov_tasks_on_time": 35, "gov_tasks_in_progress": 9}
    unit = UnitRef(UNIT.code, UNIT.name)
    period = Period.parse("2022-H1")
    return Report(FORM.id, FORM.version, unit, period, dict(figures), exceptions=kept)


def test_every_explained_finding_has_a_row() -> None:
    findings = checker(FORM).check(report(Accepted("D01", "Số trùng giữa hai hệ thống.")))
    (page,) = explanations(FORM, findings)
    (grid,) = page.blocks
    assert isinstance(grid, Grid)
    (row,) = grid.rows
    assert row[0] == "1"
    assert row[1].startswith("Nhiệm vụ Chính phủ giao phải bằng")
    assert row[2:] == ("4 nhiệm vụ", "44 nhiệm vụ", "Số trùng giữa hai hệ thống.")
    assert len(grid.header) == len(grid.widths) == len(row)


def test_without_explanations_there_is_no_appendix() -> None:
    assert explanations(FORM, checker(FORM).check(report())) == ()


def test_a_row_names_the_field_where_its_message_does_and_needs_no_numbers() -> None:
    (finding,) = (f for f in checker(FORM).check(report()) if f.rule == "D01")
    kept = replace(finding, excepted=True, stated="", computed="")
    for message, said in (
        (f"“Ô này”: {finding.message}", "“Ô này”: Nhiệm vụ"),
        ("Một câu khác.", "Nhiệm vụ"),
    ):
        (page,) = explanations(FORM, [replace(kept, message=message)])
        grid = page.blocks[0]
        assert isinstance(grid, Grid)
        assert grid.rows[0][1].startswith(said)
        assert grid.rows[0][2:4] == ("–", "–")


def test_a_single_appendix_bears_no_number_several_bear_roman_ones() -> None:
    page = Attachment("Giải trình số liệu", ())
    (one,) = attached(DOCUMENT, [page]).blocks
    assert one == Appendix(
        "Phụ lục", "Giải trình số liệu", f"(Kèm theo Báo cáo Công tác CCHC của {UNIT.name})"
    )
    two = attached(DOCUMENT, [page, page]).blocks
    assert [each.number for each in two if isinstance(each, Appendix)] == [
        "Phụ lục I",
        "Phụ lục II",
    ]
    assert attached(DOCUMENT, []) == DOCUMENT

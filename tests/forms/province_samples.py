"""The province's form in both its versions, and reports of it to try things on."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from forms.block import Heading, Paragraph
from forms.checking import checker
from forms.document import compose
from forms.figure import Kind
from forms.loading import load_form
from forms.period import Period
from forms.report_file import read_report_file
from forms.unit import unit_for
from tests.documents.reading import FOLDER

if TYPE_CHECKING:
    from forms.definition import Form
    from forms.report import Report

#: Three levels of government, and two.
THREE: Final = load_form("province-report", "2023")
TWO: Final = load_form("province-report", "2025")
DONG_THAP: Final = unit_for("DT", "")
#: What is known of the report of the first half of 2023.
SAMPLE: Final = read_report_file(FOLDER / "province_2023_H1.json")
#: A report without a mistake. Its numbers are made up; what they must come to is not.
WHOLE: Final = read_report_file(FOLDER / "province_made_up.json")
PROVINCES: Final = (
    "Ủy ban nhân dân tỉnh Đồng Tháp",
    "Ủy ban nhân dân tỉnh Bến Tre",
    "Ủy ban nhân dân thành phố Cần Thơ",
)


def whole_of(form: Form, period: str = "2023-H1") -> Report:
    """Return the made-up report in a form's figures."""
    figures = {name: value for name, value in WHOLE.figures.items() if name in form.figures}
    return replace(WHOLE, form_version=form.version, period=Period.parse(period), figures=figures)


def zeros(form: Form, report: Report) -> Report:
    """Return the report with every number zero and every rate left out."""
    numbers = (Kind.COUNT, Kind.MONEY, Kind.DECIMAL)
    kinds = {name: form.figures[name].kind for name in report.figures}
    kept = {n: v for n, v in report.figures.items() if kinds[n] is not Kind.PERCENT}
    for name in kept:
        if kinds[name] in numbers:
            kept[name] = Decimal(0) if kinds[name] is Kind.DECIMAL else 0
    kept["government_levels"] = 3
    return replace(report, figures=kept, tables={})


def lines(form: Form, report: Report) -> list[str]:
    """Return the headings and paragraphs a report prints."""
    unit = unit_for(report.unit.code, report.unit.name)
    blocks = compose(form, report, unit).blocks
    return [block.text for block in blocks if isinstance(block, Heading | Paragraph)]


def broken(report: Report, form: Form = THREE) -> set[str]:
    """Return the rules a report breaks."""
    return {finding.rule for finding in checker(form).check(report)}

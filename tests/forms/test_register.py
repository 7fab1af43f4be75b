"""Documents cited in several reports: X03 and X11, between periods and over units."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest

from forms.checking import Finding, checker
from forms.checking.citing import citations
from forms.checking.register import Register
from forms.definition import Severity
from forms.loading import load_form
from forms.period import Period
from forms.report import Report, UnitRef

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.definition import Form
    from forms.figure import Value

FORM = load_form("commune-report", "2022")
HERE, THERE = (UnitRef(f"X{n}", f"UBND xã Mỹ An {n}, huyện Tháp Mười") for n in (1, 2))
PLAN, DATED = "commune_par_plan_no", "commune_par_plan_date"
CENTRAL, CENTRAL_DATED = "decree_61_2018_no", "decree_61_2018_date"


def report(
    unit: UnitRef,
    period: str,
    figures: Mapping[str, Value] = MappingProxyType({}),
    texts: Mapping[str, str] = MappingProxyType({}),
) -> Report:
    return Report(FORM.id, FORM.version, unit, Period.parse(period), figures, texts)


def between(now: Report, then: Report | None, rule: str) -> list[Finding]:
    return [finding for finding in checker(FORM).check(now, then) if finding.rule == rule]


def over_units(rule: str, judged: Report, *others: Report, form: Form = FORM) -> list[Finding]:
    register = Register()
    for other in others:
        register.add(form, other)
    check = {"X03": register.two_dates, "X11": register.out_of_order}[rule]
    return list(check(form, form.rules[rule], judged))


def test_a_document_bears_one_date_in_every_period() -> None:
    then = report(HERE, "2023-Q1", {PLAN: "45/KH-UBND", DATED: date(2022, 12, 30)})
    now = report(HERE, "2023-H1", {PLAN: "45/KH-UBND", DATED: date(2022, 12, 31)})
    (finding,) = between(now, then, "X03")
    assert (finding.severity, finding.fields) == (Severity.ERROR, (DATED,))
    assert (finding.stated, finding.computed) == ("31/12/2022", "30/12/2022")
    assert finding.message == (
        "Một văn bản chỉ mang một ngày, nhắc ở báo cáo nào cũng vậy. Văn bản 45/KH-UBND ghi ngày "
        "31/12/2022, báo cáo quý I năm 2023 của UBND xã Mỹ An 1, huyện Tháp Mười ghi ngày "
        "30/12/2022."
    )
    assert between(then, then, "X03") == []
    assert between(now, None, "X03") == []


def test_another_year_may_be_another_document() -> None:
    then = report(HERE, "2022-Y", {PLAN: "45/KH-UBND", DATED: date(2021, 12, 30)})
    now = report(HERE, "2023-Q1", {PLAN: "45/KH-UBND", DATED: date(2022, 12, 30)})
    (finding,) = between(now, then, "X03")
    assert finding.severity is Severity.WARNING
    old = report(HERE, "2022-Y", {CENTRAL: "61/2018/NĐ-CP", CENTRAL_DATED: date(2018, 4, 23)})
    new = report(HERE, "2023-Q1", {CENTRAL: "61/2018/NĐ-CP", CENTRAL_DATED: date(2019, 4, 23)})
    (sure,) = between(new, old, "X03")
    assert sure.severity is Severity.ERROR, "its number says the year"


def test_units_number_their_own_documents_but_share_those_of_the_central_bodies() -> None:
    plans = [
        report(unit, "2023-Q1", {PLAN: "45/KH-UBND", DATED: date(2023, 1, day)})
        for day, unit in enumerate((HERE, THERE), 3)
    ]
    assert over_units("X03", *plans) == []
    decrees = [
        report(unit, "2023-Q1", {CENTRAL: "61/2018/NĐ-CP", CENTRAL_DATED: date(2018, 4, day)})
        for day, unit in enumerate((HERE, THERE), 23)
    ]
    (finding,) = over_units("X03", *decrees)
    assert "UBND xã Mỹ An 2, huyện Tháp Mười ghi ngày 24/4/2018" in finding.message


def test_a_document_cited_in_a_text_counts() -> None:
    words = "Thực hiện Quyết định số 468/QĐ-TTg ngày 27 tháng 3 năm 2021 và Kế hoạch số 5/KH-UBND."
    judged = report(HERE, "2023-Q1", texts={"III.commune": words})
    ((field, symbol, day, issuer, is_guess),) = citations(FORM, judged)
    assert not is_guess
    assert (field, symbol, day, issuer) == ("III.commune", "468/QĐ-TTg", date(2021, 3, 27), "")
    other = report(THERE, "2023-Q1", texts={"III.commune": words.replace("27 tháng", "28 tháng")})
    assert len(over_units("X03", judged, other)) == 1


@pytest.mark.parametrize(
    ("number", "day", "is_found"),
    [(44, date(2023, 2, 1), True), (44, date(2023, 1, 1), False), (46, date(2023, 2, 1), False),
     (46, date(2023, 1, 1), True), (45, date(2023, 1, 2), False), (1, date(2024, 5, 1), False)],
)  # fmt: skip
def test_a_larger_number_bears_no_earlier_date(number: int, day: date, is_found: bool) -> None:
    then = report(HERE, "2023-Q1", {PLAN: "45/KH-UBND", DATED: date(2023, 1, 15)})
    now = report(HERE, "2023-H1", {PLAN: f"{number}/KH-UBND", DATED: day})
    assert bool(between(now, then, "X11")) is is_found
    assert between(now, None, "X11") == []


def test_what_contradicts_the_order_is_said() -> None:
    then = report(HERE, "2023-Q1", {PLAN: "45/KH-UBND", DATED: date(2023, 1, 15)})
    now = report(HERE, "2023-H1", {PLAN: "44/KH-UBND", DATED: date(2023, 2, 1)})
    (finding,) = between(now, then, "X11")
    assert finding.message.endswith(
        "Văn bản 44/KH-UBND ghi ngày 01/02/2023, số 45 cùng loại ghi ngày 15/01/2023 "
        "(báo cáo quý I năm 2023 của UBND xã Mỹ An 1, huyện Tháp Mười)."
    )


def test_a_document_cited_in_a_table_counts() -> None:
    rows: Any = (
        {
            "kind": "Kế hoạch",
            "number": "9/KH-UBND",
            "date": date(2023, 2, 1),
            "subject": "Theo Quyết định số 468/QĐ-TTg ngày 27/3/2021",
        },
    )
    judged = replace(report(HERE, "2023-Q1"), tables={"I.1.documents": rows})
    assert [(c.symbol, c.issuer, c.is_guess) for c in citations(FORM, judged)] == [
        ("9/KH-UBND", "X1", False),
        ("468/QĐ-TTg", "", False),
    ]
    undated: Any = ({"kind": "Kế hoạch", "number": "9/KH-UBND", "date": None},)
    assert not list(citations(FORM, replace(judged, tables={"I.1.documents": undated})))


def test_whose_a_document_is_that_a_text_cites_is_not_guessed_for_the_order() -> None:
    words = "Theo Kế hoạch số 44/KH-UBND ngày 01/02/2023 và Kế hoạch số 3/KH-UBND ngày 45/13/2023."
    then = report(HERE, "2023-Q1", {PLAN: "45/KH-UBND", DATED: date(2023, 1, 15)})
    now = report(HERE, "2023-H1", texts={"III.commune": words})
    assert [cited.is_guess for cited in citations(FORM, now)] == [True]
    assert between(now, then, "X11") == between(then, now, "X11") == []


def test_a_symbol_that_is_no_number_stands_for_itself() -> None:
    then = report(HERE, "2023-Q1", {PLAN: "không số", DATED: date(2023, 1, 15)})
    now = report(HERE, "2023-H1", {PLAN: "không số", DATED: date(2023, 1, 16)})
    assert between(now, then, "X11") == []
    assert len(between(now, then, "X03")) == 1

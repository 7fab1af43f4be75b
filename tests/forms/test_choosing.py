from __future__ import annotations

import pytest

from forms.choosing import form_for, reported_forms, version_for
from forms.period import Period
from forms.problem import Problem
from forms.unit_slots import UnitKind


@pytest.mark.parametrize(
    ("kind", "period", "form", "version"),
    [
        (UnitKind.OFFICE, "2023-Q1", "office-report", "2022"),
        (UnitKind.DEPARTMENT, "2022-H1", "office-report", "2022"),
        (UnitKind.DISTRICT, "2023-H1", "commune-report", "2022"),
        (UnitKind.COMMUNE, "2025-H1", "commune-report", "2022"),
        (UnitKind.COMMUNE, "2025-Q3", "commune-report", "2025"),
        (UnitKind.OFFICE, "2026-Y", "office-report", "2025"),
        (UnitKind.PROVINCE, "2023-H1", "province-report", "2023"),
        (UnitKind.PROVINCE, "2025-Y", "province-report", "2025"),
    ],
)
def test_a_unit_reports_by_the_version_valid_at_the_end_of_the_period(
    kind: UnitKind, period: str, form: str, version: str
) -> None:
    found = form_for(kind, Period.parse(period))
    assert (found.id, found.version) == (form, version)


def test_before_the_first_version_the_first_is_taken() -> None:
    assert version_for("province-report", Period.parse("2021-Y")).version == "2023"


def test_a_form_that_is_not_there_is_refused() -> None:
    with pytest.raises(Problem, match="office-report"):
        version_for("office-reprt", Period.parse("2021-Y"))


def test_a_kind_of_unit_without_a_form_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forms.choosing.reported_forms", lambda: ("commune-report",))
    with pytest.raises(Problem, match="cập nhật"):
        form_for(UnitKind.PROVINCE, Period.parse("2023-Y"))


def test_the_forms_that_are_reported_each_period_are_known() -> None:
    assert {"office-report", "commune-report", "province-report"} <= set(reported_forms())

"""Which form, and which version of it, a unit fills for a period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.loading import available, load_form, versions
from forms.problem import Problem
from forms.reporting_calendar import window

if TYPE_CHECKING:
    from forms.definition import Form
    from forms.period import Period
    from forms.unit_slots import UnitKind

#: The code of the kind of document that is reported each period (Nghị định 30/2020, Phụ lục III).
_REPORTED: Final = "BC"


def version_for(form_id: str, period: Period) -> Form:
    """Return the version of a form that is valid for a period: at the end of its window.

    Raises:
        Problem: There is no such form.
    """
    day = window(period).end
    known = [load_form(form_id, version) for version in versions(form_id)] or [load_form(form_id)]
    valid = [form for form in known if form.valid_from is None or form.valid_from <= day]
    return (valid or known[:1])[-1]


def reported_forms() -> tuple[str, ...]:
    """Return the ids of the forms that are filled in each period."""
    found = dict.fromkeys(form for form, _ in available())
    return tuple(form for form in found if load_form(form).front.kind_code == _REPORTED)


def form_for(kind: UnitKind, period: Period) -> Form:
    """Return the form a kind of unit reports by, in the version valid for the period.

    Raises:
        Problem: No form is made for such units.
    """
    for form_id in reported_forms():
        form = version_for(form_id, period)
        if kind in form.levels:
            return form
    raise Problem(
        "Chương trình chưa có mẫu báo cáo cho loại đơn vị này; hãy cập nhật chương trình."
    )

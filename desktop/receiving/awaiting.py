"""Who has to deliver for a period, and who has: the register of a level. No Qt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from db.merge import Register, register
from desktop import overview
from forms.block import Document, Title
from forms.choosing import form_for
from forms.day import write_day
from forms.hierarchy import below, is_below
from forms.report import UnitRef
from forms.reporting_calendar import window
from forms.unit import unit_for

if TYPE_CHECKING:
    from datetime import date

    from db.store import Store
    from forms.period import Period
    from forms.unit import Unit


def awaited(store: Store, unit: Unit, period: Period) -> tuple[UnitRef, ...]:
    """Return the units right below: those of the catalogue, then others that have delivered."""
    day = window(period).end
    found = {each.code: UnitRef(each.code, each.name) for each in below(unit, day)}
    for ref in sorted((info.unit for info in store.reports()), key=lambda each: each.code):
        if is_below(ref, unit, day):
            found.setdefault(ref.code, ref)
    return tuple(found.values())


def register_of(store: Store, unit: Unit, period: Period) -> Register:
    """Say which units right below have delivered, each by the form made for its kind.

    Raises:
        Problem: The calendar has no day for that period, or no form is made for a kind of unit.
    """
    units = awaited(store, unit, period)
    kinds = {each.code: unit_for(each.code, each.name).kind for each in units}
    forms = {kind: form_for(kind, period).id for kind in kinds.values()}
    parts = [
        register(store, form, period, [u for u in units if forms[kinds[u.code]] == form])
        for form in dict.fromkeys(forms.values())
    ]
    place = {each.code: at for at, each in enumerate(units)}
    rows = sorted((row for part in parts for row in part.rows), key=lambda r: place[r.unit.code])
    empty = Register("", period, window(period).due, ())
    return replace(parts[0] if parts else empty, rows=tuple(rows))


def due_words(found: Register) -> str:
    """Say in one line how far it is."""
    count, there = len(found.rows), len(found.rows) - len(found.missing)
    late = f", {len(found.late)} đơn vị chậm" if found.late else ""
    return f"Hạn nộp {write_day(found.due)}: {there}/{count} đơn vị đã có báo cáo{late}."


def document_of(found: Register, unit: Unit, today: date) -> Document:
    """Return the register as a page."""
    name = overview.start_words(found.period)
    subject = f"Nộp báo cáo {name}, tính đến {write_day(today)}"
    grid = replace(found.grid(), caption=due_words(found))
    title = f"Theo dõi nộp báo cáo {name}"
    return Document(title, subject, unit.name, (Title("THEO DÕI", subject), grid))

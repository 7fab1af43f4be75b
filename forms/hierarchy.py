"""Who is under whom on a day: the units whose reports make up the report of the level above.

Until 30/6/2025 communes belonged to districts and those to the province; since then communes belong
to the province (catalogue/units/levels.yaml). A unit the catalogue doesn't list is placed by the
areas its name states.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.folding import fold
from forms.unit import load_units, unit_for
from forms.unit_slots import UnitKind, areas_in

if TYPE_CHECKING:
    from datetime import date

    from forms.report import UnitRef
    from forms.unit import Unit


#: The kinds of unit that have others below them.
_LEVELS: Final = (UnitKind.PROVINCE, UnitKind.DISTRICT)


def has_below(unit: Unit) -> bool:
    """Whether units of its kind have others below them, known by name or not."""
    return unit.kind in _LEVELS


def below(unit: Unit, day: date) -> tuple[Unit, ...]:
    """Return the units of the catalogue right below a unit on that day: those awaited."""
    return tuple(each for each in load_units() if each.parent == unit.code and each.exists_on(day))


def parent_code(ref: UnitRef, day: date) -> str:
    """Return the code of the unit right above another on that day; "" if none is known.

    A commune whose name states a district of the catalogue belongs to that district, any other
    unit that states a province to the province.
    """
    unit = unit_for(ref.code, ref.name)
    if unit.parent or unit.kind is UnitKind.PROVINCE:
        return unit.parent
    above = [area.full for area in areas_in(unit.name)]
    wanted = above[1:] if unit.kind in (UnitKind.COMMUNE, UnitKind.DISTRICT) else above
    return next(filter(None, (_committee_of(name, day) for name in wanted)), "")


def is_below(ref: UnitRef, unit: Unit, day: date) -> bool:
    """Whether a unit is right below another on that day."""
    return parent_code(ref, day) == unit.code


def _committee_of(area: str, day: date) -> str:
    """Return the code of the committee of an area ("huyện Tháp Mười"); "" if there is none."""
    wanted = fold(f"Ủy ban nhân dân {area}")
    units = (each for each in load_units() if each.exists_on(day))
    return next((each.code for each in units if fold(each.name) == wanted), "")

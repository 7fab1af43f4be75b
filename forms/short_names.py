"""Short names for units that stand in one list: "Xã Mỹ An" for a commune's people's committee."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forms.report import UnitRef

_COMMITTEE: Final = "Ủy ban nhân dân"


def short_names(units: Iterable[UnitRef]) -> Mapping[str, str]:
    """Return a short name for each unit's code: "Xã Mỹ An", with its district only if needed."""
    full = {unit.code: _without_committee(unit.name) for unit in units}
    short = {
        unit: name.partition(", ")[0] if is_area else name for unit, (name, is_area) in full.items()
    }
    times = Counter(short.values())
    return {unit: name if times[name] == 1 else full[unit][0] for unit, name in short.items()}


def _without_committee(name: str) -> tuple[str, bool]:
    """Return a committee's area and True, any other name and False."""
    area = name.removeprefix(f"{_COMMITTEE} ")
    if area == name:
        return name.replace(_COMMITTEE, "UBND"), False
    return area[:1].upper() + area[1:], True

"""What one form states in triệu đồng and another in tỷ đồng, turned into each other exactly."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from forms.definition import OverUnits
from forms.kind import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.definition import Figure, Form
    from forms.kind import Value

#: The units of measure that are one another's multiple, each as a power of ten of the smallest.
_POWERS: Final[Mapping[str, int]] = {
    "đồng": 0,
    "nghìn đồng": 3,
    "ngàn đồng": 3,
    "triệu đồng": 6,
    "tỷ đồng": 9,
    "tỉ đồng": 9,
}
_WHOLE: Final = (Kind.COUNT, Kind.MONEY)
#: More digits than a report file lets a number have.
_EXACT: Final = Context(prec=100)


@dataclass(frozen=True, slots=True)
class Measure:
    """How a figure stated in one unit of measure becomes one in another.

    Attributes:
        unit: The unit it is stated in.
        power: The power of ten between the two; None if neither is a multiple of the other.
        kind: The kind of the figure it becomes.
    """

    unit: str
    power: int | None
    kind: Kind

    def convert(self, value: Value) -> Value | None:
        """Return the value in the other unit; None if there is none, or none that is exact."""
        if self.power is None or not isinstance(value, int | Decimal):
            return None
        exact = Decimal(value).scaleb(self.power, _EXACT)
        if self.kind not in _WHOLE:
            return exact
        return int(exact) if exact == exact.to_integral_value(context=_EXACT) else None


@lru_cache(maxsize=64)
def measures(above: Form, below: Form) -> Mapping[str, Measure]:
    """Return the figures a level rolls up that its units state in another unit of measure."""
    pairs = (
        (figure, below.figures[name])
        for name, figure in above.figures.items()
        if figure.over_units is not OverUnits.NONE and name in below.figures
    )
    return {own.id: _measure(own, theirs) for own, theirs in pairs if own.unit != theirs.unit}


def _measure(own: Figure, theirs: Figure) -> Measure:
    is_multiple = {theirs.unit, own.unit} <= _POWERS.keys()
    power = _POWERS[theirs.unit] - _POWERS[own.unit] if is_multiple else None
    return Measure(theirs.unit, power, own.kind)

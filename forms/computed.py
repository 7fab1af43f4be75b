"""Values that follow from others, as they would be typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forms.expression import Percentage
from forms.ratio import rounded

if TYPE_CHECKING:
    from forms.kind import Value


def tidy(value: Any, decimals: int) -> Value | None:
    """Return a computed value as it would be typed; None where it can't be.

    Args:
        value: What an expression gave.
        decimals: How many decimals a percentage gets.
    """
    if isinstance(value, Percentage):
        return rounded(value.numerator, value.denominator, decimals) if value.denominator else None
    if isinstance(value, int) and value < 0:
        return None
    found: Value | None = value
    return found

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from forms.computed import tidy
from forms.expression import Percentage


@pytest.mark.parametrize(
    ("value", "decimals", "typed"),
    [
        (Percentage(135, 137), 1, Decimal("98.5")),
        (Percentage(135, 137), 2, Decimal("98.54")),
        (Percentage(0, 0), 1, None),
        (-3, 1, None),
        (0, 1, 0),
        ("2023", 1, "2023"),
        (None, 1, None),
    ],
)
def test_a_computed_value_is_as_it_would_be_typed(value: Any, decimals: int, typed: Any) -> None:
    assert tidy(value, decimals) == typed

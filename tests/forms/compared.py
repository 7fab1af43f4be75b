"""Comparisons of any number of units, made up for the tests of pictures and appendices."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from forms.comparing_units import Comparison, Standing, compare
from forms.loading import load_form
from forms.rollup import roll_up
from tests import provinces
from tests.provinces import THREE_LEVELS

if TYPE_CHECKING:
    from forms.report import UnitRef


def made_up(units: tuple[UnitRef, ...]) -> Comparison:
    """All kinds of units: good ones, late ones, without dossiers, counts or a report."""
    random = Random(1)  # noqa: S311  (no secret: the same each time)
    standings = [_standing(random, unit, number) for number, unit in enumerate(units)]
    form = load_form("province-report", "2023")
    return compare(roll_up(form, provinces.province(), THREE_LEVELS.now, []), standings)


def _standing(random: Random, unit: UnitRef, number: int) -> Standing:
    if number % 17 == 3:
        return Standing(unit, is_delivered=False)
    done = 0 if number % 23 == 5 else random.randint(300, 3000)
    late = done * random.randint(0, 9) // 100
    in_time = None if number % 29 == 7 else done - late
    return Standing(unit, in_time, done, random.randint(60, 89), 89, number % 3, number % 13)

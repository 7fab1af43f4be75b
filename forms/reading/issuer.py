"""The unit a document is of, recognised by its head through the catalogue of units."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from forms.folding import fold
from forms.unit import load_units

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from forms.reading.letterhead import Letterhead
    from forms.reading.lines import Line
    from forms.unit import Unit

_SHORT: Final = re.compile(r"\bubnd\b")
_WORD: Final = re.compile(r"[^\W_]+")


def issuer(head: Letterhead, day: date) -> Unit | None:
    """Return the catalogue's unit a head names, or None if none or more than one fits.

    Args:
        head: The head of the document.
        day: A day on which the unit existed; names come back in other years.
    """
    said = _plain(" ".join(line.text for line in head.issuer))
    symbol, place = _plain(head.front.get("symbol", "")), _plain(head.front.get("place", ""))
    for fits in (
        lambda unit: said and said in (_plain(_letterhead(unit)), _plain(unit.name)),
        lambda unit: symbol and (symbol, place) == (_slot(unit, "symbol"), _slot(unit, "place")),
        lambda unit: symbol and not place and symbol == _slot(unit, "symbol"),
    ):
        found = _only(fits, day)
        if found is not None:
            return found
    return None


def strange_lines(head: Letterhead, unit: Unit) -> list[Line]:
    """Return the lines of a head's left column that name neither the unit nor the one above it."""
    own = f"{_plain(_letterhead(unit))} {_plain(unit.name)}"
    return [line for line in head.issuer if _plain(line.text) not in own]


def _only(fits: Callable[[Unit], object], day: date) -> Unit | None:
    every = [unit for unit in load_units() if fits(unit)]
    found = [unit for unit in every if unit.exists_on(day)] or every
    return found[0] if len(found) == 1 else None


def _letterhead(unit: Unit) -> str:
    return f"{unit.slots['superior_upper']} {unit.slots['upper']}"


def _slot(unit: Unit, slot: str) -> str:
    return _plain(unit.slots[slot])


def _plain(words: str) -> str:
    return _SHORT.sub("uy ban nhan dan", " ".join(_WORD.findall(fold(words))))

"""What a hand-over file is called: plain letters that every system, stick and mail takes."""

from __future__ import annotations

import re
import unicodedata
from itertools import count
from typing import TYPE_CHECKING, Final

from db.handover.layout import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from forms.period import Period

#: Codes of units are much shorter; a name must leave room for the rest of its path.
_LONGEST_UNIT: Final = 40
_NO_UNIT: Final = "don-vi"
#: đ has no canonical decomposition.
_LETTERS: Final = str.maketrans({"đ": "d", "Đ": "D"})


def file_name(unit_code: str, periods: Iterable[Period], day: date) -> str:
    """Return ``<unit>_<period>_<date>.cchc``; of several periods the first and the last."""
    ordered = sorted(set(periods))
    span = dict.fromkeys((str(ordered[0]), str(ordered[-1])))
    return f"{unit_part(unit_code)}_{'-'.join(span)}_{day.isoformat()}{SUFFIX}"


def unit_part(unit_code: str) -> str:
    """Return a unit's code in letters without marks, digits and hyphens."""
    apart = unicodedata.normalize("NFKD", unit_code.translate(_LETTERS))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    words = re.findall("[A-Za-z0-9]+", bare)
    return "-".join(words)[:_LONGEST_UNIT].rstrip("-") or _NO_UNIT


def numbered(path: Path) -> Iterator[Path]:
    """Yield the name, then without end those to take where it is taken: with (2), with (3)."""
    yield path
    yield from (path.with_name(f"{path.stem} ({number}){path.suffix}") for number in count(2))


def partial_of(path: Path) -> Path:
    """Return what a file is called until it is whole."""
    return path.with_name(f".{path.name}.partial")


def leftovers(folder: Path, unit_code: str) -> list[Path]:
    """Return what a hand-over of that unit has left there when it was cut short."""
    pattern = rf"\.{re.escape(unit_part(unit_code))}_.*{re.escape(SUFFIX)}\.partial"
    return [path for path in folder.iterdir() if re.fullmatch(pattern, path.name)]

"""Units and levels of government: who reports, under which name, since when.

The catalogue (catalogue/units) names the units known; a report of any other unit opens as well,
its words are then worked out from its name.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from forms.catalogue_date import Validity, check_words, read_validity, read_with_places
from forms.folding import fold
from forms.problem import Problem, unknown
from forms.unit_slots import (
    SLOT_NAMES,
    Area,
    UnitKind,
    areas_in,
    house_name,
    is_under_district,
    kind_of,
    slots_for,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from forms.loading.source import Complaints, Node

__all__ = [
    "SLOT_NAMES",
    "Unit",
    "UnitKind",
    "find_unit",
    "levels_at",
    "load_units",
    "read_levels",
    "read_units",
    "search",
    "unit_for",
]

FOLDER: Final = Path(__file__).parent / "catalogue" / "units"
#: Files of the folder that name no units.
_NOT_UNITS: Final = frozenset({"slots.yaml", "levels.yaml"})

_FILE_KEYS: Final = ("province", "valid_from", "valid_to", "slots", "units")
_UNIT_KEYS: Final = ("code", "kind", "name", "parent", "valid_from", "valid_to", "slots")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that reports.

    Attributes:
        code: Stable ASCII code.
        name: Full name.
        kind: What it is.
        parent: Code of the unit above; empty for a province or a unit not in the catalogue.
        valid_from: First day it existed under this name; None if not known.
        valid_to: Last day; None while it lasts.
        slots: The words it lends to sentences, one for each of `SLOT_NAMES`.
    """

    code: str
    name: str
    kind: UnitKind
    parent: str
    valid_from: date | None
    valid_to: date | None
    slots: Mapping[str, str]

    def exists_on(self, day: date) -> bool:
        """Return whether the unit exists under this name on that day."""
        return Validity(self.valid_from, self.valid_to).holds_on(day)


@functools.cache
def load_units() -> tuple[Unit, ...]:
    """Return the units of the catalogue.

    Raises:
        Problem: A file is wrong; names file and line.
    """
    paths = (path for path in sorted(FOLDER.glob("*.yaml")) if path.name not in _NOT_UNITS)
    units = tuple(unit for path in paths for unit in read_units(path))
    _check_tree(units)
    return units


@functools.cache
def _by_code() -> Mapping[str, Unit]:
    return {unit.code: unit for unit in load_units()}


def find_unit(code: str) -> Unit | None:
    """Return the catalogue's unit of that code, or None."""
    return _by_code().get(code)


def search(words: str) -> list[Unit]:
    """Return the units whose name or code holds every word, diacritics aside.

    Units that still exist come first, then those whose name begins with what was typed.
    """
    wanted = fold(words)
    keyed = [(key, unit) for key, unit in _search_keys() if all(w in key for w in wanted.split())]
    keyed.sort(key=lambda pair: (pair[1].valid_to is not None, not pair[0].startswith(wanted)))
    return [unit for _, unit in keyed]


@functools.cache
def _search_keys() -> tuple[tuple[str, Unit], ...]:
    return tuple((_search_key(unit), unit) for unit in load_units())


def _search_key(unit: Unit) -> str:
    name = fold(unit.name)
    return f"{name} {name.replace('uy ban nhan dan', 'ubnd')} {fold(unit.code)}"


def unit_for(code: str, name: str) -> Unit:
    """Return the unit of a report: the catalogue's, or one made from its name.

    A code of the catalogue under another name is another office (each province has a VPUBND).

    Raises:
        Problem: The code isn't known and there is no name.
    """
    known = find_unit(code)
    full = house_name(name)
    if known and fold(full) in ("", fold(known.name)):
        return known
    if not full:
        raise Problem(f"Đơn vị “{code}” không có trong danh mục; hãy ghi thêm tên đơn vị.")
    kind = kind_of(full)
    below = kind is UnitKind.COMMUNE and is_under_district(full)
    slots = slots_for(full, kind, _home(), under_district=below)
    return Unit(code, full, kind, "", None, None, slots)


def levels_at(day: date) -> tuple[str, ...]:
    """Return the levels of government on that day, highest first.

    Raises:
        Problem: The catalogue has none for that day.
    """
    for validity, names in _levels():
        if validity.holds_on(day):
            return names
    raise Problem(f"Danh mục chưa có các cấp chính quyền tại ngày {day:%d/%m/%Y}; hãy bổ sung.")


@functools.cache
def _levels() -> tuple[tuple[Validity, tuple[str, ...]], ...]:
    return read_levels(FOLDER / "levels.yaml")


def read_levels(path: Path) -> tuple[tuple[Validity, tuple[str, ...]], ...]:
    """Read the levels of government with their validity.

    Raises:
        Problem: The file is wrong; names file and line.
    """
    tree, complaints = read_with_places(path)
    found = []
    for entry in _entries(tree, "levels", complaints):
        check_words(entry, ("valid_from", "valid_to", "names"), (), complaints)
        names = entry.get("names")
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            complaints.add(entry.at("names"), "“names” phải là danh sách tên cấp")
            continue
        found.append((read_validity(entry, complaints), tuple(names)))
    complaints.raise_if_any()
    return tuple(found)


def read_units(path: Path) -> tuple[Unit, ...]:
    """Read one file of units.

    Raises:
        Problem: The file is wrong; names file and line.
    """
    tree, complaints = read_with_places(path)
    check_words(tree, _FILE_KEYS, ("province",), complaints)
    home = next(iter(areas_in(tree["province"])), None)
    if home is None:
        complaints.add(tree.at("province"), "“province” phải là tên như tỉnh Đồng Tháp")
    validity = read_validity(tree, complaints)
    entries = _entries(tree, "units", complaints)
    common = _Common(home or Area("tỉnh", ""), validity, _own_slots(tree, complaints))
    units = [_unit(entry, common, complaints) for entry in entries]
    complaints.raise_if_any()
    return tuple(unit for unit in units if unit)


def _entries(tree: Node, key: str, complaints: Complaints) -> list[Node]:
    entries = tree.get(key)
    if isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries):
        return entries
    complaints.add(tree.at(key), f"“{key}” phải là danh sách, mỗi mục là các cặp “khóa: giá trị”")
    return []


@dataclass(frozen=True, slots=True)
class _Common:
    """What the units of one file have in common."""

    home: Area
    validity: Validity
    slots: Mapping[str, str]


def _unit(entry: Node, common: _Common, complaints: Complaints) -> Unit | None:
    check_words(entry, _UNIT_KEYS, ("code", "kind", "name"), complaints)
    own = read_validity(entry, complaints)
    stated = {**common.slots, **_own_slots(entry, complaints)}
    if entry["kind"] not in set(UnitKind):
        complaints.add(entry.at("kind"), unknown("loại đơn vị", entry["kind"], list(UnitKind)))
    if not entry["code"].isascii() or not entry["code"]:
        complaints.add(entry.at("code"), "“code” chỉ gồm chữ không dấu, số và gạch nối")
    if complaints.found:
        return None
    kind, name = UnitKind(entry["kind"]), house_name(entry["name"])
    return Unit(
        entry["code"],
        name,
        kind,
        entry.get("parent") or "",
        own.start or common.validity.start,
        own.end or common.validity.end,
        slots_for(name, kind, common.home, stated),
    )


def _own_slots(entry: Node, complaints: Complaints) -> dict[str, str]:
    slots = entry.get("slots") or {}
    if not isinstance(slots, dict) or not all(isinstance(v, str) for v in slots.values()):
        complaints.add(entry.at("slots"), "“slots” phải là các cặp “tên: chữ”")
        return {}
    for slot in slots:
        if slot not in SLOT_NAMES:
            complaints.add(entry.at("slots"), unknown("slot", slot, SLOT_NAMES))
    return slots


def _check_tree(units: tuple[Unit, ...]) -> None:
    codes = [unit.code for unit in units]
    for unit in units:
        if codes.count(unit.code) > 1:
            raise Problem(f"Danh mục đơn vị có mã “{unit.code}” hai lần; hãy đổi một mã.")
        if unit.parent and unit.parent not in codes:
            hint = unknown("đơn vị cấp trên", unit.parent, codes)
            raise Problem(f"Danh mục đơn vị, mã “{unit.code}”: {hint}")


def _home() -> Area:
    """Return the province of the catalogue's first province unit."""
    unit = next((unit for unit in load_units() if unit.kind is UnitKind.PROVINCE), None)
    return areas_in(unit.name)[0] if unit else Area("tỉnh", "")

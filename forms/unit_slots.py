"""The words a unit lends to sentences ("Văn phòng Ủy ban nhân dân Tỉnh"), worked out from its name.

The patterns are data (catalogue/units/slots.yaml); this module only takes the name apart.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from forms.catalogue_date import read_with_places
from forms.folding import CAPITALS
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.loading.source import Complaints, Node

PATTERNS_FILE: Final = Path(__file__).parent / "catalogue" / "units" / "slots.yaml"

#: Every unit has words for each of these.
SLOT_NAMES: Final = (
    "name",
    "self",
    "short",
    "abbreviation",
    "superior_upper",
    "upper",
    "place",
    "symbol",
    "authority",
    "signer_title",
    "committee",
    "committee_full",
    "chair",
    "vice_chairs",
    "area",
    "area_proper",
    "area_full",
    "province",
    "scope",
    "reports_for",
    "advises",
    "files_at",
    "filing_bodies",
    "home_department",
    "portal",
    "portals",
    "one_stop_centre",
    "departments",
    "all_departments",
    "districts",
    "divisions",
    "subordinates",
    "division_heads",
    "archive_code",
    "recipients",
)

#: The communes of the time when there were districts have patterns of their own.
COMMUNE_OF_DISTRICT: Final = "commune-of-district"
#: What the department of home affairs says otherwise than the others.
_HOME_AFFAIRS: Final = "home-affairs"
#: The tables of the patterns' file, and what they hold for all that they don't name.
_HEADS, _RANKS, _OTHER = "heads", "ranks", "khác"

_TYPES = "tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu"
# A type word followed by a name with a capital: "bảo hiểm xã hội" names no area.
_AREA = re.compile(
    rf"(?<!\w)(?P<type>{_TYPES}) (?P<proper>[0-9{CAPITALS}][^,]*?)"
    rf"(?=\s*,|\s*$|\s+-?\s*(?:{_TYPES})\s)"
)
_CENTRAL_CITIES: Final = frozenset(
    {"Hà Nội", "Hồ Chí Minh", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế"}
)
#: Areas named after a person are written in full before a date (Nghị định 30/2020, Phụ lục I).
_AFTER_PERSONS: Final = frozenset({"Hồ Chí Minh"})
_COMMUNE_TYPES: Final = frozenset({"xã", "phường", "thị trấn", "đặc khu"})
_COMMITTEE: Final = "Ủy ban nhân dân"
_CITY = re.compile(rf"\b(?:TP|Tp|tp)\b\.?\s*(?=[0-9{CAPITALS}])")
_CAPITAL_TYPE = re.compile(
    rf"(?<=\s)({'|'.join(kind.capitalize() for kind in _TYPES.split('|'))}) (?=[0-9{CAPITALS}])"
)
_SPELLINGS = re.compile(r"\bUBND\b|\b[UỦ][ỷyỶY] ban [Nn]hân dân", re.IGNORECASE)


class UnitKind(StrEnum):
    """What a unit is; decides the patterns of its words."""

    OFFICE = "office"
    DEPARTMENT = "department"
    DISTRICT = "district"
    COMMUNE = "commune"
    PROVINCE = "province"


@dataclass(frozen=True, slots=True)
class Area:
    """A piece of the country: "xã", "Tân Hồng"."""

    type: str
    proper: str

    @property
    def full(self) -> str:
        """Type and name: "xã Tân Hồng"."""
        return f"{self.type} {self.proper}"

    @property
    def place(self) -> str:
        """How it is written before a date: "Tân Hồng", but "Phường 1"."""
        is_full = self.proper[:1].isdigit() or self.proper in _AFTER_PERSONS
        return f"{self.type.capitalize()} {self.proper}" if is_full else self.proper

    @property
    def is_province(self) -> bool:
        """Whether it is a province or a city of that rank."""
        return self.type == "tỉnh" or (self.type == "thành phố" and self.proper in _CENTRAL_CITIES)


#: One area for each of the ranks the patterns must know.
_SAMPLE_HOMES: Final = (
    Area("tỉnh", "Đồng Tháp"),
    Area("thành phố", "Cần Thơ"),
    Area("huyện", "Tháp Mười"),
)


def areas_in(name: str) -> list[Area]:
    """Return the areas a unit's name states, the smallest first."""
    return [Area(m["type"], m["proper"]) for m in _AREA.finditer(name)]


def house_name(name: str) -> str:
    """Return the name in NFC, spelt as the catalogue spells: "TP. Huế" is "thành phố Huế"."""
    plain = " ".join(unicodedata.normalize("NFC", name).split())
    spelt = _CITY.sub("thành phố ", _SPELLINGS.sub(_COMMITTEE, plain))
    return _CAPITAL_TYPE.sub(lambda match: match[0].lower(), spelt)


def kind_of(name: str) -> UnitKind:
    """Tell from its name what a unit is."""
    if not name.startswith(_COMMITTEE):
        is_office = name.startswith("Văn phòng") and _COMMITTEE in name
        return UnitKind.OFFICE if is_office else UnitKind.DEPARTMENT
    area = next(iter(areas_in(name)), Area("tỉnh", ""))
    if area.is_province:
        return UnitKind.PROVINCE
    return UnitKind.COMMUNE if area.type in _COMMUNE_TYPES else UnitKind.DISTRICT


def is_under_district(name: str) -> bool:
    """Whether a commune's name shows that it belongs to a district (until 30/6/2025)."""
    own, *above = areas_in(name)[:2] or [Area("tỉnh", "")]
    return own.type == "thị trấn" or any(not area.is_province for area in above)


def slots_for(
    name: str,
    kind: UnitKind,
    home: Area,
    stated: Mapping[str, str] = MappingProxyType({}),
    *,
    under_district: bool = False,
) -> Mapping[str, str]:
    """Return the words of a unit.

    Args:
        name: Its name, as `house_name` gives it.
        kind: What it is.
        home: The province it lies in if its name doesn't say.
        stated: Words the catalogue states instead of those worked out.
        under_district: For a commune: whether it belongs to a district.
    """
    tree = slot_patterns()
    words = _words(name, kind, home, tree)
    group = COMMUNE_OF_DISTRICT if under_district else kind.value
    patterns = {**tree["every"], **tree[group]}
    if words["own"] == patterns["home_department"]:
        patterns |= tree[_HOME_AFFAIRS]
    patterns |= {slot: _literal(words) for slot, words in stated.items()}
    for slot in ("home_department", "one_stop_centre"):
        words[slot] = patterns[slot].format_map(words)
    return MappingProxyType({slot: patterns[slot].format_map(words) for slot in SLOT_NAMES})


def _literal(words: str) -> str:
    return words.replace("{", "{{").replace("}", "}}")


def _words(name: str, kind: UnitKind, home: Area, tree: Mapping[str, Any]) -> dict[str, str]:
    """Return what the patterns may name."""
    stated = areas_in(name)
    province = next((area for area in stated if area.is_province), home)
    area = stated[0] if stated else province
    is_committee = kind not in (UnitKind.OFFICE, UnitKind.DEPARTMENT)
    over = (stated[1:2] or [province])[0] if is_committee else area
    own = name.split(f" {area.type} {area.proper}", maxsplit=1)[0].rstrip(" ,-")
    words = {
        "name": name,
        "own": own,
        "word": next((word for word in tree[_HEADS] if own.startswith(f"{word} ")), own),
        "type": area.type,
        "proper": area.proper,
        "full": area.full,
        "place": area.place,
        "over_type": over.type,
        "over_full": over.full,
        "province": province.proper,
        "province_full": province.full,
        "abbreviation": _abbreviation(own, kind),
    }
    words["head"] = tree[_HEADS].get(words["word"], tree[_HEADS].get(_OTHER, ""))
    words |= tree[_RANKS].get(area.type if area.is_province else _OTHER, {})
    capital = {key.capitalize(): words[key].capitalize() for key in ("type", "over_type")}
    upper = {key.upper(): words[key].upper() for key in ("own", "full")}
    return words | capital | upper


def _abbreviation(own: str, kind: UnitKind) -> str:
    if kind is UnitKind.OFFICE:
        return "VPUBND"
    if kind is not UnitKind.DEPARTMENT:
        return "UBND"
    return "".join(word[0].upper() for word in re.findall(r"\w+", own) if word != "và")


@functools.cache
def slot_patterns() -> Mapping[str, Mapping[str, str]]:
    """Return the catalogue's patterns, by kind of unit and slot."""
    return read_patterns(PATTERNS_FILE)


def read_patterns(path: Path) -> Mapping[str, Mapping[str, str]]:
    """Read a file of patterns.

    Raises:
        Problem: A group or slot is missing, unknown or names a word there isn't.
    """
    tree, complaints = read_with_places(path)
    for group in ("every", _HEADS, _RANKS, _HOME_AFFAIRS, COMMUNE_OF_DISTRICT, *UnitKind):
        if not isinstance(tree.get(group), dict):
            raise Problem(f"{path.name}: thiếu nhóm “{group}”; hãy bổ sung các từ của nhóm đó.")
    for home in _SAMPLE_HOMES:
        words = _words("Sở Nội vụ", UnitKind.DEPARTMENT, home, tree)
        words |= {"home_department": "", "one_stop_centre": ""}
        _try_patterns(tree, words, complaints)
    complaints.raise_if_any()
    return tree


def _try_patterns(tree: Node, words: Mapping[str, str], complaints: Complaints) -> None:
    for group in (COMMUNE_OF_DISTRICT, *UnitKind):
        for slot in SLOT_NAMES:
            entry = tree[group] if slot in tree[group] else tree["every"]
            _try_pattern(entry, slot, words, complaints)
    for slot in tree[_HOME_AFFAIRS]:
        _try_pattern(tree[_HOME_AFFAIRS], slot, words, complaints)


def _try_pattern(entry: Node, slot: str, words: Mapping[str, str], complaints: Complaints) -> None:
    try:
        entry[slot].format_map(words)
    except KeyError as error:
        what = "thiếu" if error.args[0] == slot else f"có {{{error.args[0]}}} không hiểu được ở"
        complaints.add(entry.at(slot), f"{what} “{slot}”")
    except (AttributeError, IndexError, ValueError):
        complaints.add(entry.at(slot), f"“{slot}” phải là một dòng chữ, ngoặc nhọn có đôi")

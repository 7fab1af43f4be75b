"""Settings: of this machine in a small JSON file, of the office in its store.

A file that can't be understood is laid aside, never written over; a value that makes no sense
is read as its default, the others keep theirs.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from db.store import Store
    from forms.report import UnitRef

#: How many stores the list of recent ones holds.
RECENT: Final = 6
#: The settings every new report begins with.
SIGNING: Final = ("authority", "signer_title", "signer_name", "place")
_WORDS: Final = (*SIGNING, "backup_folder")
_THEMES: Final = ("system", "light", "dark")
_ZOOMS: Final = range(50, 301)


@dataclass(frozen=True, slots=True)
class Machine:
    """What is remembered on this machine.

    Attributes:
        stores: Paths of the stores used, the latest first.
        theme: "system", "light" or "dark".
        geometry: The window's place and size as Qt saves it, in hexadecimal digits.
        zoom: Size of the printed page on the screen, in percent; 0 fits the width.
        export_folder: Where the last Word file was put.
        editor: The name kept with each change; empty takes the account's name.
    """

    stores: tuple[str, ...] = ()
    theme: str = "system"
    geometry: str = ""
    zoom: int = 0
    export_folder: str = ""
    editor: str = ""

    def used(self, store: Path) -> Machine:
        """Remember a store as the latest one."""
        name = str(store)
        rest = tuple(other for other in self.stores if other != name)
        return replace(self, stores=(name, *rest)[:RECENT])

    def forgotten(self, store: Path) -> Machine:
        """Take a store off the list."""
        return replace(self, stores=tuple(s for s in self.stores if s != str(store)))


class JsonFile:
    """A small file of settings. What can't be understood is laid aside, never written over."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> dict[str, Any]:
        """Return what the file holds; nothing if it is not there or makes no sense."""
        try:
            found = _loaded(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError):
            found = None
        if not isinstance(found, dict):
            self._lay_aside()
            return {}
        return found

    def write(self, content: Mapping[str, Any]) -> None:
        """Write the file in one piece; what cannot be written is done without."""
        import json

        partial = self.path.with_name(f"{self.path.name}.partial")
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            partial.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
            partial.replace(self.path)

    def _lay_aside(self) -> None:
        with suppress(OSError):
            self.path.replace(self.path.with_name(f"{self.path.name}.hong"))


def _loaded(words: str) -> Any:
    import json  # the very first start has nothing to read, and paints without it

    return json.loads(words)


class MachineFile:
    """The settings file of this machine. What cannot be written is done without."""

    def __init__(self, path: Path) -> None:
        self._file = JsonFile(path)
        # What a newer version has written is written back as it was.
        self._rest = self._file.read()
        sound = {name: self._rest[name] for name in _CHECKS if _is_sound(name, self._rest)}
        self.value = Machine(**sound | _stores(self._rest))

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self._file.path

    def change(self, **values: Any) -> None:
        """Change some settings and write them."""
        self.put(replace(self.value, **values))

    def put(self, value: Machine) -> None:
        """Write the settings if they differ, in one piece."""
        if value == self.value:
            return
        self.value = value
        told = {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
        self._file.write(self._rest | told)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


_CHECKS: Final = {
    "theme": lambda value: value in _THEMES,
    "geometry": lambda value: isinstance(value, str) and _is_hexadecimal(value),
    "zoom": lambda value: type(value) is int and (value == 0 or value in _ZOOMS),
    "export_folder": lambda value: isinstance(value, str) and "\0" not in value,
    "editor": lambda value: isinstance(value, str),
}


def _is_sound(name: str, found: Mapping[str, Any]) -> bool:
    return name in found and bool(_CHECKS[name](found[name]))


def _is_hexadecimal(value: str) -> bool:
    try:
        bytes.fromhex(value)
    except ValueError:
        return False
    return True


def _stores(found: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    stores = found.get("stores")
    if not isinstance(stores, list):
        return {}
    sound = (s for s in stores if isinstance(s, str) and s and "\0" not in s)
    return {"stores": tuple(dict.fromkeys(sound))[:RECENT]}


def _unit(code: str = "", name: str = "") -> UnitRef:
    from forms.report import UnitRef  # what a report is need not be known at the first paint

    return UnitRef(code, name)


@dataclass(frozen=True, slots=True)
class Office:
    """What an office has in common over all its reports; kept in its store.

    Attributes:
        unit: Whose store it is; its code and name are empty until they are chosen.
        authority: By which right the signer signs ("KT. CHÁNH VĂN PHÒNG"); may hold lines.
        signer_title: The signer's office.
        signer_name: The signer's name.
        place: The place before the date.
        backup_folder: A second folder for the newest backup; empty for none.
    """

    unit: UnitRef = field(default_factory=_unit)
    authority: str = ""
    signer_title: str = ""
    signer_name: str = ""
    place: str = ""
    backup_folder: str = ""

    def front(self) -> dict[str, str]:
        """The front matter a new report begins with."""
        words = {name: getattr(self, name) for name in SIGNING}
        return {name: text for name, text in words.items() if text}


def read_office(store: Store) -> Office:
    """Return the settings of the office whose store it is."""
    kept = store.settings()
    unit = _unit(kept.get("unit_code", ""), kept.get("unit_name", ""))
    return Office(unit, **{name: kept.get(name, "") for name in _WORDS})


def write_office(store: Store, office: Office) -> None:
    """Keep the settings of the office, all or none."""
    words = {"unit_code": office.unit.code, "unit_name": office.unit.name}
    words |= {name: getattr(office, name) for name in _WORDS}
    with store.batch():
        for name, text in words.items():
            store.set_setting(name, text.strip() or None)

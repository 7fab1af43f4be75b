"""Where the stores of this machine were copied from: a stick or a share, and what lay there then.

Kept on the machine, whatever the program's settings lie on: the same stick is plugged into
several machines, each with a copy of its own.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from db import carrying, drives
from db.drives import Kind
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.carrying import Glance
    from db.drives import Drive
    from desktop.settings import JsonFile

#: How many stores are remembered.
_MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Origin:
    """What is remembered of a store that was copied to this machine.

    Attributes:
        path: Where it lay.
        root: Where the drive began that it lay on.
        kind: What that drive is, as `db.drives.Kind` writes it.
        label: What the drive is called.
        store_id: Which store it is.
        fingerprint: What lay there when it was last copied, either way; "" for nothing yet.
        mark: How far the copy here had come then (`Glance.mark`); "" if it differs in any case.
    """

    path: str
    root: str
    kind: str
    label: str
    store_id: str
    fingerprint: str
    mark: str = ""

    @classmethod
    def at(cls, path: Path, drive: Drive, store_id: str = "", fingerprint: str = "") -> Self:
        """Return the origin of a store that lies, or is to lie, on a drive."""
        return cls(str(path), drive.root, drive.kind, drive.label, store_id, fingerprint)

    @property
    def is_stick(self) -> bool:
        """Whether it lay on something that is pulled out."""
        return self.kind == Kind.REMOVABLE

    def find(self) -> Path | None:
        """Return where the store is to be put back; None if its stick is not plugged in.

        A stick may come back under another letter; it is then known by what lies on it.

        Raises:
            StoreProblem: The stick can't be read.
        """
        there = Path(self.path)
        if not self.is_stick:
            return there
        found = next((path for path in (there, *self._elsewhere()) if self._is_at(path)), None)
        is_plugged_in = there.parent.is_dir() and drives.drive_of(there).label == self.label
        return there if found is None and is_plugged_in else found

    def changed(self) -> Path | None:
        """Return the store on the stick if it is plugged in and somebody has changed it since.

        A share is not asked: it may keep the window waiting.
        """
        if not (self.is_stick and self.fingerprint):
            return None
        with suppress(Problem):  # then the copy here is all there is
            there = self.find()
            if there is not None and there.is_file() and not self._is_at(there):
                return there
        return None

    def _elsewhere(self) -> Iterator[Path]:
        there = Path(self.path)
        if there.is_relative_to(self.root):
            for drive in drives.removable_drives():
                yield Path(drive.root) / there.relative_to(self.root)

    def _is_at(self, path: Path) -> bool:
        return path.is_file() and carrying.fingerprint(path) == self.fingerprint


class Origins:
    """The origins of all stores of this machine, the latest last."""

    def __init__(self, file: JsonFile) -> None:
        self._file = file
        found = file.read()
        sound = {name: value for name, value in found.items() if _is_sound(value)}
        self._kept = {name: Origin(**value) for name, value in sound.items()}

    def of(self, store: Path) -> Origin | None:
        """Return where a store was copied from, None if it wasn't."""
        return self._kept.get(_name(store))

    def copy_of(self, there: Path) -> Path | None:
        """Return the store of this machine last copied from there, if it still exists."""
        wanted = _name(there)
        copies = [n for n, origin in self._kept.items() if _name(Path(origin.path)) == wanted]
        return next((path for path in map(Path, reversed(copies)) if path.exists()), None)

    def keep(self, store: Path, origin: Origin) -> None:
        """Remember where a store was copied from."""
        if self.of(store) == origin:
            return
        name = _name(store)
        kept = {other: value for other, value in self._kept.items() if other != name}
        self._kept = dict([*kept.items(), (name, origin)][-_MOST:])
        self._file.write({each: asdict(value) for each, value in self._kept.items()})


class Relation(Enum):
    """How a store on a stick stands to the one of that name on this machine."""

    SAME_THERE = auto()
    NEWER_THERE = auto()
    APART = auto()


def relation(origin: Origin | None, there: Glance, known: str, here: Glance) -> Relation:
    """Say how two copies stand to each other.

    Args:
        origin: What is remembered of the copy on this machine.
        there: The store on the stick.
        known: Its fingerprint.
        here: The store on this machine.

    Returns:
        SAME_THERE: Nobody has touched the stick; the copy here is at least as new.
        NEWER_THERE: Only the stick has anything new.
        APART: Both may have; or they are different stores.
    """
    if origin is None or there.store_id != origin.store_id:
        return Relation.APART
    if known == origin.fingerprint:
        return Relation.SAME_THERE
    is_untouched = here.is_whole and here.mark == origin.mark
    return Relation.NEWER_THERE if is_untouched else Relation.APART


def _name(path: Path) -> str:
    """The name under which a path is kept: Windows doesn't tell capitals from small letters."""
    return os.path.normcase(path.absolute())


def _is_sound(value: Any) -> bool:
    names = {each.name for each in fields(Origin)}
    is_origin = isinstance(value, dict) and set(value) == names
    return is_origin and all(isinstance(word, str) for word in value.values())

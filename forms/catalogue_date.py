"""What the catalogue's calendars and units share: files with places, and validity dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from forms.loading.source import Complaints, Node


@dataclass(frozen=True, slots=True)
class Validity:
    """From when until when something holds, both days included; None is without limit."""

    start: date | None = None
    end: date | None = None

    def holds_on(self, day: date) -> bool:
        """Return whether the day lies inside."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


def read_with_places(path: Path) -> tuple[Node, Complaints]:
    """Read a YAML file, and give the list its mistakes are noted in.

    Raises:
        Problem: The file can't be read or isn't YAML.
    """
    # Late: loading reads whole forms and needs the calendars for it.
    from forms.loading.source import Complaints, read_yaml

    complaints = Complaints()
    return read_yaml(path, path.name, complaints), complaints


def check_words(
    node: Node, allowed: Collection[str], needed: Collection[str], complaints: Complaints
) -> None:
    """Complain of unknown keys, and of needed ones that aren't words."""
    from forms.loading.source import check_keys

    check_keys(node, allowed, complaints)
    for key in needed:
        if not isinstance(node.get(key), str):
            complaints.add(node.at(key), f"thiếu “{key}”, cần một dòng chữ")
            node[key] = ""


def read_validity(node: Node, complaints: Complaints) -> Validity:
    """Read ``valid_from`` and ``valid_to``; absent or null is without limit."""
    start, end = (_day(node, key, complaints) for key in ("valid_from", "valid_to"))
    if start and end and end < start:
        complaints.add(node.at("valid_to"), "ngày hết hiệu lực không được trước ngày có hiệu lực")
    return Validity(start, end)


def _day(node: Node, key: str, complaints: Complaints) -> date | None:
    raw: Any = node.get(key)
    if raw is None:
        return None
    try:
        return date.fromisoformat(raw)
    except (TypeError, ValueError):
        complaints.add(node.at(key), f"“{key}” phải là ngày như 2025-07-01")
        return None

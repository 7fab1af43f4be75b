"""Who has a store open: a small note beside the file, for the sentence a second opener reads.

The note decides nothing; SQLite's lock does. A note left behind by a crash is simply written over.
"""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from db.connection import beside

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Holder:
    """The person, machine and process that hold a store, and since when (with UTC offset)."""

    editor: str
    machine: str
    process: int
    since: str

    @property
    def words(self) -> str:
        """The end of the sentence "… đang được mở"."""
        moment = datetime.fromisoformat(self.since).astimezone()
        when = f"{moment:%H:%M} ngày {moment:%d/%m/%Y}"
        return f" bởi {self.editor} trên máy {self.machine} từ {when}"


def note_of(store: Path) -> Path:
    """Return where the note of a store lies."""
    return beside(store, ".dang-mo")


def leave_note(store: Path, editor: str, since: datetime) -> None:
    """Write the note, replacing whatever lies there."""
    holder = Holder(editor, platform.node(), os.getpid(), since.isoformat())
    note = note_of(store)
    partial = beside(note, ".partial")
    partial.write_text(json.dumps(asdict(holder), ensure_ascii=False), encoding="utf-8")
    partial.replace(note)


def holder_of(store: Path) -> str:
    """Return the words on who has the store open; nothing if the note can't be read."""
    try:
        found = json.loads(note_of(store).read_text(encoding="utf-8"))
        return Holder(**found).words
    except (OSError, ValueError, TypeError):
        return " ở một cửa sổ khác"

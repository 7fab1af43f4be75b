"""What a file from outside holds, once it has been looked through."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from db.handover.layout import KINDS

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType

    from db.reports import Head, State
    from forms.report import UnitRef

#: The kinds of values that are handed over, as SQL names them.
KIND_MARKS: Final = ", ".join(f"'{kind.value}'" for kind in KINDS)


class FileKind(StrEnum):
    """What was brought: a file made for handing over, or a store copied by hand."""

    HAND_OVER = "hand-over"
    STORE = "store"


class Place(NamedTuple):
    """One value of one report of the file: its kind (`db.entries.EntryKind`) and its key."""

    report_id: str
    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class IncomingReport:
    """A report in the file.

    Attributes:
        id: Its id at the giver's.
        head: Which report it is.
        state: Whether the giver has issued it.
        revision: The giver's count of its changes.
        values: How many values it brings.
        edited_at: When the giver last changed it.
    """

    id: str
    head: Head
    state: State
    revision: int
    values: int
    edited_at: datetime


@dataclass(slots=True)
class PrivateCopy:
    """The bytes of a file, unlocked and of the current version; none once they were let go."""

    content: bytes


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that was looked through, and a private copy of it in memory.

    Attributes:
        source: The file as it was named.
        copy: The private copy, read again for merging; empty after `close`.
        kind: What it is.
        store_id: The giver's store.
        unit: Whose store that is; empty where a copied store doesn't say.
        editor: Who handed it over; "" for a copied store.
        made_at: When it was made; for a copied store its last edit.
        public_key: The key it is sealed with; None for a copied store.
        sha256: Of the file as it was named, to be compared with the slip.
        reports: The reports it holds.
        dropped: Values that can't be taken; a line of ``lines`` names each.
        lines: Vietnamese sentences on what was dropped and what to bear in mind.
    """

    source: Path
    copy: PrivateCopy
    kind: FileKind
    store_id: str
    unit: UnitRef
    editor: str
    made_at: datetime
    public_key: bytes | None
    sha256: str
    reports: tuple[IncomingReport, ...]
    dropped: frozenset[Place]
    lines: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """The key's fingerprint, to be compared over the telephone; "" if it isn't sealed."""
        from db.handover.keys import fingerprint

        return "" if self.public_key is None else fingerprint(self.public_key)

    def close(self) -> None:
        """Let go of the private copy. Closing twice is fine."""
        self.copy.content = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

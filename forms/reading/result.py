"""What reading an old report yields: the report, what was read with doubt, what was not placed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forms.report import Report


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a document.

    Attributes:
        line: The line of a text file, the paragraph of a Word file, from 1.
        section: The id of the section it was read in; empty in the head and the foot.
    """

    line: int
    section: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something read that a person should look at.

    Attributes:
        place: Where it stands.
        fields: The figures, texts or tables it concerns.
        text: The words of the document.
        reason: Vietnamese words saying why it is not certain.
        is_placed: Whether the value is in the report all the same.
    """

    place: Place
    fields: tuple[str, ...]
    text: str
    reason: str
    is_placed: bool = True


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Words of the document that no sentence or text of the form holds."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class OldReport:
    """An old report as read.

    Attributes:
        report: The figures, texts, rows and front matter.
        implied: Figures that are 0 because the document says in words that there was none.
        doubts: What to look at, in the order of the document.
        unplaced: What found no place, in the order of the document.
    """

    report: Report
    implied: tuple[str, ...]
    doubts: tuple[Doubt, ...]
    unplaced: tuple[Unplaced, ...]

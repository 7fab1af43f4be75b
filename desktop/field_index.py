"""Where each field of a form stands: its section, its leaf and its name.

A report's window speaks of fields by one key: the id of a figure, text or table, or
``front.`` and a key of the front matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from forms.completeness import FRONT, typed_key
from forms.report import FRONT_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.definition import Form, Leaf

#: The two tabs that are no sections of the form.
COVER: Final = "cover"
CLOSING: Final = "closing"

FRONT_PREFIX: Final = FRONT
COVER_KEYS: Final = ("number", "symbol", "place", "signed_date", "addressee")
CLOSING_KEYS: Final = ("authority", "signer_title", "signer_name", "recipients")


class FieldKind(StrEnum):
    """What a key names."""

    FIGURE = "figure"
    TEXT = "text"
    TABLE = "table"
    FRONT = "front"


@dataclass(frozen=True, slots=True)
class Place:
    """One field of a form.

    Attributes:
        key: What the window calls it.
        kind: What it is.
        label: Its name on screen.
        section: The section's id, `COVER` or `CLOSING`.
        leaf: The leaf it stands in; None for front matter.
    """

    key: str
    kind: FieldKind
    label: str
    section: str
    leaf: Leaf | None = None


class FieldIndex:
    """The fields of one form by key, in the order they are met in the window."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self.places: dict[str, Place] = {}
        for place in _places(form):
            self.places.setdefault(place.key, place)

    def place(self, field: str) -> Place | None:
        """Return where a field stands; a figure taken from the front matter stands there."""
        return self.places.get(self.key_of(field))

    def key_of(self, field: str) -> str:
        """Return the key of the field that is typed to change this one."""
        return typed_key(self._form, field)

    def section_of(self, field: str) -> str:
        """Return the section (or `COVER`, `CLOSING`) of a field; `COVER` for what is not typed."""
        place = self.place(field)
        return place.section if place else COVER

    def label(self, field: str) -> str:
        """Return the field's name on screen."""
        place = self.place(field)
        if place is not None:
            return place.label
        figure = self._form.figures.get(field)
        return figure.label if figure else field


def _places(form: Form) -> Iterator[Place]:
    for key in COVER_KEYS:
        yield _front(key, COVER)
    for section in form.sections():
        for leaf in section.leaves:
            yield from _leaf_places(form, section.id, leaf)
    for key in CLOSING_KEYS:
        yield _front(key, CLOSING)


def _front(key: str, section: str) -> Place:
    label = FRONT_KEYS[key].split(" (")[0]
    return Place(FRONT_PREFIX + key, FieldKind.FRONT, label, section)


def _leaf_places(form: Form, section: str, leaf: Leaf) -> Iterator[Place]:
    for figure in leaf.figures:
        if not form.figures[figure].source:
            yield Place(figure, FieldKind.FIGURE, form.figures[figure].label, section, leaf)
    for text in leaf.texts:
        yield Place(text, FieldKind.TEXT, form.texts[text].label, section, leaf)
    for table in leaf.tables:
        yield Place(table, FieldKind.TABLE, form.tables[table].label, section, leaf)

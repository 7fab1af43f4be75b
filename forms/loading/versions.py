"""A version of a form stated as another version: what it has besides, and what it is without.

Both words are worked out on the YAML tree, before anything is built of it: what a version is
without is then nowhere, as if it had never been written (docs/adding-a-form.md).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from forms.loading.source import Complaints, Items, Node, read_yaml
from forms.problem import unknown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_AS, _WITHOUT, _PARTS = "as", "without", "parts"
#: Where a sentence, a list's item, a rule or an appendix's row names figures.
_NAMING: Final = ("when", "say", "figure", "holds", "fields", "zero")
#: What is written as a list of variants, of which one must be left.
_CHOICE: Final = "choose"


def read_form(path: Path, complaints: Complaints) -> Node:
    """Read a form's file; one that is ``as`` another version is laid over that one's file.

    Its own keys stand instead of the other's, only the parts of both are taken.

    Raises:
        Problem: A file can't be read, or there is no such other version.
    """
    node = _read(path, complaints)
    if _AS not in node:
        return node
    base = path.with_stem(str(node[_AS]))
    if base == path or not base.is_file():
        others = [file.stem for file in path.parent.glob("*.yaml") if file != path]
        complaints.add(node.at(_AS), unknown("phiên bản", str(node[_AS]), others))
        complaints.raise_if_any()
    made = _read(base, complaints)
    if _AS in made:
        words = f"phiên bản “{base.stem}” lại dựa trên phiên bản khác; hãy ghi phiên bản gốc"
        complaints.add(node.at(_AS), words)
    return _over(made, node)


def _read(path: Path, complaints: Complaints) -> Node:
    return read_yaml(path, f"{path.parent.name}/{path.name}", complaints)


def _over(base: Node, node: Node) -> Node:
    made = _copied(base, {**base, **node})
    made.places.update(node.places)
    made.place = node.place
    if isinstance(base.get(_PARTS), Items) and isinstance(node.get(_PARTS), Items):
        made[_PARTS] = Items(base[_PARTS].place)
        for items in (base[_PARTS], node[_PARTS]):
            made[_PARTS].extend(items)
            made[_PARTS].places.extend(items.places)
    return made


class LeavingOut:
    """Takes the figures a form is without out of its file and its parts."""

    def __init__(self, node: Node, complaints: Complaints) -> None:
        self.complaints = complaints
        self.place = node.at(_WITHOUT)
        stated = node.get(_WITHOUT, Items(node.place))
        if not isinstance(stated, Items) or not all(isinstance(name, str) for name in stated):
            complaints.add(self.place, f"“{_WITHOUT}” phải là một danh sách chữ")
            stated = Items(node.place)
        self.gone = frozenset(stated)
        self.known: set[str] = set()
        self._pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, stated))})\b")

    def of(self, node: Node) -> Node:
        """Return the tree of a file without these figures and all that names them."""
        figures = node.get("figures")
        self.known.update(figures if isinstance(figures, Node) else ())
        kept = {key: child for key, child in node.items() if key not in (_AS, _WITHOUT)}
        if not self.gone:
            return _copied(node, kept)
        return _copied(node, {key: self._group(key, child) for key, child in kept.items()})

    def complain_of_strangers(self) -> None:
        """Complain of figures no part of the form has."""
        for name in sorted(self.gone - self.known):
            self.complaints.add(self.place, unknown("chỉ tiêu", name, self.known))

    def _group(self, key: str, value: Any) -> Any:
        if not isinstance(value, Node):
            return self._pruned(value)
        kept = {name: child for name, child in value.items() if not self._is_gone(key, name, child)}
        return _copied(value, {name: self._pruned(child) for name, child in kept.items()})

    def _is_gone(self, group: str, name: str, child: Any) -> bool:
        return name in self.gone if group == "figures" else self._names(child)

    def _names(self, value: Any) -> bool:
        """Whether a rule, a paragraph, a variant or a row itself names one of the figures."""
        return isinstance(value, Node) and any(
            self._pattern.search(words) for key in _NAMING for words in _words(value.get(key))
        )

    def _pruned(self, value: Any) -> Any:
        if isinstance(value, Node):
            return _copied(value, self._without_formula(value))
        if not isinstance(value, Items):
            return value
        made = Items(value.place)
        for item, place in zip(value, value.places, strict=True):
            left = self._pruned(item)
            if not self._names(item) and not _is_empty_choice(left):
                made.append(left)
                made.places.append(place)
        return made

    def _without_formula(self, node: Node) -> dict[str, Any]:
        return {
            key: self._pruned(child)
            for key, child in node.items()
            if key != "computed" or not self._pattern.search(str(child))
        }


def _words(value: Any) -> Iterable[str]:
    """Return the words that stand in a place itself, not in what is nested there."""
    items = value if isinstance(value, Items) else [value]
    return [item for item in items if isinstance(item, str)]


def _is_empty_choice(value: Any) -> bool:
    return isinstance(value, Node) and isinstance(value.get(_CHOICE), Items) and not value[_CHOICE]


def _copied(node: Node, items: dict[str, Any]) -> Node:
    made = Node(node.place)
    made.update(items)
    made.places = dict(node.places)
    return made

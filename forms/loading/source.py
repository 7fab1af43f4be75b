"""YAML files read with the place of every key, so that a mistake can be named by line."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from forms.problem import Problem, nearest

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

#: The C reader is about ten times faster; not every build of PyYAML has it.
READER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a definition file."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}, dòng {self.line}"


class Node(dict[str, Any]):
    """A YAML mapping that knows where it and each of its keys stand."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.places: dict[str, Place] = {}

    def at(self, key: str) -> Place:
        """Return where the key stands, or where the mapping begins."""
        return self.places.get(key, self.place)


class Items(list[Any]):
    """A YAML list that knows where each of its items stands."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.places: list[Place] = []


@dataclass(slots=True)
class Places:
    """Where each thing of a form is stated: by its group and id, and frame by frame."""

    named: dict[tuple[str, str], Place] = field(default_factory=dict)
    made: dict[int, tuple[object, Place]] = field(default_factory=dict)

    def name(self, group: str, name: str, place: Place) -> None:
        """Note where a figure, text, table, section, leaf, chapter or rule is stated."""
        self.named.setdefault((group, name), place)

    def note(self, made: object, place: Place) -> None:
        """Note where a frame, a condition or a piece stands; equal ones may stand elsewhere."""
        self.made[id(made)] = (made, place)

    def find(self, group: str, name: str, made: object = None) -> Place | None:
        """Return the place of what was made, or else of what bears the name."""
        return self.made[id(made)][1] if id(made) in self.made else self.named.get((group, name))


@dataclass(slots=True)
class Complaints:
    """The mistakes found so far; loading names them all at once."""

    found: list[str] = field(default_factory=list)

    def add(self, place: Place | None, message: str) -> None:
        """Note a mistake at a place."""
        line = f"{place}: {message}" if place else message
        if line not in self.found:
            self.found.append(line)

    def raise_if_any(self) -> None:
        """Raise `Problem` with every mistake, one to a line."""
        if not self.found:
            return
        shown = self.found[:_MOST_SHOWN]
        if len(self.found) > _MOST_SHOWN:
            shown.append(f"… và {len(self.found) - _MOST_SHOWN} chỗ khác")
        raise Problem("Mẫu báo cáo có chỗ cần sửa:\n" + "\n".join(shown))


def read_yaml(path: Path, name: str, complaints: Complaints) -> Node:
    """Read one file whose outermost value is a mapping; ``name`` is what messages call it."""
    try:
        tree = yaml.compose(path.read_text(encoding="utf-8"), Loader=READER)
        if isinstance(tree, yaml.MappingNode):
            return _mapping(tree, name, complaints)
    except OSError as error:
        raise Problem(f"Không đọc được tệp mẫu “{name}”: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise Problem(f"Tệp mẫu “{name}” không phải văn bản UTF-8.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else _line_of(error, path)
        why = getattr(error, "problem", None) or "có ký tự không được phép"
        raise Problem(f"{name}, dòng {line}: viết sai cú pháp YAML ({why}).") from error
    except RecursionError as error:
        raise Problem(f"Tệp mẫu “{name}” lồng nhau quá sâu.") from error
    raise Problem(f"{name}: tệp mẫu phải là các cặp “khóa: giá trị”.")


def _line_of(error: yaml.YAMLError, path: Path) -> int:
    """Return the line of a stray character; its reader counts bytes or characters only."""
    before = path.read_bytes()[: getattr(error, "position", 0)]
    return before.count(b"\n") + 1


def _mapping(tree: yaml.MappingNode, name: str, complaints: Complaints) -> Node:
    node = Node(_place(tree, name))
    for key_node, value_node in tree.value:
        key = _key(key_node)
        if key in node:
            complaints.add(_place(key_node, name), f"“{key}” đã khai báo ở {node.places[key]}")
        node[key] = _value(value_node, name, complaints)
        node.places[key] = _place(key_node, name)
    return node


def _key(tree: yaml.Node) -> str:
    return unicodedata.normalize("NFC", str(tree.value))


def _value(tree: yaml.Node, name: str, complaints: Complaints) -> Any:
    if isinstance(tree, yaml.MappingNode):
        return _mapping(tree, name, complaints)
    if isinstance(tree, yaml.SequenceNode):
        items = Items(_place(tree, name))
        for child in tree.value:
            items.append(_value(child, name, complaints))
            items.places.append(_place(child, name))
        return items
    return _scalar(tree)


def _scalar(tree: yaml.Node) -> str | bool | None:
    words = unicodedata.normalize("NFC", str(tree.value))
    if tree.tag == "tag:yaml.org,2002:bool":
        return words.lower() in ("true", "yes", "on")
    return None if tree.tag == "tag:yaml.org,2002:null" else words


def _place(tree: yaml.Node, name: str) -> Place:
    return Place(name, tree.start_mark.line + 1)


def check_keys(node: Node, allowed: Collection[str], complaints: Complaints) -> None:
    """Complain of keys the schema doesn't know, with the nearest right one."""
    for key in node:
        if key not in allowed:
            guess = nearest(key, allowed)
            hint = f"; có phải “{guess}”?" if guess else ""
            complaints.add(node.at(key), f"không có khóa “{key}”{hint}")

"""Definition values made out of what a YAML file says, mistake by mistake."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, TypeVar

from forms.definition import (
    Choose,
    Column,
    Figure,
    Leaf,
    ListOf,
    Note,
    OverTime,
    OverUnits,
    ParagraphFrame,
    Piece,
    Rule,
    Say,
    Section,
    Severity,
    Table,
    TableRef,
    Text,
    TextRef,
    Variant,
)
from forms.expression import REPORT_NAMES, Expression, reads_earlier
from forms.expression import parse as parse_expression
from forms.figure import Kind
from forms.loading.naming import paragraph_names, unique
from forms.loading.source import Complaints, Items, Node, Place, Places, check_keys
from forms.problem import Problem, nearest, unknown
from forms.sentence import Frame, parse_frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Word = TypeVar("Word", bound=StrEnum)
Result = TypeVar("Result")

_FIGURE_KEYS: Final = (
    "label",
    "unit",
    "kind",
    "computed",
    "source",
    "over_time",
    "over_units",
    "help",
)
_RULE_KEYS: Final = (
    "kind",
    "severity",
    "holds",
    "fields",
    "message",
    "each",
    "when",
    "explains",
    "zero",
    "generic",
)
_TEXT_KEYS: Final = ("label", "default", "optional", "help", "standing")
_TABLE_KEYS: Final = ("label", "columns", "row", "join", "optional", "help")
_LEAF_KEYS: Final = ("id", "bullet", "heading", "help", "paragraphs")
_PIECES: Final = ("choose", "text", "table", "list")
_BULLET: Final = re.compile(r"[-+*]?|[0-9]+\.")
#: The words of `domain/rules.csv`, and "numbering" for the check of `forms.checking.generic`.
_RULE_KINDS: Final = (
    "sum",
    "bound",
    "percent",
    "date",
    "text",
    "repeat",
    "numbering",
    "count",
    "approx",
    "sanity",
    "cross-section",
    "cross-document",
)
_EMPTY_FRAME: Final = Frame("", ())


@dataclass(slots=True)
class Builder:
    """Builds definition values and remembers where each frame, condition and piece stands."""

    complaints: Complaints
    places: Places = field(default_factory=Places)

    def word(self, node: Node, key: str, default: str | None = None) -> str:
        """Return a text value; without default it must be there."""
        value = node.get(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str):
            problem = "thiếu" if value is None else "phải là một dòng chữ:"
            self.complaints.add(node.at(key), f"{problem} “{key}”")
            return default or ""
        return value

    def flag(self, node: Node, key: str, *, default: bool = False) -> bool:
        """Return a yes-or-no value."""
        value = node.get(key, default)
        if not isinstance(value, bool):
            self.complaints.add(node.at(key), f"“{key}” phải là true hoặc false")
            return default
        return value

    def choice(self, node: Node, key: str, words: type[Word], default: Word) -> Word:
        """Return one of an enumeration's words."""
        value = self.word(node, key, default.value)
        try:
            return words(value)
        except ValueError:
            guess = nearest(value, [w.value for w in words if w.value])
            hint = f"; có phải “{guess}”?" if guess else ""
            self.complaints.add(node.at(key), f"không có {key} “{value}”{hint}")
            return default

    def nodes(self, node: Node, key: str) -> Iterator[tuple[Node, Place]]:
        """Yield the mappings of a list."""
        items = node.get(key)
        if items is None:
            return
        if not isinstance(items, Items):
            self.complaints.add(node.at(key), f"“{key}” phải là một danh sách")
            return
        for item, place in zip(items, items.places, strict=True):
            if isinstance(item, Node):
                yield item, place
            else:
                self.complaints.add(place, f"mỗi mục của “{key}” phải là các cặp “khóa: giá trị”")

    def words(self, node: Node, key: str) -> tuple[str, ...]:
        """Return a list of words, or a single one."""
        value = node.get(key)
        if value is None:
            return ()
        if isinstance(value, str):
            return (value,)
        if isinstance(value, Items) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self.complaints.add(node.at(key), f"“{key}” phải là một danh sách chữ")
        return ()

    def frame(self, value: str, place: Place) -> Frame:
        """Return the frame a text states."""
        found = self._parsed(parse_frame, value, place)
        return found if found is not None else _EMPTY_FRAME

    def optional_frame(self, node: Node, key: str) -> Frame | None:
        """Return the frame under a key, None if the key is absent."""
        return self.frame(self.word(node, key, ""), node.at(key)) if key in node else None

    def expression(self, node: Node, key: str) -> Expression | None:
        """Return the expression under a key, None if absent or wrong."""
        if key not in node:
            return None
        return self._parsed(parse_expression, self.word(node, key), node.at(key))

    def _parsed(self, parser: Callable[[str], Result], value: str, place: Place) -> Result | None:
        try:
            made = parser(value)
        except Problem as problem:
            self.complaints.add(place, problem.message)
            return None
        self.places.note(made, place)
        return made

    # What follows builds one kind of value each.

    def figure(self, figure_id: str, node: Node) -> Figure:
        """Build a figure."""
        check_keys(node, _FIGURE_KEYS, self.complaints)
        return Figure(
            id=figure_id,
            label=self.word(node, "label"),
            unit=self.word(node, "unit", ""),
            kind=self.choice(node, "kind", Kind, Kind.COUNT),
            computed=self.expression(node, "computed"),
            source=self.word(node, "source", ""),
            over_time=self.choice(node, "over_time", OverTime, OverTime.NONE),
            over_units=self.choice(node, "over_units", OverUnits, OverUnits.NONE),
            help=self.word(node, "help", ""),
        )

    def text(self, text_id: str, node: Node) -> Text:
        """Build a text."""
        check_keys(node, _TEXT_KEYS, self.complaints)
        return Text(
            id=text_id,
            label=self.word(node, "label"),
            default=self.optional_frame(node, "default"),
            optional=self.flag(node, "optional"),
            help=self.word(node, "help", ""),
            standing=self.flag(node, "standing"),
        )

    def table(self, table_id: str, node: Node) -> Table:
        """Build a table."""
        check_keys(node, _TABLE_KEYS, self.complaints)
        columns = tuple(self._column(child) for child, _ in self.nodes(node, "columns"))
        return Table(
            id=table_id,
            label=self.word(node, "label"),
            columns=columns,
            row=tuple(self._variants(node, "row")),
            join=self.word(node, "join", "; "),
            optional=self.flag(node, "optional", default=True),
            help=self.word(node, "help", ""),
        )

    def _column(self, node: Node) -> Column:
        check_keys(node, ("id", "label", "kind", "choices", "width"), self.complaints)
        width = self.word(node, "width", "1")
        if not width.isdecimal():
            self.complaints.add(node.at("width"), "“width” phải là số nguyên")
            width = "1"
        return Column(
            id=self.word(node, "id"),
            label=self.word(node, "label"),
            kind=self.choice(node, "kind", Kind, Kind.TEXT),
            choices=self.words(node, "choices"),
            width=int(width),
        )

    def section(self, section_id: str, node: Node) -> Section:
        """Build a section with its leaves."""
        check_keys(node, ("heading", "tab", "leaves"), self.complaints)
        heading = self.frame(self.word(node, "heading"), node.at("heading"))
        leaves = tuple(self._leaf(child) for child, _ in self.nodes(node, "leaves"))
        return Section(section_id, heading, self.word(node, "tab", heading.source), leaves)

    def _leaf(self, node: Node) -> Leaf:
        check_keys(node, _LEAF_KEYS, self.complaints)
        heading = self.optional_frame(node, "heading")
        paragraphs = tuple(self._paragraph(child) for child, _ in self.nodes(node, "paragraphs"))
        named = [*(heading.names if heading else ())]
        for paragraph in paragraphs:
            named.extend(paragraph_names(paragraph))
        leaf_id = self.word(node, "id")
        if ("leaves", leaf_id) in self.places.named:
            before = self.places.named["leaves", leaf_id]
            self.complaints.add(node.place, f"“{leaf_id}”: mã mục này đã dùng ở {before}")
        self.places.name("leaves", leaf_id, node.place)
        return Leaf(
            id=leaf_id,
            bullet=self._bullet(node),
            heading=heading,
            paragraphs=paragraphs,
            figures=tuple(dict.fromkeys(name for name in named if ":" not in name)),
            texts=unique(named, "text:"),
            tables=unique(named, "table:"),
            help=self.word(node, "help", ""),
            notes=unique(named, "note:"),
        )

    def note(self, note_id: str, node: Node) -> Note:
        """Build a footnote."""
        check_keys(node, ("label", "say", "when"), self.complaints)
        return Note(
            id=note_id,
            label=self.word(node, "label"),
            pieces=self._pieces(node, "say"),
            when=self.expression(node, "when"),
        )

    def _bullet(self, node: Node) -> str:
        bullet = self.word(node, "bullet", "")
        if not _BULLET.fullmatch(bullet):
            words = f"dấu đầu dòng “{bullet}” không phải -, +, * hay số như 1."
            self.complaints.add(node.at("bullet"), words)
        return bullet

    def _paragraph(self, node: Node) -> ParagraphFrame:
        check_keys(node, ("bullet", "run_on", "when", "say"), self.complaints)
        return ParagraphFrame(
            bullet=self._bullet(node),
            run_on=self.flag(node, "run_on"),
            when=self.expression(node, "when"),
            pieces=self._pieces(node, "say"),
        )

    def _pieces(self, node: Node, key: str) -> tuple[Piece, ...]:
        value = node.get(key)
        if isinstance(value, Items):
            found = zip(value, value.places, strict=True)
            pieces = [self._piece(item, place) for item, place in found]
        else:
            pieces = [self._piece(value, node.at(key))]
        return tuple(piece for piece in pieces if piece is not None)

    def _piece(self, value: Any, place: Place) -> Piece | None:
        if isinstance(value, str) and value.strip():
            return Say(self.frame(value, place))
        if isinstance(value, Node) and len(value) == 1 and next(iter(value)) in _PIECES:
            piece = self._marked_piece(value, next(iter(value)))
            self.places.note(piece, place)
            return piece
        known = ", ".join(f"“{word}”" for word in _PIECES)
        self.complaints.add(place, f"chỗ này cần một câu, hoặc một trong {known}")
        return None

    def _marked_piece(self, node: Node, key: str) -> Piece:
        if key == "text":
            return TextRef(self.word(node, key))
        if key == "table":
            return TableRef(self.word(node, key))
        if key == "choose":
            return Choose(tuple(self._variants(node, key)))
        return self._list(node)

    def _list(self, parent: Node) -> ListOf:
        node = parent["list"]
        if not isinstance(node, Node):
            self.complaints.add(parent.at("list"), "“list” phải là các cặp “khóa: giá trị”")
            return ListOf(_EMPTY_FRAME, "", _EMPTY_FRAME, ())
        check_keys(node, ("lead", "join", "end", "items", "empty"), self.complaints)
        return ListOf(
            lead=self.frame(self.word(node, "lead", ""), node.at("lead")),
            join=self.word(node, "join", "; "),
            end=self.frame(self.word(node, "end", ""), node.at("end")),
            items=tuple(self._variants(node, "items")),
            empty=self._pieces(node, "empty") if "empty" in node else (),
        )

    def _variants(self, node: Node, key: str) -> Iterator[Variant]:
        for child, place in self.nodes(node, key):
            if len(child) == 1 and next(iter(child)) in _PIECES:
                piece = self._piece(child, place)
                yield Variant(None, (piece,) if piece else ())
                continue
            check_keys(child, ("when", "say"), self.complaints)
            yield Variant(self.expression(child, "when"), self._pieces(child, "say"))

    def rule(self, rule_id: str, node: Node) -> Rule:
        """Build a rule; its patterns in ``each`` are resolved by `forms.loading`."""
        check_keys(node, _RULE_KEYS, self.complaints)
        holds = self.expression(node, "holds")
        if "holds" not in node and "generic" not in node:
            self.complaints.add(node.place, "quy tắc cần “holds”, “generic” hoặc cả hai")
        fields = self.words(node, "fields")
        return Rule(
            id=rule_id,
            kind=self._rule_kind(node),
            severity=self.choice(node, "severity", Severity, Severity.ERROR),
            holds=holds,
            fields=fields or default_fields(holds),
            message=self.word(node, "message"),
            each=self.words(node, "each"),
            when=self.expression(node, "when"),
            explains=self.word(node, "explains", ""),
            zero=self.words(node, "zero"),
            generic=self.word(node, "generic", ""),
        )

    def _rule_kind(self, node: Node) -> str:
        kind = self.word(node, "kind")
        if kind and kind not in _RULE_KINDS:
            self.complaints.add(node.at("kind"), unknown("loại quy tắc", kind, _RULE_KINDS))
        return kind


def default_fields(holds: Expression | None) -> tuple[str, ...]:
    """Return the figures a rule points at when it names none itself."""
    names = (*holds.names, *holds.asks) if holds else ()
    return tuple(n for n in names if n not in REPORT_NAMES and not reads_earlier(n))

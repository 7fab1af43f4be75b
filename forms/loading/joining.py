"""A form put together out of its own file and the parts it shares with other forms."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeVar

from forms.catalogue_date import read_validity
from forms.definition import (
    Chapter,
    Figure,
    Form,
    FormAppendix,
    Front,
    Leaf,
    Note,
    Rule,
    Section,
    Table,
    Text,
    columns_of,
)
from forms.expression import REPORT_NAMES
from forms.facts import SOURCES
from forms.loading import appendices
from forms.loading.building import Builder
from forms.loading.naming import paragraph_names, unique
from forms.loading.proving import Prover
from forms.loading.rules import RuleProver, concerns, resolved, strangers
from forms.loading.source import Complaints, Node, Place, check_keys
from forms.problem import unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from forms.sentence import Frame

Made = TypeVar("Made")

_FORM_KEYS: Final = (
    "form",
    "version",
    "title",
    "levels",
    "valid_from",
    "front",
    "parts",
    "outline",
    "appendices",
)
_SHARED_KEYS: Final = ("figures", "texts", "tables", "notes", "sections", "rules")
#: A finding, a note and an explanation name any of these by its id alone.
_FIELD_GROUPS: Final = ("figures", "texts", "tables")
#: Names of sentences and conditions that are no figures.
_NEVER_TYPED: Final = ("period", "it", *REPORT_NAMES)
#: What a text, table or footnote lacks that no leaf has.
_HOMELESS: Final[Mapping[str, str]] = {
    "texts": "nội dung không nằm trên mục nào",
    "tables": "bảng không nằm trên mục nào",
    "notes": "chú thích không có câu nào mang dấu {{note:{name}}}",
}
_FRONT_KEYS: Final = (
    "kind",
    "kind_code",
    "subject",
    "window_note",
    "closing",
    "recipients",
    "archive",
    "addressee",
)


@dataclass(slots=True)
class _Pool:
    """Everything the parts offer; the outline decides what of it the form takes."""

    figures: dict[str, Figure] = field(default_factory=dict)
    texts: dict[str, Text] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    sections: dict[str, Section] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)


class Joiner:
    """Collects the parts of a form and makes the form of them."""

    def __init__(self, node: Node, complaints: Complaints) -> None:
        self.node = node
        self.complaints = complaints
        self.build = Builder(complaints)
        self.places = self.build.places
        self.pool = _Pool()
        check_keys(node, (*_FORM_KEYS, *_SHARED_KEYS), complaints)
        self._add_shared(node)

    def part_names(self) -> Iterator[tuple[str, Place]]:
        """Yield the parts the form names."""
        for name in self.build.words(self.node, "parts"):
            yield name, self.node.at("parts")

    def add_part(self, node: Node) -> None:
        """Take a part's figures, texts, tables, sections and rules in."""
        check_keys(node, ("part", *_SHARED_KEYS), self.complaints)
        self._add_shared(node)

    def _add_shared(self, node: Node) -> None:
        self._collect(node, "figures", self.build.figure, self.pool.figures)
        self._collect(node, "texts", self.build.text, self.pool.texts)
        self._collect(node, "tables", self.build.table, self.pool.tables)
        self._collect(node, "notes", self.build.note, self.pool.notes)
        self._collect(node, "sections", self.build.section, self.pool.sections)
        self._collect(node, "rules", self.build.rule, self.pool.rules)

    def _collect(
        self, node: Node, key: str, make: Callable[[str, Node], Made], into: dict[str, Made]
    ) -> None:
        group = node.get(key)
        if group is None:
            return
        if not isinstance(group, Node):
            self.complaints.add(node.at(key), f"“{key}” phải là các cặp “mã: nội dung”")
            return
        for name, child in group.items():
            if not isinstance(child, Node):
                self.complaints.add(group.at(name), f"“{name}” phải là các cặp “khóa: giá trị”")
                continue
            self._claim(key, name, group.at(name))
            into[name] = make(name, child)

    def _claim(self, group: str, name: str, place: Place) -> None:
        """Take an id; figures, texts and tables share theirs."""
        rivals = _FIELD_GROUPS if group in _FIELD_GROUPS else (group,)
        for rival in rivals:
            before = self.places.find(rival, name)
            if before is not None:
                self.complaints.add(place, f"“{name}” đã khai báo ở {before}")
        self.places.name(group, name, place)

    def form(self) -> Form:
        """Return the form; mistakes are noted in the complaints."""
        for section_id, section in self.pool.sections.items():
            self.pool.sections[section_id] = _with_notes(section, self.pool.notes)
        chapters = tuple(self._chapters())
        behind = tuple(self._appendices(chapters))
        self._prove_pool(chapters, behind)
        form = self._form(chapters, behind)
        for prover in (Prover, RuleProver):
            prover(form, self.pool.figures, self.places, self.complaints).prove()
        return form

    def _appendices(self, chapters: tuple[Chapter, ...]) -> Iterator[FormAppendix]:
        leaves = [leaf for chapter in chapters for s in chapter.sections for leaf in s.leaves]
        taken = (figure.id for figure in self.pool.figures.values() if figure.source)
        named = (name for leaf in leaves for name in (*leaf.figures, *leaf.tables))
        placed = {*taken, *named, *_NEVER_TYPED}
        found = tuple(appendices.built(self.build, self.node))
        for appendix in appendices.Tabs(placed).given(found):
            section = appendix.section
            yield replace(appendix, section=section and _in_order(section, self.pool))

    def _form(self, chapters: tuple[Chapter, ...], behind: tuple[FormAppendix, ...]) -> Form:
        sections = [section for chapter in chapters for section in chapter.sections]
        leaves = [leaf for section in sections for leaf in section.leaves] + _own_leaves(behind)
        shown = {name for leaf in leaves for name in leaf.figures}
        figures = {
            name: self._with_possible_formula(figure, shown)
            for name, figure in self.pool.figures.items()
            if figure.source or name in shown
        }
        texts = _taken(self.pool.texts, (t for leaf in leaves for t in leaf.texts))
        tables = _taken(self.pool.tables, (t for leaf in leaves for t in leaf.tables))
        taken = {*figures, *_references(texts, tables)}
        return Form(
            id=self.build.word(self.node, "form"),
            version=self.build.word(self.node, "version"),
            title=self.build.word(self.node, "title"),
            front=self._front(),
            figures=MappingProxyType(figures),
            texts=MappingProxyType(texts),
            tables=MappingProxyType(tables),
            chapters=chapters,
            rules=MappingProxyType(dict(self._rules(figures, taken))),
            levels=self.build.words(self.node, "levels"),
            valid_from=read_validity(self.node, self.complaints).start,
            notes=MappingProxyType(
                _taken(self.pool.notes, (note for leaf in leaves for note in leaf.notes))
            ),
            appendices=behind,
        )

    def _with_possible_formula(self, figure: Figure, shown: set[str]) -> Figure:
        """Drop a formula over figures that another form's sections hold, not this one's."""
        others = [
            self.pool.figures.get(n) for n in (figure.computed.names if figure.computed else ())
        ]
        elsewhere = any(o and not o.source and o.id not in shown for o in others)
        return replace(figure, computed=None) if elsewhere else figure

    def _front(self) -> Front:
        node = self.node.get("front")
        if not isinstance(node, Node):
            self.complaints.add(self.node.at("front"), "thiếu “front” (phần đầu văn bản)")
            node = Node(self.node.place)
        self.places.name("form", "front", node.place)
        check_keys(node, _FRONT_KEYS, self.complaints)
        recipients = self.build.words(node, "recipients")
        return Front(
            kind=self.build.word(node, "kind"),
            kind_code=self.build.word(node, "kind_code"),
            subject=self.build.frame(self.build.word(node, "subject"), node.at("subject")),
            window_note=self.build.optional_frame(node, "window_note"),
            closing=self.build.word(node, "closing", "./."),
            recipients=tuple(self.build.frame(r, node.at("recipients")) for r in recipients),
            archive=self.build.frame(self.build.word(node, "archive"), node.at("archive")),
            addressee=self.build.optional_frame(node, "addressee"),
        )

    # The outline.

    def _chapters(self) -> Iterator[Chapter]:
        if "outline" not in self.node:
            self.complaints.add(self.node.place, "thiếu “outline” (các chương, mục)")
        for node, place in self.build.nodes(self.node, "outline"):
            check_keys(node, ("id", "heading", "sections", "optional"), self.complaints)
            chapter_id = self.build.word(node, "id")
            self._claim("chapters", chapter_id, place)
            heading = self.build.frame(self.build.word(node, "heading"), node.at("heading"))
            sections = _with_headings(tuple(self._sections(node)), heading, self.pool)
            yield Chapter(chapter_id, heading, sections, self.build.flag(node, "optional"))

    def _sections(self, node: Node) -> Iterator[Section]:
        names = self.build.words(node, "sections")
        if not names:
            self.complaints.add(node.place, "chương cần ít nhất một mục trong “sections”")
        for name in names:
            section = self.pool.sections.get(name)
            if section is None:
                found = unknown("mục", name, self.pool.sections)
                self.complaints.add(node.at("sections"), found)
            else:
                self._claim("outline", name, node.at("sections"))
                yield section

    # What must hold whatever form takes the parts.

    def _prove_pool(self, chapters: tuple[Chapter, ...], behind: tuple[FormAppendix, ...]) -> None:
        leaves = [leaf for section in self.pool.sections.values() for leaf in section.leaves]
        leaves += _own_leaves(behind)
        for figure in self.pool.figures.values():
            if figure.source and figure.source not in SOURCES:
                self._add("figures", figure.id, unknown("nguồn", figure.source, SOURCES))
        shown = {*self._shown(leaves), *(n for c in chapters for n in c.heading.names)}
        for name, figure in self.pool.figures.items():
            if not figure.source and name not in shown:
                words = "chỉ tiêu không nằm trên mục nào nên không ai nhập được"
                self._add("figures", name, words)
        for group, words in _HOMELESS.items():
            on_tabs = {name for leaf in leaves for name in getattr(leaf, group)}
            for name in getattr(self.pool, group):
                if name not in on_tabs:
                    self._add(group, name, words.format(name=name))

    def _shown(self, leaves: Iterable[Leaf]) -> Iterator[str]:
        """Yield the figures that leaves, texts' defaults and sections' headings name."""
        for leaf in leaves:
            yield from leaf.figures
            yield from _default_names(leaf, self.pool.texts)
        for section in self.pool.sections.values():
            yield from section.heading.names

    def _add(self, group: str, name: str, message: str) -> None:
        self.complaints.add(self.places.find(group, name), f"“{name}”: {message}")

    # Rules.

    def _rules(self, figures: Mapping[str, Figure], taken: set[str]) -> Iterator[tuple[str, Rule]]:
        pool = {
            *self.pool.figures,
            *_references(self.pool.texts, self.pool.tables),
        }
        elsewhere = pool - taken
        for rule in self.pool.rules.values():
            found = resolved(rule, self.pool.figures, figures, partial(self._add, "rules", rule.id))
            if found is None:
                continue
            if concerns(found, elsewhere.__contains__):
                yield rule.id, found
                continue
            for name in strangers(found, pool):
                self._add("rules", rule.id, unknown("chỉ tiêu", name, self.pool.figures))


def _own_leaves(behind: tuple[FormAppendix, ...]) -> list[Leaf]:
    return [leaf for each in behind if each.section for leaf in each.section.leaves]


def _references(texts: Iterable[str], tables: Mapping[str, Table]) -> Iterator[str]:
    """Yield what rules can quote of texts and tables (`forms.expression.Expression.references`)."""
    yield from (f"said:{text}" for text in texts)
    yield from (f"rows:{table}" for table in tables)
    yield from (f"distinct:{column}" for column in columns_of(tables.values()))


def _taken(pool: Mapping[str, Made], names: Iterable[str]) -> dict[str, Made]:
    return {name: pool[name] for name in dict.fromkeys(names) if name in pool}


def _default_names(leaf: Leaf, texts: Mapping[str, Text]) -> Iterator[str]:
    for name in leaf.texts:
        default = texts[name].default if name in texts else None
        yield from default.names if default else ()


def _with_notes(section: Section, notes: Mapping[str, Note]) -> Section:
    """Give each leaf the figures, texts and tables of the footnotes its sentences carry."""
    leaves = []
    for leaf in section.leaves:
        carried = [notes[note] for note in leaf.notes if note in notes]
        named = [name for note in carried for name in paragraph_names(note)]
        made = replace(
            leaf,
            figures=(*leaf.figures, *(name for name in named if ":" not in name)),
            texts=tuple(dict.fromkeys((*leaf.texts, *unique(named, "text:")))),
            tables=tuple(dict.fromkeys((*leaf.tables, *unique(named, "table:")))),
        )
        leaves.append(made)
    return replace(section, leaves=tuple(leaves))


def _with_headings(
    sections: tuple[Section, ...], heading: Frame, pool: _Pool
) -> tuple[Section, ...]:
    """Give each leaf the figures of the headings above it and of its texts' defaults.

    A figure named only in a heading or a default must still have a place to be typed in. They
    stand in the order in which they are defined: sentences and conditions name them in any.
    """
    made = []
    for number, section in enumerate(sections):
        above = (*(heading.names if number == 0 else ()), *section.heading.names)
        leaves = tuple(
            _with_names(leaf, (*(above if position == 0 else ()), *leaf.figures), pool)
            for position, leaf in enumerate(section.leaves)
        )
        made.append(replace(section, leaves=leaves))
    return tuple(made)


def _in_order(section: Section, pool: _Pool) -> Section:
    """Put the figures of an appendix's leaves in the order in which they are defined."""
    leaves = (_with_names(leaf, leaf.figures, pool) for leaf in section.leaves)
    return replace(section, leaves=tuple(leaves))


def _with_names(leaf: Leaf, names: Iterable[str], pool: _Pool) -> Leaf:
    typed = _typed((*names, *_default_names(leaf, pool.texts)))
    # What no part defines is a mistake that another proof names.
    places = {name: place for place, name in enumerate(pool.figures)}
    return replace(leaf, figures=tuple(sorted(typed, key=lambda n: places.get(n, len(places)))))


def _typed(names: Iterable[str]) -> tuple[str, ...]:
    """Keep the names that are figures: not the period, not the unit's or front's words."""
    return tuple(dict.fromkeys(n for n in names if n not in _NEVER_TYPED and "." not in n))

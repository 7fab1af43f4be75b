"""The appendices of a form: built out of its file, given a tab for what stands nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from forms.definition import AppendixChapter, AppendixRow, FormAppendix, Leaf, Section
from forms.loading.naming import condition_names
from forms.loading.source import check_keys

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from forms.loading.building import Builder
    from forms.loading.source import Node, Place

_KEYS: Final = ("id", "title", "tab", "when", "table", "figures")
_TAB: Final = "Phụ lục"
#: What a section of an appendix and its leaves are called.
_PREFIX: Final = "PL."
_DEEPEST: Final = 3


def built(build: Builder, node: Node) -> Iterator[FormAppendix]:
    """Yield the appendices a form's file states."""
    for child, place in build.nodes(node, "appendices"):
        check_keys(child, _KEYS, build.complaints)
        if ("table" in child) is ("figures" in child):
            words = "phụ lục cần một trong hai: “table” hoặc “figures”"
            build.complaints.add(place, words)
        appendix_id = build.word(child, "id")
        before = build.places.find("appendices", appendix_id)
        if before is not None:
            build.complaints.add(place, f"“{appendix_id}” đã khai báo ở {before}")
        build.places.name("appendices", appendix_id, place)
        title = build.frame(build.word(child, "title"), child.at("title"))
        yield FormAppendix(
            id=appendix_id,
            title=title,
            when=build.expression(child, "when"),
            table=build.word(child, "table", ""),
            chapters=tuple(_chapters(build, child)),
            section=Section(_PREFIX + appendix_id, title, build.word(child, "tab", _TAB), ()),
        )


def _chapters(build: Builder, node: Node) -> Iterator[AppendixChapter]:
    for child, place in build.nodes(node, "figures"):
        check_keys(child, ("heading", "rows"), build.complaints)
        heading = build.frame(build.word(child, "heading"), child.at("heading"))
        rows = tuple(_row(build, row, at) for row, at in build.nodes(child, "rows"))
        if not rows:
            build.complaints.add(place, "mỗi chương của phụ lục cần ít nhất một dòng trong “rows”")
        yield AppendixChapter(heading, rows)


def _row(build: Builder, node: Node, place: Place) -> AppendixRow:
    check_keys(node, ("figure", "label", "indent"), build.complaints)
    indent = build.word(node, "indent", "0")
    if not (indent.isdecimal() and int(indent) <= _DEEPEST):
        build.complaints.add(node.at("indent"), f"“indent” phải là số nguyên từ 0 đến {_DEEPEST}")
        indent = "0"
    figure, label = build.word(node, "figure", ""), build.optional_frame(node, "label")
    if not figure and label is None:
        build.complaints.add(place, "mỗi dòng của phụ lục cần “figure” hoặc “label”")
    return AppendixRow(label, figure, int(indent))


@dataclass(frozen=True, slots=True)
class Tabs:
    """Gives appendices a tab for what has none.

    Attributes:
        placed: What stands on a tab already, or is never typed there.
    """

    placed: Collection[str]

    def given(self, appendices: tuple[FormAppendix, ...]) -> Iterator[FormAppendix]:
        """Yield the appendices, each with a section of the fields that stand nowhere before it."""
        placed = set(self.placed)
        for appendix in appendices:
            leaves = []
            for leaf in _leaves(appendix):
                # What has a dot among the names of frames is a word of the unit ("unit.name").
                figures = tuple(n for n in leaf.figures if n not in placed and "." not in n)
                tables = tuple(table for table in leaf.tables if table not in placed)
                placed.update((*figures, *tables))
                if figures or tables:
                    leaves.append(replace(leaf, figures=figures, tables=tables))
            section = appendix.section
            given = replace(section, leaves=tuple(leaves)) if section and leaves else None
            yield replace(appendix, section=given)


def _leaves(appendix: FormAppendix) -> Iterator[Leaf]:
    """Yield a leaf for the list, or for each chapter of figures, with all they name."""
    above = (*condition_names(appendix.when), *appendix.title.names)
    leaf = Leaf(f"{_PREFIX}{appendix.id}", "", None, (), above, (), ())
    if appendix.table:
        yield replace(leaf, heading=appendix.title, tables=(appendix.table,))
        return
    for number, chapter in enumerate(appendix.chapters, start=1):
        yield replace(
            leaf,
            id=f"{leaf.id}.{number}",
            heading=chapter.heading,
            figures=(*(above if number == 1 else ()), *_named(chapter)),
        )


def _named(chapter: AppendixChapter) -> Iterator[str]:
    yield from chapter.heading.names
    for row in chapter.rows:
        yield from row.label.names if row.label else ()
        yield from (row.figure,) if row.figure else ()

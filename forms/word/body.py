"""The document's blocks as the inside of ``w:body``."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from forms.block import (
    Addressee,
    Appendix,
    Block,
    Closing,
    Grid,
    Head,
    Heading,
    Paragraph,
    Picture,
    Title,
)
from forms.word.markup import line, lines, paragraph, run, runs, section_end
from forms.word.notes import Footnotes
from forms.word.page import ACROSS, UPRIGHT, UPRIGHT_COLUMNS, Sheet, section_properties
from forms.word.pictures import Gallery
from forms.word.tables import closing, grid, head, line_below

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_HEADINGS = ("Heading1", "Heading2", "Heading3")
_AFTER_TITLE = '<w:p><w:pPr><w:pStyle w:val="SauTieuDe"/></w:pPr></w:p>'


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks on the same kind of sheet; one that ``opens`` counts its pages from 1."""

    blocks: tuple[Block, ...]
    sheet: Sheet
    opens: bool


def _wide(block: Block) -> bool:
    if not isinstance(block, Grid):
        return False
    return block.is_wide or len(block.header) > UPRIGHT_COLUMNS


def _chapters(blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """Split at the appendices: the report itself first, then each appendix."""
    starts = [i for i, block in enumerate(blocks) if isinstance(block, Appendix) and i]
    for start, end in zip([0, *starts], [*starts, len(blocks)], strict=True):
        yield tuple(blocks[start:end])


def sections(blocks: Sequence[Block]) -> Iterator[Section]:
    """Split a document into sections.

    An appendix with a wide table lies across as a whole; in the report itself only the table.
    """
    for chapter in _chapters(blocks):
        if chapter and isinstance(chapter[0], Appendix):
            yield Section(chapter, ACROSS if any(map(_wide, chapter)) else UPRIGHT, opens=True)
            continue
        opens = True
        for wide, part in groupby(chapter, key=_wide):
            yield Section(tuple(part), ACROSS if wide else UPRIGHT, opens)
            opens = False


def _title(block: Title, sheet: Sheet) -> str:
    """Return kind, subject and note, with a short line below the last of them."""
    last = ("GhiChuKy", block.note) if block.note else ("TrichYeu", block.subject)
    return (
        line("TenLoai", block.kind)
        + line("TrichYeu", block.subject)
        + line("GhiChuKy", block.note)
        + line_below(*last, sheet.text_width)
        + _AFTER_TITLE
    )


def addressee_lines(names: Sequence[str]) -> tuple[str, ...]:
    """Return the "Kính gửi:" lines: one addressee beside it, several below, each with its mark."""
    bare = [name.strip().lstrip("-").strip().rstrip(";.") for name in names]
    if not bare[1:]:
        return tuple(f"Kính gửi: {name}" for name in bare)
    return ("Kính gửi:", *(f"- {name};" for name in bare[:-1]), f"- {bare[-1]}.")


def _addressee(block: Addressee) -> str:
    first, *rest = addressee_lines(block.names) or ("",)
    if not rest:
        return line("KinhGui", first)
    return line("KinhGuiNhieu", first) + lines("KinhGuiNoi", rest) + _AFTER_TITLE


def _heading(block: Heading) -> str:
    return line(_HEADINGS[min(block.level, len(_HEADINGS)) - 1], block.text)


def _appendix(block: Appendix) -> str:
    return (
        line("PhuLuc", block.number)
        + line("PhuLucTen", block.title)
        + line("PhuLucKemTheo", block.attached_to)
        + _AFTER_TITLE
    )


def heads(block: Paragraph, following: Block | None) -> bool:
    """Whether a paragraph only says what follows it, so that it must not end a page.

    The last one before the signature stays with it too.
    """
    announces = isinstance(following, Paragraph | Grid) and block.text.endswith(":")
    return announces or isinstance(following, Closing)


def _paragraph(block: Paragraph, notes: Footnotes, *, heads: bool) -> str:
    """Return a body paragraph; one that heads the next stays with it."""
    style = ("GachDauDong" if block.bullet else "ThanBai") + ("Cuoi" if heads else "")
    bullet = run(f"{block.bullet} ") if block.bullet else ""
    words = (
        "".join(notes.mark(part.note) for part in parts) if is_mark else runs(parts)
        for is_mark, parts in groupby(block.runs, key=lambda part: part.role == "note")
    )
    return paragraph(style, bullet + "".join(words))


@dataclass(slots=True)
class BodyWriter:
    """Turns blocks into WordprocessingML one by one.

    Attributes:
        headers: The header references each section repeats.
        step: Called after each block; may raise to stop the work.
        gallery: The pictures met on the way.
        notes: The footnotes met on the way.
    """

    headers: str
    step: Callable[[], None]
    gallery: Gallery = field(default_factory=Gallery)
    notes: Footnotes = field(default_factory=Footnotes)

    def write(self, blocks: Sequence[Block]) -> str:
        """Return the inside of ``w:body``."""
        *earlier, final = list(sections(blocks)) or [Section((), UPRIGHT, opens=True)]
        pieces = [self._section(part) + section_end(self._properties(part)) for part in earlier]
        return "".join(pieces) + self._section(final) + self._properties(final)

    def _properties(self, part: Section) -> str:
        return section_properties(part.sheet, opens=part.opens, headers=self.headers)

    def _section(self, part: Section) -> str:
        return "".join(
            self._block(block, following, part.sheet)
            for block, following in pairwise((*part.blocks, None))
            if block is not None
        )

    def _block(self, block: Block, following: Block | None, sheet: Sheet) -> str:
        self.step()
        match block:
            case Paragraph():
                return _paragraph(block, self.notes, heads=heads(block, following))
            case Grid():
                return grid(block, sheet)
            case Picture():
                return self.gallery.show(block, sheet)
            case Title():
                return _title(block, sheet)
            case _:
                return _PLAIN[type(block)](block)


#: Blocks that need to know nothing of the page or of their neighbours.
_PLAIN: Mapping[type, Callable[[Any], str]] = {
    Head: head,
    Addressee: _addressee,
    Heading: _heading,
    Closing: closing,
    Appendix: _appendix,
}

"""Footnotes: their marks in the text and the part of the package that holds them.

Word numbers them itself, in the order in which the text marks them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forms.word.markup import paragraph, run, runs

if TYPE_CHECKING:
    from forms.block import Run

PART = "word/footnotes.xml"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_OPENING = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:footnotes xmlns:w="{_MAIN}">'
)
#: The lines that part notes from the text, on their page and on the next: Word's own ids.
_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}">'
    f'<w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
)
_NUMBER = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'

#: What the settings say of the two separators.
SETTINGS = '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
RELATION = f'<Relationship Id="footnotes" Type="{_RELATION}" Target="footnotes.xml"/>'


@dataclass(slots=True)
class Footnotes:
    """The footnotes met so far, in order."""

    met: list[tuple[Run, ...]] = field(default_factory=list)

    def mark(self, note: tuple[Run, ...]) -> str:
        """Take a note in and return its mark in the text."""
        self.met.append(note)
        return (
            '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
            f'<w:footnoteReference w:id="{len(self.met)}"/></w:r>'
        )

    def part(self) -> str:
        """Return the part that holds the notes."""
        notes = (
            f'<w:footnote w:id="{number}">'
            + paragraph("FootnoteText", _NUMBER + run(" ") + runs(note))
            + "</w:footnote>"
            for number, note in enumerate(self.met, start=1)
        )
        return _OPENING + _SEPARATORS + "".join(notes) + "</w:footnotes>"

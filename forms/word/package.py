"""The Word file as bytes: the prepared package plus what belongs to one report."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from forms.block import Grid
from forms.word import notes
from forms.word.body import BodyWriter
from forms.word.markup import clean
from forms.word.template import DOCUMENT, PROPERTIES, RELATIONS, Template, member, template

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from forms.block import Block, Document

#: The longest text the file's properties take (Open Packaging Conventions as python-docx keeps it).
_LONGEST_PROPERTY = 255


def _nothing() -> None:
    """Do nothing between two blocks."""


def _properties(prepared: Template, document: Document) -> str:
    texts = {
        "title": document.title,
        "subject": document.subject,
        "author": document.organisation,
    }
    return prepared.properties.format_map(
        {key: clean(" ".join(text.split())[:_LONGEST_PROPERTY]) for key, text in texts.items()}
    )


def _pack(archive: bytes, parts: Iterable[tuple[str, str | bytes]]) -> bytes:
    """Return the prepared zip with more parts at its end."""
    stream = io.BytesIO()
    stream.write(archive)
    with zipfile.ZipFile(stream, "a") as package:
        for name, content in parts:
            package.writestr(member(name), content)
    return stream.getvalue()


def _has_chapters(block: Block) -> bool:
    return isinstance(block, Grid) and bool(block.chapters)


def compose(document: Document, step: Callable[[], None]) -> bytes:
    """Return the Word file, calling ``step`` before each block; an error in it stops the work."""
    writer = BodyWriter(template().headers, step)
    body = writer.write(document.blocks)
    has_more = bool(writer.notes.met) or any(map(_has_chapters, document.blocks))
    prepared = template(has_more=has_more)
    relations = prepared.relations + writer.gallery.relations() + "</Relationships>"
    pictures = ((f"word/media/{name}.png", png) for png, name in writer.gallery.files.items())
    return _pack(
        prepared.archive,
        [
            (DOCUMENT, prepared.opening + body + prepared.closing),
            (RELATIONS, relations),
            (PROPERTIES, _properties(prepared, document)),
            *([(notes.PART, writer.notes.part())] if has_more else []),
            *pictures,
        ],
    )


def docx_bytes(document: Document) -> bytes:
    """Return the document as the bytes of a Word file; equal documents give equal bytes."""
    return compose(document, _nothing)

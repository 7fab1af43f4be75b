"""What is inside a Word file, for the tests to look at."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx
from docx.oxml.ns import qn
from lxml import etree

from forms.block import (
    Block,
    Document,
)
from forms.word import docx_bytes

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml.etree import _Element


def of(*blocks: Block) -> Document:
    return Document("Báo cáo", "Cải cách hành chính", "Văn phòng", blocks)


def opened(document: Document) -> WordDocument:
    return docx.Document(io.BytesIO(docx_bytes(document)))


def part(document: Document, name: str) -> _Element:
    with zipfile.ZipFile(io.BytesIO(docx_bytes(document))) as archive:
        return etree.fromstring(archive.read(name))


def body(document: Document) -> _Element:
    found = part(document, "word/document.xml").find(qn("w:body"))
    assert found is not None
    return found


def printed(document: Document) -> list[tuple[str, str]]:
    """Return (style id, words) of every paragraph that has words, in order."""
    rows = []
    for paragraph in body(document).iter(qn("w:p")):
        words = "".join(
            {qn("w:t"): node.text or "", qn("w:tab"): "\t", qn("w:br"): "\n"}.get(str(node.tag), "")
            for node in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"))
        )
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        assert style is not None, words
        if words:
            rows.append((str(style.get(qn("w:val"))), words))
    return rows

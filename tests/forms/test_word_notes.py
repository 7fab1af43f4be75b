"""Footnotes in the Word file: the part that holds them, its styles, the same bytes every time."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.oxml.ns import qn

from forms.block import Document, Paragraph, Run
from forms.word import docx_bytes
from tests.forms.word_reading import body, of, opened, part
from tests.forms.word_samples import OFFICE, words

FIRST = (Run("Quyết định số "), Run("85/QĐ-UBND", "", "number"), Run(" của <Tỉnh>."))
SECOND = (Run("Sở Y tế"), Run("\n"), Run("Sở Tài chính"))
DOCUMENT = of(
    words("Đoạn không có chú thích."),
    Paragraph(
        (
            Run("Quyết định"),
            Run("1", "note", "number", FIRST),
            Run(" thành lập Đoàn; "),
            Run("…", "missing", "visited"),
            Run(" sở"),
            Run("2", "note", "", SECOND),
            Run("3", "note", "", (Run("Ba."),)),
        ),
        "-",
    ),
)


def notes() -> dict[str, str]:
    """Return id → words of every note of the file, separators too."""
    return {
        str(note.get(qn("w:id"))): "".join(
            {qn("w:t"): node.text or "", qn("w:br"): "\n"}.get(str(node.tag), "")
            for node in note.iter(qn("w:t"), qn("w:br"))
        )
        for note in part(DOCUMENT, "word/footnotes.xml")
    }


def test_the_notes_stand_in_their_own_part_in_order() -> None:
    assert notes() == {
        "-1": "",
        "0": "",
        "1": " Quyết định số 85/QĐ-UBND của <Tỉnh>.",
        "2": " Sở Y tế\nSở Tài chính",
        "3": " Ba.",
    }


def test_the_text_calls_each_note_once_and_bears_no_number_itself() -> None:
    found = body(DOCUMENT)
    references = [node.get(qn("w:id")) for node in found.iter(qn("w:footnoteReference"))]
    assert references == ["1", "2", "3"]
    said = "".join(node.text or "" for node in found.iter(qn("w:t")))
    assert said == "Đoạn không có chú thích.- Quyết định thành lập Đoàn; … sở"


def test_every_note_begins_with_its_raised_number() -> None:
    for note in part(DOCUMENT, "word/footnotes.xml"):
        if note.get(qn("w:type")) is None:
            (mark,) = note.iter(qn("w:footnoteRef"))
            (style,) = mark.itersiblings(qn("w:rPr"), preceding=True)
            assert style[0].get(qn("w:val")) == "FootnoteReference"


def test_notes_are_small_and_their_marks_raised() -> None:
    styles = opened(DOCUMENT).styles
    text = styles["footnote text"]
    assert (text.style_id, text.font.name, text.font.size.pt) == (
        "FootnoteText",
        "Times New Roman",
        10,
    )
    mark = styles["footnote reference"]
    assert (mark.style_id, mark.font.superscript) == ("FootnoteReference", True)


def test_the_package_knows_its_notes() -> None:
    with zipfile.ZipFile(io.BytesIO(docx_bytes(DOCUMENT))) as package:
        assert package.testzip() is None
        names = package.namelist()
    assert len(names) == len(set(names))
    related = {str(rel.target_part.partname): rel.reltype for rel in _relations(DOCUMENT)}
    assert related["/word/footnotes.xml"].endswith("/footnotes")
    kinds = {str(rel.target_part.partname): rel.target_part.content_type for rel in
             _relations(DOCUMENT)}  # fmt: skip
    assert kinds["/word/footnotes.xml"].endswith("wordprocessingml.footnotes+xml")
    named = [node.get(qn("w:id")) for node in part(DOCUMENT, "word/settings.xml").iter(
             qn("w:footnote"))]  # fmt: skip
    assert named == ["-1", "0"], "the separators"


def test_a_document_with_notes_is_the_same_bytes_every_time() -> None:
    assert docx_bytes(DOCUMENT) == docx_bytes(DOCUMENT)


def test_a_document_without_notes_brings_nothing_of_them_along() -> None:
    content = docx_bytes(OFFICE)
    docx_bytes(DOCUMENT)
    assert docx_bytes(OFFICE) == content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert "word/footnotes.xml" not in package.namelist()
        assert not any(b"ootnote" in package.read(name) for name in package.namelist())


def _relations(document: Document):  # type: ignore[no-untyped-def]  # noqa: ANN202
    word = docx.Document(io.BytesIO(docx_bytes(document)))
    return [rel for rel in word.part.rels.values() if not rel.is_external]

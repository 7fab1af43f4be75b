"""Footnotes in the preview: raised numbers, the notes at the foot of the page that marks them."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextCharFormat

from desktop.preview.layout import Layouter
from desktop.preview.paint import field_at, field_boxes
from desktop.preview.pieces import Page, RulePiece, TextPiece
from desktop.preview.units import mm, pt
from forms.block import Document, Grid, Paragraph, Run
from forms.layout import DECREE_30
from forms.run_lines import numbered
from tests.desktop.preview_samples import CLOSING, document, noted, paragraph

pytestmark = pytest.mark.usefixtures("qapp")

NOTE = (
    Run("Quyết định số "),
    Run("85/QĐ", "", "number"),
    Run(" ngày "),
    Run("…", "missing", "day"),
)
ONE = Paragraph((Run("Quyết định"), Run("1", "note", note=NOTE), Run(" thành lập Đoàn.")))


def pages_of(sample: Document) -> tuple[Page, ...]:
    return Layouter().pages(sample)


def lines(page: Page) -> list[tuple[float, TextPiece]]:
    return [
        (placed.y, piece)
        for placed in page.rows
        for piece in placed.row.pieces
        if isinstance(piece, TextPiece)
    ]


def test_a_note_stands_at_the_foot_below_a_short_line() -> None:
    (page,) = pages_of(document(ONE, paragraph(1)))
    (above, *_), (at, note) = lines(page)[:-1], lines(page)[-1]
    assert note.text == "1 Quyết định số 85/QĐ ngày …"
    assert above[1].text == "Quyết định1 thành lập Đoàn."
    *_, rule, foot = page.rows
    assert foot.y + foot.row.height == pytest.approx(mm(DECREE_30.text_height_mm))
    (piece,) = rule.row.pieces
    assert isinstance(piece, RulePiece)
    assert piece.width == mm(DECREE_30.note_rule_mm)
    assert rule.y < at


def test_a_page_without_notes_has_no_line() -> None:
    (page,) = pages_of(document(paragraph(1)))
    assert not any(isinstance(p, RulePiece) for placed in page.rows for p in placed.row.pieces)


def test_numbers_are_raised_and_notes_small() -> None:
    (page,) = pages_of(document(ONE))
    (_, line), (_, note) = lines(page)
    (mark,) = line.layout.formats()
    assert (mark.start, mark.length) == (len("Quyết định"), 1)
    raised = QTextCharFormat.VerticalAlignment.AlignSuperScript
    assert mark.format.verticalAlignment() == raised
    plain = Paragraph((Run("Quyết định1 thành lập Đoàn."),))
    ((_, other),) = lines(pages_of(document(plain))[0])
    assert line.rect().width() < other.rect().width(), "smaller than a digit of the text"
    assert note.layout.font().pixelSize() == round(pt(DECREE_30.note_pt))


def test_a_raised_number_does_not_change_the_lines_below() -> None:
    first, rest = Run("Chữ " * 10), Run(" chữ" * 20)
    marked = Paragraph((first, Run("1", "note", "", (Run("A."),)), rest))
    plain = Paragraph((first, Run("1"), rest))
    ours, theirs = (
        [(y + p.y, p.layout.lineAt(p.line).ascent()) for y, p in lines(pages_of(document(b))[0])]
        for b in (marked, plain)
    )
    *ours, _note = ours
    assert len(ours) == len(theirs) > 1
    assert [y + ascent for y, ascent in ours] == pytest.approx([y + a for y, a in theirs])


def test_the_words_of_a_note_are_found_by_a_click() -> None:
    (page,) = pages_of(document(ONE))
    (box,) = field_boxes(page, "number")
    assert field_at(page, box.center()) == "number"
    assert field_at(page, box.center() - QPointF(pt(60), 0)) == ""
    (gap,) = field_boxes(page, "day")
    assert gap.top() == pytest.approx(box.top())


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(0, 4)), min_size=6, max_size=24))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_note_stands_on_the_page_that_marks_it(lengths: list[tuple[int, int]]) -> None:
    blocks = numbered(
        (noted(n, size, note) if note else paragraph(n, size) for n, (size, note) in
         enumerate(lengths)), 0
    )  # fmt: skip
    count = 0
    for page in pages_of(document(*blocks, CLOSING)):
        bottom = mm(page.layout.text_height_mm) + 0.1
        assert all(placed.y + placed.row.height <= bottom for placed in page.rows)
        for above, below in pairwise(page.rows):
            assert below.y >= above.y + above.row.height - 0.01
        marks = [
            piece.layout.text()[span.start : span.end]
            for _, piece in lines(page)
            for span in piece.spans
            if span.role == "note" and piece.begun("note")
            and piece.layout.lineForTextPosition(span.start).lineNumber() == piece.line
        ]  # fmt: skip
        found = re.findall(r"^(\d+) Chú thích của", page.text, re.MULTILINE)
        assert found == [str(n) for n in range(count + 1, count + 1 + len(found))]
        assert sorted(marks, key=int) == sorted([*found, *found], key=int), "there and at the foot"
        count += len(found)
    assert count == 2 * sum(note > 0 for _, note in lengths)


def test_a_number_that_closes_up_measures_only_what_bears_another() -> None:
    layouter = Layouter()
    blocks = [noted(n, 3) for n in range(6)]
    layouter.pages(document(*numbered(blocks, 0)))
    layouter.pages(document(*numbered((*blocks[:3], *blocks[4:]), 0)))
    assert layouter.measured == 2


def test_the_head_of_a_chapter_is_bold_stays_with_its_rows_and_figures_can_be_clicked() -> None:
    table = Grid(
        ("STT", "Chỉ tiêu"),
        (("1", "Chương"), ("1.1", "…"), ("1.2", "35")),
        (1, 4),
        chapters=(0,),
        fields=(("", ""), ("", "late"), ("", "total")),
    )
    (page,) = pages_of(document(table))
    found = {piece.text: piece for _, piece in lines(page)}
    assert found["Chương"].layout.font().bold()
    assert not found["35"].layout.font().bold()
    assert [placed.row.keep_next for placed in page.rows] == [True, True, False, False]
    assert found["…"].marked()
    assert not found["35"].marked()
    (box,) = field_boxes(page, "total")
    assert field_at(page, box.center()) == "total"


def test_no_word_of_a_column_title_is_broken() -> None:
    table = Grid(("STT", "Nội dung", "Nghiêng"), (("1", "A", "B"),), (1, 40, 3))
    (page,) = pages_of(document(table))
    assert [piece.text for _, piece in lines(page)][:3] == list(table.header)

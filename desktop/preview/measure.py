"""Each kind of block as rows of positioned pieces, by the measures of `forms.layout`."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from desktop.preview import grid, notes
from desktop.preview.pieces import ImagePiece, Piece, Row, RulePiece
from desktop.preview.typeset import (
    CENTRE,
    JUSTIFY,
    Lines,
    Style,
    set_runs,
    set_text,
)
from desktop.preview.units import mm, pt
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
    Run,
    Title,
)
from forms.layout import RECIPIENTS_LABEL, Layout, dashed
from forms.word.body import addressee_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


def rows_of(block: Block, layout: Layout) -> tuple[Row, ...]:
    """The rows a block is printed as."""
    return _MEASURES[type(block)](block, layout)


def _width(layout: Layout) -> float:
    return mm(layout.text_width_mm)


def _stack(lines: Sequence[Lines], x: float = 0, y: float = 0) -> tuple[tuple[Piece, ...], float]:
    """Put groups of lines one below the other; return the pieces and the height reached."""
    pieces: list[Piece] = []
    for group in lines:
        pieces += group.at(x, y)
        y += group.height
    return tuple(pieces), y


def _rule(length: float, centre: float, y: float, layout: Layout) -> RulePiece:
    return RulePiece(centre - length / 2, y, length, pt(layout.rule_twentieths_pt / 20))


def _head(head: Head, layout: Layout) -> tuple[Row, ...]:
    left = mm(layout.issuer_column_mm)
    right = _width(layout) - left
    superior = Style(layout.superior_pt, align=CENTRE)
    issuer = [
        set_text(line, left, Style(layout.issuer_pt, bold=True, align=CENTRE))
        for line in head.issuer_lines
    ]
    country = set_text(head.country, right, Style(layout.country_pt, bold=True, align=CENTRE))
    motto = set_text(head.motto, right, Style(layout.motto_pt, bold=True, align=CENTRE))
    above = [set_text(line, left, superior) for line in head.superior_lines]
    issuer_pieces, issuer_end = _stack([*above, *issuer])
    motto_pieces, motto_end = _stack([country, motto], left)
    last = issuer[-1].natural_width if issuer else 0
    rules = (
        _rule(
            last * layout.issuer_rule_percent / 100,
            left / 2,
            issuer_end + pt(layout.head_rule_gap_pt),
            layout,
        ),
        _rule(
            motto.natural_width, left + right / 2, motto_end + pt(layout.head_rule_gap_pt), layout
        ),
    )
    below = max(issuer_end, motto_end) + pt(layout.head_rule_gap_pt + layout.head_gap_pt)
    number = set_text(head.number, left, Style(layout.number_pt, align=CENTRE))
    place = set_text(head.place_date, right, Style(layout.place_date_pt, italic=True, align=CENTRE))
    pieces = (*issuer_pieces, *motto_pieces, *rules, *number.at(0, below), *place.at(left, below))
    return (Row(below + max(number.height, place.height), pieces, pt(layout.head_after_pt)),)


def _title(title: Title, layout: Layout) -> tuple[Row, ...]:
    width = _width(layout)
    kind = set_text(title.kind, width, Style(layout.kind_pt, bold=True, align=CENTRE))
    subject = set_text(title.subject, width, Style(layout.subject_pt, bold=True, align=CENTRE))
    lines = [kind, subject]
    if title.note:
        lines.append(
            set_text(title.note, width, Style(layout.subject_pt, italic=True, align=CENTRE))
        )
    pieces, end = _stack(lines, y=pt(layout.title_before_pt))
    length = lines[-1].natural_width * layout.issuer_rule_percent / 100
    end += pt(layout.head_rule_gap_pt)
    rule = _rule(length, width / 2, end, layout)
    return (Row(end, (*pieces, rule), pt(layout.title_after_pt), keep_next=True),)


def _addressee(addressee: Addressee, layout: Layout) -> tuple[Row, ...]:
    """One addressee beside "Kính gửi:", several below it, as in the Word file."""
    width, gap = _width(layout), pt(layout.title_after_pt)
    first, *rest = addressee_lines(addressee.names) or ("",)
    if not rest:
        lines = set_text(first, width, Style(layout.addressee_pt, align=CENTRE))
        return (Row(lines.height, lines.pieces, gap),)
    style = Style(layout.addressee_pt)
    left, names_left = pt(layout.addressee_left_pt), pt(layout.addressee_names_pt)
    label = set_text(first, width - left, style)
    names = [set_text(name, width - names_left, style) for name in rest]
    pieces, end = _stack(names, names_left, label.height)
    return (Row(end, (*label.at(left, 0), *pieces), gap),)


def _heading(heading: Heading, layout: Layout) -> tuple[Row, ...]:
    style = Style(
        layout.heading_pt,
        bold=heading.level <= layout.heading_bold_levels,
        align=JUSTIFY,
        indent=pt(layout.first_line_pt),
        pitch_percent=layout.line_percent,
    )
    rows = _line_rows(set_text(heading.text, _width(layout), style), layout)
    return tuple(replace(row, keep_next=True) for row in rows)


def _paragraph(paragraph: Paragraph, layout: Layout) -> tuple[Row, ...]:
    style = Style(
        layout.body_pt,
        align=JUSTIFY,
        indent=pt(layout.first_line_pt),
        pitch_percent=layout.line_percent,
    )
    bullet = (Run(f"{paragraph.bullet} "),) if paragraph.bullet else ()
    runs = (*bullet, *paragraph.runs)
    lines = set_runs(runs, _width(layout), style, label_bold=layout.label_bold)
    rows = _line_rows(lines, layout)
    marks = [run for run in runs if run.role == "note"]
    return notes.with_notes(rows, marks, layout) if marks else rows


def _line_rows(lines: Lines, layout: Layout) -> tuple[Row, ...]:
    """A row for each line; the first two and the last two stay together."""
    last = len(lines.pieces) - 1
    return tuple(
        Row(
            lines.pitch,
            (replace(piece, y=piece.y - i * lines.pitch),),
            pt(layout.paragraph_gap_pt) if i == last else 0,
            keep_next=i != last and i in {0, last - 1},
        )
        for i, piece in enumerate(lines.pieces)
    )


def _grid(block: Grid, layout: Layout) -> tuple[Row, ...]:
    rows = grid.rows_of(block, layout)
    if not block.caption:
        return rows
    style = Style(layout.caption_pt, bold=True, align=CENTRE)
    caption = set_text(block.caption, _width(layout), style)
    return (
        Row(caption.height, caption.pieces, pt(layout.table_caption_after_pt), keep_next=True),
        *rows,
    )


def _picture(picture: Picture, layout: Layout) -> tuple[Row, ...]:
    """The picture with its caption below, made smaller where it would not fit the page."""
    image = QImage.fromData(picture.png)
    style = Style(layout.caption_pt, italic=True, align=CENTRE)
    caption = set_text(picture.caption, _width(layout), style)
    room = mm(layout.text_height_mm) * layout.picture_height_percent / 100
    gap = pt(layout.paragraph_gap_pt)
    width = min(mm(picture.width_mm), _width(layout))
    height = width * image.height() / image.width() if image.width() else width / 3
    if height > room:
        width, height = width * room / height, room
    box = QRectF((_width(layout) - width) / 2, gap, width, height)
    pieces: tuple[Piece, ...] = (ImagePiece(image, box), *caption.at(0, gap + height))
    return (Row(gap + height + caption.height, pieces, gap),)


def _closing(closing: Closing, layout: Layout) -> tuple[Row, ...]:
    left = mm(layout.recipients_column_mm)
    right = _width(layout) - left
    label = Style(layout.recipients_label_pt, bold=True, italic=True)
    listed = [RECIPIENTS_LABEL, *map(dashed, closing.recipients)] if closing.recipients else []
    styles = (label, *(Style(layout.recipients_pt) for _ in closing.recipients))
    recipients, left_end = _stack(
        [set_text(words, left, style) for words, style in zip(listed, styles, strict=False)]
    )
    bold = Style(layout.authority_pt, bold=True, align=CENTRE)
    authority, end = _stack([set_text(line, right, bold) for line in closing.authority_lines], left)
    signer_style = Style(layout.signer_pt, bold=True, align=CENTRE)
    signer, right_end = _stack(
        [set_text(closing.signer, right, signer_style)], left, end + pt(layout.signature_gap_pt)
    )
    return (Row(max(left_end, right_end), (*recipients, *authority, *signer)),)


def _appendix(appendix: Appendix, layout: Layout) -> tuple[Row, ...]:
    width = _width(layout)
    number = Style(layout.appendix_number_pt, bold=True, align=CENTRE)
    title = Style(layout.appendix_title_pt, bold=True, align=CENTRE)
    attached = Style(layout.appendix_attached_pt, italic=True, align=CENTRE)
    pieces, end = _stack(
        [
            set_text(words, width, style)
            for words, style in (
                (appendix.number, number),
                (appendix.title, title),
                (appendix.attached_to, attached),
            )
            if words
        ]
    )
    after = pt(layout.title_after_pt)
    return (Row(end, pieces, after, keep_next=True),)


_MEASURES: Mapping[type, Callable[[Any, Layout], tuple[Row, ...]]] = MappingProxyType(
    {
        Head: _head,
        Title: _title,
        Addressee: _addressee,
        Heading: _heading,
        Paragraph: _paragraph,
        Grid: _grid,
        Picture: _picture,
        Closing: _closing,
        Appendix: _appendix,
    }
)

"""The head, the closing and the tables of figures.

A paragraph always follows a table: Word would join two tables that touch, and a section must
end in a paragraph.
"""

from __future__ import annotations

from operator import add
from typing import TYPE_CHECKING

from forms.layout import is_number
from forms.word.markup import drawn_line, line, lines
from forms.word.measuring import text_width
from forms.word.page import UPRIGHT, Sheet, shares, twips
from forms.word.styles import CELL_SIDE, PARAGRAPH_STYLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from forms.block import Closing, Grid, Head

#: The left column of the head; the right one just holds the country's name at 12 pt bold.
_HEAD_LEFT_MM = 69

#: "From 1/3 to 1/2 of the length of the words" (Nghị định 30/2020, Phụ lục I): 2/5 is between.
SHORT_LINE = (2, 5)
_FULL_LINE = (1, 1)

#: Rounding and the border take a hair of a cell.
_SLACK = 40

_AFTER = '<w:p><w:pPr><w:pStyle w:val="SauBang"/></w:pPr></w:p>'
_AT_END = '<w:p><w:pPr><w:pStyle w:val="HetPhan"/></w:pPr></w:p>'
_EMPTY = '<w:p><w:pPr><w:pStyle w:val="Bang"/></w:pPr></w:p>'


def line_below(style: str, text: str, available: int, part: tuple[int, int] = SHORT_LINE) -> str:
    """Return a line under words of a style: ``part`` of their length, at most of one full line."""
    look = PARAGRAPH_STYLES[style]
    face = "bold" if look.bold else "italic" if look.italic else "regular"
    length = min(text_width(text, look.size, face), available)
    return drawn_line(available, length * part[0] // part[1])


def _cell(width: int, inside: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inside or _EMPTY}</w:tc>'


def _row(widths: Sequence[int], cells: Iterable[str], mark: str = "") -> str:
    """Return a row that is never split over two pages."""
    inside = "".join(_cell(width, cell) for width, cell in zip(widths, cells, strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/>{mark}</w:trPr>{inside}</w:tr>"


def _table(style: str, widths: Sequence[int], rows: str) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
    )


def head(block: Head) -> str:
    """Return the issuer and its number on the left, the country, place and date on the right."""
    left = twips(_HEAD_LEFT_MM)
    widths = (left, UPRIGHT.text_width - left)
    issuer = lines("CoQuanChuQuan", block.superior_lines) + lines(
        "CoQuanBanHanh", block.issuer_lines
    )
    if block.issuer_lines:
        issuer += line_below("CoQuanBanHanh", block.issuer_lines[-1], widths[0])
    country = line("QuocHieu", block.country) + line("TieuNgu", block.motto)
    country += line_below("TieuNgu", block.motto, widths[1], _FULL_LINE)
    dated = (line("SoKyHieu", block.number), line("DiaDanhNgay", block.place_date))
    rows = _row(widths, (issuer, country)) + _row(widths, dated)
    return _table("BangKhongKe", widths, rows) + _AFTER


def _dashed(text: str) -> str:
    """Return a line of a list with its dash, once."""
    return text if text.startswith("-") else f"- {text}"


def closing(block: Closing) -> str:
    """Return the recipients on the left and the signature on the right, in one unsplit row."""
    widths = shares(UPRIGHT.text_width, (1, 1))
    recipients = ""
    if block.recipients:
        recipients = line("NoiNhan", "Nơi nhận:") + lines(
            "NoiNhanDong", map(_dashed, block.recipients)
        )
    signature = lines("QuyenHanKy", block.authority_lines) + line("NguoiKy", block.signer)
    return _table("BangKhongKe", widths, _row(widths, (recipients, signature))) + _AT_END


def _figure_style(column: int, text: str) -> str:
    if not is_number(text):
        return "Bang"
    return "BangSo" if column else "BangGiua"


def _chapter_style(column: int, _text: str) -> str:
    return "BangChuong" if column else "BangChuongSo"


def _group_style(column: int, _text: str) -> str:
    return "BangMuc" if column else "BangMucSo"


def is_group(block: Grid, number: int) -> bool:
    """Whether a row of a chapter only names the rows below it, so that it must not end a page."""
    below = number + 1
    is_last = below == len(block.rows) or below in block.chapters
    values = block.rows[number][2:]  # after its number and its name
    return bool(block.chapters and values) and not is_last and not any(values)


def keeps_next(block: Grid, number: int) -> bool:
    """Whether a row stays on the page of the one below it: it heads a chapter or a group."""
    return number in block.chapters or is_group(block, number)


def _style_of_row(block: Grid, number: int) -> Callable[[int, str], str]:
    if number in block.chapters:
        return _chapter_style
    return _group_style if is_group(block, number) else _figure_style


def _body_row(widths: Sequence[int], texts: Sequence[str], style: Callable[[int, str], str]) -> str:
    cells = (line(style(i, text), text) for i, text in enumerate(texts))
    return _row(widths, cells)


def _least(title: str) -> int:
    """Return the width below which a word of a column's title would be broken, in twips."""
    look = PARAGRAPH_STYLES["BangDau"]
    words = title.split() or [""]
    return max(text_width(word, look.size, "bold") for word in words) + 2 * CELL_SIDE + _SLACK


def column_widths(block: Grid, total: int) -> tuple[int, ...]:
    """Share the width out by the grid's own proportions, no column narrower than its title's words.

    Where the titles alone are wider than the page the proportions stand as they are.
    """
    asked = shares(total, block.widths)
    least = [_least(title) for title in block.header]
    spare = [max(0, width - low) for width, low in zip(asked, least, strict=True)]
    room = total - sum(least)
    if room <= 0:
        return asked
    return tuple(map(add, least, shares(room, spare)))


def grid(block: Grid, sheet: Sheet) -> str:
    """Return a table of figures whose header row is repeated on every page."""
    widths = column_widths(block, sheet.text_width)
    header = _row(widths, (line("BangDau", text) for text in block.header), "<w:tblHeader/>")
    rows = header + "".join(
        _body_row(widths, row, _style_of_row(block, number))
        for number, row in enumerate(block.rows)
    )
    return line("TenBang", block.caption) + _table("BangSoLieu", widths, rows) + _AFTER

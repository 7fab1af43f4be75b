"""The measures of a finished document, shared by the Word file and the preview.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I (`domain/facts.md`, section 1). Each size is the one
of the decree's own specimen column; where it leaves a range the comment gives it. The decree is
silent on tables and pictures: those sizes are the house's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand on the paper; ``_mm`` are millimetres, ``_pt`` points of 1/72 inch.

    Attributes:
        single_2048ths: Height of a line of single spacing in 1/2048 of the letter size: ascent,
            descent and line gap of Times New Roman, as Word and LibreOffice count it.
        line_percent: Line pitch as a share of the font's own single spacing.
        paragraph_gap_pt: Room after each paragraph of the body; none is put before.
        first_line_pt: Indent of the first line; 36 pt are the decree's 1,27 cm.
        issuer_column_mm: Left column of the head; the right one takes the rest.
        issuer_rule_percent: Length of the line under the issuer and under the subject, as a
            share of the text's own length. The line under the motto is as long as the motto.
        recipients_column_mm: Left column of the closing; the signature takes the rest.
        signature_gap_pt: Room for the signature between the authority and the name.
        label_bold: Whether the opening words of an item stand out.
    """

    # 1.1 Page: A4 upright; top and bottom 20-25, left 30-35, right 15-20
    page_width_mm: int = 210
    page_height_mm: int = 297
    top_mm: int = 20
    bottom_mm: int = 20
    left_mm: int = 30
    right_mm: int = 20
    font: str = "Times New Roman"
    single_2048ths: int = 2355
    # Page number: 13-14, upright, centred inside the top margin, from page 2
    page_number_pt: int = 14
    page_number_from_top_mm: int = 8

    # Ô số 1: Quốc hiệu 12-13 bold capitals, Tiêu ngữ 13-14 bold
    country_pt: int = 12
    motto_pt: int = 13
    # Ô số 2: cơ quan chủ quản 12-13 upright, cơ quan ban hành 12-13 bold; line of 1/3-1/2
    superior_pt: int = 12
    issuer_pt: int = 12
    issuer_column_mm: int = 69
    issuer_rule_percent: int = 40
    # Ô số 3: số, ký hiệu 13 upright. Ô số 4: địa danh, ngày tháng 13-14 italic
    number_pt: int = 13
    place_date_pt: int = 13
    head_rule_gap_pt: int = 3
    head_gap_pt: int = 6
    head_after_pt: int = 1

    # Ô số 5a: tên loại and trích yếu 13-14 bold, centred; line of 1/3-1/2 below
    kind_pt: int = 14
    subject_pt: int = 14
    title_before_pt: int = 12
    title_after_pt: int = 13
    # Ô số 9a: Kính gửi 13-14 upright
    addressee_pt: int = 14
    addressee_left_pt: int = 95
    addressee_names_pt: int = 152

    # Ô số 6: body 13-14, justified; indent 1 or 1,27 cm; gap at least 6 pt; pitch 1-1,5 lines
    body_pt: int = 14
    first_line_pt: int = 36
    paragraph_gap_pt: int = 6
    line_percent: int = 110
    label_bold: bool = False
    # Mục and khoản with a title: bold, 13-14
    # Not in the decree: a footnote, the line above it, the size of its raised number
    note_pt: int = 10
    note_rule_mm: int = 50
    note_rule_gap_pt: int = 3
    heading_pt: int = 14
    heading_bold_levels: int = 2

    # Not in the decree; a picture takes at most a share of the text's height
    table_pt: int = 12
    table_padding_mm: int = 1
    table_caption_after_pt: int = 3
    table_rule_twentieths_pt: int = 10
    caption_pt: int = 13
    picture_height_percent: int = 80
    rule_twentieths_pt: int = 15

    # Ô số 7: quyền hạn, chức vụ, họ tên 13-14 bold. Ô số 9b: "Nơi nhận:" 12 bold italic, list 11
    authority_pt: int = 14
    signer_pt: int = 14
    recipients_label_pt: int = 12
    recipients_pt: int = 11
    recipients_column_mm: int = 80
    signature_gap_pt: int = 76

    # Phụ lục: number 14 bold, title 13-14 bold capitals, "(Kèm theo …)" 13-14 italic
    appendix_number_pt: int = 14
    appendix_title_pt: int = 14
    appendix_attached_pt: int = 14

    def across(self) -> Layout:
        """The same measures on a sheet lying across, for wide tables."""
        return replace(self, page_width_mm=self.page_height_mm, page_height_mm=self.page_width_mm)

    @property
    def text_width_mm(self) -> int:
        """Width of the body between the margins."""
        return self.page_width_mm - self.left_mm - self.right_mm

    @property
    def text_height_mm(self) -> int:
        """Height of the body between the margins."""
        return self.page_height_mm - self.top_mm - self.bottom_mm


#: The measures every document of the program is made with.
DECREE_30 = Layout()

RECIPIENTS_LABEL = "Nơi nhận:"

#: Stands for a number not filled in yet (`forms.sentence.MISSING`).
_OPEN = "…"
_NUMBER = re.compile(r"[-+]?\d+(\.\d+)*(,\d+)?( ?%)?")


def is_number(cell: str) -> bool:
    """Whether a table's cell holds only a number as printed, or stands for one not filled in yet.

    Such cells stand to the right.
    """
    return cell == _OPEN or _NUMBER.fullmatch(cell.strip()) is not None


def dashed(line: str) -> str:
    """Return a line of a list with its dash, once."""
    return line if line.startswith("-") else f"- {line}"

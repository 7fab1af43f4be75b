"""Documents for the tests of the preview."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forms.block import (
    Addressee,
    Appendix,
    Closing,
    Document,
    Grid,
    Head,
    Heading,
    Paragraph,
    Picture,
    Run,
    Title,
)

if TYPE_CHECKING:
    from forms.block import Block

HEAD = Head(
    ("ỦY BAN NHÂN DÂN", "TỈNH ĐỒNG THÁP"),
    ("VĂN PHÒNG",),
    "Số: 05/BC-VPUBND",
    "Đồng Tháp, ngày 10 tháng 6 năm 2022",
)
TITLE = Title("BÁO CÁO", "Công tác cải cách hành chính", "(số liệu tính từ 15/12/2021)")
CLOSING = Closing(
    ("- UBND Tỉnh (b/c);", "- Sở Nội vụ;", "- Lưu: VT."),
    ("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
    "Nguyễn Công Minh",
)
FIGURES = Paragraph(
    (
        Run("Tổng số hồ sơ đã tiếp nhận: "),
        Run("335.445", field="files_received_total"),
        Run("; tỷ lệ đúng hạn đạt "),
        Run("……", role="missing", field="files_rate"),
        Run("."),
    ),
    "-",
)
SENTENCE = "Văn phòng duy trì việc họp định kỳ để rà soát, đôn đốc, theo dõi, kiểm tra công tác. "


def paragraph(number: int, sentences: int = 6) -> Paragraph:
    return Paragraph((Run(f"Đoạn {number}. " + (SENTENCE * sentences).strip()),))


def noted(number: int, sentences: int = 6, length: int = 1) -> Paragraph:
    """A paragraph with a footnote in its middle and one at its end, not numbered yet."""
    note = (Run(f"Chú thích của đoạn {number}. " + (SENTENCE * length).strip()),)
    middle = Run(f"Đoạn {number}. " + (SENTENCE * (sentences // 2)).strip())
    end = Run(" " + (SENTENCE * (sentences - sentences // 2)).strip())
    mark = Run("", "note", "", note)
    return Paragraph((middle, mark, end, mark))


def grid(rows: int, columns: int = 3) -> Grid:
    header = tuple(f"Cột {column}" for column in range(columns))
    body = tuple((str(n), *(f"Ô {n}.{c}" for c in range(1, columns))) for n in range(1, rows + 1))
    return Grid(header, body, (1,) * columns, "Bảng 1. Kết quả")


def document(*body: Block) -> Document:
    return Document("Báo cáo CCHC", "6 tháng", "Văn phòng UBND tỉnh", body)


def report(paragraphs: int = 40) -> Document:
    """A report of about ten pages with one of everything."""
    body: list[Block] = [HEAD, TITLE, Addressee(("Sở Nội vụ", "Văn phòng Tỉnh ủy"))]
    for number in range(paragraphs):
        if number % 8 == 0:
            body += [Heading(1, f"{number}. CHƯƠNG"), Heading(2, "1. Mục"), Heading(3, "a) Điểm")]
        body.append(paragraph(number))
    return document(
        *body,
        FIGURES,
        CLOSING,
        Appendix("Phụ lục I", "SỐ LIỆU", "(Kèm theo Báo cáo số 05/BC-VPUBND)"),
        grid(60),
        Appendix("Phụ lục II", "BẢNG RỘNG", ""),
        grid(3, columns=12),
    )


def edited(sample: Document, index: int, block: Block) -> Document:
    blocks = list(sample.blocks)
    blocks[index] = block
    return replace(sample, blocks=tuple(blocks))


def picture(png: bytes, width_mm: int = 160) -> Picture:
    return Picture(png, "Hình 1. Hồ sơ", width_mm)

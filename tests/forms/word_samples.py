"""Documents for the Word tests, in the manner of the two real office reports."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace

from forms.block import (
    Addressee,
    Appendix,
    Block,
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

HEAD = Head(
    superior_lines=("ỦY BAN NHÂN DÂN", "TỈNH ĐỒNG THÁP"),
    issuer_lines=("VĂN PHÒNG",),
    number="Số:      /BC-VPUBND",
    place_date="Đồng Tháp, ngày 10 tháng 6 năm 2022",
)

TITLE = Title(
    kind="BÁO CÁO",
    subject="Công tác cải cách hành chính 6 tháng đầu năm 2022",
    note="(số liệu tính từ 15/12/2021 đến 14/6/2022)",
)

CLOSING = Closing(
    recipients=(
        "UBND Tỉnh (b/c);",
        "Sở Nội vụ;",
        "Lãnh đạo VP UBND Tỉnh;",
        "Các phòng, ban, trung tâm trực thuộc;",
        "LĐ và CV TTKSTTHC&PVHCC;",
        "Lưu: VT, KSTTHC (S).",
    ),
    authority_lines=("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
    signer="Nguyễn Công Minh",
)

PLAN = (
    "Thực hiện Kế hoạch số 367/KH-UBND ngày 25 tháng 12 năm 2021 của Ủy ban nhân dân tỉnh Đồng "
    "Tháp về cải cách hành chính tỉnh Đồng Tháp năm 2022, Văn phòng Ủy ban nhân dân Tỉnh ban hành "
    "Kế hoạch số 19/KH-VPUBND ngày 31 tháng 12 năm 2021 về cải cách hành chính năm 2022 với các "
    "nội dung nhiệm vụ cụ thể và phân công thực hiện đối với từng đơn vị, đến nay trên 66,7% các "
    "nhiệm vụ đã được triển khai thực hiện tại đơn vị."
)

MEETINGS = (
    "Qua công tác triển khai thực hiện, đơn vị đã quán triệt đến các phòng, ban, trung tâm trực "
    "thuộc và phân công cụ thể thực hiện những nhiệm vụ được giao trong Kế hoạch cải cách hành "
    "chính. Lãnh đạo Văn phòng duy trì việc họp định kỳ với Trưởng, Phó các phòng, ban, trung tâm "
    "trực thuộc hàng tháng và đột xuất để rà soát, đôn đốc, theo dõi, kiểm tra."
)

GRID = Grid(
    header=("STT", "Cấp giải quyết", "Tiếp nhận", "Đã giải quyết", "Trước hạn", "Tỷ lệ"),
    rows=(
        ("1", "Cấp tỉnh", "135.445", "130.733", "115.055", "98,5%"),
        ("2", "Cấp huyện", "120.000", "110.000", "100.000", "97,1%"),
        ("3", "Cấp xã", "80.000", "65.000", "50.000", ""),
    ),
    widths=(1, 4, 3, 3, 3, 2),
    caption="Kết quả giải quyết hồ sơ theo cấp",
)


def png(width: int = 40, height: int = 20) -> bytes:
    """Return a small blue picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    rows = (b"\x00" + b"\x30\x60\xc0" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def item(label: str, text: str, bullet: str = "-") -> Paragraph:
    return Paragraph((Run(f"{label}: ", "label"), Run(text)), bullet)


def words(text: str) -> Paragraph:
    return Paragraph((Run(text),))


BODY: tuple[Block, ...] = (
    Heading(1, "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH"),
    Heading(2, "1. Kết quả thực hiện của cơ quan"),
    item("Tiến độ thực hiện Kế hoạch cải cách hành chính", PLAN),
    words(MEETINGS),
    item("Về công tác kiểm tra cải cách hành chính", PLAN),
    item("Về công tác thông tin, tuyên truyền cải cách hành chính", MEETINGS),
    Heading(2, "2. Kết quả của Ủy ban nhân dân Tỉnh"),
    words("Không có."),
    Heading(1, "II. KẾT QUẢ THỰC HIỆN CẢI CÁCH HÀNH CHÍNH"),
    Heading(2, "1. Cải cách thủ tục hành chính"),
    Paragraph(
        (
            Run("Số lượng hồ sơ đã giải quyết: 305.733; trong đó, giải quyết trước hạn: "),
            Run("…", "missing", "files_resolved_early"),
            Run(", đúng hạn: 34.539, trễ hạn: 6.139."),
        ),
        "+",
    ),
    GRID,
    words(PLAN),
    words(MEETINGS),
    Heading(3, "a) Kiến nghị, đề xuất"),
    words("Đề nghị Sở Nội vụ kiến nghị với Bộ Nội vụ về thời gian chốt số liệu báo cáo./."),
)

OFFICE = Document(
    title="Báo cáo công tác cải cách hành chính 6 tháng đầu năm 2022",
    subject="Cải cách hành chính",
    organisation="Văn phòng Ủy ban nhân dân tỉnh Đồng Tháp",
    blocks=(HEAD, TITLE, *BODY, CLOSING),
)

WIDE = Grid(
    header=tuple(f"Cột {i}" for i in range(1, 13)),
    rows=tuple(tuple(str(r * c) for c in range(1, 13)) for r in range(1, 40)),
    widths=(1,) * 12,
)

FULL = replace(
    OFFICE,
    blocks=(
        replace(HEAD, number="Số: 05/BC-VPUBND"),
        TITLE,
        Addressee(("Ủy ban nhân dân Tỉnh", "Sở Nội vụ")),
        *BODY[:12],
        Picture(png(), "Biểu đồ 1. Hồ sơ tiếp nhận và giải quyết qua các kỳ"),
        *BODY[12:],
        CLOSING,
        Appendix(
            "Phụ lục I",
            "KẾT QUẢ GIẢI QUYẾT HỒ SƠ",
            "(Kèm theo Báo cáo số 05/BC-VPUBND ngày 10 tháng 6 năm 2022 của Văn phòng)",
        ),
        WIDE,
        Appendix("Phụ lục II", "DANH MỤC VĂN BẢN", "(Kèm theo Báo cáo số 05/BC-VPUBND)"),
        words(PLAN),
    ),
)

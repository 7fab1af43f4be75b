"""The hand-over slip: who gives what to whom, by which marks it is known, where both sign."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from forms.block import Grid, Head, Paragraph, Title
from forms.period import Period
from forms.slip import Slip, SlipItem, grouped, slip_document
from forms.unit import unit_for
from forms.word import docx_bytes
from tests.forms.word_reading import printed

OFFICE = unit_for("VPUBND", "Văn phòng Ủy ban nhân dân tỉnh Đồng Tháp")
HALF = SlipItem("Báo cáo công tác CCHC", OFFICE.name, Period.parse("2022-H1"), "đã phát hành")
QUARTER = replace(HALF, period=Period.parse("2022-Q3"), state="dự thảo")
SHA256 = "7b7970f43429445954220528b2d0a0b2411d0aabcf11004a4d309fc9d001de88"
SLIP = Slip(
    giver=OFFICE,
    receiver="Sở Nội vụ tỉnh Đồng Tháp",
    editor="Văn thư",
    made_at=datetime(2022, 6, 10, 8, 5),  # noqa: DTZ001  (the clock on the wall)
    file_name="VPUBND_2022-H1_2022-06-10.cchc",
    size=20480,
    sha256=SHA256,
    fingerprint="03451 57849 48946 31786",
    is_locked=False,
    items=(HALF,),
)


def lines(slip: Slip) -> list[str]:
    blocks = slip_document(slip).blocks
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def grids(slip: Slip) -> list[Grid]:
    return [block for block in slip_document(slip).blocks if isinstance(block, Grid)]


def test_the_slip_says_who_gives_what_to_whom_and_when() -> None:
    assert lines(SLIP)[:4] == [
        "Bên giao: Văn phòng Ủy ban nhân dân tỉnh Đồng Tháp.",
        "Bên nhận: Sở Nội vụ tỉnh Đồng Tháp.",
        "Lập tệp: 08 giờ 05 phút, ngày 10 tháng 6 năm 2022; người lập: Văn thư.",
        "Nội dung: 01 báo cáo, kèm lịch sử sửa đổi, gồm:",
    ]


def test_the_file_and_the_key_are_told_from_any_other() -> None:
    assert lines(SLIP)[4:7] == [
        "Tệp: VPUBND_2022-H1_2022-06-10.cchc, 20.480 byte, không khóa.",
        (
            "Mã SHA-256 của tệp: "
            "7b7970f4 34294459 54220528 b2d0a0b2 411d0aab cf11004a 4d309fc9 d001de88"
        ),
        "Dấu khóa của bên giao: 03451 57849 48946 31786",
    ]


def test_a_passphrase_is_mentioned_and_never_told() -> None:
    said = lines(replace(SLIP, is_locked=True))[4]
    assert said.endswith("có mật khẩu (báo riêng, không ghi vào phiếu này).")


def test_without_a_receiver_a_line_is_left_to_write_on() -> None:
    assert set(lines(replace(SLIP, receiver=""))[1].removeprefix("Bên nhận: ")) == {"."}


def test_each_report_has_a_row_with_its_period_and_state() -> None:
    reports = grids(replace(SLIP, items=(HALF, QUARTER)))[0]
    name = OFFICE.name
    assert reports.rows == (
        ("1", "Báo cáo công tác CCHC", name, "6 tháng đầu năm 2022", "đã phát hành"),
        ("2", "Báo cáo công tác CCHC", name, "Quý III năm 2022", "dự thảo"),
    )
    assert len(reports.header) == len(reports.widths) == 5


def test_both_sides_have_room_to_sign() -> None:
    signing = grids(SLIP)[1]
    assert signing.header[1:] == ("Người giao", "Người nhận")
    assert [row[0] for row in signing.rows] == ["Họ và tên", "Chức vụ", "Ngày, giờ", "Chữ ký"]
    assert all(row[1] == row[2] and row[1] for row in signing.rows)
    assert signing.rows[-1][1].count("\n") == 3


def test_the_page_has_the_head_and_the_title_of_the_decree() -> None:
    head, title = slip_document(SLIP).blocks[:2]
    assert isinstance(head, Head)
    assert head.superior_lines == ("ỦY BAN NHÂN DÂN", "TỈNH ĐỒNG THÁP")
    assert head.issuer_lines == ("VĂN PHÒNG",)
    assert head.number == "Số:      /PGN-VPUBND"
    assert head.place_date == "Đồng Tháp, ngày 10 tháng 6 năm 2022"
    subject = "Dữ liệu báo cáo cải cách hành chính 6 tháng đầu năm 2022"
    assert title == Title("PHIẾU GIAO NHẬN", subject)


def test_of_several_periods_the_title_names_the_first_and_the_last() -> None:
    title = slip_document(replace(SLIP, items=(QUARTER, HALF, QUARTER))).blocks[1]
    assert isinstance(title, Title)
    assert title.subject.endswith("từ 6 tháng đầu năm 2022 đến quý III năm 2022")


def test_the_slip_is_a_word_page_like_any_other() -> None:
    document = slip_document(SLIP)
    assert document.title.startswith("Phiếu giao nhận dữ liệu báo cáo")
    words = [text for _, text in printed(document)]
    assert "PHIẾU GIAO NHẬN" in words
    assert any(SLIP.fingerprint in text for text in words)
    assert docx_bytes(document) == docx_bytes(document)


@given(st.text("0123456789abcdef", max_size=200))
def test_grouping_loses_no_digit(digits: str) -> None:
    groups = grouped(digits).split(" ")
    assert "".join(groups) == digits
    assert all(len(group) == 8 for group in groups[:-1])

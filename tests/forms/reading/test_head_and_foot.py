"""Head and foot: number, place, date, unit, addressees, recipients and signature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from forms.loading import load_form
from forms.period import Period
from forms.problem import Problem
from forms.reading import OldReport, read_content

if TYPE_CHECKING:
    from collections.abc import Mapping

FORM: Final = load_form("office-report")
BODY: Final = (
    "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH",
    "1. Kết quả thực hiện của cơ quan",
)
TITLE: Final = ("BÁO CÁO", "Công tác cải cách hành chính Quý I năm 2023")


def read(*lines: str, unit: str = "", period: str = "2023-Q1") -> OldReport:
    content = "\n".join(lines).encode()
    return read_content(content, "cũ.txt", FORM, Period.parse(period), unit)


def head(*lines: str, unit: str = "SNV") -> Mapping[str, str]:
    return read(*lines, *TITLE, *BODY, unit=unit).report.front


def foot(*lines: str) -> Mapping[str, str]:
    return read(*BODY, "Hết./.", *lines, unit="VPUBND").report.front


# The head.


@pytest.mark.parametrize(
    ("line", "number", "symbol"),
    [
        ("Số: 12/BC-SNV", "12", "BC-SNV"),
        ("Số: /BC-SNV", "", "BC-SNV"),
        ("Số:        /BC-SNV", "", "BC-SNV"),
        ("Số: ……/BC-SNV", "", "BC-SNV"),
        ("Số 07/BC-SNN&PTNT", "07", "BC-SNN&PTNT"),
        ("SỐ: 12/BC-SNV.", "12", "BC-SNV"),
    ],
)
def test_number_and_symbol(line: str, number: str, symbol: str) -> None:
    front = head(line)
    assert (front["number"], front["symbol"]) == (number, symbol)


@pytest.mark.parametrize(
    ("line", "place", "day"),
    [
        ("Đồng Tháp, ngày 10 tháng 6 năm 2022", "Đồng Tháp", "2022-06-10"),
        ("Đồng Tháp,ngày 05 tháng 01 năm 2023", "Đồng Tháp", "2023-01-05"),
        ("Phường 1, ngày      tháng      năm 2023", "Phường 1", ""),
        ("Tân Hồng, ngày … tháng … năm …", "Tân Hồng", ""),
        ("Tân Hồng, ngày 31 tháng 02 năm 2023", "Tân Hồng", ""),
    ],
)
def test_place_and_date(line: str, place: str, day: str) -> None:
    front = head(line)
    assert (front["place"], front["signed_date"]) == (place, day)


def test_both_columns_on_one_line_of_a_text_file() -> None:
    old = read(
        "ỦY BAN NHÂN DÂN      CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TỈNH ĐỒNG THÁP         Độc lập - Tự do - Hạnh phúc",
        "SỞ NỘI VỤ              ---------------",
        "Số: 12/BC-SNV      Đồng Tháp, ngày 10 tháng 3 năm 2023",
        *TITLE,
        *BODY,
    )
    assert old.report.unit.code == "SNV"
    assert old.report.front == {
        "number": "12",
        "symbol": "BC-SNV",
        "place": "Đồng Tháp",
        "signed_date": "2023-03-10",
    }
    assert (old.doubts, old.unplaced) == ((), ())


def test_only_the_first_number_and_date_are_the_reports_own() -> None:
    lines = ("Số: 12/BC-SNV", "Số: 13/KH-UBND", "Huế, ngày 1 tháng 2 năm 2023", "Huế, ngày 2 tháng")
    old = read("Sở Nội vụ", *lines, *TITLE, *BODY, unit="SNV")
    assert old.report.front["symbol"] == "BC-SNV"
    assert old.report.front["signed_date"] == "2023-02-01"
    assert [w.text for w in old.unplaced] == [lines[1], lines[3]]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["Kính gửi: Sở Nội vụ."], "Sở Nội vụ"),
        (
            ["Kính gửi:", "- Ủy ban nhân dân tỉnh;", "- Sở Nội vụ."],
            "Ủy ban nhân dân tỉnh\nSở Nội vụ",
        ),
    ],
)
def test_addressees(lines: list[str], names: str) -> None:
    old = read(
        *TITLE, *lines, "Căn cứ Kế hoạch số 5/KH-UBND;", "Thực hiện chỉ đạo.", *BODY, unit="SNV"
    )
    assert old.report.front["addressee"] == names
    assert [w.text for w in old.unplaced] == [
        "Căn cứ Kế hoạch số 5/KH-UBND;",
        "Thực hiện chỉ đạo.",
    ]


def test_words_of_the_title_that_are_not_its_own_are_handed_back() -> None:
    old = read(*TITLE, "__________", "Dự thảo lần 2", *BODY, unit="SNV")
    assert [w.text for w in old.unplaced] == ["Dự thảo lần 2"]


@pytest.mark.parametrize(
    ("lines", "period", "code"),
    [
        (["ỦY BAN NHÂN DÂN", "TỈNH ĐỒNG THÁP", "VĂN PHÒNG"], "2022-H1", "VPUBND"),
        (["UBND TỈNH ĐỒNG THÁP", "SỞ TÀI CHÍNH"], "2023-Q1", "STC"),
        (["Sở Nội vụ"], "2023-Q1", "SNV"),
        (["Số: 5/BC-VPUBND", "Đồng Tháp, ngày 5 tháng 3 năm 2023"], "2023-Q1", "VPUBND"),
        (["Số: 5/BC-SNV"], "2023-Q1", "SNV"),
        (["ỦY BAN NHÂN DÂN", "XÃ TÂN HỒNG"], "2026-Q1", "DT2-XA-TANHONG"),
        (["Số: 5/BC-UBND", "Tân Hồng, ngày 5 tháng 3 năm 2026"], "2026-Q1", "DT2-XA-TANHONG"),
        (["ỦY BAN NHÂN DÂN", "HUYỆN TÂN HỒNG"], "2023-Q1", "DT-TANHONG-H"),
    ],
)
def test_the_unit_is_recognised_by_the_head(lines: list[str], period: str, code: str) -> None:
    assert read(*lines, "BÁO CÁO", *BODY, period=period).report.unit.code == code


@pytest.mark.parametrize("lines", [[], ["Số: 5/BC-UBND"], ["SỞ NGOẠI VỤ", "TỈNH AN GIANG"]])
def test_a_head_that_names_no_known_unit_is_not_enough(lines: list[str]) -> None:
    with pytest.raises(Problem, match="--unit VPUBND"):
        read(*lines, "BÁO CÁO", *BODY)


def test_the_unit_chosen_counts_but_another_in_the_head_is_told() -> None:
    old = read("SỞ NỘI VỤ", "Sở Nội vụ", *BODY, unit="STC")
    assert old.report.unit.code == "STC"
    old = read("Sở Nội vụ", *TITLE, *BODY, unit="STC")
    assert [doubt.reason for doubt in old.doubts] == [
        "đầu văn bản là của Sở Nội vụ, đã chọn Sở Tài chính"
    ]


# The foot.

RECIPIENTS: Final = ("Nơi nhận:", "- UBND Tỉnh (b/c);", "- Lưu: VT.")


@pytest.mark.parametrize(
    ("lines", "authority", "title", "name"),
    [
        (("CHÁNH VĂN PHÒNG", "Nguyễn Văn A"), "", "CHÁNH VĂN PHÒNG", "Nguyễn Văn A"),
        (("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", None),
        (("KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC", "Lê B"), "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê B"),
        (
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "(Đã ký)", "Lê B"),
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH",
            "PHÓ CHỦ TỊCH",
            "Lê B",
        ),
    ],
)
def test_signature(lines: tuple[str, ...], authority: str, title: str, name: str | None) -> None:
    for written in ((*RECIPIENTS, *lines), lines):
        front = foot(*written)
        assert (front["authority"], front["signer_title"]) == (authority, title)
        assert front.get("signer_name") == name


def test_recipients_are_kept_where_they_are_not_the_usual_ones() -> None:
    assert foot(*RECIPIENTS)["recipients"] == "UBND Tỉnh (b/c);\nLưu: VT."
    plain = [line.removeprefix("- ") for line in RECIPIENTS]
    assert foot(*plain, "GIÁM ĐỐC")["recipients"] == "UBND Tỉnh (b/c);\nLưu: VT."
    assert foot("Noi nhận: Như trên; Lưu VT.")["recipients"] == "Như trên; Lưu VT."
    assert "authority" not in foot(*RECIPIENTS), "nothing is said of a signature"


def test_the_usual_recipients_are_those_of_the_unit() -> None:
    usual = (
        "Nơi nhận:",
        "- UBND Tỉnh (b/c);",
        "- Sở Nội vụ;",
        "- Lãnh đạo VP UBND Tỉnh;",
        "- Các phòng, ban, trung tâm trực thuộc;",
        "- LĐ và CV TTKSTTHC&PVHCC;",
        "- Lưu: VT, KSTTHC (S).",
    )
    assert "recipients" not in foot(*usual)


def test_what_else_stands_in_the_foot_is_handed_back() -> None:
    old = read(
        *BODY,
        *RECIPIENTS,
        "GIÁM ĐỐC",
        "Lê B",
        "Điện thoại: 0277",
        "Người lập biểu",
        "Phụ lục",
        "GIẢI TRÌNH",
        unit="SNV",
    )
    assert [w.text for w in old.unplaced] == [
        "Điện thoại: 0277",
        "Người lập biểu",
        "Phụ lục",
        "GIẢI TRÌNH",
    ]


def test_a_foot_alone_is_no_report() -> None:
    with pytest.raises(Problem, match="không có mục nào"):
        read(*RECIPIENTS, unit="SNV")


def test_a_stop_in_the_middle_is_not_the_end() -> None:
    lines = ["Thực hiện tốt./."] + ["Nội dung khác của báo cáo."] * 7
    old = read(*BODY, *lines, *RECIPIENTS, unit="SNV")
    assert len(old.unplaced) == 8, "all in the body"

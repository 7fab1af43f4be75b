"""What a sentence may look like and still be the form's own, and what is made of it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

import pytest

from tests.forms.reading.documents_made import COUNTS, read_leaf

if TYPE_CHECKING:
    from pathlib import Path

RESOLVED: Final = (
    '"Số lượng hồ sơ đã giải quyết: {a}; trong đó, trước hạn: {b} hồ sơ, đúng hạn: {c} hồ sơ."'
)
PLAIN: Final = "Số lượng hồ sơ đã giải quyết: 12; trong đó, trước hạn: 7 hồ sơ, đúng hạn: 5 hồ sơ."
VALUES: Final = {"a": 12, "b": 7, "c": 5}


@pytest.mark.parametrize(
    "line",
    [
        PLAIN,
        "+ " + PLAIN,
        "–" + PLAIN,
        "a) " + PLAIN,
        PLAIN.rstrip("."),
        PLAIN.upper(),
        PLAIN[0].lower() + PLAIN[1:],
        PLAIN.replace(" ", "  "),
        PLAIN.replace(" ", "\u00a0"),
        PLAIN.replace(": ", " : ").replace(";", " ;"),
        PLAIN.replace("hạn: ", "hạn "),
        PLAIN.replace("giải quyết", "giải quyêt"),
        PLAIN.replace("Số lượng", "Số luợng"),
        PLAIN.replace("12", "012"),
    ],
)
def test_slips_that_change_nothing(tmp_path: Path, line: str) -> None:
    old = read_leaf(tmp_path, RESOLVED, line)
    assert old.report.figures == VALUES
    assert (old.doubts, old.unplaced) == ((), ())


def test_a_sentence_torn_into_lines(tmp_path: Path) -> None:
    at = PLAIN.index("đó")
    old = read_leaf(tmp_path, RESOLVED, PLAIN[:at], PLAIN[at:])
    assert old.report.figures == VALUES


@pytest.mark.parametrize(
    ("line", "fields", "reason"),
    [
        (PLAIN.replace("trước hạn", "sớm hạn"), ("b",), "ghi “sớm”, mẫu ghi “trước”"),
        (PLAIN.replace("trước hạn", "hạn"), ("b",), "thiếu “trước”"),
        (PLAIN.replace("trước hạn", "có trước hạn"), ("b",), "thừa “có”"),
        (PLAIN.replace("lượng hồ sơ đã", "hồ sơ đã được"), ("a",), "thiếu “lượng”, thừa “được”"),
        (PLAIN.replace("Số lượng", "Lượng"), (), "thiếu “Số”"),
    ],
)
def test_other_words_are_pointed_out_with_the_figures_beside_them(
    tmp_path: Path, line: str, fields: tuple[str, ...], reason: str
) -> None:
    old = read_leaf(tmp_path, RESOLVED, line)
    assert old.report.figures == VALUES
    (doubt,) = old.doubts
    assert (doubt.fields, doubt.reason) == (fields, f"khác câu mẫu: {reason}")
    assert doubt.is_placed
    assert (doubt.place.line, doubt.place.section) == (3, "I.1")


def test_a_line_that_begins_with_a_rate_makes_no_billions_of_the_number_above(
    tmp_path: Path,
) -> None:
    figures = "a: {label: A, kind: count}"
    old = read_leaf(tmp_path, '"Tổng số: {a}"', "Tổng số: 1.204", "Tỷ lệ khác.", figures=figures)
    assert old.report.figures == {"a": 1204}


def test_values_in_another_order_are_not_taken(tmp_path: Path) -> None:
    line = PLAIN.replace("trước hạn", "x").replace("đúng hạn", "trước hạn").replace("x", "đúng hạn")
    old = read_leaf(tmp_path, RESOLVED, line)
    assert old.report.figures == {"a": 12}
    (doubt,) = old.doubts
    assert doubt.fields == ("b", "c")
    assert not doubt.is_placed
    assert doubt.reason.endswith("số này có thể đã đổi chỗ với số khác nên chưa lấy")


def test_a_figure_left_open_is_not_filled_in(tmp_path: Path) -> None:
    old = read_leaf(tmp_path, RESOLVED, PLAIN.replace("7", "…").replace("5", "....."))
    assert old.report.figures == {"a": 12}
    assert old.doubts == ()


def test_a_figure_in_words_is_missed_and_said_to_be(tmp_path: Path) -> None:
    old = read_leaf(tmp_path, RESOLVED, PLAIN.replace("12", "mười hai"))
    assert old.report.figures == {"b": 7, "c": 5}
    assert [d.reason for d in old.doubts] == ["khác câu mẫu: thiếu “…”, thừa “mười hai”"]


def test_a_number_that_cannot_be_read_is_handed_back(tmp_path: Path) -> None:
    old = read_leaf(tmp_path, RESOLVED, PLAIN.replace("12", "1.2345"))
    assert old.report.figures == {"b": 7, "c": 5}
    (doubt,) = old.doubts
    assert (doubt.fields, doubt.text, doubt.is_placed) == (("a",), "1.2345", False)
    assert doubt.reason == "không đọc được số “1.2345”"


@pytest.mark.parametrize("range_", ["35-40", "35–40"])
def test_a_part_of_a_range_is_not_a_figure(tmp_path: Path, range_: str) -> None:
    old = read_leaf(tmp_path, RESOLVED, PLAIN.replace("12", range_))
    assert "a" not in old.report.figures


def test_another_sentence_is_handed_back_as_it_is(tmp_path: Path) -> None:
    strange = "- Đã tiếp nhận 12 hồ sơ của 7 tổ chức và 5 công dân."
    old = read_leaf(tmp_path, RESOLVED, strange, PLAIN, "Hết phần này.")
    assert old.report.figures == VALUES
    assert [(w.place.line, w.place.section, w.text) for w in old.unplaced] == [
        (3, "I.1", strange),
        (5, "I.1", "Hết phần này."),
    ]


def test_words_behind_a_sentence_are_handed_back(tmp_path: Path) -> None:
    old = read_leaf(tmp_path, RESOLVED, PLAIN + " Kết quả này chưa đầy đủ.")
    assert old.report.figures == VALUES
    assert [w.text for w in old.unplaced] == ["Kết quả này chưa đầy đủ."]


def test_a_sentence_of_signs_alone_may_be_missing(tmp_path: Path) -> None:
    old = read_leaf(tmp_path, f'[{RESOLVED}, "***"]', PLAIN)
    assert old.report.figures == VALUES
    assert (old.doubts, old.unplaced) == ((), ())


TWICE: Final = '["Tổng số hồ sơ tiếp nhận là {a}.", "Hồ sơ đã giải quyết trong kỳ: {a} trên {b}."]'


def test_a_figure_stated_twice_with_two_values(tmp_path: Path) -> None:
    lines = ("Tổng số hồ sơ tiếp nhận là 44.", "Hồ sơ đã giải quyết trong kỳ: 4 trên 9.")
    old = read_leaf(tmp_path, TWICE, *lines, figures=COUNTS.rpartition("\n")[0])
    assert old.report.figures == {"a": 44, "b": 9}
    (doubt,) = old.doubts
    assert (doubt.fields, doubt.text) == (("a",), "A")
    assert doubt.reason == "ghi hai giá trị: 44 (dòng 3) và 4 (dòng 4); đã lấy 44"


def test_the_sentence_that_keeps_to_its_frame_is_believed(tmp_path: Path) -> None:
    lines = ("Tổng số hồ sơ nhận được là 44.", "Hồ sơ đã giải quyết trong kỳ: 4 trên 9.")
    old = read_leaf(tmp_path, TWICE, *lines, figures=COUNTS.rpartition("\n")[0])
    assert old.report.figures == {"a": 4, "b": 9}
    assert "đã lấy 4" in old.doubts[-1].reason


def test_a_figure_stated_twice_alike_is_no_doubt(tmp_path: Path) -> None:
    lines = ("Tổng số hồ sơ tiếp nhận là 1767.", "Hồ sơ đã giải quyết trong kỳ: 1.767 trên 9.")
    old = read_leaf(tmp_path, TWICE, *lines, figures=COUNTS.rpartition("\n")[0])
    assert old.report.figures == {"a": 1767, "b": 9}
    assert old.doubts == ()


KINDS: Final = """\
rate: {label: R, kind: percent}
money: {label: M, kind: money}
day: {label: D, kind: date}
year: {label: Y, kind: year}
month: {label: T, kind: month}
no: {label: N, kind: symbol}
span: {label: S, kind: span}
classes: {label: C, kind: numbers}
name: {label: H, kind: name}
then: {label: P, kind: period}
"""


@pytest.mark.parametrize(
    ("say", "line", "values"),
    [
        ("Đạt tỷ lệ {rate}%.", "Đạt tỷ lệ 31,55 %.", {"rate": Decimal("31.55")}),
        ("Đã chi {money} đồng.", "Đã chi 21.042.000.000 đồng.", {"money": 21_042_000_000}),
        ("Chốt ngày {day}.", "Chốt ngày 14/03/2023.", {"day": "2023-03-14"}),
        ("Chốt ngày {day}.", "Chốt ngày 14 tháng 3 năm 2023.", {"day": "2023-03-14"}),
        ("Chốt ngày {day:long}.", "Chốt ngày 14/3/2023.", {"day": "2023-03-14"}),
        ("Trong năm {year} có.", "Trong năm 2023 có.", {"year": 2023}),
        ("Vào {month} tới.", "Vào tháng 9 năm 2023 tới.", {"month": "2023-09"}),
        ("Kế hoạch số {no} ngày.", "Kế hoạch số 12 / KH - UBND ngày.", {"no": "12/KH-UBND"}),
        ("Kế hoạch số {no} ngày.", "Kế hoạch số 7/SNN&PTNT ngày.", {"no": "7/SNN&PTNT"}),
        ("Giai đoạn {span} này.", "Giai đoạn 2021–2030 này.", {"span": "2021-2030"}),
        ("Mức độ {classes}.", "Mức độ 3, 4.", {"classes": "3;4"}),
        ("Lớp {classes:each:khóa}.", "Lớp khoá 27 và khóa 31.", {"classes": "27;31"}),
        (
            "Do {name} làm Tổ trưởng.",
            "Do ông Lê Văn (A) làm Tổ trưởng.",
            {"name": "ông Lê Văn (A)"},
        ),
        ("Lớp {classes:each:khóa}.", "Lớp khóa 27, đợt 31.", {"classes": "27"}),
        ("Kỳ {then:heading} tới.", "Kỳ QUÝ III NĂM 2022 tới.", {"then": "2022-Q3"}),
        ("Chốt ngày {day}.", "Chốt ngày 31/02/2023.", {}),
    ],
)
def test_each_kind_of_value(tmp_path: Path, say: str, line: str, values: dict[str, object]) -> None:
    every = " ".join(f"{{{name.partition(':')[0]}}}" for name in KINDS.splitlines())
    old = read_leaf(tmp_path, f'["{say}", "{every}"]', line, figures=KINDS)
    found = {name: str(v) if name == "day" else v for name, v in old.report.figures.items()}
    assert found == values


@pytest.mark.parametrize(
    ("line", "money", "note"),
    [
        ("Đã chi 1,5 tỷ đồng.", 1_500_000_000, "Hiểu là 1.500.000.000 đồng."),
        ("Đã chi 4.923,7 nghìn tỷ đồng.", 4_923_700_000_000_000, "Hiểu là"),
        ("Đã chi 1,767 đồng.", 1767, "Hiểu dấu phẩy là dấu tách hàng nghìn"),
    ],
)
def test_how_an_unusual_amount_was_understood_is_said(
    tmp_path: Path, line: str, money: int, note: str
) -> None:
    figures = "money: {label: M, kind: money}"
    old = read_leaf(tmp_path, '"Đã chi {money} đồng."', line, figures=figures)
    assert old.report.figures == {"money": money}
    (doubt,) = old.doubts
    assert doubt.reason.startswith(note)
    assert doubt.is_placed


@pytest.mark.parametrize("line", [f"Trong kỳ đơn vị đã chi 2 tỷ{unit}." for unit in (" đồng", "")])
def test_a_thousand_million_is_never_taken_for_one(tmp_path: Path, line: str) -> None:
    figures = "money: {label: M, kind: money}"
    old = read_leaf(tmp_path, '"Trong kỳ đơn vị đã chi {money} đồng."', line, figures=figures)
    assert old.report.figures == {"money": 2 * 10**9}


@pytest.mark.parametrize("unit", ["tỷ", "triệu", "nghìn tỷ"])
def test_the_unit_of_the_sentence_is_no_part_of_its_number(tmp_path: Path, unit: str) -> None:
    figures = "amount: {label: Thu, kind: decimal}"
    say = f'"Thu đạt {{amount}} {unit} đồng, bằng dự toán."'
    old = read_leaf(tmp_path, say, f"Thu đạt 12,5 {unit} đồng, bằng dự toán.", figures=figures)
    assert (old.report.figures, old.doubts) == ({"amount": Decimal("12.5")}, ())
    other = {"tỷ": "triệu"}.get(unit, "tỷ")
    old = read_leaf(tmp_path, say, f"Thu đạt 12,5 {other} đồng, bằng dự toán.", figures=figures)
    assert old.doubts, "another unit is never passed over"


def test_a_percentage_with_a_point_is_read_and_pointed_out(tmp_path: Path) -> None:
    figures = "rate: {label: R, kind: percent}"
    old = read_leaf(tmp_path, '"Đạt tỷ lệ {rate}%."', "Đạt tỷ lệ 31.55%.", figures=figures)
    assert old.report.figures == {"rate": Decimal("31.55")}
    assert [d.reason for d in old.doubts] == ["Hiểu dấu chấm là dấu phẩy thập phân: 31,55."]


def test_a_number_beside_none_of_the_words_is_not_taken(tmp_path: Path) -> None:
    line = PLAIN.replace("đã giải quyết: 12; trong đó", "của quý: 12 việc; còn lại")
    old = read_leaf(tmp_path, RESOLVED, line)
    assert old.report.figures == {"b": 7, "c": 5}
    (doubt,) = old.doubts
    assert (doubt.fields, doubt.is_placed) == (("a",), False)
    assert doubt.reason.endswith("cạnh số không có từ nào của mẫu nên chưa lấy")


NONE: Final = "{when: a == 0, say: Trong kỳ không phát sinh kiến nghị nào.}"
SOME: Final = '{when: b > 0 and c > 0, say: "{b}, {c} việc."}, {when: b > 0, say: "Có {b} việc."}'


def zero(otherwise: str) -> str:
    return f'[{{choose: [{NONE}, {SOME}, {{say: "{otherwise}"}}]}}, "Số kiến nghị đã nhận {{a}}."]'


@pytest.mark.parametrize(
    ("otherwise", "line", "figures", "implied"),
    [
        ("Không có.", "Trong kỳ không phát sinh kiến nghị nào.", {"a": 0}, ("a",)),
        ("Không có.", "Không có.", {"b": 0}, ("b",)),
        ("Không có.", "Có 3 việc.", {"b": 3}, ()),
        ("Không có việc, {a} chậm.", "Không có việc, 2 chậm.", {"a": 2}, ()),
    ],
)
def test_words_that_say_none(
    tmp_path: Path, otherwise: str, line: str, figures: dict[str, int], implied: tuple[str, ...]
) -> None:
    old = read_leaf(tmp_path, zero(otherwise), line)
    assert (old.report.figures, old.implied) == (figures, implied)


def test_none_here_and_a_number_there(tmp_path: Path) -> None:
    line = "Trong kỳ không phát sinh kiến nghị nào. Số kiến nghị đã nhận 5."
    old = read_leaf(tmp_path, zero("Không có."), line)
    assert old.report.figures == {"a": 5}
    (doubt,) = old.doubts
    assert doubt.reason == "chỗ này ghi là không có, chỗ khác ghi số"

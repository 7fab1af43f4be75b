"""Where lines belong: headings, texts, tables, what stands between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from forms.loading import load_form
from forms.problem import Problem
from forms.reading import read_content, reader
from forms.reading.alignment import Effort
from tests.forms.reading.documents_made import PERIOD, read
from tests.forms.small_forms import FORM, load

if TYPE_CHECKING:
    from pathlib import Path

    from forms.definition import Form

OUTLINE: Final = FORM.replace(
    "  - {id: I, heading: PHẦN MỘT, sections: [I.1]}\n",
    """\
  - {id: I, heading: CÔNG TÁC CHỈ ĐẠO, sections: [I.1, I.2]}
  - {id: II, heading: KẾT QUẢ CẢI CÁCH NĂM, sections: [II.1, II.2]}
  - {id: III, heading: "PHƯƠNG HƯỚNG {next:heading}", sections: [III]}
""",
)
PART: Final = """\
part: counts
figures:
  a: {label: A, kind: count}
  b: {label: B, kind: count}
  c: {label: C, kind: count}
  next: {label: Kỳ tới, kind: period}
texts:
  plan: {label: Kế hoạch, default: "Đơn vị đã quán triệt Kế hoạch đến từng phòng, ban."}
  more: {label: Thêm, optional: true}
  state: {label: Tình trạng}
  outlook: {label: Phương hướng, default: Tiếp tục thực hiện Kế hoạch đề ra.}
tables:
  models:
    label: Mô hình
    columns: [{id: name, label: Tên, kind: text}]
    row: [{say: "Mô hình {name}"}]
  letters:
    label: Văn bản
    columns:
      - {id: kind, label: Loại, kind: name, choices: [Kế hoạch, Công văn]}
      - {id: number, label: Số, kind: symbol}
      - {id: subject, label: Trích yếu, kind: text}
    row:
      - {when: filled(number), say: "{kind} số {number} {subject}"}
      - {say: "{kind} {subject}"}
    join: ", "
sections:
  I.1:
    heading: Kết quả của cơ quan
    leaves:
      - id: plan
        bullet: "-"
        heading: Tiến độ thực hiện Kế hoạch cải cách hành chính
        paragraphs:
          - {run_on: true, say: [{text: plan}]}
          - {say: ["Số nhiệm vụ đã hoàn thành trong kỳ là {a}.", {text: more}]}
      - id: models
        bullet: "-"
        heading: Mô hình, sáng kiến mới về cải cách hành chính
        paragraphs:
          - run_on: true
            say: {list: {lead: "Triển khai:", end: ".", items: [{table: models}], empty: Không có.}}
      - id: letters
        bullet: "-"
        heading: Văn bản chỉ đạo, điều hành đã ban hành
        paragraphs:
          - {run_on: true, say: ["Đã ban hành", {list: {end: ".", items: [{table: letters}]}}]}
  I.2:
    heading: Kết quả của tỉnh
    leaves:
      - id: open
        heading: "Nhiệm vụ được giao trong kỳ:"
        paragraphs: [{say: "Trong kỳ tỉnh được giao {b} nhiệm vụ."}]
  II.1:
    heading: Cải cách thể chế
    leaves:
      - {id: state, paragraphs: [{say: {text: state}}]}
  II.2:
    heading: Cải cách thủ tục
    leaves:
      - id: level
        paragraphs: [{say: Kết quả của tỉnh}]
      - id: files
        bullet: "-"
        heading: "Kết quả giải quyết {a} hồ sơ thủ tục hành chính"
        paragraphs: [{bullet: "+", say: "Số hồ sơ còn lại đang giải quyết: {c}."}]
  III:
    heading: "PHƯƠNG HƯỚNG {next:heading}"
    leaves:
      - {id: outlook, paragraphs: [{bullet: "1.", say: {text: outlook}}]}
"""


@pytest.fixture
def form(tmp_path: Path) -> Form:
    return load(tmp_path, PART, OUTLINE)


HEAD: Final = ("I. CÔNG TÁC CHỈ ĐẠO", "1. Kết quả của cơ quan")
PLAN: Final = "- Tiến độ thực hiện Kế hoạch cải cách hành chính:"
USUAL: Final = "Đơn vị đã quán triệt Kế hoạch đến từng phòng, ban."
DONE: Final = "Số nhiệm vụ đã hoàn thành trong kỳ là 7."
TAIL: Final = (
    "2. Kết quả của tỉnh",
    "Nhiệm vụ được giao trong kỳ:",
    "Trong kỳ tỉnh được giao 33 nhiệm vụ.",
    "II. KẾT QUẢ CẢI CÁCH NĂM",
    "1. Cải cách thể chế",
    "Đã rà soát các văn bản.",
    "2. Cải cách thủ tục",
    "Kết quả của tỉnh",
    "- Kết quả giải quyết 7 hồ sơ thủ tục hành chính:",
    "+ Số hồ sơ còn lại đang giải quyết: 5.",
    "III. PHƯƠNG HƯỚNG QUÝ III NĂM 2022",
    "1. Tiếp tục thực hiện Kế hoạch đề ra./.",
)
WHOLE: Final = (*HEAD, f"{PLAN} {USUAL}", DONE, *TAIL)
FIGURES: Final = {"a": 7, "b": 33, "c": 5, "next": "2022-Q3"}


def test_a_whole_document(form: Form) -> None:
    old = read(form, *WHOLE)
    assert old.report.figures == FIGURES
    assert old.report.texts == {"state": "Đã rà soát các văn bản."}
    assert (old.doubts, old.unplaced) == ((), ())


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("III. PHƯƠNG", "V. PHƯƠNG"),
        ("III. PHƯƠNG", "PHƯƠNG"),
        ("II. KẾT QUẢ CẢI CÁCH", "B. kết quả cải cách"),
        ("1. Cải cách thể chế", "1. Cải cách thủ ché"),
        ("2. Cải cách thủ tục", "2. Cải cách thủ tục:"),
        ("I. CÔNG TÁC CHỈ ĐẠO\n", ""),
        ("1. Kết quả của cơ quan\n", ""),
        ("- Tiến độ", "+ Tiến độ"),
        ("cải cách hành chính: Đơn", "cải cách hành chính. Đơn"),
        ("Kế hoạch cải cách hành chính:", "Kế hoạch CCHC:"),
        ("./.", "."),
    ],
)
def test_headings_that_stray(form: Form, ours: str, theirs: str) -> None:
    document = "\n".join(WHOLE)
    assert ours in document
    old = read(form, document.replace(ours, theirs))
    assert old.report.figures == FIGURES
    assert old.unplaced == ()


def test_a_heading_without_number_never_leads_back(form: Form) -> None:
    """“Kết quả của tỉnh” is the heading of I.2 and, without a number, words of II.2."""
    old = read(form, *WHOLE)
    assert old.unplaced == ()
    back = [*HEAD, *TAIL[3:-1], *TAIL[:3]]
    assert read(form, *back).report.figures == FIGURES, "with a number it may"


def test_a_leaf_out_of_its_section_is_found_by_its_whole_heading(form: Form) -> None:
    at = WHOLE.index("II. KẾT QUẢ CẢI CÁCH NĂM")
    moved = [*WHOLE[:2], *WHOLE[4:at], *WHOLE[2:4], *WHOLE[at:]]
    old = read(form, *moved)
    assert old.report.figures == FIGURES
    assert old.unplaced == ()


def test_without_its_heading_a_leaf_is_not_looked_for(form: Form) -> None:
    old = read(form, *HEAD, DONE, *TAIL)
    assert old.report.figures == FIGURES, "the same figure stands in a heading"
    assert [w.text for w in old.unplaced] == [DONE]


def test_a_document_of_another_form_is_refused(form: Form) -> None:
    with pytest.raises(Problem, match="không có mục nào của mẫu “Báo cáo thử”"):
        read(form, "KẾ HOẠCH", "Nâng cao chất lượng phục vụ người dân.")


# Texts.


def said(form: Form, *lines: str) -> dict[str, str]:
    return dict(read(form, *HEAD, *lines, *TAIL).report.texts)


def test_the_forms_own_words_need_not_be_kept(form: Form) -> None:
    assert "plan" not in said(form, f"{PLAN} {USUAL}", DONE)
    assert "plan" not in said(form, PLAN, USUAL, DONE)


def test_other_words_are_kept_as_they_are(form: Form) -> None:
    slip = USUAL.replace("quán triệt", "quan triệt")
    assert said(form, f"{PLAN} {slip}", DONE)["plan"] == slip
    longer = f"{USUAL} Các phòng tự kiểm tra."
    assert said(form, f"{PLAN} {longer}", DONE)["plan"] == longer
    own = "Lãnh đạo họp hằng tháng để rà soát tiến độ."
    assert said(form, f"{PLAN} {own}", DONE)["plan"] == own


def test_lines_of_a_text_keep_their_bullets(form: Form) -> None:
    lines = (f"{PLAN} Đã thực hiện:", "- một;", "+ hai;", "1. ba.")
    found = said(form, *lines, DONE)
    assert found["plan"] == "Đã thực hiện:\n- một;\n+ hai;\n1. ba."


def test_a_bullet_of_the_forms_own_is_not_part_of_the_text(form: Form) -> None:
    two = read(form, *WHOLE[:-1], "2. Mở rộng dịch vụ công.", "3. Tập huấn.")
    assert two.report.texts["outlook"] == "Mở rộng dịch vụ công.\n3. Tập huấn."
    own = read(form, *WHOLE[:-1], "- Mở rộng dịch vụ công.")
    assert own.report.texts["outlook"] == "- Mở rộng dịch vụ công."


def test_a_text_behind_a_sentence(form: Form) -> None:
    assert said(form, f"{PLAN} {USUAL}", f"{DONE} Còn lại chưa tới hạn.")["more"] == (
        "Còn lại chưa tới hạn."
    )


def test_a_text_left_out_is_empty_on_purpose_and_one_left_open_is_not(form: Form) -> None:
    found = read(form, *HEAD, PLAN, DONE, *TAIL).report.texts
    assert found["plan"] == "", "or its default would be printed"
    assert "more" not in found
    opened = [line.replace("Đã rà soát các văn bản.", "…") for line in WHOLE]
    assert "state" not in read(form, *opened).report.texts


def test_a_text_said_twice_is_handed_back(form: Form) -> None:
    old = read(form, *WHOLE[:4], f"{PLAN} Lãnh đạo họp hằng tháng.", *TAIL)
    assert "plan" not in old.report.texts
    assert [w.text for w in old.unplaced] == ["Lãnh đạo họp hằng tháng."]


# Tables.

MODELS: Final = "- Mô hình, sáng kiến mới về cải cách hành chính:"
LETTERS: Final = "- Văn bản chỉ đạo, điều hành đã ban hành: Đã ban hành"


def test_rows_of_a_list(form: Form) -> None:
    old = read(form, *WHOLE[:4], f"{MODELS} Triển khai: Mô hình Hẹn giờ; mô hình Một, hai.", *TAIL)
    assert old.report.tables == {"models": ({"name": "Hẹn giờ"}, {"name": "Một, hai"})}
    none = read(form, *WHOLE[:4], f"{MODELS} Không có.", *TAIL)
    assert none.report.tables == {}
    assert none.unplaced == ()


def test_words_too_many_in_a_list_are_handed_back(form: Form) -> None:
    old = read(form, *WHOLE[:4], f"{MODELS} Triển khai rất tốt: Mô hình Hẹn giờ.", *TAIL)
    assert old.report.tables == {"models": ({"name": "Hẹn giờ"},)}
    assert [w.text for w in old.unplaced] == ["rất", "tốt"]


def test_the_words_offered_tell_where_a_row_begins(form: Form) -> None:
    line = f"{LETTERS} Kế hoạch số 5/KH-VP đào tạo, bồi dưỡng, công văn rà soát, Đề án nâng cấp."
    old = read(form, *WHOLE[:4], line, *TAIL)
    assert old.report.tables["letters"] == (
        {"kind": "Kế hoạch", "number": "5/KH-VP", "subject": "đào tạo, bồi dưỡng"},
        {"kind": "công văn", "subject": "rà soát, Đề án nâng cấp"},
    )


def test_a_cell_left_open_is_not_filled_in(form: Form) -> None:
    old = read(form, *WHOLE[:4], f"{MODELS} Triển khai: Mô hình …; Mô hình Hẹn giờ.", *TAIL)
    assert old.report.tables == {"models": ({"name": "Hẹn giờ"},)}


def test_a_row_that_strays_points_at_its_table(form: Form) -> None:
    old = read(form, *WHOLE[:4], f"{MODELS} Triển khai: Mẫu hình Hẹn giờ.", *TAIL)
    assert old.report.tables == {"models": ({"name": "Hẹn giờ"},)}
    assert [doubt.fields for doubt in old.doubts] == [("models",)]


# Long and strange documents.


def test_what_goes_on_for_too_long_is_handed_back(
    form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "MOST_WORDS", 60)
    added = "Nội dung khác. " * 10
    old = read(form, *WHOLE[:4], added, added, *TAIL)
    assert old.report.figures == FIGURES
    assert [w.place.line for w in old.unplaced][-2:] == [5, 6]


def test_what_takes_too_long_is_read_word_for_word(
    form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    strays = [line.replace("nhiệm vụ đã", "việc đã") for line in WHOLE]
    assert [d.reason for d in read(form, *strays).doubts] == [
        "khác câu mẫu: ghi “việc”, mẫu ghi “nhiệm”, thiếu “vụ”"
    ]
    monkeypatch.setattr(reader, "Effort", lambda: Effort(290))
    (doubt,) = read(form, *strays).doubts
    assert "chỉ nhận ra những câu đúng nguyên văn" in doubt.reason


def test_another_period_is_told(tmp_path: Path) -> None:
    part = PART.replace("Trong kỳ tỉnh", "{period:start}, tỉnh")
    form = load(tmp_path, part, OUTLINE)
    lines = [line.replace("Trong kỳ tỉnh", "Quý I năm 2023, tỉnh") for line in WHOLE]
    old = read(form, *lines)
    assert old.report.figures == FIGURES
    (doubt,) = old.doubts
    assert doubt.reason == "văn bản ghi quý I năm 2023, kỳ đã chọn là 6 tháng đầu năm 2022"
    half = [line.replace("Trong kỳ tỉnh", "Trong Quý I, tỉnh") for line in WHOLE]
    assert read(form, *half).doubts == (), "without its year a period isn't judged"


def test_a_year_alone_may_stand_for_the_period(tmp_path: Path) -> None:
    form = load(tmp_path, PART.replace("Trong kỳ tỉnh", "Năm {period:year} tỉnh"), OUTLINE)
    lines = [line.replace("Trong kỳ tỉnh", "Năm 2022 tỉnh") for line in WHOLE]
    assert read(form, *lines).report.figures == FIGURES


def test_another_body_may_stand_for_the_units(tmp_path: Path) -> None:
    part = PART.replace("Trong kỳ tỉnh", "Trong kỳ {unit.committee_full}")
    form = load(tmp_path, part, OUTLINE)
    for name, doubts in (
        ("UBND tỉnh Đồng Tháp", 0),
        ("Ủy ban nhân dân tỉnh An Giang", 1),
    ):
        old = read(form, *(line.replace("Trong kỳ tỉnh", f"Trong kỳ {name}") for line in WHOLE))
        assert old.report.figures == FIGURES
        assert len(old.doubts) == doubts


def test_what_a_report_says_of_itself_is_kept_only_if_it_differs() -> None:
    form = load_form("office-report")
    title = "Công tác cải cách hành chính 6 tháng đầu năm 2022"
    note = "(số liệu tính từ 15/12/2021 đến {})"
    body = ("I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH", "1. Kết quả của cơ quan")
    usual = read(form, "BÁO CÁO", title, note.format("14/6/2022"), *body)
    assert usual.report.figures == {}
    other = read(form, "BÁO CÁO", f"{title} {note.format('30/6/2022')}", *body)
    assert {k: str(v) for k, v in other.report.figures.items()} == {
        "report_period_to": "2022-06-30"
    }


def test_an_unknown_unit_is_refused_with_the_nearest(form: Form) -> None:
    with pytest.raises(Problem, match="Có phải “VPUBND”"):
        read_content(b"x", "x.txt", form, PERIOD, "VPUBN")

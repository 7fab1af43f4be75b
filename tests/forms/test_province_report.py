"""The province's report: what it says, word for word, and its figures."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest

from forms.block import Appendix, Closing, Grid, Head, Heading, Paragraph, Title
from forms.definition import OverUnits
from forms.document import Composer, compose
from forms.facts import facts
from forms.figure import Kind
from forms.reading import read_content
from forms.word import docx_bytes
from tests.documents.reading import FOLDER
from tests.forms.province_samples import (
    DONG_THAP,
    SAMPLE,
    THREE,
    WHOLE,
    broken,
    lines,
)

if TYPE_CHECKING:
    from forms.report import Report

# The report of the first half of 2023.


def test_the_headings_are_those_of_the_real_report_in_their_order() -> None:
    blocks = compose(THREE, SAMPLE, DONG_THAP).blocks
    assert [block.text for block in blocks if isinstance(block, Heading)] == [
        "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CCHC",
        "1. Đánh giá các hoạt động chỉ đạo, điều hành của Tỉnh",
        "2. Tiến độ thực hiện Kế hoạch CCHC",
        "3. Công tác kiểm tra CCHC",
        "4. Về công tác tuyên truyền CCHC",
        "5. Về thực hiện các nhiệm vụ được Chính phủ, Thủ tướng Chính phủ giao",
        "6. Mô hình, sáng kiến, giải pháp mới về CCHC trong năm 2023",
        "II. KẾT QUẢ THỰC HIỆN CÔNG TÁC CCHC",
        "1. Cải cách thể chế",
        "2. Cải cách TTHC",
        "3. Cải cách tổ chức bộ máy",
        "4. Cải cách chế độ công vụ",
        "5. Cải cách tài chính công",
        "6. Xây dựng và phát triển Chính quyền điện tử, Chính quyền số",
        "III. ĐÁNH GIÁ CHUNG",
        "1. Mặt tích cực",
        "2. Hạn chế, nguyên nhân",
        "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ 6 THÁNG CUỐI NĂM 2023",
    ]


def test_head_and_foot_are_those_of_the_real_report() -> None:
    document = compose(THREE, SAMPLE, DONG_THAP)
    head, title = document.blocks[:2]
    assert isinstance(head, Head)
    assert (head.superior_lines, head.issuer_lines) == ((), ("ỦY BAN NHÂN DÂN", "TỈNH ĐỒNG THÁP"))
    assert head.number == "Số: 224/BC-UBND"
    assert head.place_date == "Đồng Tháp, ngày 20 tháng 6 năm 2023"
    assert title == Title("BÁO CÁO", "Cải cách hành chính 6 tháng đầu năm 2023", "")
    (closing,) = (block for block in document.blocks if isinstance(block, Closing))
    assert closing.authority_lines == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert closing.recipients[0] == "- BCĐ CCHC của CP;"
    assert closing.recipients[-1] == "- Lưu: VT, T (HCC)."
    offered = replace(SAMPLE, front={})
    (named,) = (b for b in compose(THREE, offered, DONG_THAP).blocks if isinstance(b, Closing))
    assert named.recipients[:-1] == closing.recipients[:-1]


@pytest.mark.parametrize(
    "sentence",
    [
        "bao gồm: 08 lĩnh vực, 18 mục tiêu, 27 nhiệm vụ và 43 hoạt động cụ thể. Từ đầu năm",
        "Kế hoạch CCHC năm 2023 của Tỉnh bao gồm: 08 lĩnh vực",
        "Từ đầu năm đến nay, Tỉnh đã thực hiện hoàn thành 09/27 nhiệm vụ đề ra",
        "cơ quan đang hoàn chỉnh dự thảo Quy định và 01 cơ quan chưa có Thông tư hướng dẫn mới.",
        "đối tượng không đủ tuổi tái cử và hưởng chế độ theo Nghị định số 26/2015/NĐ-CP cho",
        "UBND Tỉnh thực hiện tinh giản biên chế đến hết Quý II năm 2023 đối với",
        "Trên đây là một số tình hình và kết quả thực hiện CCHC trong 6 tháng đầu năm 2023 và",
        "phương hướng, nhiệm vụ CCHC 6 tháng cuối năm 2023 của UBND tỉnh Đồng Tháp./.",
    ],
)
def test_what_the_real_report_states_is_said_as_there(sentence: str) -> None:
    assert [line for line in lines(THREE, SAMPLE) if sentence in line]


def test_the_real_figures_break_no_rule() -> None:
    assert broken(SAMPLE) == set()


#: The sentences of the real report's outline, with the figures of the whole report.
SAID: Final = (FOLDER / "province_sentences.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("sentence", SAID)
def test_a_whole_report_says_the_sentences_of_the_outline(sentence: str) -> None:
    assert [line for line in lines(THREE, WHOLE) if sentence in line]


def test_a_whole_report_lacks_nothing_but_its_table_of_figures() -> None:
    missing = Composer(THREE, WHOLE, DONG_THAP).missing()
    assert [name for name in missing if not name.startswith("pl_")] == []
    assert broken(WHOLE) == set()


NOTES: Final = [
    "praise",
    "inspection_team",
    "inspected",
    "model_program",
    "local_models",
    "functions_issued",
    "functions_considering",
    "functions_drafting",
    "functions_no_circular",
    "advisory",
    "doc_qd_70_tw",
    "doc_qd_72_tw",
    "doc_kl_40_tw",
    "doc_qd_78_btctw",
    "doc_cv_4028_btctw",
    "appointment_rules",
]


def printed_notes(report: Report) -> list[tuple[str, str]]:
    blocks = compose(THREE, report, DONG_THAP).blocks
    runs = (run for b in blocks if isinstance(b, Paragraph) for run in b.runs)
    marks = (run for run in runs if run.role == "note")
    return [(mark.text, "".join(run.text for run in mark.note)) for mark in marks]


def test_the_sixteen_footnotes_stand_in_the_order_of_the_outline() -> None:
    found = printed_notes(WHOLE)
    assert [number for number, _ in found] == [str(n) for n in range(1, 17)]
    assert list(THREE.notes) == NOTES
    assert found[0][1] == "Chủ tịch UBND Tỉnh tặng Bằng khen cho: tên 1 (tên 1); tên 2 (tên 2)."
    assert found[1][1] == (
        "Quyết định số 85/QĐ-UBND-TL ngày 06 tháng 02 năm 2023 của Chủ tịch UBND Tỉnh."
    )
    assert found[2][1] == "tên 1; tên 2."
    assert found[3][1].startswith("Quyết định số 1390/QĐ-UBND-HC ngày 13 tháng 9 năm 2021 của")
    assert "Tổng đài 19001234 (IOC) của thành phố Một." in found[4][1]
    assert found[8][1] == "tên 1."


def test_a_note_without_words_prints_no_mark() -> None:
    kept = {name: rows for name, rows in WHOLE.tables.items() if not name.startswith("II.3.")}
    report = replace(WHOLE, tables=kept).with_figure("doc_nq_27_tw_no", None)
    numbers = [number for number, _ in printed_notes(report)]
    assert numbers == [str(n) for n in range(1, 12)]


def test_the_plan_s_progress_and_the_table_of_figures_are_appended() -> None:
    blocks = compose(THREE, WHOLE, DONG_THAP).blocks
    titles = [block.title for block in blocks if isinstance(block, Appendix)]
    assert titles == [
        "TIẾN ĐỘ THỰC HIỆN KẾ HOẠCH CCHC NĂM 2023",
        "THỐNG KÊ SỐ LIỆU KẾT QUẢ THỰC HIỆN CÔNG TÁC CCHC 6\N{NO-BREAK SPACE}THÁNG ĐẦU NĂM 2023",
    ]
    tasks, figures = (block for block in blocks if isinstance(block, Grid))
    assert len(tasks.rows) == 27
    values = {row[1]: row[3] for row in figures.rows}
    assert values[THREE.figures["tthc_district"].label] == "260"
    assert values[THREE.figures["psu_state_funded"].label] == "480"
    without = replace(WHOLE, tables={})
    left = [b.title for b in compose(THREE, without, DONG_THAP).blocks if isinstance(b, Appendix)]
    assert left == titles[1:]


def test_the_starter_set_says_that_it_is_one() -> None:
    starters = [figure for name, figure in THREE.figures.items() if name.startswith("pl_")]
    assert len(starters) > 50
    assert all("khởi đầu" in figure.help for figure in starters)


# Figures.


def test_every_figure_tells_an_officer_what_it_is() -> None:
    for figure in THREE.figures.values():
        assert figure.label
        is_date = figure.kind is Kind.DATE
        assert figure.help or figure.source or is_date or figure.id == "tthc_review_plan_year"
    labels = [figure.label for figure in THREE.figures.values()]
    assert len(set(labels)) == len(labels)


def test_only_what_units_count_is_added_up() -> None:
    added = {f.id for f in THREE.figures.values() if f.over_units is OverUnits.SUM}
    counted = re.compile(r"files_|pakn_received|pakn_resolved$")
    assert added == {name for name in THREE.figures if counted.match(name)}
    rates = {f.id for f in THREE.figures.values() if f.over_units is OverUnits.RATE}
    assert rates == {"pakn_resolved_rate", "audit_rate", "online_services_rate"}
    assert all(THREE.figures[name].computed for name in rates)
    assert THREE.figures["gov_tasks_total"].over_units is OverUnits.STATE
    # Offices state their own project in đồng under this id.
    assert THREE.figures["invest_disbursed"].over_units is OverUnits.NONE


def test_a_whole_report_comes_back_from_its_word_file() -> None:
    word = docx_bytes(compose(THREE, WHOLE, DONG_THAP))
    old = read_content(word, "cũ.docx", THREE, WHOLE.period, WHOLE.unit.code)
    printed = set(Composer(THREE, WHOLE, DONG_THAP).fields()) & set(WHOLE.figures)
    known = facts(THREE, old.report)
    assert {name: known.get(name) for name in printed} == {n: WHOLE.figures[n] for n in printed}
    assert old.unplaced == ()

"""The province's report of any province, in any period, also when nothing happened."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.document import compose
from forms.report import Report, UnitRef
from forms.unit import unit_for
from forms.word import docx_bytes
from tests.forms.province_samples import (
    DONG_THAP,
    PROVINCES,
    THREE,
    TWO,
    WHOLE,
    lines,
    whole_of,
    zeros,
)
from tests.forms.report_strategies import reports
from tests.forms.wordings import A_PROVINCE, DOUBLED, TORN, found, labels, own_words

if TYPE_CHECKING:
    from forms.definition import Form


def test_nothing_that_happened_is_said_so_and_no_rate_is_made_of_it() -> None:
    said = lines(THREE, zeros(THREE, WHOLE))
    for words in (
        "Tỉnh không phát sinh nhiệm vụ được Chính phủ, Thủ tướng Chính phủ giao.",
        "không phát sinh văn bản quy phạm pháp luật (QPPL) được ban hành",
        "Trong kỳ không phát sinh dự thảo văn bản QPPL cấp tỉnh cần thẩm định.",
        "UBND Tỉnh không phát sinh hồ sơ xử phạt vi phạm hành chính.",
        "Trong kỳ không phát sinh phản ánh, kiến nghị (PAKN) về quy định TTHC.",
        "trong 6 tháng đầu năm 2023 không phát sinh trường hợp tinh giản biên chế.",
        "Công tác theo dõi giải ngân vốn đầu tư công đến ngày 14/6/2023: không phát sinh.",
        "Công tác kiến nghị của kiểm toán về xử lý tài chính niên độ năm 2021: không phát sinh.",
        "Chưa thực hiện liên thông điện tử các nhóm TTHC.",
        "Đoàn kiểm tra CCHC của Tỉnh tiến hành kiểm tra theo kế hoạch.",
    ):
        assert [line for line in said if words in line], words
    assert not [line for line in said if "00 đơn vị" in line or "100%" in line]


def test_a_province_that_fell_behind_says_so() -> None:
    def budget(**figures: Any) -> str:
        changed = replace(WHOLE, figures={**WHOLE.figures, **figures})
        return next(line for line in lines(THREE, changed) if "giải ngân vốn" in line)

    assert budget(invest_decline=Decimal("3.1")).endswith("và giảm 3,1% so với cùng kỳ 2022.")
    assert budget(invest_growth=Decimal(0)).endswith("và bằng cùng kỳ 2022.")


#: What only a slot may say.
LITERALS: Final = rf"Đồng Tháp|Hồng Ngự|Văn phòng(?! Chính phủ)|{A_PROVINCE}"


@pytest.mark.parametrize("form", [THREE, TWO], ids=["2023", "2025"])
def test_no_sentence_and_no_label_names_a_province(form: Form) -> None:
    assert not found(LITERALS, (*own_words(form), *labels(form)))


@cache
def told(form: Form, name: str, period: str) -> tuple[str, ...]:
    """Return what reports of a province say: empty, whole, and with nothing happening."""
    unit = UnitRef("X", name)
    whole = replace(whole_of(form, period), unit=unit)
    empty = replace(whole, figures={}, tables={}, texts={})
    said = (line for r in (empty, whole, zeros(form, whole)) for line in lines(form, r))
    return tuple(dict.fromkeys(said))


@pytest.mark.parametrize("period", ["2023-Q1", "2023-H1", "2023-Q3", "2023-Y"])
@pytest.mark.parametrize("name", PROVINCES)
def test_sentences_read_well_for_any_province_in_any_period(name: str, period: str) -> None:
    said = told(THREE, name, period)
    for pattern in (DOUBLED, rf"{TORN}|,;|;;|:\.", r"[^.]\.\.(?!\.)|\b0 (?:đơn vị|văn bản)"):
        assert not found(pattern, said), pattern
    own = unit_for("X", name).slots
    if "tỉnh" not in own["area_full"]:
        assert not found(A_PROVINCE, said)
    if own["province"] != "Đồng Tháp":
        assert not found("Đồng Tháp", said)
    since = [line for line in said if "hồ sơ TTHC đã tiếp nhận" in line]
    words = "trong quý III năm 2023" if period == "2023-Q3" else "từ đầu năm đến nay"
    assert all(words in line for line in since)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.sampled_from([THREE, TWO]).flatmap(lambda form: st.tuples(st.just(form), reports(form))))
def test_any_report_can_be_composed(drawn: tuple[Form, Report]) -> None:
    form, report = drawn
    document = compose(form, report, DONG_THAP)
    assert document.organisation == DONG_THAP.name


def test_it_becomes_a_word_file() -> None:
    assert docx_bytes(compose(THREE, WHOLE, DONG_THAP)).startswith(b"PK")

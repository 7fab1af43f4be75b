"""The province's report of any province, in any period, also when nothing happened."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.definition import Choose, ListOf, Say
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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forms.definition import Form, Piece
    from forms.sentence import Frame


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


def frames(pieces: Iterable[Piece]) -> Iterator[Frame]:
    for piece in pieces:
        match piece:
            case Say(frame):
                yield frame
            case Choose(variants):
                yield from (f for v in variants for f in frames(v.pieces))
            case ListOf():
                yield from (f for v in piece.items for f in frames(v.pieces))
                yield from frames(piece.empty)
            case _:
                pass


#: What only a slot may say.
LITERALS: Final = r"Đồng Tháp|Hồng Ngự|Văn phòng(?! Chính phủ)|(?<!cấp )\b[Tt]ỉnh\b"


@pytest.mark.parametrize("form", [THREE, TWO], ids=["2023", "2025"])
def test_no_sentence_and_no_label_names_a_province(form: Form) -> None:
    pieces = (p for leaf in form.leaves() for frame in leaf.paragraphs for p in frame.pieces)
    notes = (piece for note in form.notes.values() for piece in note.pieces)
    headings = (leaf.heading for leaf in form.leaves() if leaf.heading)
    defaults = (text.default for text in form.texts.values() if text.default)
    said = [f.source for f in (*frames(pieces), *frames(notes), *headings, *defaults)]
    assert not [s for s in said if re.search(LITERALS, re.sub(r"\{[^}]*\}", "", s))]
    groups = (form.figures.values(), form.texts.values(), form.tables.values())
    labels = [member.label for group in groups for member in group]
    assert not [label for label in labels if re.search(LITERALS, label)]


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
    wrong = (
        r"\b(\w+) \1\b",
        r" {2}|^ | $| [,.;:]|,\.|;\.|,;|;;|:\.|,,|[{}]|\(\)|None",
        r"[^.]\.\.(?!\.)|\b0 (?:đơn vị|văn bản)",
    )
    for pattern in wrong:
        assert not [line for line in said if re.search(pattern, line)], pattern
    own = unit_for("X", name).slots
    if "tỉnh" not in own["area_full"]:
        assert not [s for s in said if re.search(r"(?<!cấp )\b[Tt]ỉnh\b", s)]
    if own["province"] != "Đồng Tháp":
        assert not [line for line in said if "Đồng Tháp" in line]
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

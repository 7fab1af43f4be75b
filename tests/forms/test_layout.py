"""The measures keep to Nghị định 30/2020, Phụ lục I."""

from __future__ import annotations

import pytest

from forms.layout import DECREE_30, dashed, is_number


def test_the_page_keeps_to_the_decree() -> None:
    page = DECREE_30
    assert (page.page_width_mm, page.page_height_mm) == (210, 297)
    assert 20 <= page.top_mm <= 25
    assert 20 <= page.bottom_mm <= 25
    assert 30 <= page.left_mm <= 35
    assert 15 <= page.right_mm <= 20
    assert (page.text_width_mm, page.text_height_mm) == (160, 257)


def test_sizes_lie_in_the_ranges_of_the_decree() -> None:
    page = DECREE_30
    assert page.country_pt in {12, 13}
    assert page.superior_pt == page.issuer_pt == 12
    assert {page.body_pt, page.heading_pt, page.kind_pt, page.subject_pt} <= {13, 14}
    assert {page.motto_pt, page.place_date_pt, page.page_number_pt, page.authority_pt} <= {13, 14}
    assert (page.number_pt, page.recipients_label_pt, page.recipients_pt) == (13, 12, 11)
    assert 100 <= page.line_percent <= 150
    assert page.paragraph_gap_pt >= 6
    assert 34 <= page.issuer_rule_percent <= 50


def test_a_sheet_lying_across_swaps_its_sides_only() -> None:
    across = DECREE_30.across()
    assert (across.page_width_mm, across.page_height_mm) == (297, 210)
    assert across.left_mm == DECREE_30.left_mm
    assert across.across() == DECREE_30


@pytest.mark.parametrize("cell", ["1", "335.445", "98,5", "98,5 %", "98,5%", " 12 ", "-3", "…"])
def test_a_figure_is_told_from_words(cell: str) -> None:
    assert is_number(cell)


@pytest.mark.parametrize("cell", ["", "Quý I", "12 hồ sơ", "15/12/2021", "-", "1."])
def test_words_are_told_from_figures(cell: str) -> None:
    assert not is_number(cell)


def test_a_dash_is_put_once() -> None:
    assert dashed("Sở Nội vụ;") == dashed("- Sở Nội vụ;") == "- Sở Nội vụ;"

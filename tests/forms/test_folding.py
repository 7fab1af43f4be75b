"""Search without diacritics."""

from __future__ import annotations

import re

from forms.folding import CAPITALS, fold


def test_diacritics_case_and_blanks_fall_away() -> None:
    assert fold("  Đạo\u00a0Thạnh ") == "dao thanh"
    assert fold("ĐƢỜNG đƣợc") == "duong duoc"
    assert fold("Ủy ban") == fold("Uỷ ban".replace("Uỷ", "Ủy")) == "uy ban"


def test_capitals_are_capitals_only() -> None:
    assert re.fullmatch(f"[{CAPITALS}]+", "ĐỒNGTHÁPQUÝỦY")
    assert not re.search(f"[{CAPITALS}]", "đồng tháp quý ủy 123")

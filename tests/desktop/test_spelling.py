"""One way of writing on screen: the tone stands on the main vowel (hủy, xóa, hóa, Ủy ban)."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: Words whose tone stands on the last of two vowels without a consonant behind them; "quý" is
#: not one of them, its "u" belongs to "q".
_OTHER = re.compile(r"(?<![qQ])(?:[oO][áàảãạéèẻẽẹÁÀẢÃẠÉÈẺẼẸ]|[uU][ýỳỷỹỵÝỲỶỸỴ])(?!\w)")
#: Messages for authors of forms are read in a terminal, not on a screen of the program; and what
#: reads old reports must know the other way.
_ELSEWHERE = {ROOT / "forms" / "loading", ROOT / "forms" / "reading"}


def _sources() -> list[Path]:
    code = [file for room in ("desktop", "db", "forms") for file in (ROOT / room).rglob("*.py")]
    guide = list((ROOT / "resources" / "guide").glob("*.md"))
    return sorted(file for file in (*code, *guide) if not _ELSEWHERE & {*file.parents})


def test_the_pattern_tells_the_two_ways_apart() -> None:
    other = ["xo\u00e1", "hu\u1ef7", "ho\u00e1", "U\u1ef7", "tho\u1ea3"]
    ours = ["xóa", "hủy", "hóa", "Ủy", "thỏa", "quý", "hoán", "Huỳnh", "khoảng", "toàn"]
    assert all(_OTHER.search(word) for word in other)
    assert not any(_OTHER.search(word) for word in ours)


@pytest.mark.parametrize("file", _sources(), ids=lambda file: str(file.relative_to(ROOT)))
def test_words_are_written_one_way(file: Path) -> None:
    words = unicodedata.normalize("NFC", file.read_text(encoding="utf-8"))
    found = [
        f"{number}: {line.strip()}"
        for number, line in enumerate(words.splitlines(), 1)
        if _OTHER.search(line)
    ]
    assert not found, f"viết “hóa, hủy, xóa, Ủy” (dấu trên âm chính): {found}"

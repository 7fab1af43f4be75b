"""The printed pages, as LibreOffice lays them out."""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from forms.word import write_docx
from tests.forms import word_samples as samples

if TYPE_CHECKING:
    from pathlib import Path

    from forms.block import Document

TOOLS = ("soffice", "pdftotext")

pytestmark = [
    pytest.mark.pages,
    pytest.mark.skipif(
        not all(map(shutil.which, TOOLS)),
        reason="Chưa xem trang in: máy này không có LibreOffice (soffice) và poppler-utils.",
    ),
]

_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(
    r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
)

#: Points a millimetre, and the millimetres of the decree's margins.
POINT = 72 / 25.4


@dataclass(frozen=True)
class Word:
    left: float
    top: float
    right: float
    bottom: float
    text: str


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def heading(self) -> str:
        """What stands inside the top margin."""
        return " ".join(word.text for word in self.words if word.bottom < 20 * POINT)


def _with_filler(count: int) -> Document:
    """Return a report whose closing falls ever lower on the page."""
    filler = (samples.words(samples.PLAN),) * count
    return replace(samples.OFFICE, blocks=(samples.HEAD, samples.TITLE, *filler, samples.CLOSING))


DOCUMENTS = {"office": samples.OFFICE, "full": samples.FULL} | {
    f"filler{count}": _with_filler(count) for count in range(1, 13)
}


def _word(found: tuple[str, ...]) -> Word:
    left, top, right, bottom = map(float, found[:4])
    return Word(left, top, right, bottom, found[4])


def _pages(html: str) -> list[Page]:
    return [
        Page(float(width), float(height), tuple(map(_word, _WORD.findall(inside))))
        for width, height, inside in _PAGE.findall(html)
    ]


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Page]]:
    """Print all documents in one start of LibreOffice, under a profile of its own."""
    folder: Path = tmp_path_factory.mktemp("pages")
    for name, document in DOCUMENTS.items():
        write_docx(document, folder / f"{name}.docx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [f"{name}.docx" for name in DOCUMENTS]
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", *files],  # noqa: S607
        cwd=folder, check=True, capture_output=True, timeout=110,
    )  # fmt: skip
    pages = {}
    for name in DOCUMENTS:
        command = ["pdftotext", "-bbox", f"{name}.pdf", "-"]
        done = subprocess.run(command, cwd=folder, check=True, capture_output=True)
        pages[name] = _pages(done.stdout.decode())
    return pages


def test_paper_is_a4_and_words_keep_within_the_margins(printed: dict[str, list[Page]]) -> None:
    for page in printed["office"]:
        assert (round(page.width), round(page.height)) == (595, 842)
        assert min(word.left for word in page.words) >= 30 * POINT - 1
        assert max(word.right for word in page.words) <= page.width - 20 * POINT + 1
        assert max(word.bottom for word in page.words) <= page.height - 20 * POINT + 1


def test_the_number_stands_in_the_middle_of_the_top_from_page_2(
    printed: dict[str, list[Page]],
) -> None:
    first, second = printed["office"]
    assert first.heading == ""
    assert second.heading == "2"
    number = second.words[0]
    middle = (30 * POINT + second.width - 20 * POINT) / 2
    assert abs((number.left + number.right) / 2 - middle) < 1


def test_appendices_lie_as_their_tables_ask_and_count_their_own_pages(
    printed: dict[str, list[Page]],
) -> None:
    pages = printed["full"]
    assert [page.heading for page in pages] == ["", "2", "3", "", "2", ""]
    assert [page.width > page.height for page in pages] == [False] * 3 + [True, True, False]
    # The header row is printed again on the second page of the table.
    assert "Cột 12" in pages[4].text


@pytest.mark.parametrize("name", list(DOCUMENTS))
def test_the_closing_is_whole_and_never_alone(printed: dict[str, list[Page]], name: str) -> None:
    marks = ["Nơi nhận:", "Lưu: VT", "KT. CHÁNH VĂN PHÒNG", "Nguyễn Công Minh"]
    holding = [page for page in printed[name] if any(mark in page.text for mark in marks)]
    assert len(holding) == 1
    assert all(mark in holding[0].text for mark in marks)
    assert "đơn vị." in holding[0].text or "./." in holding[0].text
    blank = [page for page in printed[name] if not set(page.words) - set(page.words[:1])]
    assert blank == []


def test_number_and_date_share_a_line_as_do_recipients_and_authority(
    printed: dict[str, list[Page]],
) -> None:
    first, second = printed["office"]
    top = {word.text: word for word in reversed(first.words)}
    assert abs(top["Số:"].bottom - top["ngày"].bottom) < 1
    end = {word.text: word for word in second.words}
    assert abs(end["Nơi"].bottom - end["KT."].bottom) < 3
    assert end["KT."].left > end["nhận:"].right


def test_nothing_is_printed_over_anything_else(printed: dict[str, list[Page]]) -> None:
    for page in [page for name in ("office", "full") for page in printed[name]]:
        lines = sorted(page.words, key=lambda word: (word.top, word.left))
        for a, b in itertools.combinations(lines, 2):
            across = min(a.right, b.right) - max(a.left, b.left)
            down = min(a.bottom, b.bottom) - max(a.top, b.top)
            # Boxes hold the letters' full height, so lines set single-spaced may just meet.
            assert across < 1 or down < 3, (a, b)

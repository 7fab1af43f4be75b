"""The preview and the Word file end their pages at the same words, as LibreOffice prints it."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from desktop.preview.layout import Layouter
from forms.run_lines import numbered
from forms.word import docx_bytes
from tests.desktop.preview_samples import (
    CLOSING,
    FIGURES,
    HEAD,
    TITLE,
    document,
    noted,
    paragraph,
)
from tests.desktop.preview_samples import report as long_report

if TYPE_CHECKING:
    from pathlib import Path

    from forms.block import Document

TOOLS = ("soffice", "pdftotext")

pytestmark = [
    pytest.mark.pages,
    pytest.mark.usefixtures("qapp"),
    pytest.mark.skipif(
        not all(map(shutil.which, TOOLS)),
        reason="Chưa so trang in: máy này không có LibreOffice (soffice) và poppler-utils.",
    ),
]

_PARTS = re.compile(r"\d+|[^\W\d]+|[^\w\s]")

#: Lengths of paragraphs, in sentences: pages end at ever other places of a paragraph.
LENGTHS = (6, 2, 9, 4, 7, 3, 5, 8, 1, 6, 4, 10, 2, 7, 5, 3, 9, 6, 4, 8)

SHORT = document(
    HEAD, TITLE, *(paragraph(n, length) for n, length in enumerate(LENGTHS)), FIGURES, CLOSING
)


NOTED = document(
    HEAD,
    TITLE,
    *numbered(
        (
            noted(n, length, 1 + n % 3) if n % 4 else paragraph(n, length)
            for n, length in enumerate(LENGTHS)
        ),
        0,
    ),
    CLOSING,
)


def printed(sample: Document, folder: Path) -> list[list[str]]:
    """The words of each page of the Word file, in reading order."""
    (folder / "a.docx").write_bytes(docx_bytes(sample))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*convert, str(folder / "a.docx")], capture_output=True, check=True)
    ran = subprocess.run(
        ["pdftotext", str(folder / "a.pdf"), "-"],  # noqa: S607  (where it lies differs)
        capture_output=True,
        text=True,
        check=True,
    )
    return [page.split() for page in ran.stdout.split("\f")[:-1]]


@pytest.mark.parametrize("name", ["short", "long"])
def test_pages_end_where_they_end_in_word(name: str, tmp_path: Path) -> None:
    sample = SHORT if name == "short" else long_report()
    ours = Layouter().pages(sample)
    theirs = printed(sample, tmp_path)
    assert len(ours) == len(theirs)
    for page, words in zip(ours, theirs, strict=True):
        number = [page.number_piece.text] if page.number_piece else []
        header = [row.row.text for row in page.rows if row.repeated]
        assert sorted([*number, *" ".join([*header, page.text]).split()]) == sorted(words)


def test_pages_with_footnotes_end_where_they_end_in_word(tmp_path: Path) -> None:
    """A raised number is torn off its word or not as the PDF pleases, so both are parted."""
    ours = Layouter().pages(NOTED)
    theirs = printed(NOTED, tmp_path)
    assert len(ours) == len(theirs) > 3
    for page, words in zip(ours, theirs, strict=True):
        number = page.number_piece.text if page.number_piece else ""
        assert sorted(_PARTS.findall(f"{number} {page.text}")) == sorted(
            _PARTS.findall(" ".join(words))
        )

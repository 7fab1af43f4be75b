"""The two real reports against what the program prints from their data, line by line."""

from __future__ import annotations

import io
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import docx
import pytest
import yaml
from docx.oxml.ns import qn

from forms.document import compose
from forms.loading import load_form
from forms.report_file import read_report_file
from forms.unit import unit_for
from forms.word import docx_bytes
from tests.documents.reading import lines, printed

if TYPE_CHECKING:
    from forms.block import Document

ROOT: Final = Path(__file__).parents[2]
SAMPLES: Final = {"000": "van-phong-2023-Q1.json", "002": "van-phong-2022-H1.json"}
#: Lines of each document that already agree; this may only rise.
AGREEING: Final = {"000": 75, "002": 87}

Difference = tuple[str, str]


@cache
def composed(number: str) -> Document:
    report = read_report_file(ROOT / "resources" / "samples" / SAMPLES[number])
    unit = unit_for(report.unit.code, report.unit.name)
    return compose(load_form(report.form, report.form_version), report, unit)


@cache
def ours(number: str) -> list[str]:
    """Return the text of the exported Word file, paragraph by paragraph."""
    package = docx.Document(io.BytesIO(docx_bytes(composed(number))))
    paragraphs = package.element.body.iter(qn("w:p"))
    said = ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in paragraphs)
    return [" ".join(line.split()) for line in said if line.strip()]


def differences(number: str) -> list[Difference]:
    """Pair the lines that differ, document against program."""
    theirs, mine = lines(number), ours(number)
    found: list[Difference] = []
    matcher = SequenceMatcher(None, theirs, mine, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            found.extend(_paired(theirs[a:b], mine[c:d]))
    return found


def _paired(theirs: list[str], mine: list[str]) -> list[Difference]:
    if len(theirs) == len(mine):
        return list(zip(theirs, mine, strict=True))
    if not theirs:
        return [("", line) for line in mine]
    return [("\n".join(theirs), "\n".join(mine))]


def slips(number: str) -> dict[Difference, str]:
    listed = yaml.safe_load((ROOT / "tests/documents/slips.yaml").read_text(encoding="utf-8"))
    return {
        (slip["printed"], slip["ours"]): slip["reason"]
        for slip in listed
        if slip["document"] == number
    }


@pytest.mark.parametrize("number", SAMPLES)
def test_every_difference_is_a_slip_of_the_document_with_its_reason(number: str) -> None:
    listed = slips(number)
    assert set(differences(number)) == set(listed)
    assert all(listed.values())


@pytest.mark.parametrize("number", SAMPLES)
def test_all_other_lines_agree(number: str) -> None:
    matcher = SequenceMatcher(None, lines(number), ours(number), autojunk=False)
    assert sum(block.size for block in matcher.get_matching_blocks()) >= AGREEING[number]


@pytest.mark.parametrize("number", SAMPLES)
def test_the_word_file_holds_what_the_preview_shows(number: str) -> None:
    assert ours(number) == printed(composed(number))

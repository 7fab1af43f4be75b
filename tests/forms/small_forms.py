"""Small forms written by the tests themselves, in a catalogue of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.loading import load_form_file
from forms.period import Period
from forms.problem import Problem
from forms.report import Report, UnitRef

if TYPE_CHECKING:
    from pathlib import Path

    from forms.definition import Form
    from forms.figure import Value

FORM = """\
form: note
version: "1"
title: Báo cáo thử
levels: [office]
front:
  kind: BÁO CÁO
  kind_code: BC
  subject: "Công tác {period:title}"
  archive: "Lưu: VT, {unit.archive_code}."
parts: [counts]
outline:
  - {id: I, heading: PHẦN MỘT, sections: [I.1]}
"""

PART = """\
part: counts
figures:
  total: {label: Tổng số, unit: hồ sơ, kind: count}
  early: {label: Trước hạn, unit: hồ sơ, kind: count}
  late: {label: Trễ hạn, unit: hồ sơ, kind: count}
sections:
  I.1:
    heading: Kết quả
    tab: Kết quả
    leaves:
      - id: I.1.counts
        paragraphs:
          - say: "Tổng số {total}, trước hạn {early}, trễ hạn {late}."
rules:
  S1:
    kind: sum
    holds: total == early + late
    message: Tổng phải bằng các phần.
"""


def write(folder: Path, part: str = PART, form: str = FORM, **parts: str) -> Path:
    """Write a catalogue of one form and return the form's file."""
    (folder / "parts").mkdir(exist_ok=True)
    (folder / "note").mkdir(exist_ok=True)
    for name, text in {"counts": part, **parts}.items():
        (folder / "parts" / f"{name}.yaml").write_text(text, encoding="utf-8")
    file = folder / "note" / "1.yaml"
    file.write_text(form, encoding="utf-8")
    return file


def load(folder: Path, part: str = PART, form: str = FORM, **parts: str) -> Form:
    """Return the form of a catalogue written for the occasion."""
    return load_form_file(write(folder, part, form, **parts), folder)


def complaints(folder: Path, part: str = PART, form: str = FORM, **parts: str) -> list[str]:
    """Return what loading complains of, line by line."""
    try:
        load(folder, part, form, **parts)
    except Problem as problem:
        return problem.message.splitlines()
    return []


def part_of(figures: str, say: str, rest: str = "") -> str:
    """Return a part with those figures (one to a line), one sentence and more groups."""
    lines = "\n".join(f"  {line}" for line in figures.strip().splitlines())
    return f"""\
part: counts
figures:
{lines}
sections:
  I.1:
    heading: Kết quả
    leaves:
      - id: leaf
        paragraphs: [{{say: {say}}}]
{rest}"""


def report(**figures: Value) -> Report:
    """Return a report of the small form."""
    return Report("note", "1", UnitRef("X", "Sở Nội vụ"), Period.parse("2022-H1"), figures)

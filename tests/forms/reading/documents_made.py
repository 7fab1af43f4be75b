"""Old reports made for the occasion: text files, and Word files part by part."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from forms.period import Period
from forms.reading import read_content
from tests.forms.small_forms import FORM, load, part_of

if TYPE_CHECKING:
    from pathlib import Path

    from forms.definition import Form
    from forms.reading import OldReport

PERIOD: Final = Period.parse("2022-H1")
COUNTS: Final = "a: {label: A, kind: count}\nb: {label: B, kind: count}\nc: {label: C, kind: count}"
W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(form: Form, *lines: str, unit: str = "VPUBND") -> OldReport:
    """Read a text file."""
    return read_content("\n".join(lines).encode(), "cũ.txt", form, PERIOD, unit)


def read_leaf(folder: Path, say: str, *lines: str, figures: str = COUNTS) -> OldReport:
    """Read a document whose only leaf says something; figures one to a line."""
    form = load(folder, part_of(figures, say), FORM)
    return read(form, "I. PHẦN MỘT", "1. Kết quả", *lines)


def word(body: str, **parts: str | bytes) -> bytes:
    """Return a Word file around the inside of its body; a part's name has "__" for its stroke."""
    document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return package({"word/document.xml": document, **named(parts)})


def named(parts: dict[str, str | bytes]) -> dict[str, str | bytes]:
    """Return parts under the names they have in a package."""
    return {f"{name.replace('__', '/')}.xml": content for name, content in parts.items()}


def package(parts: dict[str, str | bytes]) -> bytes:
    """Return a zip of parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def paragraph(*runs: str) -> str:
    """Return a paragraph of runs, each the inside of a run or plain words."""
    inside = "".join(run if run.startswith("<") else f"<w:t>{run}</w:t>" for run in runs)
    return f"<w:p><w:r>{inside}</w:r></w:p>"

"""Old reports (.docx, .txt) read back by the very sentence frames that print them.

`read_old_report` gives a report with what it could not place and what it read with doubt. Nothing
is corrected and nothing guessed: "4" stays 4, and what no frame holds is handed back. The form's
headings part a document (`outline`), the words of each part are aligned with the form's own
(`clauses`, `alignment`), and what stands at the frames' slots is gathered (`walk`, `assembly`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.problem import Problem, unknown
from forms.reading.reader import read
from forms.reading.result import Doubt, OldReport, Place, Unplaced
from forms.reading.source import read_source, source_of
from forms.unit import find_unit, load_units

if TYPE_CHECKING:
    from pathlib import Path

    from forms.definition import Form
    from forms.period import Period
    from forms.unit import Unit

__all__ = ["Doubt", "OldReport", "Place", "Unplaced", "read_content", "read_old_report"]


def read_old_report(path: Path, form: Form, period: Period, unit: str = "") -> OldReport:
    """Read an old report.

    Args:
        path: A Word file or a text file.
        form: The form it was written by.
        period: The period it covers.
        unit: Code of the unit it is of; if empty, the unit its head names.

    Raises:
        Problem: The file can't be read, or the unit isn't known; the sentence says what to do.
    """
    chosen = _chosen(unit)
    return read(read_source(path), form, period, chosen)


def read_content(
    content: bytes, name: str, form: Form, period: Period, unit: str = ""
) -> OldReport:
    """Read an old report from a file's content; ``name`` is what messages call the file."""
    return read(source_of(content, name), form, period, _chosen(unit))


def _chosen(code: str) -> Unit | None:
    found = find_unit(code)
    if code and found is None:
        hint = unknown("đơn vị", code, [unit.code for unit in load_units()])
        raise Problem(f"Danh mục {hint}")
    return found

"""Who gave a file and which reports it holds, each word of it checked."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from db.codec import moment
from db.connection import number
from db.handover import layout
from db.receiving.incoming import KIND_MARKS, FileKind, IncomingReport
from db.reports import Head, State
from forms import wording
from forms.loading import load_form
from forms.period import Period
from forms.problem import Problem
from forms.report import UnitRef

if TYPE_CHECKING:
    import sqlite3

#: The longest name of a unit, an editor, a file; and of an id.
MAX_NAME: Final = 300
#: More than a province gets in twenty years.
MAX_REPORTS: Final = 20_000
_ID = re.compile(r"[0-9A-Za-z-]{1,64}")
_MAX_REVISION: Final = 10**12
#: What every system's clock can show in local time; that of Windows begins in 1970.
_YEARS: Final = range(1971, 3000)

#: Columns of a report that both kinds of file have.
_REPORTS: Final = (
    "SELECT id, form, form_version, unit_code, unit_name, period, state, revision, created_at, "
    "edited_at FROM report"
)
_VALUES: Final = (
    "SELECT report_id, count(*) FROM entry "  # noqa: S608  (our own words)
    f"WHERE kind IN ({KIND_MARKS}) GROUP BY report_id"
)
_IN_THE_LIST: Final = {FileKind.HAND_OVER: "", FileKind.STORE: " WHERE removed_at IS NULL"}
_LAST_EDIT: Final = "SELECT max(edited_at) FROM report"
_NO_UNIT: Final = UnitRef("", "")


@dataclass(frozen=True, slots=True)
class Giver:
    """Whose file it is and when it was made."""

    store_id: str
    unit: UnitRef
    editor: str
    made_at: datetime


def giver_of(connection: sqlite3.Connection, kind: FileKind, name: str) -> Giver:
    """Return who gave a file.

    Raises:
        Problem: It does not say so properly.
    """
    try:
        return _GIVERS[kind](connection)
    except (ValueError, TypeError, KeyError) as error:
        raise _unclear(name) from error


def reports_of(
    connection: sqlite3.Connection, kind: FileKind, name: str
) -> tuple[IncomingReport, ...]:
    """Return the reports of a file, in order of their ids.

    Raises:
        Problem: One of them is none this program knows, or there are two of one kind.
    """
    values = dict(connection.execute(_VALUES).fetchall())
    if number(connection, "SELECT count(*) FROM report") > MAX_REPORTS:
        raise Problem(
            f"Tệp “{name}” có quá nhiều báo cáo (hơn {MAX_REPORTS}) nên không nhận. "
            "Hãy đề nghị đơn vị chọn ít báo cáo hơn rồi giao lại."
        )
    rows = connection.execute(f"{_REPORTS}{_IN_THE_LIST[kind]} ORDER BY id")
    found = tuple(_report(row, values, name) for row in rows.fetchall())
    alike = Counter((each.head.form, each.head.unit.code, each.head.period) for each in found)
    if twice := next((head for head, times in alike.items() if times > 1), None):
        raise Problem(
            f"Tệp “{name}” có hai báo cáo {twice[2]} của đơn vị {twice[1]} theo một mẫu nên không "
            "nhận. Hãy đề nghị đơn vị giao lại tệp."
        )
    return found


def removed_in(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return a line on the reports that were deleted in a copied store, if any."""
    count = number(connection, "SELECT count(*) FROM report WHERE removed_at IS NOT NULL")
    return (f"{count} báo cáo đã xóa ở sổ ấy thì không nhận.",) if count else ()


@lru_cache(maxsize=1_000)
def plain(text: Any, limit: int = MAX_NAME) -> str:
    """Return a short text of one line; a name is asked about in every report of a unit.

    Raises:
        ValueError: It is none.
    """
    if type(text) is not str or len(text) > limit or "\n" in text or wording.stray_character(text):
        raise ValueError(text)
    return text


def _said(text: Any) -> str:
    """Return a short text that is not empty. Raises `ValueError` if it is none."""
    return plain(text or None)


def identifier(text: Any) -> str:
    """Return an id. Raises `ValueError` if it is none."""
    if type(text) is not str or not _ID.fullmatch(text):
        raise ValueError(text)
    return text


def sensible_moment(text: str) -> datetime:
    """Return a stored moment; shown in local time it must not fail. Raises `ValueError`."""
    found = moment(text)
    if found.year not in _YEARS:
        raise ValueError(text)
    return found


def _of_hand_over(connection: sqlite3.Connection) -> Giver:
    told: dict[str, Any] = dict(connection.execute("SELECT key, value FROM hand_over"))
    if {key: type(value) for key, value in told.items()} != dict(layout.HEAD):
        raise ValueError(sorted(told))
    plain(told["program_version"])
    unit = UnitRef(plain(told["unit_code"]), plain(told["unit_name"]))
    made_at = sensible_moment(told["made_at"])
    return Giver(identifier(told["store_id"]), unit, plain(told["editor"]), made_at)


def _of_store(connection: sqlite3.Connection) -> Giver:
    told = dict(connection.execute("SELECT key, value FROM meta"))
    words = (plain(told.get(f"setting.{key}", "")) for key in ("unit_code", "unit_name"))
    (edited_at,) = connection.execute(_LAST_EDIT).fetchone()
    made_at = datetime.fromtimestamp(0, UTC) if edited_at is None else sensible_moment(edited_at)
    return Giver(identifier(told["store_id"]), UnitRef(*words), "", made_at)


_GIVERS: Final = {FileKind.HAND_OVER: _of_hand_over, FileKind.STORE: _of_store}


def _report(row: tuple[Any, ...], values: dict[str, int], name: str) -> IncomingReport:
    try:
        report_id, unit = identifier(row[0]), UnitRef(_said(row[3]), _said(row[4]))
        form, version = _said(row[1]), _said(row[2])
        revision = range(1, _MAX_REVISION).index(row[7]) + 1
        sensible_moment(row[8])
        edited_at, state = sensible_moment(row[9]), State(row[6])
    except ValueError as error:
        raise _unclear(name) from error
    try:
        head = Head(form, load_form(form, version).version, unit, Period.parse(plain(row[5])))
    except (Problem, ValueError) as error:
        raise Problem(
            f"Tệp “{name}” có báo cáo của {unit.name} mà chương trình này không đọc được nên không "
            f"nhận: {str(error).rstrip('.')}. Hãy cập nhật chương trình, hoặc đề nghị đơn vị giao "
            "lại tệp."
        ) from error
    return IncomingReport(report_id, head, state, revision, values.get(report_id, 0), edited_at)


def _unclear(name: str) -> Problem:
    return Problem(
        f"Tệp “{name}” không ghi đúng đơn vị, thời điểm hoặc báo cáo nên không nhận. "
        "Hãy đề nghị đơn vị giao lại tệp."
    )

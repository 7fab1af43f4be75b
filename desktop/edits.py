"""A report's snapshot with one of the store's edits made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from db.entries import EntryKind
from desktop.field_index import FRONT_PREFIX
from forms.report import Accepted

if TYPE_CHECKING:
    from db.codec import Content
    from db.entries import Edit
    from forms.report import Report

_PARTS: Final = {
    EntryKind.FIGURE: "figures",
    EntryKind.TEXT: "texts",
    EntryKind.TABLE: "tables",
    EntryKind.FRONT: "front",
    EntryKind.AS_OF: "as_of",
    EntryKind.NOTE: "notes",
}


def key_of(edit: Edit) -> str:
    """Return what the window calls the field that was edited."""
    return f"{FRONT_PREFIX}{edit.key}" if edit.kind is EntryKind.FRONT else edit.key


def applied(report: Report, edit: Edit) -> Report:
    """Return the report with one edit made."""
    if edit.kind is EntryKind.EXCEPTION:
        return replace(report, exceptions=_with_exception(report.exceptions, edit.key, edit.new))
    part = _PARTS[edit.kind]
    values: dict[str, Content] = {k: v for k, v in getattr(report, part).items() if k != edit.key}
    if edit.new is not None:
        values[edit.key] = edit.new
    changes: dict[str, Any] = {part: values}
    return replace(report, **changes)


def _with_exception(
    kept: tuple[Accepted, ...], key: str, reason: Content | None
) -> tuple[Accepted, ...]:
    others = tuple(one for one in kept if one.rule != key)
    return others if reason is None else (*others, Accepted(key, str(reason)))

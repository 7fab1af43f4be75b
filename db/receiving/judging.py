"""Whether a form has room for a value: asked of the same code that checks a report file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from db.entries import EntryKind
from forms.figure_json import from_json
from forms.kind import Kind
from forms.loading import load_form
from forms.problem import Problem
from forms.report import FRONT_KEYS
from forms.report_file import check_part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from db.codec import Content
    from forms.definition import Form

#: Who needs more values left out than this wants to keep the machine busy.
MAX_REFUSED: Final = 200

#: Where a kind of value stands in a report file.
_PARTS: Final = MappingProxyType(
    {
        EntryKind.FIGURE: "figures",
        EntryKind.TEXT: "texts",
        EntryKind.TABLE: "tables",
        EntryKind.FRONT: "front",
        EntryKind.EXCEPTION: "exceptions",
        EntryKind.AS_OF: "as_of",
    }
)
_ROOMS: Final[Mapping[EntryKind, Callable[[Form], Mapping[str, object]]]] = MappingProxyType(
    {
        EntryKind.FIGURE: lambda form: form.figures,
        EntryKind.TEXT: lambda form: form.texts,
        EntryKind.TABLE: lambda form: form.tables,
        EntryKind.FRONT: lambda _form: FRONT_KEYS,
        EntryKind.EXCEPTION: lambda form: form.rules,
        EntryKind.AS_OF: lambda form: form.figures,
    }
)


#: Words and numbers up to this length are the same in many reports: days, rates, symbols.
_SHORT: Final = 40


@cache
def counted(form_id: str, version: str) -> frozenset[str]:
    """Return the figures of a form that may hold any whole number."""
    figures = load_form(form_id, version).figures.values()
    return frozenset(each.id for each in figures if each.kind in (Kind.COUNT, Kind.MONEY))


def unknown_keys(form: Form, kind: EntryKind, keys: Iterable[str]) -> set[str]:
    """Return those keys of a kind for which the form has no place."""
    room = _ROOMS[kind](form)
    if kind is EntryKind.EXCEPTION:  # a rule, and perhaps the field it is about
        return {key for key in keys if key.partition(":")[0] not in room}
    return set(keys) - room.keys()


def refusals(
    form: Form, kind: EntryKind, values: Mapping[str, Content], name: str
) -> dict[str, str]:
    """Return those values of a kind for which the form has no room, and why.

    It stops soon after there are more than `MAX_REFUSED`.

    Args:
        form: The form.
        kind: What the values are to their report.
        values: The values by their keys.
        name: What the sentences call the file.
    """
    found: dict[str, str] = {}
    if not _refusal(form, kind, values, name):
        return found
    for key, value in values.items():
        if reason := _refusal(form, kind, {key: value}, name):
            found[key] = reason
        if len(found) > MAX_REFUSED:
            break
    return found


def _refusal(form: Form, kind: EntryKind, values: Mapping[str, Content], name: str) -> str:
    """Return why the form has no room for some of the values, "" if it has for all."""
    if kind is EntryKind.FIGURE and all(
        key in form.figures and _fits(form.figures[key].kind, value)
        for key, value in values.items()
    ):
        return ""
    try:
        found = check_part(form, _PARTS[kind], _as_in_a_file(kind, values), name)
    except Problem as problem:
        return problem.message
    if kind is EntryKind.EXCEPTION:
        return ""
    for key, value in values.items():
        if _types(found[key]) != _types(value):
            return f"Tệp “{name}”: “{key}” không đúng loại giá trị mà mẫu báo cáo cần."
    return ""


def _fits(kind: Kind, value: Content) -> bool:
    """Return whether a figure of a kind can hold a value; a quick yes, without the words for no."""
    written = value if type(value) in (int, str) else _written(value)
    is_short = type(written) is int or (type(written) is str and len(written) <= _SHORT)
    return (_takes if is_short else _takes.__wrapped__)(kind, written, type(value).__name__)


@lru_cache(maxsize=10_000)
def _takes(kind: Kind, written: Any, type_: str) -> bool:
    try:
        return type(from_json(kind, written, "")).__name__ == type_
    except Problem:
        return False


def _as_in_a_file(kind: EntryKind, values: Mapping[str, Content]) -> Any:
    if kind is EntryKind.EXCEPTION:
        return [{"rule": key, "reason": reason} for key, reason in values.items()]
    return {key: _written(value) for key, value in values.items()}


def _written(value: Content) -> Any:
    if isinstance(value, tuple):
        return [{name: _plain(cell) for name, cell in row.items()} for row in value]
    return _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value


def _types(content: Content) -> Any:
    """Return what kinds of values there are; empty cells are none."""
    if isinstance(content, tuple):
        return [{key: type(cell) for key, cell in row.items() if cell != ""} for row in content]
    return type(content)

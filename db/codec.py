"""What stands in a report ↔ what stands in a column, exactly and without the form at hand.

| type | Python | column |
|---|---|---|
| int | int | INTEGER, so that SQL can add it up |
| decimal | Decimal | TEXT as `str` writes it: 98.50 stays 98.50 |
| date | date | TEXT, ISO |
| str | str | TEXT, NFC |
| json | rows of a table | TEXT: keys sorted; decimals and dates as {"decimal": …}, {"date": …} |
"""

from __future__ import annotations

import json
import unicodedata
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from db.failure import Fault, Guard, StoreProblem
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from forms.figure import Value

    Rows = tuple[Mapping[str, Value], ...]
    Content = Value | Rows

#: What `decode` and its like raise over columns that no program of ours has written.
UNREADABLE: Final = (
    *(Problem, ValueError, TypeError, KeyError, InvalidOperation),
    RecursionError,  # JSON nested without end
)

#: SQLite's INTEGER has 64 bits.
_LARGEST: Final = 2**63 - 1


class Stored(NamedTuple):
    """A value as its two columns hold it."""

    type: str
    value: int | str


def clean(text: str) -> str:
    """Return the text in NFC.

    Raises:
        Problem: It holds half a character, which no file can keep.
    """
    composed = unicodedata.normalize("NFC", text)
    try:
        composed.encode()
    except UnicodeEncodeError as error:
        raise Problem(
            f"Ký tự thứ {error.start + 1} của đoạn chữ bị hỏng; hãy xóa ký tự đó rồi gõ lại."
        ) from error
    return composed


def encode(content: Content) -> Stored:
    """Return how a value is kept.

    Raises:
        Problem: A whole number beyond 64 bits, or text that can't be kept.
        ValueError: A decimal that is no number.
    """
    if isinstance(content, tuple):
        return Stored("json", _rows_to_text(content))
    name, write = _WRITERS[type(content)]
    return Stored(name, write(content))


def decode(kind: str, value: Any) -> Content:
    """Return what a pair of columns means.

    What it raises over a damaged file is gathered by `decoding`.
    """
    if type(value) is not (int if kind == "int" else str):
        raise TypeError(kind)
    content: Content = _READERS[kind](value)
    return content


class decoding(Guard):  # noqa: N801  (read as a word: ``with decoding(path):``)
    """Say of anything that can't be read back that the file is damaged."""

    __slots__ = ()

    def _fault(self, error: BaseException) -> Fault | None:
        is_unreadable = isinstance(error, UNREADABLE) and not isinstance(error, StoreProblem)
        return Fault.DAMAGED if is_unreadable else None


def moment(text: str) -> datetime:
    """Return a stored moment, which always bears its offset from UTC."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return found


def _whole(value: int) -> int:
    if abs(value) > _LARGEST:
        raise Problem(f"Số {value} quá lớn, không ghi được; hãy kiểm tra lại số chữ số.")
    return value


def _decimal(value: Decimal) -> str:
    if not value.is_finite():
        raise ValueError(value)
    return str(value)


_WRITERS: Final[Mapping[type, tuple[str, Callable[[Any], int | str]]]] = MappingProxyType(
    {
        int: ("int", _whole),
        Decimal: ("decimal", _decimal),
        date: ("date", date.isoformat),
        str: ("str", clean),
    }
)


def _rows_to_text(rows: Rows) -> str:
    plain = [{clean(key): _cell(value) for key, value in row.items()} for row in rows]
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _cell(value: Value) -> Any:
    stored = encode(value)
    return stored.value if stored.type in {"int", "str"} else {stored.type: stored.value}


def _rows_from_text(text: str) -> Rows:
    return tuple(_row(row) for row in json.loads(text))


def _row(row: Any) -> Mapping[str, Value]:
    if not isinstance(row, dict):
        raise TypeError(row)
    return MappingProxyType({key: _cell_value(value) for key, value in row.items()})


def _cell_value(cell: Any) -> Any:
    if isinstance(cell, dict):
        ((kind, value),) = cell.items()
        return decode(kind, value)
    return decode("int" if type(cell) is int else "str", cell)


_READERS: Final[Mapping[str, Callable[[Any], Any]]] = MappingProxyType(
    {
        "int": int,
        "decimal": Decimal,
        "date": date.fromisoformat,
        "str": str,
        "json": _rows_from_text,
    }
)

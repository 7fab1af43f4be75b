"""The report file: the plain-text twin of a report, UTF-8 JSON (design contract, version 1).

A file from outside is untrusted: its size, shape and every value are checked by name against
the form before anything is made of it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, cast

from forms.figure import Kind, Value, from_json, to_json
from forms.file_content import read_bytes
from forms.loading import load_form
from forms.period import Period
from forms.problem import Problem, shown, unknown
from forms.report import FRONT_KEYS, Accepted, Report, UnitRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from forms.definition import Form

FORMAT: Final = "bao-cao-cchc/report"
VERSION: Final = 1
#: A real report is about 100 KB; nothing honest comes near this.
MAX_BYTES: Final = 16 * 1024 * 1024
_MAX_TEXT: Final = 200_000
_MAX_ROWS: Final = 2_000
_MAX_NUMERAL: Final = 60
_MAX_WORD: Final = 80
#: What no text may hold: Unicode's classes Cc and Cs, but for line feeds and tabs.
_STRAY: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_WANTED: Final = "tệp báo cáo (.json)"
_KEYS: Final = (
    "format",
    "version",
    "form",
    "form_version",
    "unit",
    "period",
    "figures",
    "texts",
    "tables",
    "front",
    "exceptions",
    "as_of",
    "notes",
)
#: Parts that are pairs of an id and a value.
_GROUPS: Final = ("figures", "texts", "tables", "front", "as_of", "notes")


def read_report_file(path: Path) -> Report:
    """Read a report file.

    Raises:
        Problem: It can't be read, or something in it is wrong; the sentence says where.
    """
    return read_report(read_bytes(path, _WANTED, MAX_BYTES), path.name)


def read_report(source: bytes, name: str) -> Report:
    """Return the report a file holds; ``name`` is what messages call the file.

    Raises:
        Problem: The first thing that is wrong, with its place in the file.
    """
    return _Reader(name).report(_json(source, name))


def check_part(form: Form, part: str, found: Any, name: str) -> Any:
    """Return a part of a report file ("figures", "texts", …) as the values it stands for.

    For values that come in another wrapping and are to meet the same measures; ``name`` is what
    messages call the file.

    Raises:
        Problem: The first thing that is wrong, with its place.
    """
    return _Reader(name).part(form, part, found)


def write_report(report: Report) -> str:
    """Return a report as the text of a report file; the same report gives the same text."""
    form = load_form(report.form, report.form_version)
    kinds = {figure.id: figure.kind for figure in form.figures.values()}
    written: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "form": report.form,
        "form_version": report.form_version,
        "unit": {"code": report.unit.code, "name": report.unit.name},
        "period": str(report.period),
        "figures": _values(report.figures, kinds),
        "texts": dict(report.texts),
        "tables": {t: [_row(form, t, row) for row in rows] for t, rows in report.tables.items()},
        "front": dict(report.front),
        "exceptions": [{"rule": e.rule, "reason": e.reason} for e in report.exceptions],
    }
    if report.as_of:
        written["as_of"] = {name: day.isoformat() for name, day in report.as_of.items()}
    if report.notes:
        written["notes"] = dict(report.notes)
    return json.dumps(written, ensure_ascii=False, indent=1) + "\n"


def _values(values: Mapping[str, Value], kinds: Mapping[str, Kind]) -> dict[str, int | str]:
    return {name: to_json(kinds[name], value) for name, value in values.items()}


def _row(form: Form, table: str, row: Mapping[str, Value]) -> dict[str, int | str]:
    return _values(row, {column.id: column.kind for column in form.tables[table].columns})


def _json(source: bytes, name: str) -> dict[str, Any]:
    try:
        found = json.loads(
            source.decode("utf-8-sig"),
            parse_float=_decimal,
            parse_int=_whole,
            parse_constant=_refuse_constant,
            object_pairs_hook=_once,
        )
    except UnicodeDecodeError as error:
        raise Problem(f"Tệp “{name}” không phải văn bản UTF-8 nên không đọc được.") from error
    except json.JSONDecodeError as error:
        raise Problem(
            f"Tệp “{name}” không phải tệp báo cáo: sai cú pháp JSON ở dòng {error.lineno}."
        ) from error
    except RecursionError as error:
        raise Problem(f"Tệp “{name}” không phải tệp báo cáo: lồng nhau quá sâu.") from error
    except _RefusedError as error:
        raise Problem(f"Tệp “{name}” có chỗ cần sửa: {error}.") from error
    if not isinstance(found, dict):
        raise Problem(f"Tệp “{name}” không phải tệp báo cáo: cần các cặp “mục: giá trị”.")
    return found


class _RefusedError(Exception):
    """Something JSON allows and a report file doesn't."""


def _whole(digits: str) -> int:
    if len(digits) > _MAX_NUMERAL:
        raise _RefusedError(f"số {digits[:20]}… quá dài")
    return int(digits)


def _decimal(numeral: str) -> Decimal:
    if len(numeral) > _MAX_NUMERAL:
        raise _RefusedError(f"số {numeral[:20]}… quá dài")
    try:
        return Decimal(numeral)
    except ArithmeticError as error:
        raise _RefusedError(f"số {numeral} quá lớn hoặc quá nhỏ") from error


def _refuse_constant(word: str) -> None:
    raise _RefusedError(f"giá trị {word} không phải một số")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A key stated twice would hide one of two values."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _RefusedError(f"mã {_shown(key)} ghi hai lần")
        found[key] = value
    return found


def _shown(found: object) -> str:
    """Show something of a file in a message."""
    words = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False, default=str)
    return shown(words)


@dataclass(frozen=True, slots=True)
class _Reader:
    name: str

    def fail(self, message: str) -> Problem:
        stop = "" if message.endswith((".", "?")) else "."
        return Problem(f"Tệp “{self.name}”, {message}{stop}")

    def report(self, found: dict[str, Any]) -> Report:
        self._check_format(found)
        form = self._form(found)
        return Report(
            form=form.id,
            form_version=form.version,
            unit=self._unit(found),
            period=self._period(found),
            **{part: self.part(form, part, self._group(found, part)) for part in _GROUPS},
            exceptions=self.part(form, "exceptions", found.get("exceptions", [])),
        )

    def part(self, form: Form, part: str, found: Any) -> Any:
        """Return a part of the report as checked values."""
        match part:
            case "figures":
                return dict(self._figures(form, found))
            case "texts":
                return dict(self._texts(part, form.texts, found))
            case "tables":
                return dict(self._tables(form, found))
            case "front":
                return self._front(found)
            case "as_of":
                return dict(self._as_of(form, found))
            case "notes":
                return dict(self._texts(part, _fields(form), found))
            case _:
                return tuple(self._exceptions(form, found))

    def _check_format(self, found: dict[str, Any]) -> None:
        if found.get("format") != FORMAT:
            raise Problem(f"Tệp “{self.name}” không phải tệp báo cáo (thiếu “format”: “{FORMAT}”).")
        version = found.get("version")
        if type(version) is int and version > VERSION:
            raise Problem(
                f"Tệp “{self.name}” do chương trình mới hơn ghi (phiên bản tệp {_shown(version)});"
                " hãy cập nhật chương trình rồi mở lại."
            )
        if type(version) is not int or version != VERSION:
            raise self.fail(f"mục “version”: cần {VERSION}, đang ghi {_shown(version)}.")
        for key in found:
            if key not in _KEYS:
                raise self.fail(_unknown("mục", key, _KEYS))

    def _form(self, found: dict[str, Any]) -> Form:
        form, version = self._word(found, "form"), self._word(found, "form_version")
        try:
            return load_form(form, version)
        except Problem as problem:
            raise self.fail(f"mục “form”: {problem.message}") from problem

    def _word(self, found: dict[str, Any], key: str) -> str:
        word = found.get(key)
        if not isinstance(word, str) or not word or len(word) > _MAX_WORD:
            raise self.fail(f"mục “{key}”: cần một chuỗi chữ ngắn.")
        return _shown(word)[1:-1]

    def _unit(self, found: dict[str, Any]) -> UnitRef:
        unit = found.get("unit")
        if not isinstance(unit, dict) or set(unit) - {"code", "name"}:
            raise self.fail("mục “unit”: cần “code” và “name” của đơn vị.")
        texts = {key: self._text(f"unit.{key}", unit.get(key), 300) for key in ("code", "name")}
        if not all(texts.values()):
            raise self.fail("mục “unit”: mã và tên đơn vị không được để trống.")
        return UnitRef(texts["code"], texts["name"])

    def _period(self, found: dict[str, Any]) -> Period:
        try:
            return Period.parse(self._word(found, "period"))
        except Problem as problem:
            raise self.fail(f"mục “period”: {problem.message}") from problem

    def _group(self, found: dict[str, Any], key: str) -> dict[str, Any]:
        group = found.get(key, {})
        if not isinstance(group, dict):
            raise self.fail(f"mục “{key}”: cần các cặp “mã: giá trị”.")
        return group

    def _known(self, group: str, name: str, known: Mapping[str, object], what: str) -> None:
        if name not in known:
            raise self.fail(f"mục “{group}”: {_unknown(what, name, known)}")

    def _figures(self, form: Form, group: dict[str, Any]) -> Iterator[tuple[str, Value]]:
        for name, raw in group.items():
            self._known("figures", name, form.figures, "chỉ tiêu")
            if raw is not None:
                yield name, self._value(form.figures[name].kind, raw, f"figures.{name}")

    def _value(self, kind: Kind, raw: object, where: str) -> Value:
        try:
            return from_json(kind, raw, where)
        except Problem as problem:
            raise self.fail(f"mục {problem.message}") from problem

    def _texts(
        self, group: str, known: Mapping[str, object], found: dict[str, Any]
    ) -> Iterator[tuple[str, str]]:
        for name, raw in found.items():
            self._known(group, name, known, "nội dung")
            yield name, self._text(f"{group}.{name}", raw, _MAX_TEXT)

    def _text(self, where: str, raw: object, limit: int) -> str:
        if not isinstance(raw, str):
            raise self.fail(f"mục “{where}”: cần một chuỗi chữ, đang ghi {_shown(raw)}.")
        raw = raw.replace("\r\n", "\n")
        if len(raw) > limit:
            raise self.fail(f"mục “{where}”: dài quá {limit} ký tự.")
        if _STRAY.search(raw):
            raise self.fail(f"mục “{where}”: có ký tự điều khiển không hợp lệ.")
        return unicodedata.normalize("NFC", raw)

    def _tables(
        self, form: Form, group: dict[str, Any]
    ) -> Iterator[tuple[str, tuple[Mapping[str, Value], ...]]]:
        for name, rows in group.items():
            self._known("tables", name, form.tables, "bảng")
            if not isinstance(rows, list) or len(rows) > _MAX_ROWS:
                raise self.fail(f"mục “tables.{name}”: cần danh sách không quá {_MAX_ROWS} dòng.")
            yield name, tuple(self._row(form, name, n, row) for n, row in enumerate(rows, 1))

    def _row(self, form: Form, table: str, number: int, row: object) -> Mapping[str, Value]:
        where = f"tables.{table}[{number}]"
        if not isinstance(row, dict):
            raise self.fail(f"mục “{where}”: mỗi dòng cần các cặp “cột: giá trị”.")
        kinds = {column.id: column.kind for column in form.tables[table].columns}
        for name in row:
            self._known(where, name, kinds, "cột")
        return {
            name: self._value(kinds[name], raw, f"{where}.{name}")
            for name, raw in row.items()
            if raw not in (None, "")
        }

    def _front(self, group: dict[str, Any]) -> dict[str, str]:
        for name in group:
            self._known("front", name, FRONT_KEYS, "mục")
        front = {name: self._text(f"front.{name}", raw, 5_000) for name, raw in group.items()}
        if front.get("signed_date"):
            self._day("front.signed_date", front["signed_date"])
        return front

    def _day(self, where: str, raw: object) -> date:
        return cast("date", self._value(Kind.DATE, raw, where))

    def _exceptions(self, form: Form, found: object) -> Iterator[Accepted]:
        if not isinstance(found, list):
            raise self.fail("mục “exceptions”: cần một danh sách.")
        for number, kept in enumerate(found, 1):
            where = f"exceptions[{number}]"
            if not isinstance(kept, dict) or set(kept) != {"rule", "reason"}:
                raise self.fail(f"mục “{where}”: cần “rule” và “reason”.")
            rule = self._text(f"{where}.rule", kept["rule"], 200)
            name, _, field = rule.partition(":")
            self._known(where, name, form.rules, "quy tắc")
            if field:
                self._known(where, field, _fields(form), "chỉ tiêu, nội dung")
            reason = self._text(f"{where}.reason", kept["reason"], 5_000).strip()
            if not reason:
                raise self.fail(f"mục “{where}”: giải trình phải ghi lý do.")
            yield Accepted(rule, reason)

    def _as_of(self, form: Form, group: dict[str, Any]) -> Iterator[tuple[str, date]]:
        for name, raw in group.items():
            self._known("as_of", name, form.figures, "chỉ tiêu")
            yield name, self._day(f"as_of.{name}", raw)


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    return unknown(what, _shown(name)[1:-1], known)


def _fields(form: Form) -> dict[str, object]:
    return {**form.figures, **form.texts, **form.tables, **dict.fromkeys(FRONT_KEYS)}

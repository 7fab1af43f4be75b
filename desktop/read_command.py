"""`read OLD.docx|.txt …`: an old report becomes a report file; what found no place is listed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from forms.problem import Problem

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from forms.definition import Form
    from forms.reading import Doubt, OldReport, Place

Say = Callable[[str], None]
SayJson = Callable[[object], None]

#: Endings under which nobody wants a report file: it would hide or replace a document.
_DOCUMENTS: Final = frozenset({".docx", ".doc", ".txt", ".pdf", ".xlsx", ".cchc"})


def run_read(chosen: argparse.Namespace, say: Say, say_json: SayJson) -> int:
    """Read the old report, write the report file, and tell what a person should look at.

    Raises:
        Problem: Something given is wrong; nothing has been written.
    """
    from forms.choosing import version_for
    from forms.loading import load_form
    from forms.period import Period
    from forms.reading import read_old_report
    from forms.report_file import write_report
    from forms.whole_file import write_whole

    period = Period.parse(chosen.period)
    wanted = chosen.form_version
    form = load_form(chosen.form, wanted) if wanted else version_for(chosen.form, period)
    _check_target(chosen.output, chosen.old)
    old = read_old_report(chosen.old, form, period, chosen.unit)
    write_whole(chosen.output, write_report(old.report).encode())
    if chosen.json:
        say_json(_as_json(old, chosen.output))
    else:
        for line in _lines(old, form, chosen.output):
            say(line)
    return 0


def _check_target(target: Path, old: Path) -> None:
    """Refuse to put a report file in the place of a document, a folder or a device."""
    with suppress(OSError):
        if target.exists() and (not target.is_file() or target.samefile(old)):
            raise Problem(f"Không ghi đè được “{target}”; hãy chọn một tên tệp khác đuôi .json.")
    if target.suffix.lower() in _DOCUMENTS:
        raise Problem(f"Tệp kết quả “{target.name}” là tệp báo cáo; hãy đặt tên có đuôi .json.")


def _as_json(old: OldReport, target: Path) -> dict[str, Any]:
    report = old.report
    return {
        "file": str(target),
        "form": report.form,
        "form_version": report.form_version,
        "unit": {"code": report.unit.code, "name": report.unit.name},
        "period": str(report.period),
        "read": _counts(old),
        "implied": list(old.implied),
        "doubts": [
            {
                **_place_json(doubt.place),
                "fields": list(doubt.fields),
                "placed": doubt.is_placed,
                "reason": doubt.reason,
                "text": doubt.text,
            }
            for doubt in old.doubts
        ],
        "not_placed": [{**_place_json(words.place), "text": words.text} for words in old.unplaced],
    }


def _place_json(place: Place) -> dict[str, Any]:
    return {"line": place.line, "section": place.section}


def _counts(old: OldReport) -> dict[str, int]:
    report = old.report
    return {
        "figures": len(report.figures),
        "texts": len(report.texts),
        "rows": sum(len(rows) for rows in report.tables.values()),
    }


def _lines(old: OldReport, form: Form, target: Path) -> Iterator[str]:
    read = _counts(old)
    counted = f"{read['figures']} chỉ tiêu, {read['texts']} nội dung, {read['rows']} dòng bảng"
    whose = f"{old.report.unit.name}, {old.report.period.write()}"
    yield f"Đã ghi {target}: {counted} của {whose}."
    if old.implied:
        labels = "; ".join(form.figures[name].label for name in old.implied)
        yield f"Hiểu là 0 vì văn bản ghi không có: {labels}."
    if old.doubts:
        yield f"Cần xem lại ({len(old.doubts)}):"
        yield from (_doubt_line(doubt, form) for doubt in old.doubts)
    if old.unplaced:
        yield f"Chưa xếp được vào mẫu ({len(old.unplaced)}):"
        yield from (f"  {_where(words.place)}: “{words.text}”" for words in old.unplaced)


def _doubt_line(doubt: Doubt, form: Form) -> str:
    fields = (form.figures.get(name) or form.tables.get(name) for name in doubt.fields)
    labels = "; ".join(field.label for field in fields if field)
    told = f" [{labels}]" if labels else ""
    return f"  {_where(doubt.place)}{told}: {doubt.reason} – “{doubt.text}”"


def _where(place: Place) -> str:
    return f"dòng {place.line}" + (f", mục {place.section}" if place.section else "")

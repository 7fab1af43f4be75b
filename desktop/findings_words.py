"""Findings for the command line: as JSON of the design contract, and as plain lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forms.checking import Finding
    from forms.figure import Value

_MARKS: Final[Mapping[str, str]] = {"error": "LỖI", "warning": "CẢNH BÁO", "info": "LƯU Ý"}


def finding_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as the contract has it, with what would mend it."""
    found: dict[str, Any] = {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "fields": list(finding.fields),
        "stated": _raw(finding.stated_value, finding.stated),
        "computed": _raw(finding.computed_value, finding.computed),
        "stated_text": finding.stated,
        "computed_text": finding.computed,
        "difference": finding.difference,
        "message": finding.message,
        "excepted": finding.excepted,
        "reason": finding.reason,
    }
    if finding.mend is not None:
        found["mend"] = {
            "figure": finding.mend.figure,
            "value": _raw(finding.mend.value, ""),
        }
        found["sentence"] = finding.sentence
    return found


def _raw(value: Value | None, words: str) -> int | str | None:
    """Return a value as a report file states it, or the words where it is no single value."""
    if value is None:
        return words or None
    return value if isinstance(value, int) else str(value)


def finding_lines(findings: tuple[Finding, ...], counted: Mapping[str, int]) -> Iterator[str]:
    """Yield a line or two for each finding, and the count."""
    for finding in findings:
        mark = "ĐÃ GIẢI TRÌNH" if finding.excepted else _MARKS[finding.severity.value]
        yield f"{mark} {finding.rule}: {finding.message}"
        if finding.sentence:
            yield f"    Sửa lại sẽ đọc là: {finding.sentence}"
    yield (
        f"{counted['error']} lỗi, {counted['warning']} cảnh báo, {counted['info']} lưu ý,"
        f" {counted['excepted']} đã giải trình."
    )

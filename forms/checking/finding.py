"""What a broken rule says: stated, computed, the difference, and what would mend it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from forms.definition import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forms.figure import Value
    from forms.report import Accepted

#: What a share of nothing amounts to.
UNDEFINED: Final = "không xác định"


@dataclass(frozen=True, slots=True)
class Mend:
    """The single figure that would put a finding right, and the value it would need."""

    figure: str
    value: Value


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule a report breaks.

    Attributes:
        rule: The rule's id.
        severity: What it amounts to here; a percentage off by one last digit is a warning.
        fields: The figures (or texts) it points at, the most suspect first.
        stated: What the report states, as printed.
        computed: What its own parts give, as printed.
        difference: Stated less computed, as printed; empty where a difference means nothing.
        message: One Vietnamese sentence or two, for the officer.
        excepted: Whether it is kept on purpose; ``reason`` says why.
        mend: The one figure that would mend it, if a single one would.
        sentence: The sentence as it would then read.
        stated_value: What is stated, as a value; None where it is no single value.
        computed_value: What it should be, or the bound it should keep to, as a value.
    """

    rule: str
    severity: Severity
    fields: tuple[str, ...]
    stated: str
    computed: str
    message: str
    difference: str = ""
    excepted: bool = False
    reason: str = ""
    mend: Mend | None = None
    sentence: str = ""
    stated_value: Value | None = None
    computed_value: Value | None = None

    @property
    def key(self) -> str:
        """What tells this finding from the others of a report: rule and first field."""
        return f"{self.rule}:{self.fields[0]}" if self.fields else self.rule

    @property
    def is_open_error(self) -> bool:
        """Whether it keeps the report from being issued."""
        return self.severity is Severity.ERROR and not self.excepted


def accepted(findings: Iterable[Finding], kept: Iterable[Accepted]) -> tuple[Finding, ...]:
    """Mark the findings kept on purpose; an explanation names a rule, or a rule and a field."""
    by_key = {each.rule: each for each in kept}
    found = ((finding, by_key.get(finding.key) or by_key.get(finding.rule)) for finding in findings)
    return tuple(
        replace(finding, excepted=True, reason=why.reason) if why else finding
        for finding, why in found
    )


def condition(message: str) -> str:
    """Return a rule's message as a sentence, with one stop at its end."""
    plain = message.rstrip(" .;,:")
    return plain if plain.endswith(("?", "!", "…")) else f"{plain}."

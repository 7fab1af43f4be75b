"""What the rules make of an open report, sorted the way its window asks for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.field_index import CLOSING, COVER
from forms.checking import checker
from forms.definition import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from forms.block import Paragraph
    from forms.checking import Finding
    from forms.checking.compiled import Case
    from forms.definition import Form

_ENDS: Final = (". ", "; ")


@dataclass(frozen=True, slots=True)
class LiveVerdict:
    """What would hold if a field had a value that is still being typed.

    Attributes:
        finding: The first finding that points at the field, or None; what would mend it is told
            only where the rule suspects another figure.
        is_checked: Whether some rule had all it needs to judge the field.
        say: Returns the paragraphs of the field's leaf as they would print. Called only once
            the verdict is painted: saying costs more than judging.
    """

    finding: Finding | None
    is_checked: bool
    say: Callable[[], tuple[Paragraph, ...]]

    @property
    def lines(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the field's leaf as they would print."""
        return self.say()


@dataclass(frozen=True, slots=True)
class SectionState:
    """What is open in one section: counts for its badge."""

    errors: int = 0
    warnings: int = 0
    missing: int = 0
    unreviewed: int = 0

    @property
    def is_done(self) -> bool:
        """Whether nothing is open."""
        return not (self.errors or self.warnings or self.missing or self.unreviewed)


class Openings:
    """What is open in a report, counted by section."""

    def __init__(self, form: Form, section_of: Callable[[str], str]) -> None:
        self._ids = (COVER, *(section.id for section in form.sections()), CLOSING)
        self._section_of = section_of

    def count(
        self, findings: Sequence[Finding], missing: Sequence[str], unreviewed: Collection[str]
    ) -> dict[str, SectionState]:
        """Return what is open in each section; a finding counts where it points first."""
        standing = [finding for finding in findings if not finding.excepted]
        errors = Counter(self._home(f) for f in standing if f.severity is Severity.ERROR)
        warnings = Counter(self._home(f) for f in standing if f.severity is Severity.WARNING)
        gaps = Counter(map(self._section_of, missing))
        copied = Counter(map(self._section_of, unreviewed))
        return {
            section: SectionState(
                errors[section], warnings[section], gaps[section], copied[section]
            )
            for section in self._ids
        }

    def _home(self, finding: Finding) -> str:
        return self._section_of(finding.fields[0]) if finding.fields else COVER


def by_field(findings: tuple[Finding, ...]) -> dict[str, tuple[Finding, ...]]:
    """Return the findings that point at each field, in their order."""
    found: dict[str, tuple[Finding, ...]] = {}
    for finding in findings:
        for field in finding.fields:
            found[field] = (*found.get(field, ()), finding)
    return found


def cases_by_field(form: Form) -> dict[str, list[Case]]:
    """Return the rules that point at each field, one case for each figure they run over."""
    found: dict[str, list[Case]] = {}
    for case in checker(form).cases:
        for field in case.fields:
            found.setdefault(field, []).append(case)
    return found


def sentence_of(line: Paragraph, figure: str) -> str:
    """Return the sentence of a paragraph that holds the figure, or ""."""
    said = [run for run in line.runs if run.role not in ("label", "note")]
    fields = [run.field for run in said]
    if figure not in fields:
        return ""
    texts = [run.text for run in said]
    return _sentence_at("".join(texts), len("".join(texts[: fields.index(figure)])))


def _sentence_at(words: str, at: int) -> str:
    """Return the sentence of a paragraph that runs over that position."""
    starts = (words.rfind(end, 0, at) + len(end) for end in _ENDS if end in words[:at])
    ends = (words.find(end, at) for end in _ENDS if end in words[at:])
    return words[max(starts, default=0) : min(ends, default=len(words))].strip()

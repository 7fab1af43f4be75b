"""A report put together out of what was gathered, and what a person should look at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from forms.document import Composer
from forms.facts import SOURCES
from forms.figure import show
from forms.period import Period
from forms.reading.result import Doubt, OldReport
from forms.report import Report, UnitRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from forms.definition import Form, Text
    from forms.figure import Value
    from forms.reading.closing import Foot
    from forms.reading.harvest import Harvest, Statement
    from forms.sentence import Voice
    from forms.unit import Unit

_OPEN: Final = "…"


@dataclass(frozen=True, slots=True)
class Assembler:
    """Puts a report together.

    Attributes:
        form: The report's form.
        unit: Whose report it is.
        period: What it covers, as the officer says.
        voice: The form's words as the unit says them.
        harvest: What was gathered.
    """

    form: Form
    unit: Unit
    period: Period
    voice: Voice
    harvest: Harvest

    def report(self, front: Mapping[str, str], foot: Foot) -> OldReport:
        """Return the report with what was read with doubt and what was not placed."""
        self.harvest.doubts.extend((*self._conflicts(), *self._other_periods()))
        empty = Report(
            form=self.form.id,
            form_version=self.form.version,
            unit=UnitRef(self.unit.code, self.unit.name),
            period=self.period,
            front={**front, **foot.front},
        )
        figures = dict(self._figures(empty))
        report = replace(
            empty,
            figures=figures,
            texts=dict(self._texts(figures)),
            tables={t: tuple(rows) for t, rows in self._tables()},
        )
        return OldReport(
            report=self._with_recipients(report, foot),
            implied=tuple(name for name in figures if name not in self.harvest.figures),
            doubts=tuple(sorted(self.harvest.doubts, key=lambda doubt: doubt.place.line)),
            unplaced=tuple(sorted(self.harvest.unplaced, key=lambda words: words.place.line)),
        )

    # Figures.

    def _figures(self, report: Report) -> Iterator[tuple[str, Value]]:
        """Yield the figures in the form's order; what the report says of itself isn't repeated."""
        for figure in self.form.figures.values():
            value = self._stated(figure.id)
            if value is None:
                continue
            if not figure.source or SOURCES[figure.source](report) != value:
                yield figure.id, value

    def _stated(self, figure: str) -> Value | None:
        """Return what is stated first, by a sentence that keeps to its frame if there is one."""
        statements = self.harvest.figures.get(figure)
        if not statements:
            return 0 if figure in self.harvest.implied else None
        return next((s for s in statements if not s.is_doubtful), statements[0]).value

    def _conflicts(self) -> Iterator[Doubt]:
        for name, statements in self.harvest.figures.items():
            values = dict.fromkeys(statement.value for statement in statements)
            zero = self.harvest.implied.get(name)
            if len(values) > 1:
                yield self._conflict(name, statements)
            elif zero is not None and 0 not in values:
                reason = "chỗ này ghi là không có, chỗ khác ghi số"
                yield Doubt(zero, (name,), self._label(name), reason)

    def _conflict(self, name: str, statements: list[Statement]) -> Doubt:
        kind = self.form.figures[name].kind
        first, *_ = statements
        other = next(s for s in statements if s.value != first.value)
        taken = self._stated(name)
        said = [f"{show(kind, s.value)} (dòng {s.place.line})" for s in (first, other)]
        shown = show(kind, taken) if taken is not None else _OPEN
        reason = f"ghi hai giá trị: {' và '.join(said)}; đã lấy {shown}"
        return Doubt(other.place, (name,), self._label(name), reason)

    def _label(self, figure: str) -> str:
        return self.form.figures[figure].label

    def _other_periods(self) -> Iterator[Doubt]:
        for code, place in self.harvest.periods.items():
            if code != str(self.period):
                said = Period.parse(code).write()
                reason = f"văn bản ghi {said}, kỳ đã chọn là {self.period.write()}"
                yield Doubt(place, (), said, reason)

    # Texts and tables.

    def _texts(self, figures: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
        """Yield the texts that aren't the form's default; one left out on purpose is empty."""
        voice = replace(self.voice, values={**self.voice.values, **figures})
        for text in self.form.texts.values():
            words = self.harvest.texts.get(text.id)
            if words is not None and words != _OPEN and not _is_default(text, words, voice):
                yield text.id, words
            elif words is None and text.default is not None and text.id in self.harvest.left:
                yield text.id, ""

    def _tables(self) -> Iterator[tuple[str, Iterable[Mapping[str, Value]]]]:
        for table in self.form.tables:
            rows = [row for row in self.harvest.tables.get(table, ()) if row]
            if rows:
                yield table, rows

    def _with_recipients(self, report: Report, foot: Foot) -> Report:
        """Keep the recipients only where they aren't those that would be printed anyway."""
        if not foot.recipients:
            return report
        printed = Composer(self.form, report, self.unit).closing().recipients
        if [line.removeprefix("- ") for line in printed] == foot.recipients:
            return report
        return replace(report, front={**report.front, "recipients": "\n".join(foot.recipients)})


def _is_default(text: Text, words: str, voice: Voice) -> bool:
    return text.default is not None and voice.text(text.default).split() == words.split()

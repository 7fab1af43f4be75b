"""From a broken rule to a finding an officer understands."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from forms.checking.comparing import Reader
from forms.checking.earlier import told
from forms.checking.finding import UNDEFINED, Finding, Mend, condition
from forms.checking.mending import Mender
from forms.checking.saying import gap
from forms.definition import Form, Severity
from forms.figure import Agreement, Kind, agreement, digits, rounded, show
from forms.ratio import truncated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from forms.checking.compiled import Case
    from forms.expression import Facts
    from forms.ratio import Number

_HABITS: Final[Mapping[Agreement, str]] = {
    Agreement.CUT: " Số ghi đã cắt bỏ phần lẻ thay vì làm tròn.",
    Agreement.NEAR: " Lệch một đơn vị ở chữ số cuối, có thể do làm tròn lên.",
}

_HALF: Final = 5


@dataclass(frozen=True, slots=True)
class _Share:
    """A stated percentage and the two numbers it is made of."""

    figure: str
    stated: Decimal
    numerator: Number
    denominator: Number

    @property
    def right(self) -> Decimal:
        return rounded(self.numerator, self.denominator, digits(self.stated))

    @property
    def verdict(self) -> Agreement:
        return agreement(self.stated, self.numerator, self.denominator)

    @property
    def finer(self) -> str:
        """The share with one more decimal, or three where that one would round the wrong way."""
        decimals = digits(self.stated)
        finer = rounded(self.numerator, self.denominator, decimals + 1)
        if finer.as_tuple().digits[-1] == _HALF:
            finer = truncated(self.numerator, self.denominator, decimals + 3)
        return _percent(_short(finer))


@dataclass(frozen=True, slots=True)
class Explainer:
    """Explains the broken cases of one report.

    Attributes:
        form: The report's form.
        facts: What the report states.
        weigh: How many rules some facts break; weighs a mend against all rules.
    """

    form: Form
    facts: Facts
    weigh: Callable[[Facts], int]

    def explain(self, case: Case, *, is_mend_sought: bool = True) -> Finding:
        """Return the finding of a broken case.

        Args:
            case: The broken case.
            is_mend_sought: Whether to weigh what would mend it, the dear part of a finding.
        """
        share = self._share(case)
        if share is None:
            return self._comparison(case, is_mend_sought=is_mend_sought)
        return _wrong_share(case, share) if share.denominator else _no_share(case, share)

    def other_reading(self, case: Case) -> Iterator[Finding]:
        """Yield the note on an alternative reading, unless it doesn't fit what is stated.

        It fits a percentage give or take the last digit.
        """
        if case.when is not None and not case.when.holds(self.facts):
            return
        share = self._share(case)
        if share is None:
            if case.holds.holds(case.known(self.facts)):
                yield _note(case, "")
        elif share.denominator and share.verdict is not Agreement.OFF:
            stated = _percent(share.stated)
            yield _note(case, f" Cách tính này cho {share.finer}, đang ghi {stated}.")

    def _share(self, case: Case) -> _Share | None:
        """Return the percentage a case is about; None if it isn't, or if a part is missing."""
        sides = case.holds.share
        if sides is None:
            return None
        stated, numerator, denominator = (side.value(case.known(self.facts)) for side in sides)
        if stated is None or numerator is None or denominator is None:
            return None
        return _Share(sides[0].source, Decimal(stated), numerator, denominator)

    def _comparison(self, case: Case, *, is_mend_sought: bool) -> Finding:
        reading = Reader(self.form, self.facts).read(case)
        mender = Mender(self.form, self.facts, self.weigh)
        return Finding(
            rule=case.rule.id,
            severity=case.rule.severity,
            fields=case.fields,
            stated=reading.stated,
            computed=reading.computed,
            difference=reading.difference,
            stated_value=reading.stated_value,
            computed_value=reading.computed_value,
            message=self._message(case, reading.sentence).strip(),
            mend=mender.mend(case) if is_mend_sought else None,
        )

    def _message(self, case: Case, sentence: str) -> str:
        if case.is_between:
            return told(self.form, case, self.facts, sentence)
        figure = self.form.figures.get(case.figure)
        label = f"“{figure.label}”: " if figure else ""
        return f"{label}{condition(case.rule.message)} {sentence}"


def _wrong_share(case: Case, share: _Share) -> Finding:
    """A last digit that is off by one is a warning (design.md, "How a verdict works")."""
    stated, right, habit = _percent(share.stated), _percent(share.right), share.verdict in _HABITS
    finer = f" (chính xác {share.finer})" if share.finer != right else ""
    difference = f"{gap(share.stated, share.right)}%"
    said = f"Đang ghi {stated}, tính được {right}{finer}, lệch {difference}."
    severity = Severity.WARNING if habit else case.rule.severity
    return Finding(
        rule=case.rule.id,
        severity=min(severity, case.rule.severity, key=_weight),
        fields=case.fields,
        stated=stated,
        computed=right,
        difference=difference,
        stated_value=share.stated,
        computed_value=share.right,
        message=f"{condition(case.rule.message)} {said}{_HABITS.get(share.verdict, '')}",
        mend=Mend(share.figure, share.right) if share.right >= 0 else None,
    )


def _no_share(case: Case, share: _Share) -> Finding:
    """A share of nothing is wrong whatever it says (design.md, "How a verdict works")."""
    return Finding(
        rule=case.rule.id,
        severity=case.rule.severity,
        fields=case.fields,
        stated=_percent(share.stated),
        computed=UNDEFINED,
        stated_value=share.stated,
        message=(
            f"{condition(case.rule.message)} Đang ghi {_percent(share.stated)} nhưng mẫu số bằng 0"
            " nên không có tỷ lệ nào đúng; hãy để trống tỷ lệ, câu in ra sẽ ghi “không phát sinh”."
        ),
    )


def _note(case: Case, said: str) -> Finding:
    return Finding(
        rule=case.rule.id,
        severity=case.rule.severity,
        fields=case.fields,
        stated="",
        computed="",
        message=f"{condition(case.rule.message)}{said}",
    )


def _weight(severity: Severity) -> int:
    return (Severity.INFO, Severity.WARNING, Severity.ERROR).index(severity)


def _short(value: Decimal) -> Decimal:
    """Leave out noughts at the end of the decimals: 50, not 50,00."""
    return value.quantize(1) if value == value.to_integral_value() else value.normalize()


def _percent(value: Decimal) -> str:
    sign = "-" if value < 0 else ""
    return f"{sign}{show(Kind.PERCENT, abs(value))}%"

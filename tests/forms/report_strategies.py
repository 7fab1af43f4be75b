"""Random reports of a real form, for hypothesis."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from forms.figure import Kind
from forms.period import Period, PeriodKind
from forms.report import FRONT_KEYS, Accepted, Report, UnitRef

if TYPE_CHECKING:
    from forms.definition import Form
    from forms.figure import Value

WORDS = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp")),
    max_size=30,
).map(lambda words: unicodedata.normalize("NFC", words).strip())
LINES = st.lists(
    st.sampled_from(["", "- Một;", "+ Hai", "1. Ba.", "Thực hiện tốt./.", "…"]), max_size=4
)
PERIODS = st.builds(Period, st.integers(2001, 2099), st.sampled_from(list(PeriodKind)))
_DECIMALS = st.decimals(min_value=0, max_value=999, places=2, allow_nan=False)

_VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.COUNT: st.integers(0, 10**15),
    Kind.MONEY: st.integers(0, 10**15),
    Kind.PERCENT: _DECIMALS,
    Kind.DECIMAL: _DECIMALS,
    Kind.DATE: st.dates(date(2001, 1, 1), date(2099, 12, 31)),
    Kind.YEAR: st.integers(2001, 2099),
    Kind.MONTH: st.sampled_from(["2022-01", "2023-12"]),
    Kind.PERIOD: PERIODS.map(str),
    Kind.PERIODS: st.sampled_from(["2022", "2021-H2;2022-H1"]),
    Kind.SPAN: st.just("2021-2030"),
    Kind.SYMBOL: st.sampled_from(["417/KH-UBND", "1022", "09/2019/NĐ-CP"]),
    Kind.NUMBERS: st.sampled_from(["27", "27;31;32"]),
    Kind.NAME: st.sampled_from(["ông Nguyễn Văn A", "Chánh Văn phòng"]),
    Kind.TEXT: st.sampled_from(["về việc phối hợp", "một\nhai"]),
}


def values(kind: Kind) -> st.SearchStrategy[Value]:
    """Return any value of a kind, as a report keeps it."""
    return _VALUES[kind].map(lambda v: Decimal(str(v)) if isinstance(v, Decimal) else v)


@st.composite
def reports(draw: st.DrawFn, form: Form) -> Report:
    """Draw a report with any of its figures, texts, rows and front matter filled."""
    figures = {f.id: draw(values(f.kind)) for f in form.figures.values() if draw(st.booleans())}
    texts = {t: "\n".join(draw(LINES)) for t in form.texts if draw(st.booleans())}
    tables = {
        table.id: tuple(
            {c.id: draw(values(c.kind)) for c in table.columns if draw(st.booleans())}
            for _ in range(draw(st.integers(0, 2)))
        )
        for table in form.tables.values()
        if draw(st.booleans())
    }
    front = {key: draw(WORDS) for key in FRONT_KEYS if draw(st.booleans())}
    front["signed_date"] = draw(st.sampled_from(["", "2022-06-10"]))
    return Report(
        form=form.id,
        form_version=form.version,
        unit=UnitRef("VPUBND", "Văn phòng Ủy ban nhân dân tỉnh Đồng Tháp"),
        period=draw(PERIODS),
        figures=figures,
        texts=texts,
        tables=tables,
        front=front,
        exceptions=tuple(Accepted(r, "Có lý do.") for r in form.rules if draw(st.booleans())),
        as_of={f: date(2022, 6, 9) for f in form.figures if draw(st.booleans())},
        notes={t: "hỏi lại" for t in form.texts if draw(st.booleans())},
    )

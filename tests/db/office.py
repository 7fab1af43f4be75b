"""What the tests of the store share: a unit, a period, a clock that can be set."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from db.store import Store
from forms.period import Period
from forms.report import UnitRef

if TYPE_CHECKING:
    from pathlib import Path

UNIT = UnitRef("VPUBND", "Văn phòng Ủy ban nhân dân tỉnh Đồng Tháp")
HALF = Period.parse("2022-H1")
QUARTER = Period.parse("2022-Q3")
EDITOR = "Văn thư"


@dataclass
class HandClock:
    """A clock that moves on by a second at each look."""

    time: datetime = field(default_factory=lambda: datetime(2022, 6, 10, 8, tzinfo=UTC))

    def __call__(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time


def make(path: Path) -> Store:
    return Store.create(path, editor=EDITOR, clock=HandClock())


def reopen(path: Path) -> Store:
    return Store.open(path, editor=EDITOR)


def fail_after_an_edit(store: Store, report: str) -> None:
    with store.batch():
        store.set_figure(report, "a", 1)
        raise KeyError


def begin(store: Store, period: Period = HALF) -> str:
    return store.new_report("office-report", "2022", UNIT, period)

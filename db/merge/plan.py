"""What receiving a file would do, value by value: made to be shown before anything is done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from db.codec import Content
    from db.entries import EntryKind
    from db.receiving.incoming import Incoming, IncomingReport
    from forms.problem import Problem


class Trust(StrEnum):
    """How far it is known who a file comes from.

    KNOWN: sealed with a key that was confirmed before. FIRST: no key of that store is known yet.
    CHANGED: sealed with another key than those known. UNSIGNED: a copied store, with no seal.
    """

    KNOWN = "known"
    FIRST = "first"
    CHANGED = "changed"
    UNSIGNED = "unsigned"


class Standing(StrEnum):
    """What becomes of one report of a file.

    NEW: not held yet, comes in whole. CHANGED: values come in, or conflicts do. SAME: nothing
    to do. OLDER: a newer state of it was received before. REMOVED: it was deleted here.
    """

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    OLDER = "older"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A value that comes in; None where there was or will be none.

    Attributes:
        kind: What it is to its report; REPORT with key "state" is the report's state.
        key: Its key.
        old: What stands here.
        new: What comes in.
        editor: Who changed it last at the giver's.
        edited_at: When.
    """

    kind: EntryKind
    key: str
    old: Content | None
    new: Content | None
    editor: str
    edited_at: datetime


@dataclass(frozen=True, slots=True)
class Clash:
    """A value changed on both sides to different things; ours stays until somebody decides.

    Attributes:
        kind: What it is to its report.
        key: Its key.
        base: What both sides began from; None also where nothing is known of it.
        ours: What stands here and stays.
        theirs: What the giver has.
        editor: Who changed it last at the giver's.
        edited_at: When.
    """

    kind: EntryKind
    key: str
    base: Content | None
    ours: Content | None
    theirs: Content | None
    editor: str
    edited_at: datetime


@dataclass(frozen=True, slots=True)
class ReportPlan:
    """What becomes of one report of the file.

    Attributes:
        incoming: The report as the file has it.
        report_id: Its id here (that of the giver, if it is new).
        standing: What becomes of it.
        changes: The values that come in; none for a new report, which comes in whole.
        clashes: The values both sides have changed.
        agreed: How many values both sides have changed to the same.
        kept: How many values only we have changed.
        waiting: How many conflicts of earlier deliveries are still open.
        lines: Vietnamese sentences on what to bear in mind.
    """

    incoming: IncomingReport
    report_id: str
    standing: Standing
    changes: tuple[ValueChange, ...] = ()
    clashes: tuple[Clash, ...] = ()
    agreed: int = 0
    kept: int = 0
    waiting: int = 0
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What receiving one file would do.

    Attributes:
        incoming: The file.
        trust: How far it is known who gave it.
        reports: Its reports, in the order of the file.
        refusal: Why it can't be received however much is confirmed; None if it can.
    """

    incoming: Incoming
    trust: Trust
    reports: tuple[ReportPlan, ...]
    refusal: Problem | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything to be told of the file and its reports."""
        return (*self.incoming.lines, *(line for each in self.reports for line in each.lines))

    @property
    def conflicts(self) -> int:
        """How many conflicts there would be, with those that are open already."""
        return sum(len(each.clashes) + each.waiting for each in self.reports)

    @property
    def changes_nothing(self) -> bool:
        """Whether no report would be any different."""
        return not any(each.standing in (Standing.NEW, Standing.CHANGED) for each in self.reports)

    def of(self, *standings: Standing) -> tuple[ReportPlan, ...]:
        """Return the reports that stand so."""
        return tuple(each for each in self.reports if each.standing in standings)

"""One file to be received: what was found in it, and what the officer has said of it. No Qt."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from db.merge import Standing, Trust
from db.receiving.copying import Locked
from desktop import overview
from desktop.appearance.tokens import State
from desktop.receiving.words import short_name
from forms.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from db.merge import Plan, Received
    from forms.problem import Problem

#: How a report of a file stands, the most pressing first.
_STANDINGS: Final = {
    Standing.NEW: "mới",
    Standing.CHANGED: "có thay đổi",
    Standing.REMOVED: "đã xóa tại đây, không nhận",
    Standing.OLDER: "cũ hơn bản đã nhận",
    Standing.SAME: "không đổi",
}
_ICONS: Final = {
    Standing.NEW: "file-plus",
    Standing.CHANGED: "pen-line",
    Standing.REMOVED: "trash-2",
    Standing.OLDER: "history",
    Standing.SAME: "circle-check",
}
_COLOURS: Final = {
    Standing.NEW: State.OK,
    Standing.CHANGED: State.INFO,
    Standing.REMOVED: State.WARNING,
}
#: So many files are named in the summary.
_NAMED: Final = 8
_DOUBTS: Final = {
    Trust.FIRST: "cần đối chiếu khóa",
    Trust.CHANGED: "khóa đã đổi",
    Trust.UNSIGNED: "cần hỏi lại đơn vị",
}


@dataclass(frozen=True, slots=True)
class Said:
    """How a file stands: in words, with an icon and its colour."""

    words: str
    icon: str
    state: State = State.NONE


@dataclass(slots=True, eq=False)
class Item:
    """One file.

    Attributes:
        received: What was found in it, and later what became of it.
        is_locked: Whether it takes a passphrase.
        passphrase: What somebody has typed to open it.
        is_confirmed: Whether somebody has confirmed who gave it, where that isn't known.
        is_wanted: Whether it is to be taken in, if that can be.
        is_done: Whether it was tried to take it in.
    """

    received: Received
    is_locked: bool = False
    passphrase: str = ""
    is_confirmed: bool = False
    is_wanted: bool = True
    is_done: bool = False

    def __post_init__(self) -> None:
        self.is_locked = isinstance(self.received.problem, Locked)

    @property
    def path(self) -> Path:
        """The file."""
        return self.received.path

    @property
    def plan(self) -> Plan | None:
        """What it changes; None if it could not be looked at."""
        return self.received.plan

    @property
    def problem(self) -> Problem | None:
        """Why it is refused whatever is confirmed; None if it isn't."""
        return None if self.doubt is Trust.CHANGED and self.is_confirmed else self.received.problem

    @property
    def doubt(self) -> Trust | None:
        """What has to be confirmed of whoever gave it; None if nothing has."""
        plan = self.plan
        return plan.trust if plan is not None and plan.trust is not Trust.KNOWN else None

    @property
    def key(self) -> tuple[str, str]:
        """What is trusted when it is confirmed: the store and the key's fingerprint."""
        incoming = self.plan.incoming if self.plan else None
        return (incoming.store_id, incoming.fingerprint) if incoming else ("", "")

    @property
    def is_ready(self) -> bool:
        """Whether it will be taken in now."""
        is_sure = self.doubt is None or self.is_confirmed
        can_be = self.plan is not None and self.problem is None
        return can_be and is_sure and self.is_wanted and not self.is_done

    @property
    def brings(self) -> bool:
        """Whether taking it in would make any difference."""
        return self.plan is not None and not self.plan.changes_nothing

    @property
    def is_taken(self) -> bool:
        """Whether it was taken in."""
        return self.is_done and self.received.outcome is not None

    def note(self, received: Received) -> None:
        """Keep what was found anew, or what became of it."""
        self.received = received

    # --- in words

    @property
    def unit(self) -> str:
        """Whose it is; the file's name while that isn't known."""
        plan = self.plan
        return short_name(plan.incoming.unit) if plan and plan.incoming.unit.name else self.name

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    @property
    def periods(self) -> str:
        """The periods of its reports."""
        reports = self.plan.reports if self.plan else ()
        found = sorted({each.incoming.head.period for each in reports})
        return "; ".join(overview.start_words(period) for period in found)

    def said(self) -> Said:
        """How it stands."""
        if self.is_done:
            return self._said_done()
        if self.plan is None or (self.problem is not None and self.doubt is not Trust.CHANGED):
            if self.is_locked:
                return Said("có mật khẩu", "lock", State.WARNING)
            return Said("từ chối", "circle-x", State.ERROR)
        if self.doubt is not None and not self.is_confirmed:
            return self._said_doubt(self.doubt, self.plan)
        words = _standing_words(self.plan)
        if not self.is_wanted:
            return Said(f"không nhận ({words})", "minus")
        if self.plan.conflicts:
            return Said(words, "triangle-alert", State.WARNING)
        first = _first(self.plan)
        return Said(words, _ICONS[first], _COLOURS.get(first, State.NONE))

    def _said_done(self) -> Said:
        if not self.is_taken or self.plan is None:
            return Said("chưa nhận được", "circle-x", State.ERROR)
        if self.plan.conflicts:
            words = f"đã nhận, còn {self.plan.conflicts} xung đột"
            return Said(words, "triangle-alert", State.WARNING)
        return Said("đã nhận" if self.brings else "không đổi", "circle-check", State.OK)

    def _said_doubt(self, doubt: Trust, plan: Plan) -> Said:
        if doubt is Trust.CHANGED:
            return Said("từ chối: khóa đã đổi", "circle-x", State.ERROR)
        return Said(f"{_standing_words(plan)}; {_DOUBTS[doubt]}", "flag", State.WARNING)


def _first(plan: Plan) -> Standing:
    there = {each.standing for each in plan.reports}
    return next((standing for standing in _STANDINGS if standing in there), Standing.SAME)


def _standing_words(plan: Plan) -> str:
    """Say how the reports stand: "mới"; of several "2 mới, 1 không đổi"."""
    counts = Counter(each.standing for each in plan.reports)
    many = len(plan.reports) > 1
    parts = [
        f"{counts[standing]} {words}" if many else words
        for standing, words in _STANDINGS.items()
        if counts[standing]
    ]
    if plan.conflicts:
        parts.append(f"{plan.conflicts} xung đột")
    return ", ".join(parts) or "không có báo cáo"


def summary_words(items: list[Item], waiting: int) -> tuple[State, str]:
    """Say in one go what came in, and name what did not.

    Args:
        items: The files.
        waiting: How many conflicts are open in the store now.
    """
    taken = [item for item in items if item.is_taken]
    fresh = [item for item in taken if item.brings]
    reports = sum(len(i.plan.of(Standing.NEW, Standing.CHANGED)) for i in fresh if i.plan)
    words = [f"Đã nhận {reports} báo cáo trong {len(fresh)} tệp."]
    if same := len(taken) - len(fresh):
        words.append(f"{same} tệp không có gì mới.")
    if waiting:
        words.append(f"Còn {waiting} chỗ hai bên cùng sửa, cần chọn.")
    left = [item for item in items if not item.is_taken]
    if left:
        words.append(f"Chưa nhận {len(left)} tệp: {_named(left)}.")
    return State.WARNING if left or waiting else State.OK, " ".join(words)


def _named(items: list[Item]) -> str:
    """Name the units the files come from, each once, of very many the first; the list has all.

    A name may hold a comma itself: "UBND xã Mỹ An, huyện Tháp Mười".
    """
    names = list(dict.fromkeys(item.unit for item in items))[:_NAMED]
    rest = sum(item.unit not in names for item in items)
    return "; ".join(names) + (f" và {rest} tệp khác (xem danh sách)" if rest else "")


def by_key(items: Iterable[Item]) -> list[list[Item]]:
    """Return the files that bear a key never seen before, by key, in the order of their units."""
    found: dict[tuple[str, str], list[Item]] = {}
    for item in sorted(items, key=lambda item: fold(item.unit)):
        if item.doubt is Trust.FIRST and not item.is_done:
            found.setdefault(item.key, []).append(item)
    return list(found.values())


def found_words(items: list[Item]) -> tuple[State, str]:
    """Say what was found, before anything is taken in."""
    if not items:
        return State.INFO, "Không thấy tệp giao nào (đuôi .cchc) ở đó. Hãy chọn USB hoặc tệp khác."
    ready = [item for item in items if item.is_ready]
    words = [f"Xem trước, chưa ghi gì: {len(items)} tệp, nhận được ngay {len(ready)} tệp"]
    same = sum(not item.brings for item in ready)
    words[0] += f" ({same} tệp không có gì mới)." if same else "."
    unsure = sum(item.doubt in _DOUBTS and not item.is_confirmed for item in items)
    if unsure:
        words.append(f"{unsure} tệp cần đối chiếu người giao: chọn từng tệp, xem bên dưới.")
        if len(by_key(items)) > 1:
            words.append("Nhiều khóa mới thì bấm “Đối chiếu … khóa” để xem một lượt.")
    locked = sum(item.is_locked and item.plan is None for item in items)
    if locked:
        words.append(f"{locked} tệp cần mật khẩu.")
    refused = sum(item.plan is None and not item.is_locked for item in items)
    if refused:
        words.append(f"{refused} tệp bị từ chối.")
    return State.WARNING if unsure + locked + refused else State.INFO, " ".join(words)

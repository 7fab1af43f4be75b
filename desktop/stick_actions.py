"""What an officer does with a store of a stick or a share: copy it in, put it back.

No store is edited there. Copying is done in the background; while it lasts no other store is
opened.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer

from db import carrying, drives
from db.carrying import ChangedThere
from db.drives import Kind
from db.failure import Fault, StoreProblem
from desktop import places
from desktop.appearance.tokens import State
from desktop.dialogs import stick
from desktop.dialogs.message import tell_error
from desktop.origins import Origin, Relation, relation
from desktop.strip_work import StripWork

if TYPE_CHECKING:
    from db.carrying import Glance
    from db.drives import Drive
    from db.store import Store
    from desktop.background import Task
    from desktop.main_window import MainWindow

#: What was put off until the store is put back, if anything was.
GoOn = Callable[[], object] | None

_NOT_COPIED: Final = "Chưa chép được sổ"
#: The stick is not in, or has just been pulled out.
_GONE: Final = frozenset({Fault.NO_FOLDER, Fault.NOT_FOUND, Fault.REMOVED})
_UNEXPECTED: Final = (
    "Có lỗi bất ngờ khi chép; sổ ở cả hai nơi vẫn còn nguyên. "
    "Hãy thử lại; nếu vẫn lỗi, chép chi tiết gửi người phụ trách."
)


class StickActions(QObject):
    """The actions; each asks what it must, copies in the background, and tells how it went."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        self._work = StripWork(window.strip, self)
        self._is_answered = False

    @property
    def is_busy(self) -> bool:
        """Whether a store is being copied."""
        return self._work.task is not None

    def cancel(self) -> None:
        """Stop copying; everything stays as it was."""
        self._work.cancel()

    # --- in

    def open(self, there: Path, drive: Drive) -> None:
        """Open the copy on this machine of a store that can't be edited where it lies.

        Raises:
            StoreProblem: It is not there, no store, or damaged.
        """
        found = carrying.glance(there)
        here = self._desk.origins.copy_of(there) or places.local_folder() / there.name
        if here.exists():
            self._open_one(there, drive, found, here)
        elif stick.offer_copy(self._window, there, drive):
            self._bring(there, here, Origin.at(there, drive, found.store_id))

    def _open_one(self, there: Path, drive: Drive, theirs: Glance, here: Path) -> None:
        """Open the store of the stick or the one here, whichever the officer needs."""
        store, today = self._desk.store, self._desk.today()
        is_open = store is not None and store.path == here
        mine = self._desk.glance() if is_open else carrying.glance(here)
        origin = Origin.at(there, drive, theirs.store_id, carrying.fingerprint(there))
        known = self._desk.origins.of(here)
        how = relation(known, theirs, origin.fingerprint, mine)
        if how is Relation.SAME_THERE:
            self._open_here(here)
            self._say_same(drive)
            return
        is_newer = how is Relation.NEWER_THERE
        if is_newer:
            answer = stick.offer_newer(self._window, drive, theirs, mine, today)
        else:
            answer = stick.offer_both(self._window, drive, theirs, mine, today)
        if answer == stick.COPY:
            self._bring(there, carrying.free_name(here), origin, here if is_newer else None)
        elif answer == stick.HERE:
            self._open_here(here)

    def _say_same(self, drive: Drive) -> None:
        self._window.toasts.say(
            f"Đã mở bản trên máy này; sổ trên {stick.noun(drive.kind)} chưa đổi từ lần chép trước.",
            State.INFO,
            seconds=10,
        )

    def _open_here(self, here: Path) -> None:
        store = self._desk.store
        if store is not None and store.path == here:
            self._window.show_home()
        else:
            self._desk.open(here)

    def _bring(self, there: Path, here: Path, origin: Origin, replaced: Path | None = None) -> None:
        editor = self._desk.editor
        self._copy(
            f"Đang chép “{there.name}” vào máy này",
            lambda step: carrying.bring(there, here, editor, step),
            lambda known: self._brought(here, replace(origin, fingerprint=known), replaced),
            partial(self._tell_failure, _NOT_COPIED),
        )

    def _brought(self, here: Path, origin: Origin, replaced: Path | None) -> None:
        with self._window.telling(_NOT_COPIED):
            if replaced is None:
                self._desk.open(here)
            else:
                self._put_in_place(here, replaced)
            if origin.kind != Kind.OPTICAL:
                self._keep(replace(origin, mark=self._desk.glance().mark))
            folder = (replaced or here).parent
            self._window.toasts.say(f"Đã chép sổ vào “{folder}” và mở bản đó.", seconds=12)

    def _put_in_place(self, fresh: Path, here: Path) -> None:
        """Let the new copy take the place of the old one, which is kept beside it."""
        try:
            self._desk.restore(fresh, here)
        finally:
            fresh.unlink(missing_ok=True)

    def _keep(self, origin: Origin) -> None:
        store = self._desk.store
        if store is not None:
            self._desk.origins.keep(store.path, origin)
            self._window.pile.home.show_return(self.return_words())

    # --- and back

    def return_words(self) -> str:
        """What the way back is called on a button; "" if the open store came from nowhere."""
        origin = self._desk.origin
        return f"Trả sổ về {stick.noun(origin.kind)}" if origin is not None else ""

    def adopt(self, store: Path) -> None:
        """Let a store made by a portable program on a stick go along with the stick."""
        folder = places.portable_folder()
        if folder is not None:
            drive = drives.drive_of(folder)
            if not drive.is_for_editing:
                self._keep(Origin.at(folder / store.name, drive))

    def may_leave(self, go_on: Callable[[], object]) -> bool:
        """Offer once to put the open store back before it is closed.

        Args:
            go_on: Called once it was put back, or the officer thought better of it.

        Returns:
            False: It is being put back, so not now.
        """
        if self._is_answered:
            self._is_answered = False
            return True
        store, origin = self._desk.store, self._desk.origin
        if self.is_busy or store is None or origin is None or not self._desk.has_news:
            return True
        if not stick.offer_return(self._window, store.path, origin.kind):
            return True
        self.give_back(go_on)
        return False

    def give_back(self, go_on: GoOn = None) -> None:
        """Put a checked copy of the open store back to where it came from."""
        origin = self._desk.origin
        if origin is not None:
            self._give(origin, None, go_on)

    def _give(self, origin: Origin, free: Path | None, go_on: GoOn) -> None:
        """Put the open store back, or beside what is there under a free name."""
        store = self._desk.store
        if store is None or self.is_busy:
            return
        self._copy(
            f"Đang chép sổ về {stick.noun(origin.kind)}",
            lambda step: _put_back(store, origin, free, step),
            lambda returned: self._given(returned, go_on),
            lambda error: self._not_given(error, origin, go_on),
        )

    def _given(self, origin: Origin, go_on: GoOn) -> None:
        self._keep(origin)
        words = _done_words(origin)
        if go_on is None:
            self._window.toasts.say(words, seconds=12)
        else:
            stick.tell_done(self._window, words, origin.kind)
            self._go_on(go_on)

    def _not_given(self, error: Exception, origin: Origin, go_on: GoOn) -> None:
        """Offer what can still be done; "Để sau" goes on to what the officer wanted to do."""
        if isinstance(error, ChangedThere):
            if stick.offer_other_name(self._window, error, origin.kind):
                self._give(origin, error.suggestion, go_on)
                return
        elif isinstance(error, StoreProblem) and error.fault in _GONE:
            if stick.offer_again(self._window, origin.path, origin.kind):
                self._give(origin, None, go_on)
                return
        else:
            self._tell_failure(_NOT_COPIED, error)
            return
        self._go_on(go_on)

    def _go_on(self, go_on: GoOn) -> None:
        """Do what was put off; not at once, since a window that is closing can't be closed."""
        if go_on is not None:
            self._is_answered = True
            QTimer.singleShot(0, self, go_on)

    # --- copying

    def _copy(
        self,
        words: str,
        work: Callable[[carrying.Step], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Copy in the background; afterwards everything may be opened again."""

        def step(task: Task, copied: int, total: int) -> None:
            task.check()
            task.progress(100 * copied // max(1, total), 100)

        self._work.start(lambda task: work(partial(step, task)), words, done=done, failed=failed)

    def _tell_failure(self, title: str, error: Exception) -> None:
        tell_error(self._window, title, error, _UNEXPECTED)


def _put_back(store: Store, origin: Origin, free: Path | None, step: carrying.Step) -> Origin:
    """Put a checked copy of an open store back; return what there is to remember. In any thread.

    Args:
        store: The store.
        origin: Where it came from.
        free: Another name to write under instead; nothing may be there.
        step: Told how far it is.

    Raises:
        Problem: It could not be put back; what was there is still there.
    """
    there = free or origin.find()
    if there is None:
        raise StoreProblem(Fault.NO_FOLDER, Path(origin.path))
    copy = store.back_up().path
    copied = carrying.glance(copy)
    known = "" if free else origin.fingerprint
    written = carrying.put_back(copy, there, known, step)
    now = Origin.at(there, drives.drive_of(there), copied.store_id, written)
    return replace(now, mark=copied.mark)  # what was done meanwhile is news


def _done_words(origin: Origin) -> str:
    program = places.program_folder()
    if not origin.is_stick:
        return f"Đã chép xong sổ về {stick.noun(origin.kind)}."
    if program is not None and drives.drive_of(program).root == origin.root:
        return "Đã chép xong. Chương trình chạy từ USB này: đóng chương trình rồi mới rút USB."
    return "Đã chép xong, có thể rút USB."

"""Making the file: in the worker thread for the window, at once for the command line. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from desktop import identity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from db.handover.giving import Giver, HandedOver
    from db.store import Store
    from desktop.background import Task


@dataclass(slots=True)
class Job:
    """One hand-over: what, where to, locked with what; and, once it is made, the file.

    Attributes:
        store: Where the reports stand.
        reports: Their ids.
        folder: Where the file goes.
        key_file: Where the office's key lies; it is made on first use.
        passphrase: "" for none.
        given: The file, even if nobody waited for it any more when it was whole.
    """

    store: Store
    reports: Sequence[str]
    folder: Path
    key_file: Path
    passphrase: str
    given: HandedOver | None = None

    def run(self, task: Task) -> None:
        """Make the file.

        Raises:
            Problem: It could not be made; nothing lies there under its name.
            Cancelled: Nobody waits for it any more; the same.
        """
        task.check()
        giver = giver_for(self.store, self.key_file)
        self.given = giver.give(self.reports, self.folder, self.passphrase, partial(_step, task))


def giver_for(store: Store, key_file: Path) -> Giver:
    """Return what hands reports over with the office's key, made by this program.

    Raises:
        Problem: The key can't be read, or not be made.
    """
    from db.handover.giving import Giver
    from db.handover.keys import load_or_make

    return Giver(store, load_or_make(key_file), identity.VERSION)


def _step(task: Task, done: int, total: int) -> None:
    task.check()
    task.progress(100 * done // max(1, total), 100)

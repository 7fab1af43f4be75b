"""Looking through the files and taking them in, in the worker thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from db.merge import Plan, Received
    from db.store import Store
    from desktop.background import Task
    from desktop.receiving.items import Item


@dataclass(slots=True)
class Looking:
    """Finding files and looking through them; nothing is changed.

    Attributes:
        store: Where they would be received.
        places: Files, folders, sticks.
        passphrase: Tried where a file needs one.
        found: What was found so far, also if nobody waited for the rest.
        lines: What was passed over.
        total: How many files there are.
    """

    store: Store
    places: Sequence[Path]
    passphrase: str = ""
    found: list[Received] = field(default_factory=list)
    lines: tuple[str, ...] = ()
    total: int = 0

    def run(self, task: Task) -> None:
        """Look through the files.

        Raises:
            Cancelled: Nobody waits for the rest any more.
        """
        from db.merge import receive
        from db.receiving.finding import find_files

        there = find_files(self.places)
        self.lines, self.total = there.lines, len(there.files)
        files = _told(there.files, task)
        # Stopped in between, the list keeps what came until then.
        self.found.extend(
            receive(self.store, files, passphrase=lambda _: self.passphrase, step=task.check)
        )


@dataclass(slots=True)
class Taking:
    """Taking in what was looked through: each file whole or not at all.

    Attributes:
        store: Where they are received.
        items: The files, in the order wanted.
        done: What became of those that were tried, also if nobody waited for the rest.
    """

    store: Store
    items: Sequence[Item]
    done: list[tuple[Item, Received]] = field(default_factory=list)

    def run(self, task: Task) -> None:
        """Take the files in.

        Raises:
            Cancelled: Nobody waits for the rest any more; what was taken in stays.
        """
        from db.merge import receive

        by_path = {item.path: item for item in self.items}
        coming = receive(
            self.store,
            _told([*by_path], task),
            take=True,
            trust=lambda plan: _is_confirmed(by_path[plan.incoming.source], plan),
            passphrase=lambda path: by_path[path].passphrase,
            step=task.check,
        )
        self.done.extend((by_path[received.path], received) for received in coming)


def accept_keys(store: Store, items: Sequence[Item]) -> None:
    """Trust the new keys that somebody has compared, from now on.

    Raises:
        StoreProblem: The store can't be written.
    """
    from db.merge import Trust, accept_key

    for item in items:
        if item.doubt is Trust.CHANGED and item.plan is not None:
            accept_key(store, item.plan.incoming)


def _is_confirmed(item: Item, plan: Plan) -> bool:
    """Whether that very key was confirmed, for that very store: the file may be another now."""
    seen = item.plan.incoming if item.plan else None
    now = plan.incoming
    shown = seen is not None and (seen.store_id, seen.public_key) == (now.store_id, now.public_key)
    is_same_file = seen is not None and seen.sha256 == now.sha256
    return item.is_confirmed and shown and (now.public_key is not None or is_same_file)


def _told(files: Sequence[Path], task: Task) -> Iterator[Path]:
    for done, path in enumerate(files):
        task.check()
        task.progress(done, len(files), f"{done + 1}/{len(files)}  ·  {path.name}")
        yield path
    task.check()

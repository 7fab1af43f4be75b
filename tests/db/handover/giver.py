"""What the tests of handing over share: a key, a cheap passphrase, a look into a file."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from db.connection import Access, connect
from db.handover import layout
from db.handover.envelope import Cost
from db.handover.giving import Giver, HandedOver
from db.handover.keys import Key, load_or_make

if TYPE_CHECKING:
    from pathlib import Path

    from db.store import Store

#: What a passphrase costs in tests: next to nothing.
CHEAP = Cost(1, 8)


def key_in(folder: Path) -> Key:
    return load_or_make(folder / "khoa")


def give(store: Store, folder: Path, key: Key, *ids: str, passphrase: str = "") -> HandedOver:
    """Hand over the reports named, or all."""
    reports = ids or [info.id for info in store.reports()]
    return Giver(store, key, "1.0", CHEAP).give(reports, folder, passphrase, lambda *_: None)


def rows(path: Path, question: str) -> list[Any]:
    with closing(connect(path, Access.GLANCE)) as connection:
        return connection.execute(question).fetchall()


def head(path: Path) -> dict[str, Any]:
    return dict(rows(path, "SELECT key, value FROM hand_over"))


def is_sound(path: Path) -> bool:
    """Return whether SQLite finds nothing amiss and the tables are exactly ours."""
    with closing(connect(path, Access.GLANCE)) as connection:
        return (
            layout.is_ours(connection)
            and connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            and not connection.execute("PRAGMA foreign_key_check").fetchall()
        )


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())

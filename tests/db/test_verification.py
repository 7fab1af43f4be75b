from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from db.connection import Access, connect
from db.session import Session, wall_clock
from db.verification import Statistics, verify

if TYPE_CHECKING:
    from pathlib import Path

    from db.store import Store


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        ("UPDATE entry SET value = 2", "không khớp lịch sử"),
        ("DELETE FROM entry", "không khớp lịch sử"),
        ("DELETE FROM history", "không khớp lịch sử"),
        ("UPDATE entry SET type = 'date'", "không đọc được giá trị"),
        ("UPDATE report SET state = 'lost'", "không đọc được kỳ"),
        ("DELETE FROM report", "Bảng entry có dòng"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(store: Store, report: str, damage: str, line: str) -> None:
    store.set_figure(report, "a", 1)
    assert store.verify() == []
    connection = store._session.connection
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute(damage)
    assert any(line in found for found in store.verify())


def test_a_broken_structure_is_said_and_nothing_else(store: Store, report: str) -> None:
    connection = store._session.connection
    connection.execute("PRAGMA writable_schema=ON")
    connection.execute(
        "UPDATE sqlite_schema SET sql = replace(sql, '\"revision\" INTEGER', '\"revision\" TEXT') "
        "WHERE name = 'report'"
    )
    store.close()
    with closing(connect(store.path, Access.READ)) as raw:
        lines = verify(Session(raw, store.path, "x", wall_clock, "", 0))
    assert lines
    assert all(line.startswith("Cấu trúc tệp bị hỏng") for line in lines)


def test_statistics_count(path: Path, store: Store, report: str) -> None:
    store.set_figure(report, "a", 1)
    store.set_figure(report, "a", 2)
    found = store.statistics()
    assert found == Statistics(reports=1, entries=1, changes=2, size=found.size)
    store.close()
    assert path.stat().st_size == found.size

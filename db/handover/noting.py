"""The store's own line on what it has handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from db.handover.giving import HandedOver
    from db.session import Session

_KNOWN: Final = "SELECT 1 FROM delivery WHERE direction = 'out' AND sha256 = ?"
_NOTE: Final = (
    "INSERT INTO delivery (direction, kind, store_id, unit_code, unit_name, file_name, sha256, "
    "public_key, made_at, noted_at, editor) VALUES ('out', 'hand-over', ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def note(session: Session, given: HandedOver) -> None:
    """Note a file and the revision of each report in it; a file noted before is left alone."""
    with session.writing() as connection:
        if connection.execute(_KNOWN, (given.sha256,)).fetchone():
            return
        row = (
            *(session.origin, given.unit.code, given.unit.name, given.path.name, given.sha256),
            *(given.public_key, given.made_at.isoformat(timespec="milliseconds")),
            *(session.now(), session.editor),
        )
        delivery = connection.execute(_NOTE, row).lastrowid
        connection.executemany(
            "INSERT INTO delivered (delivery_id, report_id, revision) VALUES (?, ?, ?)",
            [(delivery, report.id, report.revision) for report in given.reports],
        )

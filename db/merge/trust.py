"""Which keys are trusted: the first once its fingerprint was confirmed, another on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.merge.plan import Trust
from forms.problem import Problem

if TYPE_CHECKING:
    import sqlite3

    from db.receiving.incoming import Incoming
    from db.session import Session
    from db.store import Store

_KEYS = "SELECT public_key FROM trusted_key WHERE store_id = ?"
_TRUST = "INSERT OR IGNORE INTO trusted_key VALUES (?, ?, ?, ?, ?)"


def trust_of(connection: sqlite3.Connection, incoming: Incoming) -> Trust:
    """Return how far it is known who a file comes from."""
    if incoming.public_key is None:
        return Trust.UNSIGNED
    known = {key for (key,) in connection.execute(_KEYS, (incoming.store_id,)).fetchall()}
    if not known:
        return Trust.FIRST
    return Trust.KNOWN if incoming.public_key in known else Trust.CHANGED


def refusal_of(trust: Trust, incoming: Incoming) -> Problem | None:
    """Return why a file is refused however much is confirmed, if it is."""
    if trust is not Trust.CHANGED:
        return None
    return Problem(
        f"Tệp “{incoming.source.name}” ký bằng khóa khác với khóa đã tin của "
        f"{_giver(incoming)}: dấu khóa mới là {incoming.fingerprint}. Có thể đơn vị đã đổi máy, "
        "cũng có thể tệp do người khác làm ra. Hãy gọi điện cho đơn vị đối chiếu dấu khóa; chỉ khi "
        "khớp mới chấp nhận khóa mới rồi nhận lại."
    )


def doubt_of(trust: Trust, incoming: Incoming) -> Problem | None:
    """Return what has to be confirmed before a file is received, if anything has."""
    if trust is Trust.FIRST:
        return Problem(
            f"Lần đầu nhận tệp của {_giver(incoming)}: hãy gọi điện đối chiếu dấu khóa "
            f"{incoming.fingerprint}, khớp thì xác nhận tin khóa này rồi nhận lại."
        )
    if trust is Trust.UNSIGNED:
        return Problem(
            f"Tệp “{incoming.source.name}” là bản sao của cả sổ dữ liệu, không có chữ ký. Hãy hỏi "
            "lại đơn vị; đúng là sổ của đơn vị thì xác nhận rồi nhận lại."
        )
    return None


def note_key(session: Session, incoming: Incoming) -> None:
    """Keep the key of a file as trusted; a part of a transaction under way."""
    row = (incoming.store_id, incoming.public_key, incoming.unit.name, session.now())
    session.connection.execute(_TRUST, (*row, session.editor))


def accept_key(store: Store, incoming: Incoming) -> None:
    """Trust the key of a file from now on, also beside an older one; the fingerprint was compared.

    Raises:
        Problem: The file bears no key.
    """
    if incoming.public_key is None:
        raise Problem(f"Tệp “{incoming.source.name}” không có chữ ký nên không có khóa để tin.")
    with store.session.writing():
        note_key(store.session, incoming)


def _giver(incoming: Incoming) -> str:
    return incoming.unit.name or incoming.unit.code or f"sổ {incoming.store_id}"

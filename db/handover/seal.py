"""The seal: a signature over every byte of the file, kept in the file itself.

The 64 bytes stand once in the file, as the value of ``seal`` in table ``hand_over``; where, is
not written anywhere. What is signed is a fixed beginning and the SHA-256 of the whole file with
those 64 bytes taken for zeros.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final

from db.connection import connect_to
from db.failure import faults
from forms.problem import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from db.handover.keys import Key

SEAL_BYTES: Final = 64
KEY_BYTES: Final = 32
#: Keeps a seal from being taken for a signature on anything else.
_BEGINNING: Final = b"bao-cao-cchc/hand-over/1\0"
_QUESTION: Final = "SELECT value FROM hand_over WHERE key = ?"


class SealBroken(Problem):
    """The file is not as it was sealed, or was never sealed."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Chữ ký của tệp “{name}” không khớp: tệp đã bị sửa hoặc hỏng sau khi giao. "
            "Hãy đề nghị đơn vị giao lại tệp."
        )


def put_seal(path: Path, key: Key) -> None:
    """Seal a closed hand-over file in place; whatever stands in its ``seal`` is replaced.

    Raises:
        Problem: The file is none, or what stands there occurs in it more than once.
        StoreProblem: It can't be written.
    """
    with faults(path):
        bare = path.read_bytes()
        content = sealed(bare, _told(bare, path)[1], key)
        with path.open("r+b") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    check_seal(path)


def check_seal(path: Path) -> bytes:
    """Return the public key by which a hand-over file is sealed.

    Raises:
        SealBroken: The seal does not fit the file and the key stated in it.
        StoreProblem: It can't be read.
    """
    with faults(path):
        content = path.read_bytes()
    return _checked(content, *_told(content, path), path.name)


def sealed_by(content: bytes, connection: sqlite3.Connection, name: str) -> bytes:
    """Return the public key by which the bytes of a hand-over file are sealed.

    Args:
        content: The bytes.
        connection: A connection to them; their tables must have been found to be ours
            (`db.handover.layout.is_ours`), for they are asked by SQL.
        name: What the file is called.

    Raises:
        SealBroken: The seal does not fit the file and the key stated in it.
    """
    return _checked(content, *_stated(connection, name), name)


def _checked(content: bytes, public_key: bytes, seal: bytes, name: str) -> bytes:
    if not fits(content, public_key, seal):
        raise SealBroken(name)
    return public_key


def sealed(content: bytes, placeholder: bytes, key: Key) -> bytes:
    """Return the file's bytes with the seal in the place of the placeholder's only occurrence.

    Raises:
        ValueError: It does not occur exactly once.
    """
    digest = _digest(content, placeholder)
    if digest is None:
        raise ValueError(placeholder)
    return content.replace(placeholder, key.sign(_BEGINNING + digest))


def fits(content: bytes, public_key: bytes, seal: bytes) -> bool:
    """Return whether a seal is that of a file's bytes by a public key."""
    from nacl.exceptions import BadSignatureError
    from nacl.signing import VerifyKey

    digest = _digest(content, seal)
    if digest is None:
        return False
    try:
        VerifyKey(public_key).verify(_BEGINNING + digest, seal)
    except BadSignatureError:
        return False
    return True


def _digest(content: bytes, seal: bytes) -> bytes | None:
    """Return the SHA-256 with the seal taken for zeros; None if it isn't there exactly once."""
    at = content.find(seal)
    if at < 0 or content.rfind(seal) != at:
        return None
    digest = hashlib.sha256(memoryview(content)[:at])
    digest.update(bytes(SEAL_BYTES))
    digest.update(memoryview(content)[at + SEAL_BYTES :])
    return digest.digest()


def _told(content: bytes, path: Path) -> tuple[bytes, bytes]:
    """Return the public key and the seal that a file's bytes state."""
    try:
        with faults(path), closing(connect_to(content)) as connection:
            return _stated(connection, path.name)
    except (sqlite3.Error, UnicodeDecodeError) as error:  # the latter of SQLite's own sentence
        raise SealBroken(path.name) from error


def _stated(connection: sqlite3.Connection, name: str) -> tuple[bytes, bytes]:
    found = [connection.execute(_QUESTION, (key,)).fetchone() for key in ("public_key", "seal")]
    lengths = [len(row[0]) if row and type(row[0]) is bytes else 0 for row in found]
    if lengths != [KEY_BYTES, SEAL_BYTES]:
        raise SealBroken(name)
    return found[0][0], found[1][0]

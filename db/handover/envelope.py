"""The optional passphrase: the whole file wrapped, so that a lost stick tells nothing.

A locked file is a header and the encrypted rest. The header holds a mark, what the passphrase's
derivation costs (passes and KiB, 32 bits each, the higher byte first), a salt and a nonce; it is
covered by the encryption's own check. The key comes from the passphrase by Argon2id (RFC 9106), the
encryption is XChaCha20-Poly1305.
"""

from __future__ import annotations

import os
import struct
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from db.failure import faults
from forms.problem import Problem

if TYPE_CHECKING:
    from pathlib import Path

MAGIC: Final = b"CCHC-KHOA1"
_SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 24
_KEY_BYTES: Final = 32
_CHECK_BYTES: Final = 16
_HEADER: Final = struct.Struct(f">{len(MAGIC)}sII{_SALT_BYTES}s{_NONCE_BYTES}s")
#: By how much a locked file is longer than what is in it.
OVERHEAD: Final = _HEADER.size + _CHECK_BYTES
_KIBIBYTE: Final = 1 << 10


@dataclass(frozen=True, slots=True)
class Cost:
    """What it costs to try one passphrase: passes over so much memory, in KiB."""

    passes: int
    kibibytes: int


#: About half a second on a slow office PC, and 64 MiB, which whoever guesses needs for each guess.
COST: Final = Cost(3, 64 << 10)
#: A file that asks for more wants to keep the receiver's machine busy, not to be opened.
_DEAREST: Final = Cost(10, 256 << 10)
_CHEAPEST: Final = Cost(1, 8)


def is_locked(path: Path) -> bool:
    """Return whether a file is locked with a passphrase; it looks at the first bytes only.

    Raises:
        StoreProblem: It can't be read.
    """
    with faults(path), path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def lock(source: Path, target: Path, passphrase: str, cost: Cost = COST) -> None:
    """Write a locked copy of a file.

    Raises:
        Problem: The passphrase is empty.
        StoreProblem: The source can't be read, the target is there already or can't be written.
    """
    with faults(source):
        content = source.read_bytes()
    _write(target, locked(content, passphrase, cost))


def unlock(source: Path, target: Path, passphrase: str) -> None:
    """Write what is in a locked file; nothing is written if the passphrase is not the one.

    Raises:
        Problem: The passphrase is wrong, or the file is not as it was written.
        StoreProblem: The source can't be read, the target is there already or can't be written.
    """
    with faults(source):
        content = source.read_bytes()
    _write(target, unlocked(content, passphrase, source.name))


def locked(content: bytes, passphrase: str, cost: Cost = COST) -> bytes:
    """Return the bytes, locked; each time others, since salt and nonce are drawn afresh.

    Raises:
        Problem: The passphrase is empty.
    """
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as encrypt

    if not passphrase:
        raise Problem("Chưa có mật khẩu để khóa tệp. Hãy nhập mật khẩu rồi giao lại.")
    salt, nonce = os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES)
    header = _HEADER.pack(MAGIC, cost.passes, cost.kibibytes, salt, nonce)
    return header + encrypt(content, header, nonce, _key(passphrase, salt, cost))


def unlocked(content: bytes, passphrase: str, name: str) -> bytes:
    """Return what is in the bytes of a locked file called ``name``.

    Raises:
        Problem: The passphrase is wrong, or the bytes are not as they were written.
    """
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as decrypt
    from nacl.exceptions import CryptoError

    if len(content) < OVERHEAD:
        raise _damaged(name)
    header = content[: _HEADER.size]
    magic, passes, kibibytes, salt, nonce = _HEADER.unpack(header)
    if magic != MAGIC or not _is_fair(Cost(passes, kibibytes)):
        raise _damaged(name)
    try:
        key = _key(passphrase, salt, Cost(passes, kibibytes))
        return decrypt(content[_HEADER.size :], header, nonce, key)
    except CryptoError as error:
        raise Problem(
            f"Không mở được tệp “{name}”: mật khẩu không đúng, hoặc tệp đã bị hỏng. Hãy gõ lại mật "
            "khẩu (chú ý phím Caps Lock và bộ gõ tiếng Việt); vẫn không được thì đề nghị đơn vị "
            "giao lại tệp."
        ) from error


def _is_fair(cost: Cost) -> bool:
    return (
        _CHEAPEST.passes <= cost.passes <= _DEAREST.passes
        and _CHEAPEST.kibibytes <= cost.kibibytes <= _DEAREST.kibibytes
    )


def _key(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """Derive the key; composed and decomposed letters are the same passphrase."""
    from nacl.pwhash import argon2id

    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    memory = cost.kibibytes * _KIBIBYTE
    return argon2id.kdf(_KEY_BYTES, secret, salt, opslimit=cost.passes, memlimit=memory)


def _damaged(name: str) -> Problem:
    return Problem(f"Tệp “{name}” bị cắt cụt hoặc hỏng. Hãy đề nghị đơn vị giao lại tệp.")


def _write(target: Path, content: bytes) -> None:
    """Write a new file, or nothing."""
    with faults(target), target.open("xb") as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            file.close()  # Windows deletes no open file
            target.unlink(missing_ok=True)
            raise

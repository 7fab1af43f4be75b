"""The office's key: made on first use, kept outside the store, never replaced unasked.

Who holds the key file can seal in the office's name; the fingerprint of its public half is what
two officers compare over the telephone.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from db.failure import faults
from forms.problem import Problem

_FIRST_LINE: Final = "bao-cao-cchc/key/1"
_DIGITS: Final = 20
_GROUP: Final = 5


@dataclass(frozen=True, slots=True)
class Key:
    """A key pair of Ed25519 (RFC 8032).

    Attributes:
        public: The 32 bytes by which everybody may check a seal.
        seed: The 32 secret bytes; never printed.
    """

    public: bytes
    seed: bytes = field(repr=False)

    def sign(self, message: bytes) -> bytes:
        """Return the signature, 64 bytes; the same message always gets the same."""
        from nacl.signing import SigningKey

        return SigningKey(self.seed).sign(message).signature


def load_or_make(path: Path) -> Key:
    """Return the key kept in a file; a file that isn't there yet is made, in one go.

    Raises:
        Problem: The file holds no sound key; it is left as it is.
        StoreProblem: It can't be read or written.
    """
    with faults(path):
        if not path.exists():
            _make(path)
        return _read(path)


def fingerprint(public_key: bytes) -> str:
    """Return a public key's fingerprint, short enough to be read aloud: 20 digits by fives.

    They are the remainder of its SHA-256, taken as a number, by 10 to the 20th.
    """
    whole = int.from_bytes(hashlib.sha256(public_key).digest(), "big")
    digits = f"{whole % 10**_DIGITS:0{_DIGITS}}"
    return " ".join(digits[at : at + _GROUP] for at in range(0, _DIGITS, _GROUP))


def _public_of(seed: bytes) -> bytes:
    from nacl.signing import SigningKey

    return bytes(SigningKey(seed).verify_key)


def _make(path: Path) -> None:
    """Write a fresh key beside and give it its name, all at once."""
    from nacl.signing import SigningKey

    seed = bytes(SigningKey.generate())
    content = f"{_FIRST_LINE}\n{seed.hex()}\n{_public_of(seed).hex()}\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        _name(_written(path, content.encode()), path)
    finally:
        for left in path.parent.glob(f".{path.name}.*.partial"):  # ours, or of a start cut short
            with suppress(PermissionError):  # on Windows, what another start is still writing
                left.unlink(missing_ok=True)


def _written(path: Path, content: bytes) -> Path:
    """Write and flush a new file beside ``path`` that nobody else may read."""
    number, name = tempfile.mkstemp(".partial", f".{path.name}.", path.parent)  # mode 0600
    with os.fdopen(number, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return Path(name)


def _name(partial: Path, path: Path) -> None:
    """Give the file its name, but not over another key: another start may have been quicker."""
    try:
        path.hardlink_to(partial)
    except (FileExistsError, FileNotFoundError):  # the latter: it has swept ours away
        return
    except OSError:  # sticks know no hard links; Windows doesn't rename over a file either
        with suppress(FileExistsError, FileNotFoundError):
            partial.rename(path)


def _read(path: Path) -> Key:
    lines = path.read_bytes().decode("ascii", "replace").splitlines()
    try:
        first, seed, public = lines[0], bytes.fromhex(lines[1]), bytes.fromhex(lines[2])
        is_sound = first == _FIRST_LINE and len(seed) == len(public) and _public_of(seed) == public
    except (ValueError, IndexError):
        is_sound, seed, public = False, b"", b""
    if not is_sound:
        raise Problem(
            f"Tệp khóa “{path}” bị hỏng nên chưa ký được tệp giao. Hãy chép lại tệp này từ bản "
            "sao; nếu không có bản sao, hãy đổi tên tệp hỏng để chương trình tạo khóa mới rồi báo "
            "dấu khóa mới cho nơi nhận."
        )
    return Key(public, seed)

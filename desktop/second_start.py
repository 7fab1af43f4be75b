"""What a second start of the program does: it passes on what it was started for, and ends.

The words go through a local socket (`instance_socket`) to the window that is there (`reception`).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDeadlineTimer, QThread

from desktop import identity
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.instance import Instance

#: Longer than any path of Windows that an office would have.
MOST_BYTES: Final = 32_768
_PAUSE: Final = 50
_SILENT: Final = (
    "Chương trình đang chạy nhưng không trả lời. Hãy chờ một lát rồi mở lại; nếu vẫn vậy, hãy kết "
    "thúc “BaoCaoCCHC” trong Task Manager (Ctrl+Shift+Esc) rồi mở lại."
)
_NOT_CLOSED: Final = (
    "Chương trình đang chạy chưa đóng: có thể nó đang hỏi về điều vừa gõ. Hãy đóng cửa sổ đó rồi "
    "làm lại."
)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the running program is waited for, in milliseconds.

    Attributes:
        doubt: Until a second start that reaches nobody looks whether anybody is there at all. On
            a slow disk the first window takes some seconds until it can listen.
        answer: Until it gives up.
        closing: Until a program asked to close has ended; its last backup may go to a slow disk.
    """

    doubt: int = 2_000
    answer: int = 10_000
    closing: int = 30_000


class Word(StrEnum):
    """What can be asked of the running program."""

    #: Come to the front, and open the store, if one is named.
    OPEN = "open"
    SAMPLE = "sample"
    CLOSE = "close"


class Answer(StrEnum):
    """What the running program answers."""

    DONE = "done"
    #: A dialog is open; its question must be answered first.
    BUSY = "busy"
    NOT_UNDERSTOOD = "not-understood"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of the running program; ``store`` is an absolute path or None."""

    word: Word
    store: Path | None = None

    def encoded(self) -> bytes:
        """Return it as it travels.

        Raises:
            Problem: The path is longer than any that is accepted.
        """
        path = os.fsencode(self.store) if self.store else b""
        message = self.word.encode() + b"\0" + path
        if len(message) > MOST_BYTES:
            raise Problem("Đường dẫn của sổ dữ liệu quá dài; hãy chuyển sổ đến thư mục gần hơn.")
        return message

    @classmethod
    def decoded(cls, message: bytes) -> Request | None:
        """Return what a message asks, None if it makes no sense. Anybody may have sent it."""
        try:
            word, _, path = message.decode("utf-8").partition("\0")
            request = cls(Word(word), Path(path) if path else None)
        except ValueError:
            return None
        store = request.store
        may_be = request.word is Word.OPEN and "\0" not in path
        return request if store is None or (may_be and store.is_absolute()) else None


def opening(store: Path | None, *, sample: bool) -> Request:
    """Return what a start asks for; a path is made absolute, since the other stands elsewhere."""
    if sample:
        return Request(Word.SAMPLE)
    return Request(Word.OPEN, store.absolute() if store else None)


def server_name(folder: Path) -> str:
    """Return the name under which the program with that folder of data listens.

    A program on a stick and an installed one have different folders, and so have two persons.
    """
    import hashlib

    from desktop import places

    where = os.path.normcase(folder.resolve())
    key = f"{places.person()}\0{where}".encode("utf-8", "surrogateescape")
    return f"{identity.NAME}-{hashlib.sha256(key).hexdigest()[:20]}"


def _ask(name: str, request: Request, milliseconds: int) -> Answer | None:
    """Ask the program listening under a name; None if nobody answers."""
    from desktop import instance_socket, native

    native.let_others_come_forward()
    return instance_socket.ask(name, request, milliseconds)


class SecondStart:
    """A process that has found another one in its place.

    Args:
        instance: This process.
        patience: How long the running program is waited for.
        ask: Asks it; for tests.
    """

    def __init__(
        self,
        instance: Instance,
        patience: Patience = Patience(),
        ask: Callable[[str, Request, int], Answer | None] = _ask,
    ) -> None:
        self._instance = instance
        self._patience = patience
        self._ask = ask

    def is_passed_on(self, request: Request) -> bool:
        """Have the running program do it; False if that one has ended, so that it is our turn.

        Raises:
            Problem: It does not answer, or can't do it now.
        """
        answer = self._answer(request)
        if answer is Answer.BUSY:
            what = "đóng chương trình" if request.word is Word.CLOSE else "mở lại sổ dữ liệu này"
            raise Problem(f"Chương trình đang hỏi một điều. Hãy trả lời ở cửa sổ đó rồi {what}.")
        if answer is Answer.NOT_UNDERSTOOD:
            raise Problem("Một phiên bản khác của chương trình đang chạy. Hãy đóng nó rồi làm lại.")
        return answer is not None

    def close_other(self) -> None:
        """Have the running program close and wait until it has ended.

        Raises:
            Problem: It did not close in time, or can't close now.
        """
        process = self._instance.first_process()
        if not self.is_passed_on(Request(Word.CLOSE)):
            return
        limit = QDeadlineTimer(self._patience.closing)
        while not self._instance.is_first():
            if limit.hasExpired():
                raise Problem(_NOT_CLOSED)
            QThread.msleep(_PAUSE)
        # Until the process itself has ended, Windows holds fast the files it runs from.
        from desktop import native

        if not native.wait_for_end(process, limit.remainingTime()):
            raise Problem(_NOT_CLOSED)

    def _answer(self, request: Request) -> Answer | None:
        name = server_name(self._instance.folder)
        doubt = QDeadlineTimer(self._patience.doubt)
        limit = QDeadlineTimer(self._patience.answer)
        while not limit.hasExpired():
            answer = self._ask(name, request, limit.remainingTime())
            if answer is not None:
                return answer
            QThread.msleep(_PAUSE)
            # The first one may have ended just now.
            if self._instance.is_first() or (doubt.hasExpired() and self._instance.is_abandoned()):
                return None
        raise Problem(_SILENT)

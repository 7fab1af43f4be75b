"""Both ends of the line between a second start and the running program. Imports QtNetwork.

One question and one answer each time. What arrives is not trusted: it is limited in size and
time, and is nothing but a word and a path (see `second_start.Request`). The line is open to the
person's own processes only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDeadlineTimer, QObject, QTimer
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop.second_start import MOST_BYTES, Answer, Request

if TYPE_CHECKING:
    from collections.abc import Callable

#: Ends a message; no word and no path has it.
_END: Final = b"\n\0"
#: How many may wait for their answer at a time.
_MOST_CALLERS: Final = 4
#: How long a caller may take for its question, in milliseconds.
_PATIENCE: Final = 5_000
_WAIT: Final = 20


def ask(name: str, request: Request, milliseconds: int) -> Answer | None:
    """Ask the program listening under a name; return None if nobody does or it says nothing."""
    deadline = QDeadlineTimer(milliseconds)
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(deadline.remainingTime()):
        return None
    socket.write(request.encoded() + _END)
    said = b""
    while True:
        # What is to be written is written while one waits, too. Short waits: Qt keeps Python's
        # other threads standing meanwhile.
        socket.waitForReadyRead(_WAIT)
        said += bytes(socket.readAll().data())
        if said.endswith(_END):
            return _answer(said.removesuffix(_END))
        is_gone = socket.state() != QLocalSocket.LocalSocketState.ConnectedState
        if is_gone or deadline.hasExpired():
            return None


def _answer(said: bytes) -> Answer | None:
    try:
        return Answer(said.decode("utf-8"))
    except ValueError:
        return Answer.NOT_UNDERSTOOD


class Listener(QObject):
    """Listens for what second starts ask.

    Args:
        receive: Told each request that makes sense; what it returns is answered. It must return
            at once.
        parent: Owns the listener.
    """

    def __init__(self, receive: Callable[[Request], Answer], parent: QObject) -> None:
        super().__init__(parent)
        self._receive = receive
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.setMaxPendingConnections(_MOST_CALLERS)
        self._server.newConnection.connect(self._greet)

    def open(self, name: str) -> bool:
        """Listen under a name; return whether that worked. Nobody else may be using it."""
        QLocalServer.removeServer(name)  # what a killed program has left
        return self._server.listen(name)

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    def _greet(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            _Caller(socket, self._receive, self)


class _Caller(QObject):
    """One caller, until it hangs up or takes too long."""

    def __init__(
        self, socket: QLocalSocket, receive: Callable[[Request], Answer], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._socket = socket
        self._receive = receive
        self._said = b""
        socket.setParent(self)
        socket.setReadBufferSize(MOST_BYTES)
        socket.readyRead.connect(self._read)
        socket.disconnected.connect(self.deleteLater)
        QTimer.singleShot(_PATIENCE, self, self.hang_up)
        self._read()

    def hang_up(self) -> None:
        """End the connection at once."""
        self._socket.abort()
        self.deleteLater()

    def _read(self) -> None:
        self._said += bytes(self._socket.readAll().data())
        if len(self._said) > MOST_BYTES + len(_END):
            self.hang_up()
        elif self._said.endswith(_END):
            request = Request.decoded(self._said.removesuffix(_END))
            self._said = b""
            answer = Answer.NOT_UNDERSTOOD if request is None else self._receive(request)
            self._socket.write(answer.encode() + _END)
            self._socket.flush()

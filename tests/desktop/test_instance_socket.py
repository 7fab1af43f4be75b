"""The line between a second start and the running program; what comes along it is not trusted."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop import instance_socket, second_start
from desktop.instance_socket import Listener, ask
from desktop.second_start import MOST_BYTES, Answer, Request, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

LONG: Final = 10_000
STORE: Final = Request(Word.OPEN, Path("/Báo cáo/sổ của tôi.cchc"))


class Heard:
    """Notes what was asked; answers that it is done."""

    def __init__(self) -> None:
        self.requests: list[Request] = []

    def __call__(self, request: Request) -> Answer:
        self.requests.append(request)
        return Answer.DONE


@pytest.fixture
def name(tmp_path: Path) -> str:
    return second_start.server_name(tmp_path)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def listener(qtbot: QtBot, name: str, heard: Heard) -> Iterator[Listener]:
    """Listens under the name of the test's own folder."""
    owner = QObject()
    made = Listener(heard, owner)
    assert made.open(name)
    yield made
    made.close()
    owner.deleteLater()


def asked(qtbot: QtBot, name: str, request: Request, milliseconds: int = LONG) -> Answer | None:
    """Ask the way another process does, while this one goes on."""
    answers: list[Answer | None] = []
    asking = threading.Thread(target=lambda: answers.append(ask(name, request, milliseconds)))
    asking.start()
    qtbot.waitUntil(lambda: bool(answers), timeout=2 * LONG)
    asking.join()
    return answers[0]


def connected(qtbot: QtBot, name: str) -> QLocalSocket:
    socket = QLocalSocket()
    socket.connectToServer(name)
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.ConnectedState)
    return socket


def is_gone(socket: QLocalSocket) -> bool:
    return socket.state() == QLocalSocket.LocalSocketState.UnconnectedState


def test_what_is_asked_arrives_and_is_answered(
    qtbot: QtBot, listener: Listener, heard: Heard, name: str
) -> None:
    for request in (STORE, Request(Word.SAMPLE), STORE):
        assert asked(qtbot, name, request) is Answer.DONE
    assert heard.requests == [STORE, Request(Word.SAMPLE), STORE]


def test_nobody_there_is_known_at_once(qtbot: QtBot, name: str) -> None:
    assert ask(name, STORE, LONG) is None


def test_whoever_does_not_answer_in_time_has_not_answered(
    qtbot: QtBot, listener: Listener, name: str
) -> None:
    # Nothing runs here meanwhile, so that nobody reads the question.
    assert ask(name, STORE, 50) is None


def test_the_line_is_closed_to_everybody_else(listener: Listener, name: str) -> None:
    file = Path(listener._server.fullServerName())
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("message", [b"", b"\xff\xfe", b"open\0sub", b"x" * 1000])
def test_nonsense_is_answered_as_such_and_carried_out_nowhere(
    qtbot: QtBot, listener: Listener, heard: Heard, name: str, message: bytes
) -> None:
    socket = connected(qtbot, name)
    socket.write(message + b"\n\0")
    qtbot.waitUntil(lambda: socket.bytesAvailable() > 0)
    assert bytes(socket.readAll().data()) == Answer.NOT_UNDERSTOOD.encode() + b"\n\0"
    assert heard.requests == []
    socket.abort()


def test_a_message_in_pieces_is_put_together(
    qtbot: QtBot, listener: Listener, heard: Heard, name: str
) -> None:
    socket = connected(qtbot, name)
    for piece in (b"op", b"en\0", b"/so.cchc\n", b"\0"):
        socket.write(piece)
        socket.waitForBytesWritten(LONG)
        assert heard.requests == []
        qtbot.wait(0)
    qtbot.waitUntil(lambda: socket.bytesAvailable() > 0)
    assert heard.requests == [Request(Word.OPEN, Path("/so.cchc"))]
    socket.abort()


def test_whoever_talks_without_end_is_cut_off(
    qtbot: QtBot, listener: Listener, heard: Heard, name: str
) -> None:
    socket = connected(qtbot, name)
    socket.write(b"x" * (2 * MOST_BYTES))
    qtbot.waitUntil(lambda: is_gone(socket))
    assert heard.requests == []


def test_whoever_says_nothing_is_cut_off(
    qtbot: QtBot, listener: Listener, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance_socket, "_PATIENCE", 20)
    socket = connected(qtbot, name)
    qtbot.waitUntil(lambda: is_gone(socket))
    assert asked(qtbot, name, STORE) is Answer.DONE


def test_an_answer_that_makes_no_sense_is_not_understood(qtbot: QtBot, name: str) -> None:
    owner = QObject()
    server = QLocalServer(owner)
    server.newConnection.connect(lambda: server.nextPendingConnection().write(b"\xff\n\0"))
    assert server.listen(name)
    assert asked(qtbot, name, STORE) is Answer.NOT_UNDERSTOOD
    server.close()
    owner.deleteLater()


def test_whoever_hangs_up_has_not_answered(qtbot: QtBot, name: str) -> None:
    owner = QObject()
    server = QLocalServer(owner)
    server.newConnection.connect(lambda: server.nextPendingConnection().abort())
    assert server.listen(name)
    assert asked(qtbot, name, STORE) is None
    server.close()
    owner.deleteLater()


#: Listens and is then killed, so that its socket stays behind.
_KILLED: Final = """
import sys
from PySide6.QtCore import QCoreApplication
from PySide6.QtNetwork import QLocalServer
app = QCoreApplication([])
server = QLocalServer()
print(server.listen(sys.argv[1]), flush=True)
app.exec()
"""


def test_what_a_killed_program_left_is_cleared_away(qtbot: QtBot, heard: Heard, name: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _KILLED, name], stdout=subprocess.PIPE, text=True
    ) as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline() == "True\n"
        killed.kill()
    owner = QObject()
    assert not QLocalServer(owner).listen(name)
    listener = Listener(heard, owner)
    assert listener.open(name)
    assert asked(qtbot, name, STORE) is Answer.DONE
    listener.close()
    owner.deleteLater()

"""Long work: where it runs, what it tells, and how it ends."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, NoReturn

import pytest
from PySide6.QtCore import QObject

from desktop import background
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from desktop.background import Task

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(autouse=True)
def closing() -> Iterator[None]:
    yield
    background.shutdown()


@pytest.fixture
def immediate() -> Iterator[None]:
    with background.use_immediate():
        yield


def fail(_error: Exception) -> NoReturn:
    pytest.fail("must not fail")


def unwanted(_value: object) -> NoReturn:
    pytest.fail("must not be done")


def test_the_outcome_comes_back(immediate: None) -> None:
    got: list[int] = []
    task = background.run(lambda _task: 5, done=got.append, failed=fail, label="Đang tính")
    assert got == [5]
    assert task.label == "Đang tính"
    assert background.running() == ()


def test_a_problem_goes_to_failed_and_is_not_logged(immediate: None) -> None:
    got: list[Exception] = []

    def work(_task: Task) -> None:
        raise Problem("Ổ đĩa đã đầy.")

    background.run(work, done=unwanted, failed=got.append, label="Đang ghi")
    assert [str(error) for error in got] == ["Ổ đĩa đã đầy."]


def test_what_nobody_expected_is_logged_too(
    immediate: None, caplog: pytest.LogCaptureFixture
) -> None:
    got: list[Exception] = []

    def work(_task: Task) -> None:
        raise ValueError("slip")

    background.run(work, done=unwanted, failed=got.append, label="Đang ghi")
    assert isinstance(got[0], ValueError)
    (record,) = caplog.records
    assert record.exc_info
    assert "Đang ghi" in record.getMessage()


def test_cancelled_work_answers_nobody(immediate: None) -> None:
    ended: list[bool] = []

    def work(task: Task) -> None:
        task.ended.connect(lambda: ended.append(True))
        task.cancel()
        task.progress(1, 2)
        task.check()

    task = background.run(work, done=unwanted, failed=fail, label="Đang vẽ")
    assert task.cancelled
    assert ended == [True]


def test_a_receiver_that_is_gone_is_left_alone(immediate: None) -> None:
    class Receiver(QObject):
        def take(self, _value: object) -> None:
            pytest.fail("it is gone")

    receiver = Receiver()

    def work(_task: Task) -> None:
        import shiboken6

        shiboken6.delete(receiver)

    background.run(work, done=receiver.take, failed=fail, label="Đang vẽ")


def test_work_runs_beside_and_answers_on_the_ui_thread(qtbot: QtBot) -> None:
    here, seen = threading.get_ident(), {}
    steps: list[tuple[int, int, str, bool]] = []
    gate = threading.Event()

    def work(task: Task) -> str:
        gate.wait(5)
        seen["work"] = threading.get_ident()
        task.progress(1, 2, "nửa đường")
        return "xong"

    def done(value: str) -> None:
        seen["done"] = threading.get_ident()
        assert value == "xong"

    class Receiver(QObject):
        def step(self, done: int, total: int, words: str) -> None:
            steps.append((done, total, words, threading.get_ident() == here))

    receiver = Receiver()
    task = background.run(work, done=done, failed=fail, label="Đang làm")
    task.progressed.connect(receiver.step)
    with qtbot.waitSignal(task.ended):
        gate.set()
    assert seen["work"] != here
    assert seen["done"] == here
    assert steps == [(1, 2, "nửa đường", True)]


def test_one_job_after_another(qtbot: QtBot) -> None:
    at_once: list[bool] = []
    lock = threading.Lock()

    def work(_task: Task) -> bool:
        alone = lock.acquire(blocking=False)
        lock.release()
        return alone

    tasks = [
        background.run(work, done=at_once.append, failed=fail, label=str(n)) for n in range(10)
    ]
    qtbot.waitUntil(lambda: not background.running())
    assert at_once == [True] * 10
    assert len(tasks) == 10


def test_shutting_down_stops_what_runs_and_what_waits() -> None:
    started = threading.Event()

    def work(task: Task) -> None:
        started.set()
        while not task.cancelled:
            started.wait(0.001)

    for _ in range(3):
        background.run(work, done=unwanted, failed=fail, label="Đang làm")
    assert started.wait(5)
    background.shutdown()
    assert background.running() == ()

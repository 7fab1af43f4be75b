"""Who came first: the lock of one folder of data, and what a second start does about it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import application, identity, native, places, second_start
from desktop.instance import Instance
from desktop.second_start import MOST_BYTES, Answer, Patience, Request, SecondStart, Word
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SHORT: Final = Patience(doubt=100, answer=300, closing=100)
FRONT: Final = Request(Word.OPEN)

#: Takes the lock of a folder, says so, and keeps it until it is told to end, or killed.
_HOLDER: Final = """
import sys, pathlib
from desktop.instance import Instance
held = Instance(pathlib.Path(sys.argv[1]))
print(held.is_first(), flush=True)
sys.stdin.readline()
held.release()
"""


@contextmanager
def holder(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock."""
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "True\n"
        yield process
        process.kill()


def never(name: str, request: Request, milliseconds: int) -> Answer | None:
    pytest.fail(f"nobody was to be asked: {request}")


class Other:
    """Stands in for the running program: notes what is asked, answers as laid down."""

    def __init__(self, *answers: Answer | None, then: Callable[[], None] | None = None) -> None:
        self.asked: list[Request] = []
        self._answers = list(answers)
        self._then = then

    def __call__(self, name: str, request: Request, milliseconds: int) -> Answer | None:
        assert name.startswith(f"{identity.NAME}-")
        assert 0 <= milliseconds <= SHORT.answer
        self.asked.append(request)
        answer = self._answers.pop(0) if self._answers else None
        if not self._answers and self._then is not None:
            self._then()
        return answer


class Start(Instance):
    """A start of the program with little patience; the first or the second, as it turns out."""

    def __init__(
        self, folder: Path, ask: Callable[[str, Request, int], Answer | None] | None = None
    ) -> None:
        super().__init__(folder)
        asking = {} if ask is None else {"ask": ask}
        self.second = SecondStart(self, SHORT, **asking)

    def shows_window(self, request: Request = FRONT) -> bool:
        return self.is_first() or not self.second.is_passed_on(request)


# --- what travels


@given(st.lists(st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]))))
def test_a_path_arrives_as_it_was_sent(parts: list[str]) -> None:
    request = Request(Word.OPEN, Path("/", *parts))
    assert Request.decoded(request.encoded()) == request


@pytest.mark.parametrize("word", list(Word))
def test_a_word_arrives_as_it_was_sent(word: Word) -> None:
    assert Request.decoded(Request(word).encoded()) == Request(word)


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"open\0sub/so.cchc",
        b"open\0/so\0.cchc",
        b"open\0\xff\xfe",
        b"close\0/so.cchc",
        b"sample\0/so.cchc",
        b"format\0/",
        b"\xff",
    ],
)
def test_what_makes_no_sense_is_not_taken_for_a_request(message: bytes) -> None:
    assert Request.decoded(message) is None


def test_a_path_nobody_would_accept_is_not_sent() -> None:
    with pytest.raises(Problem, match="quá dài"):
        Request(Word.OPEN, Path("/" + "x" * MOST_BYTES)).encoded()


def test_each_folder_and_each_person_has_a_line_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = second_start.server_name(tmp_path)
    (tmp_path / "sub").mkdir()
    assert second_start.server_name(tmp_path / "sub" / "..") == here
    assert second_start.server_name(tmp_path / "sub") != here
    monkeypatch.setattr(places, "person", lambda: "người khác")
    assert second_start.server_name(tmp_path) != here


# --- who is first


def test_the_first_one_asks_nobody(tmp_path: Path) -> None:
    first = Start(tmp_path, never)
    assert first.shows_window()
    assert first.is_known
    assert len(list(tmp_path.iterdir())) == 1
    first.release()
    assert list(tmp_path.iterdir()) == []
    assert Start(tmp_path, never).shows_window()


def test_a_second_one_passes_on_what_it_was_started_for(tmp_path: Path) -> None:
    request = Request(Word.OPEN, tmp_path / "sổ.cchc")
    other = Other(None, None, Answer.DONE)  # its window is not ready at once
    with holder(tmp_path):
        second = Start(tmp_path, other)
        assert not second.shows_window(request)
        assert not second.is_known
    assert other.asked == [request] * 3


@pytest.mark.parametrize(
    ("answer", "said"), [(Answer.BUSY, "đang hỏi"), (Answer.NOT_UNDERSTOOD, "phiên bản khác")]
)
def test_what_the_first_one_refuses_is_told(tmp_path: Path, answer: Answer, said: str) -> None:
    with holder(tmp_path), pytest.raises(Problem, match=said):
        Start(tmp_path, Other(answer)).shows_window()


def test_a_first_one_that_keeps_silent_is_never_pushed_aside(tmp_path: Path) -> None:
    with holder(tmp_path) as first:
        with pytest.raises(Problem, match="không trả lời"):
            Start(tmp_path, Other()).shows_window()
        assert first.poll() is None
        (lock,) = tmp_path.iterdir()
        assert lock.read_text().startswith(f"{first.pid}\n")


def test_one_that_hangs_is_not_pushed_aside_either(tmp_path: Path) -> None:
    with holder(tmp_path) as first:
        first.send_signal(signal.SIGSTOP)
        with pytest.raises(Problem, match="Task Manager"):
            Start(tmp_path).shows_window()


def test_a_killed_one_keeps_nobody_out(tmp_path: Path) -> None:
    with holder(tmp_path) as first:
        first.kill()
        first.wait()
        assert len(list(tmp_path.iterdir())) == 1
        again = Start(tmp_path, never)
        assert again.shows_window()
        assert again.is_known
        again.release()


def test_a_process_id_given_to_another_keeps_nobody_out(tmp_path: Path) -> None:
    with holder(tmp_path) as first:
        (lock,) = tmp_path.iterdir()
        left = lock.read_text().replace(str(first.pid), str(os.getpid()), 1)
    lock.write_text(left)  # as if this process, of the same name, had got the dead one's id
    other = Other()
    again = Start(tmp_path, other)
    assert again.shows_window()
    assert again.is_known
    assert other.asked
    again.release()


@pytest.mark.parametrize("is_held", [True, False])
def test_another_machine_keeps_nobody_out(tmp_path: Path, is_held: bool) -> None:
    with holder(tmp_path) as first:
        (lock,) = tmp_path.iterdir()
        words = lock.read_text().splitlines()
        words[2] = "may-khac"  # the folder lies in the network
        left = "\n".join([*words, ""])
        lock.write_text(left)
        if not is_held:  # what stays when the stick is drawn out of a machine that has crashed
            first.kill()
            first.wait()
        here = Start(tmp_path, never)
        assert here.shows_window()
        assert here.is_known != is_held
        assert (lock.read_text() == left) == is_held
        here.release()
        assert lock.exists() == is_held


@pytest.mark.parametrize("name", ["MAY-CUA-TOI", ""])
def test_a_machine_goes_by_two_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("COMPUTERNAME", "may-cua-toi")
    with holder(tmp_path):
        (lock,) = tmp_path.iterdir()
        words = lock.read_text().splitlines()
        words[2] = name
        lock.write_text("\n".join([*words, ""]))
        other = Other(Answer.DONE)
        assert not Start(tmp_path, other).shows_window()
    assert other.asked == [FRONT]


def test_one_that_is_just_ending_leaves_its_place(tmp_path: Path) -> None:
    with holder(tmp_path) as first:

        def end() -> None:
            assert first.stdin is not None
            first.stdin.write("\n")
            first.stdin.flush()
            first.wait()

        second = Start(tmp_path, Other(None, then=end))
        assert second.shows_window()
        assert second.is_known
        second.release()


def test_a_folder_that_takes_no_lock_keeps_nobody_out(tmp_path: Path) -> None:
    alone = Start(tmp_path / "không có", never)
    assert alone.shows_window()
    assert not alone.is_known
    alone.release()


def test_a_lock_nobody_holds_and_nobody_can_remove_keeps_nobody_out(tmp_path: Path) -> None:
    (tmp_path / "dang-chay.lock").mkdir()
    alone = Start(tmp_path, Other())
    assert alone.shows_window()
    assert not alone.is_known


# --- asked to close


def test_one_that_has_just_ended_need_not_be_closed(tmp_path: Path) -> None:
    with holder(tmp_path) as first:

        def end() -> None:
            first.kill()
            first.wait()

        Start(tmp_path, Other(None, then=end)).second.close_other()


def test_it_is_waited_for_until_it_has_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[int] = []

    def wait(process: int, _: int) -> bool:
        waited.append(process)
        return True

    monkeypatch.setattr(native, "wait_for_end", wait)
    with holder(tmp_path) as first:

        def end() -> None:
            assert first.stdin is not None
            first.stdin.write("\n")
            first.stdin.flush()
            first.wait()

        other = Other(Answer.DONE, then=end)
        start = Start(tmp_path, other)
        start.second.close_other()
    assert other.asked == [Request(Word.CLOSE)]
    assert waited == [first.pid]
    assert start.is_known  # nobody else can come first while an installer is at work


def test_one_that_does_not_close_in_time_is_told(tmp_path: Path) -> None:
    with holder(tmp_path), pytest.raises(Problem, match="chưa đóng"):
        Start(tmp_path, Other(Answer.DONE)).second.close_other()


def test_one_whose_process_lingers_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(native, "wait_for_end", lambda *_: False)
    with holder(tmp_path) as first:

        def end() -> None:
            first.kill()
            first.wait()

        with pytest.raises(Problem, match="chưa đóng"):
            Start(tmp_path, Other(Answer.DONE, then=end)).second.close_other()


def test_one_that_is_asking_something_is_told(tmp_path: Path) -> None:
    with holder(tmp_path), pytest.raises(Problem, match="rồi đóng chương trình"):
        Start(tmp_path, Other(Answer.BUSY)).second.close_other()


# --- the program's own doors


def test_the_folder_is_the_programs_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert application.close_running() == 0
    assert list(tmp_path.iterdir()) == [tmp_path / identity.NAME]


def test_a_second_start_shows_no_window(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[Request] = []

    def is_passed_on(_: SecondStart, request: Request) -> bool:
        asked.append(request)
        return True

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(Instance, "is_first", lambda _: False)
    monkeypatch.setattr(SecondStart, "is_passed_on", is_passed_on)
    monkeypatch.setattr(application, "_show", never)
    monkeypatch.chdir(tmp_path)
    for store, sample in ((None, False), (Path("sổ.cchc"), False), (Path("sổ.cchc"), True)):
        assert application.run(store, sample=sample) == 0
    assert asked == [FRONT, Request(Word.OPEN, tmp_path / "sổ.cchc"), Request(Word.SAMPLE)]


def test_closing_reaches_the_running_program(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    closed: list[Path] = []
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(Instance, "is_first", lambda _: False)
    monkeypatch.setattr(
        SecondStart, "close_other", lambda second: closed.append(second._instance.folder)
    )
    assert application.close_running() == 0
    assert closed == [tmp_path / identity.NAME]


def test_data_without_a_place_are_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "tệp").write_text("x")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "tệp"))
    with pytest.raises(Problem, match="Không tạo được thư mục dữ liệu"):
        application.run(None)

"""Work done ahead: in order, bounded, and gone with whoever wanted it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db.receiving import ahead
from db.receiving.ahead import done_ahead

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES = [Path(f"{number}.cchc") for number in range(9)]
PLENTY = 1 << 20


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    yield
    # Threads of others come and go by themselves.
    assert not [each for each in threading.enumerate() if each.name.startswith("nhan")]


def test_results_come_in_the_order_of_the_files() -> None:
    found = done_ahead(lambda path: path.stem, FILES, files_ahead=3, bytes_ahead=PLENTY)
    assert [*found] == [path.stem for path in FILES]


def test_the_work_is_done_in_one_other_thread_and_the_asking_is_not() -> None:
    asking, working = set(), set()

    def files() -> Iterator[Path]:
        for path in FILES:
            asking.add(threading.current_thread())
            yield path

    def work(_path: Path) -> None:
        working.add(threading.current_thread())

    for _ in done_ahead(work, files(), files_ahead=2, bytes_ahead=PLENTY):
        pass
    assert asking == {threading.main_thread()}
    assert len(working) == 1
    assert not working & asking


@pytest.mark.parametrize(
    ("files_ahead", "bytes_ahead", "ahead"),
    [(3, PLENTY, [0, 1, 2, 3, 3]), (9, 1_000, [0, 1, 2, 2, 2]), (9, 100, [0] * 5)],
)
def test_only_so_much_is_done_ahead(
    tmp_path: Path, files_ahead: int, bytes_ahead: int, ahead: list[int]
) -> None:
    asked = []

    def files() -> Iterator[Path]:
        for path in FILES:
            asked.append(path)
            (tmp_path / path).write_bytes(bytes(500))
            yield tmp_path / path

    going = done_ahead(str, files(), files_ahead=files_ahead, bytes_ahead=bytes_ahead)
    found = [len(asked) - number for number, _ in enumerate(islice(going, 5), 1)]
    assert found == ahead
    going.close()


def test_what_goes_wrong_is_raised_at_the_turn_of_its_file() -> None:
    def work(path: Path) -> str:
        if path == FILES[2]:
            raise ZeroDivisionError
        return path.stem

    found: list[str] = []
    with pytest.raises(ZeroDivisionError):
        found.extend(done_ahead(work, FILES, files_ahead=5, bytes_ahead=PLENTY))
    assert found == ["0", "1"]


def test_an_error_in_naming_the_files_comes_after_those_named() -> None:
    def files() -> Iterator[Path]:
        yield from FILES[:3]
        raise ZeroDivisionError

    found: list[str] = []
    with pytest.raises(ZeroDivisionError):
        found.extend(done_ahead(str, files(), files_ahead=5, bytes_ahead=PLENTY))
    assert found == [*map(str, FILES[:3])]


def test_what_nobody_waits_for_any_more_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    third_begun, may_go = threading.Event(), threading.Event()
    begun: list[Path] = []

    class Executor(ThreadPoolExecutor):
        """Lets the third file be done only when the thread is asked to end."""

        def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
            may_go.set()
            super().shutdown(wait, cancel_futures=cancel_futures)

    def work(path: Path) -> None:
        begun.append(path)
        if path == FILES[2]:
            third_begun.set()
            may_go.wait()

    def files() -> Iterator[Path]:
        yield from FILES[:4]
        third_begun.wait()
        raise KeyboardInterrupt

    monkeypatch.setattr(ahead, "ThreadPoolExecutor", Executor)
    going = done_ahead(work, files(), files_ahead=9, bytes_ahead=PLENTY)
    next(going)
    next(going)
    with pytest.raises(KeyboardInterrupt):
        next(going)
    assert begun == list(FILES[:3])

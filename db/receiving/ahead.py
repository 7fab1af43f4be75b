"""Work done ahead: while a file is being written, those after it are looked through.

SQLite, hashing and libsodium let go of Python's lock while they work, so two processors share
what is to be done. Whoever waits for the results never sees the second thread.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from concurrent.futures import Future
    from pathlib import Path

Result = TypeVar("Result")


def done_ahead(
    work: Callable[[Path], Result], files: Iterable[Path], *, files_ahead: int, bytes_ahead: int
) -> Generator[Result, None, None]:
    """Yield what ``work`` makes of each file, in their order.

    The files are asked for in the caller's thread and worked on in one other, which has ended
    when this ends, however it does; what was made ahead and not asked for is forgotten. An error
    in naming the files is raised after those that were named before it.

    Args:
        work: What is done with a file; what it raises is raised when that file's turn comes.
        files: The files.
        files_ahead: How many files are worked on ahead at most; none is until the first one's
            result was taken, then ever more are.
        bytes_ahead: How many bytes they hold at most; one file may hold more.
    """
    waiting: deque[tuple[int, Future[Result]]] = deque()
    with ThreadPoolExecutor(1, "nhan") as thread:
        try:
            named = _Named(files)
            most = 0
            for path in named:
                waiting.append((_size(path), thread.submit(work, path)))
                while len(waiting) > most or sum(size for size, _ in waiting) > bytes_ahead:
                    yield waiting.popleft()[1].result()
                    most = min(most + 1, files_ahead)
            while waiting:
                yield waiting.popleft()[1].result()
            named.check()
        finally:
            for _, result in waiting:
                result.cancel()


class _Named:
    """Files, up to the one at which naming them failed."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._files = files
        self._error: Exception | None = None

    def __iter__(self) -> Iterator[Path]:
        try:
            yield from self._files
        except Exception as error:  # noqa: BLE001  (raised again by `check`)
            self._error = error

    def check(self) -> None:
        """Raise what it failed with, if it did."""
        if self._error is not None:
            raise self._error


def _size(path: Path) -> int:
    """Return the size of a file; one that can't be asked holds nothing either."""
    with suppress(OSError):
        return path.stat().st_size
    return 0

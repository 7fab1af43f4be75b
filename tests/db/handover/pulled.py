"""A stick that is pulled out, fills up or breaks at the n-th thing that is done with it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from types import TracebackType

    import pytest

#: What is done with a folder and the files in it.
_DEEDS = ("open", "replace", "unlink", "iterdir", "exists", "is_dir", "is_file")


class Stick:
    """Counts what is done with a folder, and breaks off at one of these deeds.

    Attributes:
        deeds: How many there were.
        at: At which one the error comes; 0 at none.
        number: The system's number of the error.
        is_gone: Whether everything after it fails too, tidying up included.
    """

    def __init__(
        self, patch: pytest.MonkeyPatch, folder: Path, at: int, number: int, *, is_gone: bool
    ) -> None:
        self.deeds = 0
        self.folder, self.at, self.number, self.is_gone = folder, at, number, is_gone
        for name in _DEEDS:
            patch.setattr(Path, name, self._watched(getattr(Path, name)))
        self._flush = os.fsync
        patch.setattr("os.fsync", self._flushed)

    def touch(self) -> None:
        self.deeds += 1
        if self.at and (self.deeds == self.at or (self.is_gone and self.deeds > self.at)):
            raise OSError(self.number, os.strerror(self.number))

    def _flushed(self, number: int) -> None:
        self.touch()
        self._flush(number)

    def _watched(self, deed: Any) -> Any:
        def watched(path: Path, *words: Any, **more: Any) -> Any:
            if self.folder not in (path, path.parent):
                return deed(path, *words, **more)
            self.touch()
            done = deed(path, *words, **more)
            return _File(self, done) if hasattr(done, "fileno") else done

        return watched


class _File:
    """An open file each of whose reads and writes touches the stick."""

    def __init__(self, stick: Stick, file: Any) -> None:
        self._stick, self._file = stick, file

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        if name in {"read", "write", "flush"}:
            self._stick.touch()
        return getattr(self._file, name)

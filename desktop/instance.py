"""One running program for one folder of data: whoever comes first holds a lock file there.

What a second one does is in `second_start`. The system frees the lock when its holder ends in any
way, so a crash never keeps anybody out. No store depends on this: each has a lock of its own (see
`db.connection`).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLockFile, QSysInfo

if TYPE_CHECKING:
    from pathlib import Path

_LOCK: Final = "dang-chay.lock"


class Instance:
    """This process among those with the same folder of data.

    Attributes:
        folder: The folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = QLockFile(str(folder / _LOCK))
        # Never by age: the program may stay open for days. A holder that is gone is told by its
        # process id, and where that was given to another process since, by the system's own lock.
        self._lock.setStaleLockTime(0)

    @property
    def is_known(self) -> bool:
        """Whether second starts will look for this process: it holds the lock."""
        return self._lock.isLocked()

    def is_first(self) -> bool:
        """Take the lock; return whether this process is to show the window.

        Where no lock can be had for other reasons than its holder (a full or write-protected
        disk), every process is its own. So is each machine where the folder lies in the network,
        or on a stick that was drawn out of another one.
        """
        if self._lock.tryLock(0) or self._lock.error() != QLockFile.LockError.LockFailedError:
            return True
        if _is_here(self._holder()[1]):
            return False
        self._take_over()
        return True

    def is_abandoned(self) -> bool:
        """Whether the holder is gone: then the lock is taken, or done without if it can't be."""
        from desktop import native

        return self._take_over() or not native.is_running(self.first_process())

    def first_process(self) -> int:
        """Return the process id of whoever holds the lock, 0 if nobody does."""
        return self._holder()[0]

    def release(self) -> None:
        """Let another process be the first one."""
        self._lock.unlock()

    def _take_over(self) -> bool:
        """Take a lock that nobody holds, though its process id may be another's by now.

        The file can be removed only where no process holds it, whatever stands in it.
        """
        return self._lock.removeStaleLockFile() and self._lock.tryLock(0)

    def _holder(self) -> tuple[int, str]:
        """The process id and the machine in the lock file."""
        told: tuple[int, str, str] | bool = self._lock.getLockInfo()
        return told[:2] if isinstance(told, tuple) else (0, "")


def _is_here(machine: str) -> bool:
    """Whether a name in a lock file is this machine's; Windows has two for it, in any case."""
    names = ("", QSysInfo.machineHostName(), os.environ.get("COMPUTERNAME", ""))
    return machine.casefold() in [name.casefold() for name in names]

"""Started by test_kill: receives the same files again and again and is killed somewhere in it.

Arguments: the folder with the prepared store "so.cchc" and key-trusted givers' files on "usb", and
how many times. Copy number n of the store gets killed at the n-th of as many points spread evenly
over everything Python does while receiving.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from itertools import count
from pathlib import Path

from db.merge import receive
from db.store import Store


def work(store: Path, files: list[Path], last: int) -> int:
    """Receive the files; be killed at the event of that number. Return how many there were."""
    events = count(1)
    seen = 0

    def notice(*_: object) -> None:
        nonlocal seen
        seen = next(events)
        if seen == last:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(notice)
    with Store.open(store, editor="con") as opened:
        for received in receive(opened, files, take=True):
            assert received.problem is None, received.problem
    sys.setprofile(None)
    return seen


def main() -> None:
    folder, times = Path(sys.argv[1]), int(sys.argv[2])
    files = sorted((folder / "usb").iterdir())
    whole = shutil.copytree(folder / "nhận", folder / "0")
    work(whole / "so.cchc", files, 0)  # what is done once only is not to be counted
    shutil.rmtree(whole)
    shutil.copytree(folder / "nhận", whole)
    total = work(whole / "so.cchc", files, 0)
    for number in range(1, times + 1):
        store = shutil.copytree(folder / "nhận", folder / str(number)) / "so.cchc"
        child = os.fork()
        if child == 0:
            work(store, files, total * number // (times + 1))
            os._exit(1)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), number


if __name__ == "__main__":
    main()

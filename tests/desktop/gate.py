"""A gate in the way of work beside the window: tests stop it half-way and let it go on."""

from __future__ import annotations

from threading import Event


class Gate:
    """Lets work come so far but no further, until it is opened.

    Attributes:
        reached: Set once the work stands before the gate.
        opened: To be set so that it goes on.
    """

    def __init__(self) -> None:
        self.reached, self.opened = Event(), Event()

    def wait(self) -> None:
        """Stand before the gate; called by the work."""
        self.reached.set()
        self.opened.wait(20)

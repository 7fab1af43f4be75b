"""What the end-to-end tests share: the command line, and a stick plugged in."""

from __future__ import annotations

from tests.command_line import run
from tests.desktop.stick_fixtures import machine, stick

__all__ = ["machine", "run", "stick"]

"""The main job end to end: two real reports entered through the real window."""

from __future__ import annotations

from desktop.demo.run import run_demo
from desktop.demo.typist import Typist

__all__ = ["Typist", "run_demo"]

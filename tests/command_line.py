"""The command line as a fixture, for the tests that call it and read what it says."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from desktop.__main__ import main

#: Runs the program with these words; returns its exit code and what it says, out and err.
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process."""

    def run_it(*arguments: object) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run_it


def told(run: Run, *words: object) -> tuple[int, dict[str, Any]]:
    """Run a command with --json; return its exit code and its answer."""
    code, out, err = run(*words, "--json")
    assert err == ""
    answer: dict[str, Any] = json.loads(out)
    return code, answer

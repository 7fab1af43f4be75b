"""The one error a person sees: a Vietnamese sentence that says where, what and what to do."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_MAX_SHOWN: Final = 80


class Problem(Exception):  # noqa: N818  (the house's word; it is not always somebody's error)
    """Something that keeps the work from being done, in words fit for an officer.

    Attributes:
        message: One or more Vietnamese sentences: where, what is wrong, what to do.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like ``word``, or None when nothing comes near."""
    import difflib  # asked for only by a slip, and slow to load

    matches = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return matches[0] if matches else None


def unknown(what: str, word: str, known: Iterable[str]) -> str:
    """Say that ``word`` is not a known ``what``, with the nearest right spelling if any."""
    guess = nearest(word, known)
    hint = f" Có phải “{guess}”?" if guess else ""
    return f"không có {what} “{word}”.{hint}"


def shown(words: str) -> str:
    """Quote words of a file or a path: short, and without what could upset a terminal."""
    plain = (
        c if unicodedata.category(c)[0] != "C" else "\N{REPLACEMENT CHARACTER}"
        for c in words[:_MAX_SHOWN]
    )
    return f"“{''.join(plain)}{'…' if len(words) > _MAX_SHOWN else ''}”"

"""Which colours hold at present. Set by `theme`, read by whatever paints."""

from __future__ import annotations

from desktop.appearance.tokens import DARK, LIGHT, Palette

_present: list[Palette] = [LIGHT]


def palette() -> Palette:
    """The colours of the present scheme."""
    return _present[0]


def is_dark() -> bool:
    """Whether the dark scheme holds."""
    return palette() is DARK


def choose(*, dark: bool) -> Palette:
    """Make the dark or the light colours the present ones."""
    _present[0] = DARK if dark else LIGHT
    return palette()

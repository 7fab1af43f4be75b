from __future__ import annotations

import pytest

from desktop.appearance.tokens import DARK, LIGHT, STATE_ICONS, STATE_NAMES, Palette, State

WORDS = ("text", "muted", "accent", "ok", "info", "warning", "error", "unfilled")
GROUNDS = ("ground", "surface", "raised", "sunken", "accent_soft")
STATES = [state for state in State if state]


def linear(part: int) -> float:
    share = part / 255
    return share / 12.92 if share <= 0.03928 else float(((share + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    red, green, blue = (linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.1 contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_on_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("words", WORDS)
def test_words_are_readable_on_every_ground(colours: Palette, ground: str, words: str) -> None:
    assert contrast(colours.colour(words), colours.colour(ground)) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_words_are_readable_on_a_states_ground(colours: Palette, state: State) -> None:
    ground = colours.colour(f"{state}_soft")
    assert min(contrast(colours.colour(w), ground) for w in (state, "text", "muted")) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_words_on_the_accent_are_readable(colours: Palette) -> None:
    assert contrast(colours.on_accent, colours.accent) >= 4.5
    assert contrast(colours.on_accent, colours.accent_hover) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["ground", "surface", "raised"])
def test_outlines_and_the_focus_ring_are_visible(colours: Palette, ground: str) -> None:
    for line in ("border", "focus"):
        assert contrast(colours.colour(line), colours.colour(ground)) >= 3


def test_states_differ_by_shape_and_name() -> None:
    assert len({STATE_ICONS[state] for state in STATES}) == len(STATES)
    assert len({STATE_NAMES[state] for state in STATES}) == len(STATES)


def test_no_role_is_plain_text() -> None:
    assert LIGHT.colour("") == LIGHT.text

"""Whether two pictures show the same window: the same words at about the same places.

Systems smooth letters differently and set them a little wider or narrower, so pixels can't be
compared. Places rich in ink are cut out of one picture and looked for near the same place in the
other; a word drawn with another font, with boxes for its marks, or not at all, is not found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Grey = NDArray[np.float64]

#: Height and width of a cut in pixels: a word or two of the window's font.
_CUT: Final = (24, 110)
#: How many cuts are looked for, those with the most ink first.
_CUTS: Final = 24
#: How far from its place a word may stand: the words before it may be wider.
_REACH: Final = 28
#: The correlation from which on a word counts as found: the same words give 0.85 to 1 on
#: different systems, other words of the same font at most 0.65.
_FOUND: Final = 0.8


def likeness(picture: Path, reference: Path) -> float:
    """The share of the reference's words that are found in the picture, from 0 to 1."""
    ours, theirs = (_blurred(_grey(path)) for path in (picture, reference))
    if ours.shape != theirs.shape:
        return 0.0
    places = _rich_places(theirs)
    return sum(_found(theirs, ours, *place) >= _FOUND for place in places) / len(places)


def _grey(path: Path) -> Grey:
    image = QImage(str(path)).convertToFormat(QImage.Format.Format_Grayscale8)
    assert not image.isNull(), f"{path} is no picture"
    bits = np.frombuffer(image.constBits(), np.uint8)
    rows = bits.reshape(image.height(), image.bytesPerLine())
    return np.asarray(rows[:, : image.width()], np.float64)


def _blurred(grey: Grey) -> Grey:
    """Each pixel as the mean of its neighbourhood of three by three."""
    around = sliding_window_view(np.pad(grey, 1, mode="edge"), (3, 3))
    means: Grey = around.mean(axis=(2, 3))
    return means


def _rich_places(grey: Grey) -> list[tuple[int, int]]:
    """The top left corners of the cuts with the most ink, none touching another."""
    height, width = _CUT
    rows, columns = (length // step for length, step in zip(grey.shape, _CUT, strict=True))
    tiles = grey[: rows * height, : columns * width].reshape(rows, height, columns, width)
    ink = tiles.std(axis=(1, 3))
    best = np.argsort(ink, axis=None)[::-1][:_CUTS]
    return [
        (int(row) * height, int(column) * width)
        for row, column in zip(*np.unravel_index(best, ink.shape), strict=True)
    ]


def _found(source: Grey, target: Grey, top: int, left: int) -> float:
    """The best correlation of a cut with any place near its own in the other picture."""
    height, width = _CUT
    cut = source[top : top + height, left : left + width]
    near = target[
        max(0, top - _REACH) : top + height + _REACH,
        max(0, left - _REACH) : left + width + _REACH,
    ]
    windows = sliding_window_view(near, _CUT)
    moves = windows - windows.mean(axis=(2, 3), keepdims=True)
    own = cut - cut.mean()
    scale = np.sqrt((moves**2).sum(axis=(2, 3)) * (own**2).sum())
    products = (moves * own).sum(axis=(2, 3))
    return float(np.max(np.divide(products, scale, out=np.zeros_like(scale), where=scale > 0)))

"""Pictures of how figures went over the periods.

What is drawn is worked out without matplotlib; `draw_png` imports it at the first picture.
"""

from __future__ import annotations

from forms.charts.data import (
    CHARTS,
    ChartData,
    Series,
    dossier_chart,
    pending_chart,
    punctuality_chart,
)
from forms.charts.drawing import draw_png, picture, use_cache_folder

__all__ = [
    "CHARTS",
    "ChartData",
    "Series",
    "dossier_chart",
    "draw_png",
    "pending_chart",
    "picture",
    "punctuality_chart",
    "use_cache_folder",
]

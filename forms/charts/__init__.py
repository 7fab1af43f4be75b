"""Pictures of how figures went over the periods; units side by side in modules of their own.

What is drawn is worked out without matplotlib, which is imported at the first picture. The units
(`units_data`, `units_drawing`) bring the rules along, so they stay out of this namespace.
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
from forms.charts.drawing import draw_png, picture
from forms.charts.ink import use_cache_folder

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

"""The band above an issued report: since when it is, and the way back to a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from db.reports import State as ReportState
from desktop.appearance import looks
from desktop.appearance.tokens import Space, State
from desktop.widgets.glyph import Glyph
from forms.day import write_day

if TYPE_CHECKING:
    from datetime import date

    from desktop.session import ReportSession


class IssuedBand(QFrame):
    """Says that a report was issued and can only be read.

    Signals:
        reopen_wanted: It is to become a draft again.
    """

    reopen_wanted = Signal()

    def __init__(self, day: date) -> None:
        super().__init__()
        self.setProperty("look", "band")
        self.setProperty("state", State.INFO.value)
        glyph = Glyph()
        glyph.show_state(State.INFO)
        words = f"Đã phát hành ngày {write_day(day)}. Báo cáo này chỉ để xem."
        reopen = looks.button("Mở lại để sửa…", "", "pen-line")
        reopen.clicked.connect(self.reopen_wanted)
        self.setAccessibleName(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        row.setSpacing(Space.S)
        row.addWidget(glyph)
        row.addWidget(looks.label(words, "strong", wrap=True), 1)
        row.addWidget(reopen)


def issued_on(session: ReportSession) -> date | None:
    """Return the day a report was issued, None of a draft."""
    if session.store.info(session.report_id).state is not ReportState.ISSUED:
        return None
    rows = session.store.history(session.report_id, "state")
    moments = [row.edited_at for row in rows if row.edit.new == ReportState.ISSUED.value]
    return max(moments).astimezone().date()

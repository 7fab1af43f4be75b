"""The tab "Mở đầu": number, symbol, place and date, and what the report covers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.appearance import looks
from desktop.tabs.front_rows import FrontRow
from desktop.tabs.tab import Tab
from desktop.widgets.card import Card
from forms.block import Title
from forms.figure import Kind, show
from forms.reporting_calendar import window

if TYPE_CHECKING:
    from desktop.session import ReportSession

_KINDS: Final = {
    "number": Kind.SYMBOL,
    "symbol": Kind.SYMBOL,
    "place": Kind.NAME,
    "signed_date": Kind.DATE,
    "addressee": Kind.NAME,
}
_HELP: Final = {
    "number": "Để trống đến khi phát hành; văn thư cấp số.",
    "symbol": "Để trống thì dùng ký hiệu của đơn vị.",
    "place": "Để trống thì dùng địa danh của đơn vị.",
    "signed_date": "Không trước ngày chốt số liệu.",
    "addressee": "Chỉ ghi khi báo cáo gửi đích danh cơ quan cấp trên.",
}


class CoverTab(Tab):
    """The head of the document."""

    def __init__(self, session: ReportSession) -> None:
        super().__init__(session, "Mở đầu")
        self._subject = looks.label("", "lead", wrap=True)
        self.add(self._period_card())
        self.add(self._head_card())
        self.end()
        self._say_subject()

    def _period_card(self) -> Card:
        report, span = self.session.report, window(self.session.report.period)
        card = Card("Kỳ báo cáo")
        card.add(self._subject)
        first, last, due = (show(Kind.DATE, day) for day in (span.start, span.end, span.due))
        card.add(
            looks.label(f"{self.session.unit.name} · {report.period.write('title')}", wrap=True)
        )
        days = f"Số liệu tính từ {first} đến hết {last}; hạn gửi {due}."
        card.add(looks.label(days, "muted", wrap=True))
        return card

    def _head_card(self) -> Card:
        card = Card("Số, ký hiệu, ngày ký")
        slots = self.session.unit.slots
        for key, kind in _KINDS.items():
            row = FrontRow(
                self.session, key, kind, own=slots.get(key, ""), help_text=_HELP.get(key, "")
            )
            self.rows[row.key] = row
            card.add(row)
        return card

    def refresh_now(self) -> None:
        """Show what the session holds."""
        super().refresh_now()
        self._say_subject()

    def _say_subject(self) -> None:
        front = self.session.form.front
        title = Title(front.kind, self.session.composer().voice.text(front.subject))
        self._subject.setText(f"{title.kind}: {title.subject}")

"""The tab "Ký, nơi nhận": who signs and who receives the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.tabs.front_rows import AuthorityRow, FrontRow, RecipientsRow
from desktop.tabs.tab import Tab
from desktop.widgets.card import Card
from forms.figure import Kind

if TYPE_CHECKING:
    from desktop.session import ReportSession
    from desktop.tabs.rows import Row

_AUTHORITY: Final = "Chữ KT., TL. hoặc TM. đứng trước; để trống thì dùng của đơn vị."
_SIGNER: Final = {
    "signer_title": "Để trống thì dùng chức vụ ghi sẵn của đơn vị.",
    "signer_name": "Họ và tên in dưới chữ ký.",
}


class ClosingTab(Tab):
    """The foot of the document."""

    def __init__(self, session: ReportSession) -> None:
        super().__init__(session, "Ký, nơi nhận")
        self.add(self._signature())
        recipients = Card()
        recipients.add(self._keep(RecipientsRow(session)))
        self.add(recipients)
        self.end()

    def _signature(self) -> Card:
        card = Card("Chữ ký")
        slots = self.session.unit.slots
        own = slots["authority"].replace("\n", " ")
        card.add(self._keep(AuthorityRow(self.session, own=own, help_text=_AUTHORITY)))
        for key, words in _SIGNER.items():
            own = slots.get(key, "").replace("\n", " ")
            card.add(self._keep(FrontRow(self.session, key, Kind.NAME, own=own, help_text=words)))
        return card

    def _keep(self, row: Row) -> Row:
        self.rows[row.key] = row
        return row

"""Who gave the file: the fingerprint to compare over the telephone, and the box that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from db.merge import Trust
from desktop.appearance.tokens import State
from desktop.widgets.band import Band
from desktop.widgets.card import Card
from desktop.widgets.fingerprint import Fingerprint

if TYPE_CHECKING:
    from desktop.receiving.items import Item

_TITLES: Final = {
    Trust.FIRST: "Lần đầu nhận tệp của đơn vị này",
    Trust.CHANGED: "Khóa của đơn vị đã đổi",
    Trust.UNSIGNED: "Bản sao của cả sổ dữ liệu, không có chữ ký",
}
_ABOUT: Final = {
    Trust.FIRST: (
        "Hãy gọi điện cho đơn vị, nhờ đọc qua điện thoại để đối chiếu dấu khóa (hiện ở máy đơn vị "
        "khi giao, và in trên phiếu giao nhận). Giống nhau từng chữ số mới đánh dấu."
    ),
    Trust.CHANGED: (
        "Đơn vị có thể đã đổi máy; cũng có thể tệp do người khác làm ra. Hãy gọi điện cho đơn vị "
        "theo số quen biết và đối chiếu dấu khóa mới. Chưa khớp thì không nhận."
    ),
    Trust.UNSIGNED: (
        "Chương trình không biết ai đã chép và có ai sửa không. Hãy hỏi lại đơn vị trước khi nhận."
    ),
}
_BOXES: Final = {
    Trust.FIRST: "Đã đối chiếu, tin khóa này",
    Trust.CHANGED: "Đã gọi điện đối chiếu, chấp nhận khóa mới",
    Trust.UNSIGNED: "Đã hỏi lại, đúng là sổ của đơn vị",
}


class KeyCard(Card):
    """Whoever gave the file shown, where that has to be confirmed.

    Signals:
        turned: The box was ticked or the tick taken away by somebody.
    """

    turned = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.fingerprint = Fingerprint()
        self.about = Band()
        self.confirm = QCheckBox()
        self.confirm.clicked.connect(self.turned)
        for widget in (self.fingerprint, self.about, self.confirm):
            self.add(widget)

    def tell(self, item: Item) -> None:
        """Show what has to be confirmed of a file; nothing if nothing has."""
        plan, doubt = item.plan, item.doubt
        self.setVisible(doubt is not None)
        if plan is None or doubt is None:
            return
        fingerprint = plan.incoming.fingerprint
        self.set_title(_TITLES[doubt])
        self.fingerprint.tell(fingerprint)
        self.fingerprint.setVisible(bool(fingerprint))
        self.about.say(State.ERROR if doubt is Trust.CHANGED else State.WARNING, _ABOUT[doubt])
        self.confirm.setText(_BOXES[doubt])
        self.confirm.setChecked(item.is_confirmed)
        self.confirm.setEnabled(not item.is_done)

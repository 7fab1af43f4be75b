"""What is asked before texts are lost that stand in fields but can't be understood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.appearance.tokens import State
from desktop.dialogs.message import MessageDialog, Way

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.widgets.value_edit import ValueEdit

_DROP: Final = "drop"
#: So many are told one by one.
_MOST: Final = 5


@dataclass(frozen=True, slots=True)
class Unread:
    """A field with a text that is no value: its key and name, and where it is typed."""

    key: str
    label: str
    edit: ValueEdit


def may_drop(parent: QWidget | None, unread: Sequence[Unread]) -> bool:
    """Ask whether these texts may be dropped; False: the officer goes back to mend them."""
    lines = [f"• {each.label}: “{each.edit.text()}”" for each in unread[:_MOST]]
    rest = len(unread) - _MOST
    if rest > 0:
        lines.append(f"• và {rest} ô khác")
    lines.append("\nNếu bỏ qua, các ô này trở về số đã lưu trước đó.")
    answer = MessageDialog.ask(
        parent,
        f"Có {len(unread)} ô chưa hiểu được",
        "\n".join(lines),
        (Way(_DROP, "Bỏ qua"), Way("", "Quay lại sửa", "primary")),
        state=State.WARNING,
    )
    return answer == _DROP

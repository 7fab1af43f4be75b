"""What is asked about a store that lies on a stick or a share: it is copied, never edited there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.drives import Kind
from desktop import overview
from desktop.appearance.tokens import State
from desktop.dialogs.message import CLOSE, UNDERSTOOD, MessageDialog, Way

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from db.carrying import ChangedThere, Glance
    from db.drives import Drive

#: The answers.
COPY: Final = "copy"
HERE: Final = "here"
RETURN: Final = "return"
AGAIN: Final = "again"
OTHER: Final = "other"

_NOUNS: Final = {Kind.REMOVABLE: "USB", Kind.NETWORK: "ổ mạng", Kind.OPTICAL: "đĩa CD"}
_WHY: Final = {
    Kind.REMOVABLE: "USB có thể bị rút ra giữa chừng: số liệu vừa nhập sẽ mất, sổ có thể hỏng.",
    Kind.NETWORK: "Mạng có thể đứt giữa chừng: số liệu vừa nhập sẽ mất, sổ có thể hỏng.",
    Kind.OPTICAL: "Đĩa CD chỉ đọc được.",
}
_COPY_IN: Final = Way(COPY, "Chép vào máy này rồi mở", "primary")
_LATER: Final = Way("", "Để sau")


def noun(kind: str) -> str:
    """What officers call such a drive, within a sentence."""
    return _NOUNS[Kind(kind)]


def refusal(drive: Drive) -> str:
    """Why no store is made there, and what to do."""
    return (
        f"Không lập sổ trên {noun(drive.kind)}{_named(drive)}. {_WHY[drive.kind]} "
        "Hãy để sổ trên máy này."
    )


def offer_copy(parent: QWidget | None, store: Path, drive: Drive) -> bool:
    """Say why a store isn't opened where it lies, and offer to copy it to this machine."""
    back = (
        f"\n\nXong việc, bấm “Trả sổ về {noun(drive.kind)}” để chép trở lại."
        if drive.kind is not Kind.OPTICAL
        else ""
    )
    words = (
        f"“{store.name}” nằm trên {noun(drive.kind)}{_named(drive)}. {_WHY[drive.kind]} "
        f"Vì vậy chương trình chép sổ vào máy này để làm.{back}"
    )
    title = f"Sổ nằm trên {noun(drive.kind)}"
    ways = (CLOSE, _COPY_IN)
    return MessageDialog.ask(parent, title, words, ways, state=State.INFO) == COPY


def offer_newer(
    parent: QWidget | None, drive: Drive, there: Glance, here: Glance, today: date
) -> str:
    """Offer the store of the stick, which is newer, in place of the one here; COPY or HERE."""
    name = noun(drive.kind)
    words = (
        f"Từ lần chép trước, sổ trên {name} đã được làm tiếp ở nơi khác.\n\n"
        f"{_far(f'Trên {name}', there, today)}\n{_far('Trên máy này', here, today)}\n\n"
        "Sổ trên máy này không có gì mới. Nếu chép, sổ cũ vẫn được giữ lại trong cùng thư mục."
    )
    ways = (CLOSE, Way(HERE, "Mở sổ cũ trên máy"), Way(COPY, "Chép sổ mới vào máy", "primary"))
    return MessageDialog.ask(parent, f"Sổ trên {name} mới hơn", words, ways, state=State.INFO)


def offer_both(
    parent: QWidget | None, drive: Drive, there: Glance, here: Glance, today: date
) -> str:
    """Say that two stores bear one name, how far each has come, and keep both; COPY or HERE."""
    name = noun(drive.kind)
    is_here_newer = _order(here) >= _order(there)
    words = (
        "Máy này đã có một sổ cùng tên, nội dung khác.\n\n"
        f"{_far(f'Trên {name}', there, today)}{'' if is_here_newer else ' (mới hơn)'}\n"
        f"{_far('Trên máy này', here, today)}{' (mới hơn)' if is_here_newer else ''}\n\n"
        "Không sổ nào bị ghi đè. Nếu chép, sổ mang thêm số thứ tự trong tên."
    )
    ways = (
        CLOSE,
        Way(COPY, "Chép thành sổ thứ hai", "" if is_here_newer else "primary"),
        Way(HERE, "Mở sổ trên máy", "primary" if is_here_newer else ""),
    )
    return MessageDialog.ask(parent, "Hai sổ cùng tên", words, ways, state=State.WARNING)


def offer_return(parent: QWidget | None, store: Path, kind: str) -> bool:
    """Offer to put the store back where it came from before it is closed."""
    name = noun(kind)
    answer = MessageDialog.ask(
        parent,
        f"Chép trả sổ về {name}?",
        f"“{store.name}” đi cùng {name} và có thay đổi chưa chép về đó. Mọi thay đổi đã được lưu "
        f"trên máy này; nếu còn làm ở máy khác, hãy chép trả về {name}.",
        (_LATER, Way(RETURN, f"Chép trả về {name}", "primary")),
        state=State.INFO,
    )
    return answer == RETURN


def offer_other_name(parent: QWidget | None, problem: ChangedThere, kind: str) -> bool:
    """Say that the store there was changed meanwhile, and offer to write beside it."""
    answer = MessageDialog.ask(
        parent,
        f"Sổ trên {noun(kind)} đã bị sửa ở nơi khác",
        f"{problem.message} Hai sổ đều còn nguyên.",
        (_LATER, Way(OTHER, "Chép với tên khác", "primary")),
        state=State.WARNING,
    )
    return answer == OTHER


def offer_again(parent: QWidget | None, path: str, kind: str) -> bool:
    """Say that the stick isn't there, and offer to look again."""
    answer = MessageDialog.ask(
        parent,
        f"Chưa thấy {noun(kind)}",
        f"Không tìm thấy nơi đã chép sổ: “{path}”. Hãy cắm đúng USB (hoặc nối lại mạng) rồi thử "
        "lại. Mọi thay đổi vẫn nằm trên máy này.",
        (_LATER, Way(AGAIN, "Thử lại", "primary")),
        state=State.WARNING,
    )
    return answer == AGAIN


def tell_done(parent: QWidget | None, words: str, kind: str) -> None:
    """Say that the store was put back, where a note would go with the window."""
    MessageDialog.ask(parent, f"Đã trả sổ về {noun(kind)}", words, (UNDERSTOOD,), state=State.OK)


def _named(drive: Drive) -> str:
    """Which stick it is; the name of a share is long, and whoever opened it has just seen it."""
    if drive.kind is Kind.NETWORK:
        return ""
    name = f" “{drive.label}”" if drive.label else ""
    root = drive.root.rstrip("/\\")
    return f"{name} ({root})"


def _far(where: str, glance: Glance, today: date) -> str:
    if glance.edited_at is None:
        return f"• {where}: chưa có gì"
    edited = overview.edited_words(glance.edited_at, today)
    return f"• {where}: {glance.changes} lần sửa, lần cuối {edited}"


def _order(glance: Glance) -> tuple[float, int]:
    edited = glance.edited_at
    return (edited.timestamp() if edited else 0.0, glance.changes)

"""Issuing a report: first its open errors, each a way to its field; then the confirmation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.appearance import icons
from desktop.appearance.tokens import STATE_ICONS, State
from desktop.dialogs.message import MessageDialog, Way
from desktop.dialogs.pick import PickDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from forms.checking import Finding

_ISSUE: Final = "issue"


class IssueDialog(PickDialog):
    """Lists what keeps a report from being issued; the answer is the field to go to."""

    def __init__(
        self,
        errors: Sequence[Finding],
        label: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            f"Còn {len(errors)} lỗi chưa xử lý",
            "Mỗi lỗi cần được sửa, hoặc giải trình lý do giữ nguyên, trước khi phát hành. "
            "Bản nháp vẫn được lưu và vẫn xuất Word được.",
            "Đến chỗ cần sửa",
            [_entry(finding, label) for finding in errors],
            icon=icons.icon(STATE_ICONS[State.ERROR], State.ERROR),
            parent=parent,
        )

    @classmethod
    def ask(
        cls, parent: QWidget | None, errors: Sequence[Finding], label: Callable[[str], str]
    ) -> str:
        """Return the field to go to, or ""."""
        return cls(errors, label, parent).answer() or ""


def _entry(finding: Finding, label: Callable[[str], str]) -> tuple[str, str]:
    field = finding.fields[0] if finding.fields else ""
    return (f"{label(field)}: {finding.message}" if field else finding.message, field)


def confirm_issue(parent: QWidget | None, what: str, missing: int) -> bool:
    """Ask whether a report without open errors is to be marked as issued."""
    note = f" Còn {missing} chỗ chưa nhập." if missing else ""
    answer = MessageDialog.ask(
        parent,
        "Phát hành báo cáo?",
        f"{what} không còn lỗi.{note} Báo cáo được đánh dấu “Đã phát hành”; "
        "khi cần bạn vẫn mở lại để sửa được.",
        (Way("", "Để sau"), Way(_ISSUE, "Phát hành", "primary")),
        state=State.WARNING if missing else State.OK,
    )
    return answer == _ISSUE

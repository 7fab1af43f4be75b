"""What is said of handing over in the window, on the slip and on the command line. No Qt."""

from __future__ import annotations

from typing import Final

from db.reports import State

#: How far a report has come.
STATES: Final = {State.DRAFT: "bản nháp", State.ISSUED: "đã phát hành"}
NOTHING_TO_GIVE: Final = "Sổ chưa có báo cáo nào để giao."
LOCKED: Final = "Tệp có mật khẩu: hãy báo mật khẩu cho nơi nhận qua điện thoại."


def not_noted(complaint: str) -> str:
    """Say that the file lies there, and why the store does not remember it."""
    return f"Tệp đã ghi trọn vẹn, nhưng sổ chưa ghi nhớ được lần giao này. {complaint}"

"""Qt's own words in Vietnamese: standard buttons and the menus of text fields.

Qt brings no Vietnamese translation of its base library, so the words are given here.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QTranslator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QApplication

#: Qt's source text → Vietnamese; an ampersand marks the letter pressed with Alt.
WORDS: Mapping[str, str] = MappingProxyType(
    {
        "OK": "Đồng ý",
        "&OK": "Đồ&ng ý",
        "Cancel": "Hủy",
        "&Cancel": "&Hủy",
        "Yes": "Có",
        "&Yes": "&Có",
        "Yes to &All": "Có cho &tất cả",
        "No": "Không",
        "&No": "&Không",
        "N&o to All": "Khôn&g cho tất cả",
        "Save": "Lưu",
        "&Save": "&Lưu",
        "Save All": "Lưu tất cả",
        "Open": "Mở",
        "&Open": "&Mở",
        "Close": "Đóng",
        "&Close": "Đó&ng",
        "Apply": "Áp dụng",
        "Reset": "Đặt lại",
        "Restore Defaults": "Khôi phục mặc định",
        "Discard": "Bỏ",
        "Don't Save": "Không lưu",
        "Close without Saving": "Đóng, không lưu",
        "Abort": "Dừng",
        "Retry": "Thử lại",
        "Ignore": "Bỏ qua",
        "Help": "Trợ giúp",
        "Print": "In",
        "Show Details...": "Xem chi tiết…",
        "Hide Details...": "Ẩn chi tiết…",
        "&Undo": "&Hoàn tác",
        "Undo": "Hoàn tác",
        "&Redo": "&Làm lại",
        "Redo": "Làm lại",
        "Cu&t": "&Cắt",
        "&Copy": "&Sao chép",
        "&Paste": "&Dán",
        "Delete": "Xóa",
        "&Delete": "&Xóa",
        "Clear": "Xóa hết",
        "Select All": "Chọn tất cả",
        "Copy &Link Location": "Sao chép đường &dẫn",
        "Insert Unicode control character": "Chèn ký tự điều khiển Unicode",
        "Back": "Quay lại",
        "< &Back": "< &Quay lại",
        "&Next": "&Tiếp",
        "&Next >": "&Tiếp >",
        "&Finish": "&Xong",
        "Scroll here": "Cuộn đến đây",
        "Top": "Đầu",
        "Bottom": "Cuối",
        "Left edge": "Mép trái",
        "Right edge": "Mép phải",
        "Page up": "Trang trước",
        "Page down": "Trang sau",
        "Page left": "Sang trái một trang",
        "Page right": "Sang phải một trang",
        "Scroll up": "Cuộn lên",
        "Scroll down": "Cuộn xuống",
        "Scroll left": "Cuộn sang trái",
        "Scroll right": "Cuộn sang phải",
        "Look in:": "Tìm trong:",
        "&Look in:": "Tìm t&rong:",
        "Directory:": "Thư mục:",
        "File &name:": "&Tên tệp:",
        "Files of type:": "Loại tệp:",
        "Files of &type:": "&Loại tệp:",
        "&Choose": "&Chọn",
        "Save As": "Lưu thành",
        "Find Directory": "Chọn thư mục",
        "All Files (*)": "Mọi tệp (*)",
        "Create New Folder": "Tạo thư mục mới",
        "Create a New Folder": "Tạo thư mục mới",
        "&New Folder": "Thư mục &mới",
        "New Folder": "Thư mục mới",
        "&Rename": "Đổi &tên",
        "Show &hidden files": "Hiện tệp ẩ&n",
        "Parent Directory": "Thư mục cha",
        "Forward": "Tiến",
        "Go back": "Quay lại",
        "Go forward": "Tiến",
        "Go to the parent directory": "Lên thư mục cha",
        "Change to list view mode": "Xem danh sách",
        "Change to detail view mode": "Xem chi tiết",
        "List of places and bookmarks": "Các nơi hay dùng",
        "Sidebar": "Khung bên",
        "Directories": "Thư mục",
        "Files": "Tệp",
        "Folder": "Thư mục",
        "Drive": "Ổ đĩa",
        "Show ": "Hiện ",
        "List View": "Xem danh sách",
        "Detail View": "Xem chi tiết",
        "Computer": "Máy tính",
        "Name": "Tên",
        "Size": "Cỡ",
        "Type": "Loại",
        "Date Modified": "Ngày sửa",
        "Space": "Phím cách",
    }
)


class VietnameseTranslator(QTranslator):
    """Translates Qt's own words, whatever part of Qt asks."""

    def isEmpty(self) -> bool:
        """Qt's override: an empty translator is not asked."""
        return False

    def translate(
        self,
        _context: str,
        source: str,
        _disambiguation: str | None = None,
        _number: int = -1,
    ) -> str:
        """Qt's override: the Vietnamese words, or the source itself where there are none.

        PySide turns None into an empty text, which Qt would show; so the source comes back.
        """
        return WORDS.get(source, source)


def install(app: QApplication) -> VietnameseTranslator:
    """Install the translator, once, and make Vietnamese the default locale."""
    from PySide6.QtCore import QLocale  # its many names take long to make

    QLocale.setDefault(QLocale("vi_VN"))
    return install_words(app)


def install_words(app: QApplication) -> VietnameseTranslator:
    """Install the translator, once; the locale can wait until the window is painted."""
    for made in _made:
        if shiboken6.isValid(made) and made.parent() == app:
            return made
    translator = VietnameseTranslator(app)
    app.installTranslator(translator)
    _made[:] = [translator]
    return translator


#: The translator in use; asking the application for it would wrap all its children: slow.
_made: list[VietnameseTranslator] = []

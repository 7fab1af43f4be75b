"""Every building block on two sheets, to be looked at: light and dark, at 100 % and 200 %.

``python -m desktop.widgets.gallery --shot DIR`` writes the pictures without a display.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from datetime import date, time
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop import translation
from desktop.appearance import looks, theme
from desktop.appearance.tokens import Space, State
from desktop.widgets.badge import Badge
from desktop.widgets.card import Card
from desktop.widgets.combo import Combo
from desktop.widgets.command_palette import CommandPalette, Item
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.figure_field import FigureField
from desktop.widgets.figure_popup import calendar_widget
from desktop.widgets.finding_card import FindingCard, FindingText
from desktop.widgets.page_header import PageHeader
from desktop.widgets.progress_strip import ProgressStrip
from desktop.widgets.save_state import SaveState
from desktop.widgets.section_tabs import SectionTabs, Tab
from desktop.widgets.sentence_view import SentenceView
from desktop.widgets.table_editor import TableEditor
from desktop.widgets.text_editor import TextEditor
from desktop.widgets.toast import Toasts
from forms.block import Paragraph, Run
from forms.definition import Column
from forms.figure import Kind

_SHEET = QSize(1366, 768)
_TABS = (
    Tab("front", "", "Mở đầu", State.OK),
    Tab("I.1", "I.1", "Chỉ đạo, điều hành", State.UNFILLED, 3),
    Tab("I.2", "I.2", "Nhiệm vụ được giao", State.ERROR, 1),
    Tab("II.1", "II.1", "Cải cách thể chế", State.OK),
    Tab("II.2", "II.2", "Cải cách thủ tục hành chính", State.WARNING, 1),
    Tab("II.3", "II.3", "Tổ chức bộ máy", State.OK),
    Tab("II.4", "II.4", "Chế độ công vụ", State.INFO, 2),
    Tab("II.5", "II.5", "Tài chính công", State.OK),
    Tab("II.6", "II.6", "Chính quyền điện tử, chính quyền số", State.UNFILLED, 12),
    Tab("III", "III", "Đánh giá chung"),
    Tab("VI", "VI", "Phương hướng", State.OK),
    Tab("sign", "", "Ký, nơi nhận", State.UNFILLED, 1),
)
_FINDINGS = (
    FindingText(
        State.ERROR,
        "Số nhiệm vụ được giao phải bằng đã hoàn thành cộng đang thực hiện",
        "4",
        "44",
        "−40",
        "Sửa thành 44",
        "Trong kỳ, được giao 44 nhiệm vụ; đã hoàn thành 35, đang thực hiện 09.",
        rule="D01",
    ),
    FindingText(
        State.WARNING,
        "Tỷ lệ hồ sơ trực tuyến có thể đã làm tròn lên",
        "49,5 %",
        "49,43 %",
        "0,07",
        rule="E05",
    ),
    FindingText(
        State.ERROR,
        "Ngày chốt số liệu nằm ngoài kỳ báo cáo",
        reason="Số liệu đầu tư công lấy theo báo cáo tháng 4 của Kho bạc.",
        rule="T05",
    ),
)


def window_sheet() -> QWidget:
    """Something like the window: bar, tabs, fields, sentence, findings."""
    sheet = QWidget()
    layout = QVBoxLayout(sheet)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(_bar())
    row = QHBoxLayout()
    row.setSpacing(0)
    tabs = SectionTabs()
    tabs.set_tabs(_TABS)
    tabs.choose("II.2")
    tabs.setFixedWidth(224)
    row.addWidget(tabs)
    row.addWidget(_scrolled(_page()), 1)
    row.addWidget(_findings())
    layout.addLayout(row, 1)
    sheet.resize(_SHEET)
    return sheet


def _bar() -> QFrame:
    bar = QFrame()
    bar.setProperty("look", "bar")
    row = QHBoxLayout(bar)
    row.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
    row.setSpacing(Space.M)
    row.addWidget(looks.tool_button("home", "Trang đầu"))
    row.addWidget(looks.label("6 tháng đầu năm 2022", "lead"))
    row.addWidget(looks.label("15/12/2021 – 14/6/2022", "muted"))
    row.addStretch(1)
    row.addWidget(looks.button("Tìm chỉ tiêu   Ctrl+K", "", "search"))
    saved = SaveState()
    saved.set_saved(time(10, 31))
    row.addWidget(saved)
    row.addWidget(looks.button("Xem trước", "", "eye"))
    row.addWidget(looks.button("Xuất Word", "primary", "file-down"))
    return bar


def _scrolled(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area


def _page() -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
    layout.setSpacing(Space.M)
    layout.addWidget(PageHeader("II.2  Cải cách thủ tục hành chính", "Cần xem 1 · chưa nhập 0"))
    card = Card("Kết quả giải quyết hồ sơ TTHC")
    card.add_fields(_fields())
    layout.addWidget(card)
    layout.addWidget(_sentence())
    layout.addStretch(1)
    return page


def _fields() -> list[FigureField]:
    return [
        _field("Hồ sơ đã giải quyết", Kind.COUNT, "hồ sơ", 305733, State.OK, "khớp với tổng",
               "kỳ trước 136.078 · +124,7 %"),
        _field("trong đó trước hạn", Kind.COUNT, "hồ sơ", 265055, State.NONE, "",
               "kỳ trước 120.001 · +120,9 %"),
        _field("Tỷ lệ hồ sơ nộp trực tuyến trên tổng số hồ sơ tiếp nhận", Kind.PERCENT, "%",
               Decimal("49.5"), State.WARNING, "tính được 49,43 %: có thể đã làm tròn lên",
               "kỳ trước 26,2 %"),
        _field("Nhiệm vụ được giao", Kind.COUNT, "nhiệm vụ", 4, State.ERROR,
               "ghi 4, cộng được 44", "kỳ trước 40 · −90 %"),
        _field("Kinh phí đã giải ngân", Kind.MONEY, "đồng", None, State.UNFILLED, "chưa nhập", ""),
        _field("Ngày chốt số liệu", Kind.DATE, "", date(2022, 6, 9), State.NONE, "", ""),
    ]  # fmt: skip


def _field(  # noqa: PLR0913, PLR0917  (a table of samples)
    label: str, kind: Kind, unit: str, value: object, state: State, words: str, previous: str
) -> FigureField:
    field = FigureField(label, kind, unit=unit)
    field.set_value(value)  # type: ignore[arg-type]  # samples of every kind
    field.set_verdict(state, words)
    field.set_previous(previous)
    if kind is Kind.PERCENT:
        field.set_offer(Decimal("49.4"), "tính được 49,4 %")
    return field


def _sentence() -> SentenceView:
    view = SentenceView()
    view.set_paragraphs(
        (
            Paragraph(
                (
                    Run("Số lượng hồ sơ đã giải quyết: "),
                    Run("305.733", field="files_resolved_total"),
                    Run("; trong đó, giải quyết trước hạn: "),
                    Run("265.055", field="files_resolved_early"),
                    Run(", đúng hạn: "),
                    Run("[đúng hạn]", "missing", "files_resolved_on_time"),
                    Run(", trễ hạn: 6.139."),
                ),
                "+",
            ),
            Paragraph((Run("Kinh phí: ", "label"), Run("đã giải ngân 21.042.000.000 đồng.")), "-"),
        )
    )
    return view


def _findings() -> QFrame:
    panel = QFrame()
    panel.setProperty("look", "side")
    panel.setFixedWidth(316)
    layout = QVBoxLayout(panel)
    layout.setContentsMargins(Space.M, Space.L, Space.M, Space.M)
    layout.setSpacing(Space.S)
    head = QHBoxLayout()
    head.addWidget(looks.label("Cần xem", "lead"), 1)
    for state, count in ((State.ERROR, 2), (State.WARNING, 3), (State.UNFILLED, 7)):
        head.addWidget(Badge(state, count))
    layout.addLayout(head)
    for finding in _FINDINGS:
        layout.addWidget(FindingCard(finding))
    layout.addStretch(1)
    return panel


def pieces_sheet() -> QWidget:
    """Everything else."""
    sheet = QWidget()
    row = QHBoxLayout(sheet)
    row.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
    row.setSpacing(Space.XL)
    row.addLayout(_left(), 3)
    row.addLayout(_right(), 2)
    sheet.resize(_SHEET)
    return sheet


def _left() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(Space.M)
    column.addLayout(_buttons())
    editor = TextEditor("Công tác kiểm tra", default="Không có.", help_text="Mỗi dòng là một ý.")
    editor.set_value("- Kiểm tra 05 đơn vị cấp huyện.\n- Kiểm tra 12 xã, phường, thị trấn.")
    column.addWidget(editor)
    blank = TextEditor("Khó khăn, vướng mắc", default="Trong kỳ không có khó khăn, vướng mắc.")
    column.addWidget(blank)
    table = TableEditor(
        (
            Column("name", "Tên lớp tập huấn", Kind.TEXT, width=3),
            Column("on", "Ngày", Kind.DATE, width=1),
            Column("people", "Số người", Kind.COUNT, width=1),
        ),
        label="Lớp tập huấn đã mở",
    )
    table.set_rows(
        (
            {"name": "Nghiệp vụ Một cửa", "on": date(2022, 3, 4), "people": 120},
            {"name": "Dịch vụ công trực tuyến mức độ 4", "people": 64},
        )
    )
    column.addWidget(table)
    strip = ProgressStrip()
    strip.start("Đang xuất tệp Word…", 100)
    strip.step(40)
    column.addWidget(strip)
    column.addStretch(1)
    return column


def _buttons() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.S)
    row.addWidget(looks.button("Xuất Word", "primary", "file-down"))
    row.addWidget(looks.button("Xem trước", "", "eye"))
    row.addWidget(looks.button("Giải trình…", "quiet"))
    row.addWidget(looks.button("Xóa báo cáo", "danger", "trash-2"))
    idle = looks.button("Phát hành", "primary")
    idle.setEnabled(False)
    row.addWidget(idle)
    combo = Combo("Kỳ báo cáo")
    combo.addItems(["Quý I năm 2023", "Năm 2022"])
    row.addWidget(combo)
    tick = QCheckBox("Đã xem lại")
    tick.setChecked(True)
    row.addWidget(tick)
    radio = QRadioButton("Cấp tỉnh")
    radio.setChecked(True)
    row.addWidget(radio)
    row.addStretch(1)
    return row


def _right() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(Space.M)
    empty = EmptyState(
        "file-plus", "Chưa có báo cáo nào", "Bắt đầu từ kỳ trước hoặc từ mẫu trống.", "Báo cáo mới"
    )
    column.addWidget(empty)
    card = Card("Chọn ngày")
    calendar = calendar_widget(card)
    card.add(calendar)
    column.addWidget(card)
    bar = QProgressBar()
    bar.setValue(70)
    bar.setTextVisible(False)
    column.addWidget(bar)
    column.addStretch(1)
    return column


def over_sheet() -> QWidget:
    """What lies over the window: the palette and the notes."""
    sheet = window_sheet()
    palette = CommandPalette(sheet)
    palette.set_items(
        [
            Item("a", "Hồ sơ đã giải quyết trước hạn", "II.2 Cải cách thủ tục hành chính", "table"),
            Item("b", "Hồ sơ đã giải quyết", "II.2 Cải cách thủ tục hành chính", "table"),
            Item("c", "Xuất Word", "Việc cần làm", "file-down"),
        ]
    )
    toasts = Toasts(sheet)
    toasts.say(
        "Đã xuất bao-cao-6-thang-2022.docx", actions=[("Mở thư mục", toasts.clear)], seconds=0
    )
    toasts.say("Còn 2 lỗi cần sửa hoặc giải trình.", State.WARNING, seconds=0)
    palette.open()
    return sheet


_SHEETS = {"window": window_sheet, "pieces": pieces_sheet, "over": over_sheet}


def shoot(folder: Path, scale: str) -> None:
    """Write a picture of each sheet in light and dark."""
    folder.mkdir(parents=True, exist_ok=True)
    for mode in ("light", "dark"):
        theme.apply(_application(), mode)
        for name, make in _SHEETS.items():
            sheet = make()
            sheet.show()
            sheet.activateWindow()
            fields = sheet.findChildren(FigureField)
            if fields and name == "window":
                fields[1].setFocus()
            QApplication.processEvents()
            sheet.grab().save(str(folder / f"{name}-{mode}-{scale}.png"))
            sheet.close()
            sheet.deleteLater()


def _application() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([])
        translation.install(app)
    return app


def main() -> int:
    """Show the sheets, or write their pictures."""
    parser = argparse.ArgumentParser(description="Mọi thành phần giao diện trên vài tờ để xem.")
    parser.add_argument("--shot", type=Path, help="ghi ảnh vào thư mục này, không cần màn hình")
    parser.add_argument("--scale", default="", help="chỉ một mức: 100 hoặc 200")
    arguments = parser.parse_args()
    if arguments.shot is None:
        return _show()
    if arguments.scale:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.environ["QT_SCALE_FACTOR"] = "2" if arguments.scale == "200" else "1"
        shoot(arguments.shot, arguments.scale)
        return 0
    command = [sys.executable, "-m", "desktop.widgets.gallery", "--shot", str(arguments.shot)]
    # The scale is read once, when Qt starts: each needs a process of its own.
    return max(subprocess.call([*command, "--scale", each]) for each in ("100", "200"))  # noqa: S603


def _show() -> int:
    app = _application()
    theme.apply(app, "system")
    sheets = [make() for make in _SHEETS.values()]
    for sheet in sheets:
        sheet.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())

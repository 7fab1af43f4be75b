"""The strip above a report: what it is, search, undo, save state, preview, what to make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout

from desktop.appearance import icons, looks
from desktop.appearance.tokens import Space
from desktop.widgets.elided import Elided
from desktop.widgets.save_state import SaveState
from forms.figure import Kind, show
from forms.reporting_calendar import window

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QToolButton

    from desktop.session import ReportSession

_SEARCH = "Tìm chỉ tiêu   Ctrl+K"
#: Below this width buttons show their icons only.
_NARROW = 860


class ReportHeader(QFrame):
    """The strip.

    Signals:
        search_wanted, undo_wanted, redo_wanted: The button of that name.
        sections_toggled, preview_toggled, findings_toggled: Show or hide that part.
        export_wanted, print_wanted, pdf_wanted, issue_wanted: What to make of the report.
        explanations_toggled: Print the explanations as an appendix, or no longer.
    """

    search_wanted = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()
    sections_toggled = Signal(bool)
    preview_toggled = Signal(bool)
    findings_toggled = Signal(bool)
    export_wanted = Signal()
    print_wanted = Signal()
    pdf_wanted = Signal()
    issue_wanted = Signal()
    explanations_toggled = Signal(bool)

    def __init__(self, session: ReportSession) -> None:
        super().__init__()
        self.setProperty("look", "bar")
        self._is_narrow = False
        self.is_issued = False
        self.has_explanations = False
        self.save_state = SaveState()
        self.sections = _toggle("panel-left", "Danh sách mục")
        self.findings = _toggle("panel-right", "Cần xem")
        self.preview = looks.button("Xem trước", "", "eye")
        self.preview.setCheckable(True)
        self.preview.setToolTip("Xem toàn văn như khi in (Ctrl+Shift+P)")
        self._search = looks.button(_SEARCH, "", "search")
        self._search.setToolTip("Tìm chỉ tiêu, mục (Ctrl+K)")
        self._search.setAccessibleName("Tìm chỉ tiêu, mục (Ctrl+K)")
        self._export = looks.button("Xuất Word", "primary", "file-output")
        self._export.setToolTip("Ghi báo cáo ra tệp Word (Ctrl+E)")
        self._build(*titles(session))
        self._connect()

    def _build(self, title: str, days: str) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Elided(title, "lead"))
        words.addWidget(Elided(days, "small"))
        self.setAccessibleName(title)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        row.setSpacing(Space.S)
        row.addWidget(self.sections)
        row.addLayout(words, 1)
        row.addWidget(self._search)
        row.addWidget(self._tool("undo-2", "Hoàn tác (Ctrl+Z)", self.undo_wanted.emit))
        row.addWidget(self._tool("redo-2", "Làm lại (Ctrl+Y)", self.redo_wanted.emit))
        row.addWidget(self.save_state)
        row.addSpacing(Space.S)
        row.addWidget(self.preview)
        row.addWidget(self._export)
        self._more = self._tool(
            "chevron-down", "In, lưu PDF, phát hành, phụ lục giải trình", self._open_menu
        )
        row.addWidget(self._more)
        row.addWidget(self.findings)

    def _tool(self, icon: str, name: str, do: Callable[[], None]) -> QToolButton:
        made = looks.tool_button(icon, name)
        made.clicked.connect(lambda _checked=False: do())
        return made

    def _connect(self) -> None:
        self._search.clicked.connect(self.search_wanted)
        self._export.clicked.connect(self.export_wanted)
        self.sections.toggled.connect(self.sections_toggled)
        self.preview.toggled.connect(self._on_preview)
        self.findings.toggled.connect(self.findings_toggled)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: where room is short, icons speak for themselves."""
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW
        if is_narrow is not self._is_narrow:
            self._is_narrow = is_narrow
            self._search.setText("" if is_narrow else _SEARCH)
            self._say_preview()

    def _say_preview(self) -> None:
        words = "Ẩn xem trước" if self.preview.isChecked() else "Xem trước"
        self.preview.setText("" if self._is_narrow else words)
        self.preview.setAccessibleName(words)

    def _on_preview(self, is_shown: bool) -> None:
        self._say_preview()
        self.preview_toggled.emit(is_shown)

    def menu(self) -> QMenu:
        """Return the menu of what else can be made of the report."""
        menu = QMenu(self)
        issue = "Mở lại để s&ửa…" if self.is_issued else "P&hát hành…"
        for icon, words, signal in (
            ("printer", "&In…\tCtrl+P", self.print_wanted),
            ("file-down", "Lưu &PDF…", self.pdf_wanted),
            ("badge-check", issue, self.issue_wanted),
        ):
            action = menu.addAction(icons.icon(icon, "muted"), words)
            action.triggered.connect(lambda _checked=False, signal=signal: signal.emit())
        menu.addSeparator()
        explain = menu.addAction("Kèm phụ lục &giải trình")
        explain.setCheckable(True)
        explain.setChecked(self.has_explanations)
        explain.toggled.connect(self.explanations_toggled)
        return menu

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))


def titles(session: ReportSession) -> tuple[str, str]:
    """Return the report's title and its unit with the days its data run over."""
    days = window(session.report.period)
    first, last = (show(Kind.DATE, day) for day in (days.start, days.end))
    name = session.report.period.write("start")
    return name, f"{session.unit.name} · số liệu {first} – {last}"


def _toggle(icon: str, name: str) -> QToolButton:
    button = looks.tool_button(icon, name)
    button.setCheckable(True)
    button.setChecked(True)
    return button

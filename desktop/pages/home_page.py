"""The home page: the office's reports, the next one due, and the store they are kept in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop import overview
from desktop.appearance import icons, looks
from desktop.appearance.tokens import Space
from desktop.pages.report_list import ReportList, row_of
from desktop.summaries import Summaries
from desktop.widgets.card import Card
from desktop.widgets.elided import Elided
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.page_header import PageHeader
from desktop.widgets.roomy import Roomy
from forms.day import write_day

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from PySide6.QtGui import QResizeEvent

    from db.backup import Backup
    from db.store import Store
    from desktop.settings import Office
    from forms.period import Period

_SIDE: Final = 288
_NARROW: Final = 860
#: Two reports are always in sight.
_LEAST_LIST: Final = 140


class HomePage(QWidget):
    """The list of reports with everything one does to a whole report.

    Signals:
        new_wanted: A new report is to be begun.
        open_wanted, export_wanted, save_wanted, giving_wanted, remove_wanted: The id of a report
            that is to be opened, written as Word, written as a report file, handed over (others
            may go along), or deleted.
        intake_wanted: A report file is to be taken in.
        receive_wanted: Files that other units have handed over are to be received.
        backup_wanted, restore_wanted, removed_wanted: The store is to be backed up, to go back
            to a backup, or to show what was deleted.
        store_wanted, start_wanted: Another store is to be opened, or a new one made.
        return_wanted: The store is to be put back on the stick it came from.
        recent_wanted: The path of a store used before that is to be opened.
    """

    new_wanted = Signal()
    open_wanted = Signal(str)
    export_wanted = Signal(str)
    save_wanted = Signal(str)
    giving_wanted = Signal(str)
    remove_wanted = Signal(str)
    intake_wanted = Signal()
    receive_wanted = Signal()
    backup_wanted = Signal()
    restore_wanted = Signal()
    removed_wanted = Signal()
    store_wanted = Signal()
    start_wanted = Signal()
    return_wanted = Signal()
    recent_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recent: tuple[str, ...] = ()
        self.header = PageHeader("Báo cáo")
        self.new = looks.button("Lập báo cáo mới", "primary", "plus")
        self.new.setToolTip("Ctrl+N")
        self.new.clicked.connect(self.new_wanted)
        self.intake = looks.button("Nhập tệp…", "", "upload")
        self.intake.setToolTip("Nhập tệp báo cáo (.json)")
        self.intake.clicked.connect(self.intake_wanted)
        self.giving = looks.button("Giao dữ liệu…", "", "usb")
        self.giving.setToolTip("Ctrl+G")
        self.giving.clicked.connect(self._give)
        self.receiving = looks.button("Nhận dữ liệu…", "", "download")
        self.receiving.setToolTip("Ctrl+Shift+G")
        self.receiving.clicked.connect(self.receive_wanted)
        self.header.add_action(self.receiving)
        self.header.add_action(self.giving)
        self.header.add_action(self.intake)
        self.header.add_action(self.new)
        self.reports = ReportList()
        self.reports.opened.connect(self.open_wanted)
        self.reports.removing.connect(self.remove_wanted)
        self.reports.chosen.connect(self._on_chosen)
        self.reports.customContextMenuRequested.connect(self._menu)
        self.summaries = Summaries(self)
        self.summaries.ready.connect(self.reports.judge)
        self.empty = EmptyState(
            "file-plus",
            "Chưa có báo cáo nào",
            "Lập báo cáo của kỳ tới để bắt đầu.",
            "Lập báo cáo đầu tiên",
        )
        self.empty.acted.connect(self.new_wanted)
        self._lay_out()
        self._on_chosen()
        export = QShortcut(QKeySequence("Ctrl+E"), self)
        export.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        export.activated.connect(self._export)

    # --- what is shown

    def fill(self, store: Store, office: Office, today: date) -> None:
        """Show the reports of a store."""
        # What other units have handed over is on the roll-up page.
        reports = [info for info in store.reports() if info.giver is None]
        self.header.set_words("Báo cáo", _count(len(reports)))
        # Among reports of several units the office's own is named too.
        is_alone = all(info.unit.name == office.unit.name for info in reports)
        self.reports.fill([row_of(info, today, names_unit=not is_alone) for info in reports])
        self._pile.setCurrentIndex(0 if reports else 1)
        mine = [i.period for i in reports if i.unit.code == office.unit.code]
        self._show_next(overview.suggested(mine, today), today)
        self._show_store(store.path)
        self.show_backup(store.backups(), today)
        self.summaries.fill(store, reports)

    def enter(self) -> None:
        """Put the focus where one goes on: into the list, or on the way to the first report."""
        (self.empty if self._pile.currentIndex() else self.reports).setFocus()

    def show_backup(self, backups: Sequence[Backup], today: date) -> None:
        """Say when the last backup was made."""
        newest = overview.edited_words(backups[0].made_at, today) if backups else ""
        self._backup.setText(f"Sao lưu gần nhất: {newest}" if newest else "Chưa có bản sao lưu")
        self.restore.setEnabled(bool(backups))

    def show_recent(self, stores: Sequence[str]) -> None:
        """Offer the stores used before."""
        self._recent = tuple(stores)

    def show_return(self, words: str) -> None:
        """Offer to put the store back on the stick it came from; "" offers nothing."""
        self.give_back.setText(words or self.give_back.text())
        self.give_back.setVisible(bool(words))

    def leave(self) -> None:
        """Stop looking at reports; the store is about to be closed or a report opened."""
        self.summaries.stop()

    def _show_next(self, period: Period, today: date) -> None:
        self._next_title.setText(overview.start_words(period))
        days = overview.window_of(period)
        if days is None:
            return
        left = overview.deadline(days.due, today)
        self._next_window.setText(f"Số liệu {overview.window_words(period)}")
        self._next_due.setText(f"Nộp chậm nhất {write_day(days.due)} · {left.words}")
        looks.set_look(self._next_due, left.state or "muted")

    def _show_store(self, path: Path) -> None:
        self._name.say(path.name)
        self._folder.say(str(path.parent))

    # --- how it is laid out

    def _lay_out(self) -> None:
        self._pile = QStackedWidget()
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(self._actions())
        column.addWidget(self.reports, 1)
        self._pile.addWidget(listed)
        self._pile.addWidget(self.empty)
        self.reports.setMinimumHeight(_LEAST_LIST)
        self._side = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._side.setSpacing(Space.L)
        top = Qt.AlignmentFlag.AlignTop
        self._side.addWidget(self._next_card(), 0, top)
        self._side.addWidget(self._store_card(), 0, top)
        self._side.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(Space.XL)
        self._row.addWidget(self._pile, 1)
        self._row.addLayout(self._side)
        inside = QWidget()
        self._page = QVBoxLayout(inside)
        self._page.setSpacing(Space.L)
        self._page.addWidget(self.header)
        self._page.addLayout(self._row, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Roomy(inside))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's override: in a narrow window the cards stand below the reports, side by side."""
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if is_narrow else across)
        self._side.setDirection(across if is_narrow else down)
        margin = Space.M if is_narrow else Space.XL
        self._page.setContentsMargins(margin, Space.L, margin, Space.L)

    def _actions(self) -> QHBoxLayout:
        """The row of buttons for the report chosen."""
        self._chosen: list[QPushButton] = []
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        for words, look, icon, signal in (
            ("Mở", "", "pen-line", self.open_wanted),
            ("Xuất Word", "", "file-output", self.export_wanted),
            ("Lưu tệp báo cáo…", "quiet", "download", self.save_wanted),
        ):
            row.addWidget(self._for_chosen(words, look, icon, signal.emit))
        row.addStretch(1)
        row.addWidget(self._for_chosen("Xóa…", "danger", "trash-2", self.remove_wanted.emit))
        return row

    def _for_chosen(
        self, words: str, look: str, icon: str, do: Callable[[str], None]
    ) -> QPushButton:
        button = looks.button(words, look, icon)
        button.clicked.connect(lambda: do(self.reports.current()))
        self._chosen.append(button)
        return button

    def _next_card(self) -> Card:
        card = Card("Kỳ báo cáo tới")
        card.setFixedWidth(_SIDE)
        self._next_title = looks.label("", "lead", wrap=True)
        self._next_window = looks.label("", "muted", wrap=True)
        self._next_due = looks.label("", "muted", wrap=True)
        for label in (self._next_title, self._next_window, self._next_due):
            card.add(label)
        return card

    def _store_card(self) -> Card:
        card = Card("Sổ dữ liệu")
        card.setFixedWidth(_SIDE)
        self._name = Elided("", "strong", mode=Qt.TextElideMode.ElideMiddle)
        self._folder = Elided("", "small", mode=Qt.TextElideMode.ElideMiddle)
        self._backup = looks.label("", "muted", wrap=True)
        for label in (self._name, self._folder, self._backup):
            card.add(label)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        self.backup = looks.button("Sao lưu ngay")
        self.backup.clicked.connect(self.backup_wanted)
        self.restore = looks.button("Khôi phục…")
        self.restore.clicked.connect(self.restore_wanted)
        row.addWidget(self.backup)
        row.addWidget(self.restore)
        card.add_layout(row)
        self.give_back = looks.button("Trả sổ về USB", "", "usb")
        self.give_back.clicked.connect(self.return_wanted)
        self.give_back.hide()
        card.add(self.give_back)
        self.other = looks.button("Sổ khác", "quiet", "folder-open")
        self.other.clicked.connect(self._other_menu)
        card.add(self.other)
        return card

    # --- menus and keys

    def _export(self) -> None:
        if report := self.reports.current():
            self.export_wanted.emit(report)

    def _give(self) -> None:
        self.giving_wanted.emit(self.reports.current())

    def _on_chosen(self) -> None:
        for button in self._chosen:
            button.setEnabled(bool(self.reports.current()))

    def _menu(self, at: QPoint) -> None:
        report = self.reports.current()
        if not report or not self.reports.indexAt(at).isValid():
            return
        menu = _menu_of(self)
        for words, icon, signal in (
            ("Mở", "pen-line", self.open_wanted),
            ("Xuất Word…", "file-down", self.export_wanted),
            ("Lưu tệp báo cáo (.json)…", "download", self.save_wanted),
            ("Giao dữ liệu…", "usb", self.giving_wanted),
            ("Xóa…", "trash-2", self.remove_wanted),
        ):
            action = menu.addAction(icons.icon(icon, "muted"), words)
            action.triggered.connect(lambda _=False, signal=signal: signal.emit(report))
        menu.popup(self.reports.viewport().mapToGlobal(at))

    def _other_menu(self) -> None:
        menu = self.other_menu()
        menu.popup(self.other.mapToGlobal(QPoint(0, self.other.height())))

    def other_menu(self) -> QMenu:
        """The menu of the button "Sổ khác"."""
        menu = _menu_of(self)
        for path in self._recent:
            action = menu.addAction(icons.icon("database", "muted"), Path(path).name)
            action.setToolTip(path)
            action.triggered.connect(lambda _=False, path=path: self.recent_wanted.emit(path))
        if self._recent:
            menu.addSeparator()
        for words, icon, signal in (
            ("Mở sổ dữ liệu…", "folder-open", self.store_wanted),
            ("Lập sổ mới…", "plus", self.start_wanted),
            ("Báo cáo đã xóa…", "trash-2", self.removed_wanted),
        ):
            menu.addAction(icons.icon(icon, "muted"), words).triggered.connect(
                lambda _=False, signal=signal: signal.emit()
            )
        return menu


def _count(reports: int) -> str:
    return f"{reports} báo cáo trong sổ" if reports else "Sổ chưa có báo cáo"


def _menu_of(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)
    return menu

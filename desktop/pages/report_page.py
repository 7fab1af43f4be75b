"""The page of one report: its tabs at the left, the fields, the findings, the preview."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.appearance.tokens import State
from desktop.attachments import Attachments
from desktop.dialogs.unread import Unread, may_drop
from desktop.field_index import CLOSING, COVER, FieldKind
from desktop.pages.issued_band import IssuedBand, issued_on
from desktop.pages.report_body import Breadth, ReportBody
from desktop.pages.report_header import ReportHeader
from desktop.pages.report_keys import UndoRouter, bind, next_part
from desktop.pages.tab_pile import TabPile
from desktop.panels.field_details import FieldDetails
from desktop.panels.findings_panel import FindingsPanel
from desktop.tabs.freezing import freeze
from desktop.tabs.tab import Tab
from desktop.widgets.command_palette import CommandPalette, Item
from desktop.widgets.section_tabs import SectionTabs
from desktop.widgets.section_tabs import Tab as Entry
from desktop.widgets.toast import Toasts
from forms.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QToolButton

    from desktop.preview.view import PreviewView
    from desktop.session import ReportSession
    from desktop.tabs.rows import Row
    from desktop.verdicts import SectionState
    from forms.checking import Finding

#: The preview follows the typing after so long a pause.
_PREVIEW_PAUSE_MS: Final = 150

#: Topics of notes.
_STEP: Final = "step"
_SAVING: Final = "saving"

_SECTION: Final = "section:"
_FIELD: Final = "field:"
_ICONS: Final = {
    FieldKind.FIGURE: "pen-line",
    FieldKind.TEXT: "type",
    FieldKind.TABLE: "table",
    FieldKind.FRONT: "signature",
}


class ReportPage(QWidget):
    """One report, open.

    Attributes:
        session: The report.
        issued: The day it was issued, None while it is a draft. An issued one can only be read.
        attachments: The appendices it is printed with.

    Signals:
        export_requested: Write the Word file. What is being typed was committed before.
        print_requested, pdf_requested: Print the report, or write it as PDF.
        issue_requested: Issue the report; whoever does so looks at `session.open_errors`.
    """

    export_requested = Signal()
    print_requested = Signal()
    pdf_requested = Signal()
    issue_requested = Signal()

    def __init__(
        self,
        session: ReportSession,
        *,
        toasts: Toasts | None = None,
        attachments: Attachments | None = None,
    ) -> None:
        super().__init__()
        self.session = session
        self.issued = issued_on(session)
        self.attachments = attachments or Attachments(session.store)
        self.attachments.setParent(self)
        self.tabs = SectionTabs("Các mục của báo cáo")
        self.findings = FindingsPanel(session)
        self.header = ReportHeader(session)
        self._toasts = toasts or Toasts(self)
        self._palette = CommandPalette(self)
        self._pile = TabPile(session, is_frozen=self.issued is not None)
        self._body = ReportBody(self.tabs, self._pile, self.findings)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PREVIEW_PAUSE_MS)
        self._router = UndoRouter(self)
        self.setFocusProxy(self.tabs)
        self.setAccessibleName(f"Báo cáo {session.report.period.write()}")
        self._build()
        self._connect()
        self._bind()
        self.tabs.set_tabs(list(self._entries()))
        self._palette.set_items(list(self._items()))
        self._say_saved()

    # --- what the shell asks for

    def go_to(self, field: str) -> bool:
        """Show the tab of a field and put the cursor there; False if it is typed nowhere."""
        key = self.session.index.key_of(field)
        place = self.session.index.place(key)
        if place is None:
            return False
        self.show_section(place.section)
        return self.tab(place.section).go_to(key)

    def show_section(self, section: str) -> None:
        """Show the tab of a section, `COVER` or `CLOSING`."""
        self.tabs.choose(section)

    def commit_pending(self) -> None:
        """Hand over what is being typed, as if its field were left."""
        self._pile.commit()

    def unread(self) -> list[Unread]:
        """Return the texts in fields that nobody can understand as values."""
        return self._pile.unread()

    def settle(self) -> bool:
        """Hand over what is typed; what can't be understood the officer drops or goes back to.

        Returns:
            False if the officer goes back to it: then nothing else is to be done.
        """
        self.commit_pending()
        unread = self.unread()
        if unread and not may_drop(self.window(), unread):
            self.go_to(unread[0].key)
            unread[0].edit.setFocus()
            return False
        for each in unread:
            each.edit.revert()
        return True

    def let_go(self) -> None:
        """Take this page's notes away; it is about to be."""
        for topic in (_STEP, _SAVING):
            self._toasts.drop(topic)

    def tab(self, section: str) -> Tab:
        """Return a section's tab, built at its first visit."""
        return self._pile.tab(section)

    def set_preview_shown(self, is_shown: bool) -> None:
        """Show or hide the preview."""
        self.header.preview.setChecked(is_shown)

    @property
    def preview(self) -> PreviewView | None:
        """The preview, once it was asked for."""
        return self._body.preview

    # --- building

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        if self.issued:
            band = IssuedBand(self.issued)
            band.reopen_wanted.connect(partial(self._ask_for, self.issue_requested))
            layout.addWidget(band)
            self.findings.set_read_only()
        layout.addWidget(self._body, 1)

    def _connect(self) -> None:
        session, header = self.session, self.header
        session.findings_changed.connect(self._refresh)
        session.saved.connect(self._say_saved)
        session.failed.connect(self._on_failed)
        self.tabs.chosen.connect(self._on_chosen)
        self.tabs.activated.connect(lambda _: self.tab(self.tabs.current()).enter())
        self._pile.details_wanted.connect(self.show_details)
        self._pile.field_clicked.connect(self.go_to)
        self._palette.picked.connect(self._on_picked)
        self._pause.timeout.connect(self._show_document)
        self._body.breadth_changed.connect(self._on_breadth)
        self.findings.go_wanted.connect(self.go_to)
        self.findings.mend_wanted.connect(self._mend)
        self.findings.explain_wanted.connect(self._explain)
        header.search_wanted.connect(self._palette.open)
        header.undo_wanted.connect(self.undo)
        header.redo_wanted.connect(self.redo)
        header.sections_toggled.connect(partial(self._on_side, header.findings))
        header.findings_toggled.connect(partial(self._on_side, header.sections))
        header.preview_toggled.connect(self._on_preview)
        header.export_wanted.connect(self._export)
        header.print_wanted.connect(self._print)
        header.pdf_wanted.connect(partial(self._ask_for, self.pdf_requested))
        header.issue_wanted.connect(partial(self._ask_for, self.issue_requested))
        header.is_issued = self.issued is not None
        header.has_explanations = self.attachments.has_explanations
        header.explanations_toggled.connect(self._on_explanations)
        self.attachments.changed.connect(self._update_preview)

    def _bind(self) -> None:
        bind(
            self,
            {
                "Ctrl+K": self._palette.open,
                "Ctrl+Z": self.undo,
                "Ctrl+Y": self.redo,
                "Ctrl+Shift+Z": self.redo,
                "Ctrl+E": self._export,
                "Ctrl+P": self._print,
                "Ctrl+Shift+P": self.header.preview.toggle,
                "Ctrl+I": self._show_present_details,
                "F6": partial(self._next_part, 1),
                "Shift+F6": partial(self._next_part, -1),
                "F8": partial(self.findings.step, 1),
                "Shift+F8": partial(self.findings.step, -1),
                "Ctrl+Tab": partial(self.tabs.go, 1),
                "Ctrl+Shift+Tab": partial(self.tabs.go, -1),
                **{f"Alt+{n}": partial(self._show_nth, n - 1) for n in range(1, 10)},
            },
        )

    def _entries(self) -> Iterator[Entry]:
        numbers = self.session.composer().numbers()
        yield self._entry(COVER, "", "Mở đầu")
        for section in self.session.form.sections():
            yield self._entry(section.id, numbers[section.id], section.tab)
        yield self._entry(CLOSING, "", "Ký, nơi nhận")

    def _entry(self, section: str, number: str, name: str) -> Entry:
        return Entry(section, number, name, *badge(self.session.section_state(section)))

    def _items(self) -> Iterator[Item]:
        """Yield everything that Ctrl+K can jump to."""
        where = {e.id: f"{e.number} {e.name}".strip() for e in self._entries()}
        for section, words in where.items():
            yield Item(f"{_SECTION}{section}", words, "Mục", "list")
        for place in self.session.index.places.values():
            key = f"{_FIELD}{place.key}"
            yield Item(key, place.label, where[place.section], _ICONS[place.kind])

    # --- what happens

    def _on_chosen(self, section: str) -> None:
        self._pile.show_section(section)
        self.findings.set_section(section)

    def _show_nth(self, position: int) -> None:
        entries = list(self._entries())
        if position < len(entries):
            self.show_section(entries[position].id)

    def _on_picked(self, item: str) -> None:
        if item.startswith(_SECTION):
            self.show_section(item.removeprefix(_SECTION))
        else:
            self.go_to(item.removeprefix(_FIELD))

    def _refresh(self) -> None:
        """Show what changed."""
        self._pile.refresh()
        for entry in self._entries():
            self.tabs.set_badge(entry.id, entry.state, entry.count)
        self.findings.refresh()
        self._update_preview()

    def _update_preview(self) -> None:
        if self.preview is not None and self.preview.isVisible():
            self._pause.start()

    def _mend(self, finding: Finding) -> None:
        if self.issued:
            return
        self.commit_pending()
        figure = self.session.mend(finding)
        if figure:
            self.go_to(figure)

    def _explain(self, finding: Finding, reason: str) -> None:
        if reason:
            self.session.explain(finding, reason)
        else:
            self.session.withdraw(finding)

    def undo(self) -> None:
        """Take the last step back and go to the field it was made in."""
        if self._is_refused():
            return
        self.commit_pending()
        self._after_step(self.session.undo(), "Đã hoàn tác", "Không còn gì để hoàn tác.")

    def redo(self) -> None:
        """Take a step again and go to the field it was made in."""
        if self._is_refused():
            return
        self._after_step(self.session.redo(), "Đã làm lại", "Không còn gì để làm lại.")

    def _is_refused(self) -> bool:
        """Whether steps are refused because the report was issued; then it is said."""
        if self.issued:
            self._say("Báo cáo đã phát hành; hãy mở lại để sửa rồi mới hoàn tác được.")
        return self.issued is not None

    def _after_step(self, key: str | None, done: str, nothing: str) -> None:
        if key is None:
            self._say(nothing)
            return
        self._say(f"{done}: {self.session.index.label(key)}")
        self.go_to(key)

    def _say(self, words: str) -> None:
        self._toasts.say(words, State.INFO, topic=_STEP, seconds=3)

    def show_details(self, key: str) -> None:
        """Open a field's as-of date, note and history."""
        self.commit_pending()
        dialog = FieldDetails(self.session, key, self)
        if self.issued:
            freeze(dialog)
        dialog.open()

    def _show_present_details(self) -> None:
        row = self._present_row()
        if row is not None:
            self.show_details(row.key)

    def _present_row(self) -> Row | None:
        return self.tab(self.tabs.current()).focused_row()

    def _next_part(self, step: int) -> None:
        """Move the focus to the next part of the page that is shown, a note included."""
        notes = self._toasts.shown()[-1:]
        every = (self.tabs, self.tab(self.tabs.current()), self.preview, self.findings, *notes)
        parts = [part for part in every if part is not None and part.isVisible()]
        there = next_part(parts, step)
        there.enter() if isinstance(there, Tab) else there.setFocus(Qt.FocusReason.TabFocusReason)

    # --- saving

    def _say_saved(self) -> None:
        self._toasts.drop(_SAVING)
        self.header.save_state.set_saved(self.session.edited_at.astimezone())

    def _on_failed(self, reason: str) -> None:
        self.header.save_state.set_failed(reason)
        again = [("Lưu lại", self._retry)]
        self._toasts.say(reason, State.ERROR, actions=again, topic=_SAVING, seconds=0)

    def _retry(self) -> None:
        if self.session.retry():
            self._say_saved()

    # --- what to make of it

    def _export(self) -> None:
        self._ask_for(self.export_requested)

    def _print(self) -> None:
        self._ask_for(self.print_requested)

    def _ask_for(self, signal: SignalInstance) -> None:
        if self.settle():
            signal.emit()

    def _on_explanations(self, is_wanted: bool) -> None:
        self.header.has_explanations = is_wanted
        try:
            self.attachments.set_explanations(is_wanted)
        except Problem as problem:
            self._toasts.say(problem.message, State.ERROR)

    # --- preview

    def _on_preview(self, is_shown: bool) -> None:
        if is_shown:
            self._body.open_preview(self._go_from_preview)
        if self._body.breadth() is Breadth.NARROW:
            self.header.sections.setChecked(not is_shown)
        self._arrange()
        if is_shown:
            self._show_document()
            self._show_present_field()

    def _go_from_preview(self, field: str) -> None:
        self.go_to(field)
        if not self._body.has_fields:
            self.set_preview_shown(False)
            self.go_to(field)

    def _show_document(self) -> None:
        if self.preview is not None:
            self.preview.show_document(self.attachments.document(self.session))

    def _show_present_field(self) -> None:
        """Open the preview where the officer is working."""
        row = self._present_row()
        if row is not None and self.preview is not None:
            self.preview.show_field(row.key)

    # --- width

    def _on_side(self, other: QToolButton, is_shown: bool) -> None:
        """One side was shown or hidden; in a narrow window the rest makes room for it."""
        if is_shown and self._body.breadth() is Breadth.NARROW:
            self.header.preview.setChecked(False)
            other.setChecked(False)
        self._arrange()

    def _arrange(self) -> None:
        header = self.header
        self._body.arrange(
            sections=header.sections.isChecked(),
            preview=header.preview.isChecked(),
            findings=header.findings.isChecked(),
        )
        header.findings.setEnabled(self._body.has_room_for_findings())

    def _on_breadth(self, breadth: Breadth) -> None:
        """The window became wide or narrow."""
        self.header.sections.setChecked(True)
        self.header.findings.setChecked(breadth is not Breadth.NARROW)
        self._arrange()


def badge(state: SectionState) -> tuple[State, int]:
    """Return what a section's badge shows: the gravest thing that is open."""
    for shown, count in (
        (State.ERROR, state.errors),
        (State.WARNING, state.warnings),
        (State.UNFILLED, state.missing),
        (State.INFO, state.unreviewed),
    ):
        if count:
            return shown, count
    return State.OK, 0

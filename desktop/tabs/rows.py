"""Each field of a report as a row: the widget that edits it, tied to the session."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.appearance import looks
from desktop.appearance.tokens import Space, State
from desktop.tabs import said
from desktop.widgets.figure_field import FigureField
from desktop.widgets.table_editor import TableEditor
from desktop.widgets.text_editor import TextEditor
from forms.figure import Kind, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.session import ReportSession
    from desktop.verdicts import LiveVerdict
    from forms.definition import Figure, Table, Text
    from forms.figure import Value


class Row(QWidget):
    """One field of the report. It is empty until it is refreshed.

    Attributes:
        key: The field's key in the session.

    Signals:
        tried: Something is being typed: a function that returns the leaf's paragraphs as they
            would print with it.
        details_wanted: The field's as-of date, note and history were asked for.
    """

    tried = Signal(object)
    details_wanted = Signal(str)

    def __init__(self, session: ReportSession, key: str) -> None:
        super().__init__()
        self.session = session
        self.key = key

    @abstractmethod
    def refresh(self) -> None:
        """Show what the session holds; never over what is being typed."""

    @abstractmethod
    def commit(self) -> None:
        """Hand over what is typed, as if the field were left."""

    def enter(self) -> None:
        """Put the cursor into the field."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def lay_out(self, label: int, *, is_brief: bool) -> None:
        """Give the label at the left that many pixels; where room is short, say less."""

    def _on_left(self, _is_for_good: bool) -> None:
        self.session.mark_reviewed(self.key)


class FigureRow(Row):
    """A figure of the form.

    Attributes:
        figure: Its definition.
        was_needed: Whether the sentence needed it at any time since the tab was built.
    """

    def __init__(self, session: ReportSession, figure: Figure) -> None:
        super().__init__(session, figure.id)
        self.figure = figure
        self.was_needed = False
        self._is_brief = False
        self.field = FigureField(
            figure.label,
            figure.kind,
            unit=said.unit_words(figure),
            help_text=figure.help,
            choices=_choices(session, figure),
        )
        self.field.stand_on(QPalette.ColorRole.Base)  # the card's own
        details = looks.tool_button("ellipsis-vertical", _details_name(figure.label))
        details.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        details.clicked.connect(lambda: self.details_wanted.emit(self.key))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.XS)
        layout.addWidget(self.field, 1)
        layout.addWidget(details, 0, Qt.AlignmentFlag.AlignTop)
        self.setFocusProxy(self.field)
        self.field.parsed.connect(self._on_parsed)
        self.field.committed.connect(self._on_committed)
        self.field.edit.left.connect(self._on_left)

    def refresh(self) -> None:
        """Show value, last period's value, verdict and offer."""
        session, figure = self.session, self.figure
        self.field.set_value(session.report.figures.get(figure.id))
        self.field.set_previous(said.before(session, figure))
        findings, checked = session.findings_of(figure.id), session.is_checked(figure.id)
        self._say(*said.standing(session, figure.id, findings, is_checked=checked))
        self._show_offer()

    def commit(self) -> None:
        """Hand over what is typed."""
        self.field.commit()

    def lay_out(self, label: int, *, is_brief: bool) -> None:
        """Line the field up; a label of three lines makes the row higher."""
        self.field.set_label_width(label)
        self.field.updateGeometry()
        if is_brief != self._is_brief:
            self._is_brief = is_brief
            self._show_offer()

    def _show_offer(self) -> None:
        offer = self.session.offer(self.key)
        words = "" if offer is None else _with_unit(self.figure, offer)
        reckoned = "tính được" if self.figure.computed else "đúng ra"
        lead = "=" if self._is_brief else reckoned
        self.field.set_offer(offer, f"{lead} {words}")

    def _on_parsed(self, value: Value | None, problem: str) -> None:
        """Judge what is being typed; half a number is judged by the field itself."""
        if problem:
            return
        tried: LiveVerdict = self.session.try_figure(self.key, value)
        checked = tried.is_checked
        self._say(*said.verdict(self.session, self.key, tried.finding, is_checked=checked))
        self.tried.emit(tried.say)

    def _on_committed(self, value: Value | None) -> None:
        self.session.set_figure(self.key, value)

    def _say(self, state: State, words: str) -> None:
        self.field.set_verdict(state, words)


class TextRow(Row):
    """A passage of the form."""

    def __init__(self, session: ReportSession, text: Text) -> None:
        super().__init__(session, text.id)
        self.text = text
        self.editor = TextEditor(
            text.label,
            default=self._default(),
            can_be_empty=text.optional,
            help_text=text.help,
        )
        self._mark = ReviewMark(session, text.id, text.label)
        stack(self, self._mark, self.editor)
        self.setFocusProxy(self.editor)
        self.editor.edited.connect(self._on_edited)
        self.editor.committed.connect(self._on_committed)
        self.editor.edit.left.connect(self._on_left)

    def refresh(self) -> None:
        """Show the passage, its default and its verdict."""
        self.editor.set_default(self._default())
        self.editor.set_value(self.session.report.texts.get(self.key))
        findings = self.session.findings_of(self.key)
        if findings:
            self.editor.set_verdict(said.finding_state(findings[0]), findings[0].message)
        else:
            is_missing = self.key in self.session.missing
            self.editor.set_verdict(State.UNFILLED if is_missing else State.NONE)
        self._mark.refresh()

    def commit(self) -> None:
        """Hand over what is written."""
        self.editor.commit()

    def _default(self) -> str:
        default = self.text.default
        return self.session.composer().voice.text(default) if default else ""

    def _on_edited(self, words: str) -> None:
        tried = words.strip() or None
        self.tried.emit(lambda: self.session.try_text(self.key, tried))

    def _on_committed(self, words: str | None) -> None:
        self.session.set_text(self.key, words)


class TableRow(Row):
    """A table of the form."""

    def __init__(self, session: ReportSession, table: Table) -> None:
        super().__init__(session, table.id)
        self.editor = TableEditor(table.columns, label=table.label)
        self._mark = ReviewMark(session, table.id, table.label)
        help_text = looks.label(table.help, "small", wrap=True)
        help_text.setVisible(bool(table.help))
        stack(self, self._mark, self.editor, help_text)
        self.editor.committed.connect(self._on_committed)

    def refresh(self) -> None:
        """Show the rows."""
        self.editor.set_rows(self.session.report.tables.get(self.key, ()))
        self._mark.refresh()

    def commit(self) -> None:
        """Hand over the cell being typed in."""
        self.editor.commit()

    def enter(self) -> None:
        """Put the cursor into the first cell."""
        first = self.editor.cell(0, self.session.form.tables[self.key].columns[0].id)
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_committed(self, rows: tuple[dict[str, Value], ...]) -> None:
        self.session.set_table(self.key, rows)


class ReviewMark(QWidget):
    """Says that a copied field was not looked at yet, with a button for "I have"."""

    def __init__(self, session: ReportSession, key: str, label: str) -> None:
        super().__init__()
        self._session = session
        self._key = key
        seen = looks.button("Đã xem", "quiet", "eye")
        seen.setAccessibleName(f"Đã xem: {label}")
        seen.clicked.connect(lambda: session.mark_reviewed(key))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(looks.label(said.UNREVIEWED, "info"), 1)
        layout.addWidget(seen)

    def refresh(self) -> None:
        """Show the mark only while it is true."""
        self.setVisible(self._key in self._session.unreviewed)


def stack(row: QWidget, *widgets: QWidget) -> None:
    """Put widgets into a row, one below the other."""
    layout = QVBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(Space.XS)
    for widget in widgets:
        layout.addWidget(widget)


def _choices(session: ReportSession, figure: Figure) -> Sequence[tuple[Value, str]]:
    """Offer the coming periods where one is asked for."""
    if figure.kind is not Kind.PERIOD:
        return ()
    return [(str(period), period.write()) for period in session.report.period.next_choices()]


def _with_unit(figure: Figure, value: Value) -> str:
    unit = "%" if figure.kind is Kind.PERCENT else ""
    return f"{show(figure.kind, value)} {unit}".strip()


def _details_name(label: str) -> str:
    return f"Ngày tính, ghi chú, lịch sử (Ctrl+I): {label}"

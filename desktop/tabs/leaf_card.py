"""One leaf of a section: its heading, its fields, and the sentence as it will print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser

from desktop.appearance import looks
from desktop.tabs.conditions import deciding
from desktop.tabs.rows import FigureRow, Row, TableRow, TextRow
from desktop.widgets.card import Card
from desktop.widgets.sentence_view import SentenceView
from forms.run_lines import note_lines, runs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.session import ReportSession
    from forms.block import Paragraph
    from forms.definition import Leaf

#: The sentence follows the typing so much later: the verdict is painted before it, and a
#: keyboard program's Backspaces and letters are said once.
_PAUSE_MS: Final = 20


class LeafCard(Card):
    """A card with everything about one leaf.

    Figures that the sentence does not need as things stand are folded away; once one was
    needed it stays, so that nothing disappears under the officer's hands.

    Signals:
        details_wanted: A field's as-of date, note and history were asked for.
        field_clicked: The words of a field were clicked in the sentence.
    """

    details_wanted = Signal(str)
    field_clicked = Signal(str)

    def __init__(self, session: ReportSession, leaf: Leaf) -> None:
        super().__init__()
        self._session = session
        self._leaf = leaf
        self._deciding = deciding(leaf, session.form.notes)
        self._is_unfolded = False
        self._tried: Callable[[], Sequence[Paragraph]] = tuple
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._show_tried)
        self.rows: dict[str, Row] = {row.key: row for row in self._make_rows()}
        self._heading = looks.label("", "accent", wrap=True)
        self._seen = looks.button("Đã xem hết", "quiet", "eye")
        self._more = looks.button("", "quiet", "chevron-down")
        self._sentence = SentenceView()
        self._build()
        self.refresh()

    def _make_rows(self) -> Iterator[Row]:
        form, index = self._session.form, self._session.index
        for figure in self._leaf.figures:
            if self._is_home(figure):
                yield FigureRow(self._session, form.figures[figure])
        for text in self._leaf.texts:
            if index.places[text].leaf is self._leaf:
                yield TextRow(self._session, form.texts[text])
        for table in self._leaf.tables:
            if index.places[table].leaf is self._leaf:
                yield TableRow(self._session, form.tables[table])

    def _is_home(self, figure: str) -> bool:
        """Whether the figure is typed here: not taken from elsewhere, not in an earlier leaf."""
        place = self._session.index.places.get(figure)
        return place is not None and place.leaf is self._leaf

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self._seen, 0, Qt.AlignmentFlag.AlignTop)
        self.add_layout(head)
        if self._leaf.help:
            self.add(looks.label(self._leaf.help, "small", wrap=True))
        for row in self.rows.values():
            if isinstance(row, FigureRow):
                self.add(row)
        more = QHBoxLayout()
        more.addWidget(self._more)
        more.addStretch(1)
        self.add_layout(more)
        for row in self.rows.values():
            if not isinstance(row, FigureRow):
                self.add(row)
            row.tried.connect(self._on_tried)
            row.details_wanted.connect(self.details_wanted)
        self.add(self._sentence)
        # Tab goes from field to field, not through every word of the sentence.
        for view in self._sentence.findChildren(QTextBrowser):
            view.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._sentence.field_clicked.connect(self.field_clicked)
        self._seen.clicked.connect(self._mark_all_reviewed)
        self._more.clicked.connect(self.unfold)

    def refresh(self) -> None:
        """Show what the session holds."""
        self._pause.stop()
        for row in self.rows.values():
            row.refresh()
        leaf, composer = self._leaf, self._session.composer()
        heading = composer.voice.text(leaf.heading) if leaf.heading else ""
        self._heading.setText(heading)
        self._heading.setVisible(bool(heading))
        self.setAccessibleName(heading or leaf.id)
        self._seen.setVisible(self._wants_review())
        self._seen.setAccessibleName(f"Đã xem hết: {heading}")
        self._show_lines(self._session.lines(leaf))

    def _wants_review(self) -> bool:
        """Whether one button for the whole card spares more than it costs."""
        waiting = [row for key, row in self.rows.items() if key in self._session.unreviewed]
        return len(waiting) > 1 or any(isinstance(row, FigureRow) for row in waiting)

    def unfold(self) -> None:
        """Show every figure of the leaf."""
        self._is_unfolded = True
        for row in self.rows.values():
            row.show()
        self._more.hide()

    def folded(self) -> list[str]:
        """Return the figures folded away."""
        if self._is_unfolded:
            return []
        figures = [row for row in self.rows.values() if isinstance(row, FigureRow)]
        return [row.key for row in figures if not row.was_needed]

    def _on_tried(self, tried: Callable[[], Sequence[Paragraph]]) -> None:
        self._tried = tried
        if not self._pause.isActive():
            self._pause.start()

    def _show_tried(self) -> None:
        self._show_lines(self._tried())

    def _show_lines(self, lines: Sequence[Paragraph]) -> None:
        self._sentence.set_paragraphs((*lines, *note_lines(lines)))
        self._sentence.setVisible(bool(lines))
        if not self._is_unfolded:
            self._fold({run.field for run in runs_of(lines)})

    def _fold(self, printed: set[str]) -> None:
        """Hide what is not needed yet; what was shown once stays."""
        known = self._session.report
        needed = self._deciding | printed | known.figures.keys() | known.notes.keys()
        for row in self.rows.values():
            if isinstance(row, FigureRow) and not row.was_needed:
                row.was_needed = row.key in needed or row.key in self._session.missing
                if not row.was_needed:
                    row.hide()
                elif row.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                    row.show()  # the others appear with their card, which costs less
        folded = len(self.folded())
        self._more.setText(f"Chỉ tiêu khác ({folded})")
        self._more.setVisible(bool(folded))

    def _mark_all_reviewed(self) -> None:
        for key in self.rows:
            self._session.mark_reviewed(key)

"""The rows of a document's head and foot: front matter, with the unit's own words as default."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from desktop.appearance.tokens import State
from desktop.field_index import FRONT_PREFIX
from desktop.tabs import said
from desktop.tabs.rows import Row, stack
from desktop.widgets.figure_field import FigureField
from desktop.widgets.text_editor import TextEditor
from forms.document import Composer
from forms.figure import Kind

if TYPE_CHECKING:
    from desktop.session import ReportSession
    from forms.figure import Value


class FrontRow(Row):
    """A part of the front matter: the unit's own word is shown until another is written."""

    def __init__(
        self, session: ReportSession, key: str, kind: Kind, *, own: str = "", help_text: str = ""
    ) -> None:
        super().__init__(session, FRONT_PREFIX + key)
        self._key = key
        label = session.index.label(self.key)
        self.field = FigureField(label, kind, help_text=help_text)
        self.field.edit.setPlaceholderText(own)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addWidget(self.field)
        self.setFocusProxy(self.field)
        self.field.committed.connect(self._on_committed)
        self.refresh()

    def refresh(self) -> None:
        """Show value and verdict."""
        words = self.session.report.front.get(self._key, "")
        value: Value | None = words or None
        if words and self.field.kind() is Kind.DATE:
            value = date.fromisoformat(words)
        self.field.set_value(value)
        self.field.set_verdict(*self._verdict())

    def _verdict(self) -> tuple[State, str]:
        """Return what the rules say of the figure that stands in the front matter."""
        for figure in self.session.form.figures.values():
            if figure.source == self.key:
                findings = self.session.findings_of(figure.id)
                if findings:
                    return said.finding_state(findings[0]), said.in_short(findings[0])
        return (State.UNFILLED if self.key in self.session.missing else State.NONE), ""

    def commit(self) -> None:
        """Hand over what is typed."""
        self.field.commit()

    def lay_out(self, label: int, *, is_brief: bool) -> None:  # noqa: ARG002  (it is brief already)
        """Line the field up."""
        self.field.set_label_width(label)
        self.field.updateGeometry()

    def _on_committed(self, value: Value | None) -> None:
        self.session.set_front(self._key, None if value is None else str(value))


class AuthorityRow(FrontRow):
    """The right to sign ("KT. …"): the unit's own, another one, or none at all."""

    def __init__(self, session: ReportSession, *, own: str, help_text: str) -> None:
        self._none = QCheckBox("Không ghi")
        super().__init__(session, "authority", Kind.NAME, own=own, help_text=help_text)
        label = session.index.label(self.key)
        self._none.setAccessibleName(f"Không ghi: {label}")
        self._none.setMinimumHeight(self.field.edit.sizeHint().height())
        self._line.addWidget(self._none, 0, Qt.AlignmentFlag.AlignTop)
        self._none.clicked.connect(self._on_none)

    def refresh(self) -> None:
        """Show value and verdict; the head of a unit signs without it."""
        super().refresh()
        is_none = self.session.report.front.get("authority") == ""
        self._none.setChecked(is_none)
        self.field.setDisabled(is_none)

    def _on_none(self, is_none: bool) -> None:
        self.session.set_front("authority", "" if is_none else None)


class RecipientsRow(Row):
    """The recipients: the unit's own list until another one is written."""

    def __init__(self, session: ReportSession) -> None:
        super().__init__(session, f"{FRONT_PREFIX}recipients")
        label = session.index.label(self.key)
        help_text = "Mỗi dòng một nơi nhận, kể cả dòng Lưu; để nguyên thì in danh sách của đơn vị."
        self.editor = TextEditor(label, default=self._own(), help_text=help_text)
        stack(self, self.editor)
        self.setFocusProxy(self.editor)
        self.editor.committed.connect(lambda words: session.set_front("recipients", words))
        self.refresh()

    def refresh(self) -> None:
        """Show the list."""
        self.editor.set_default(self._own())
        self.editor.set_value(self.session.report.front.get("recipients"))

    def commit(self) -> None:
        """Hand over what is written."""
        self.editor.commit()

    def _own(self) -> str:
        """Return the list printed while none is written."""
        session = self.session
        front = {k: v for k, v in session.report.front.items() if k != "recipients"}
        report = replace(session.report, front=front)
        closing = Composer(session.form, report, session.unit).closing()
        return "\n".join(closing.recipients)

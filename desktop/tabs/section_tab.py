"""The tab of one section, built from the form's definition: a card for each leaf."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.tabs.leaf_card import LeafCard
from desktop.tabs.tab import Tab

if TYPE_CHECKING:
    from desktop.session import ReportSession
    from desktop.tabs.rows import Row
    from forms.definition import Section


class SectionTab(Tab):
    """One section of the report."""

    def __init__(self, session: ReportSession, section: Section) -> None:
        super().__init__(session, heading_of(session, section))
        self._section = section
        self.cards = [LeafCard(session, leaf) for leaf in section.leaves]
        for card in self.cards:
            self.rows.update(card.rows)
            card.details_wanted.connect(self.details_wanted)
            card.field_clicked.connect(self.field_clicked)
            self.add(card)
        self.end()

    def refresh_now(self) -> None:
        """Show what the session holds."""
        self.set_title(heading_of(self.session, self._section))
        for card in self.cards:
            card.refresh()

    def reveal(self, row: Row) -> None:
        """Unfold the card if the row is folded away in it."""
        for card in self.cards:
            if row.key in card.folded():
                card.unfold()


def heading_of(session: ReportSession, section: Section) -> str:
    """Return number and heading as printed; the chapter's own where it has no sections."""
    composer = session.composer()
    number = composer.numbers()[section.id]
    return f"{number}  {composer.voice.text(section.heading)}"

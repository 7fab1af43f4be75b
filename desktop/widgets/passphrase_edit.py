"""The line edit for a passphrase: dots, until somebody wants to see what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.widgets.plain_edit import PlainEdit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class PassphraseEdit(PlainEdit):
    """A plain edit whose letters are hidden.

    Args:
        name: What a screen reader calls it.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.set_shown(False)

    def set_shown(self, shown: bool) -> None:
        """Show the letters, or dots in their place."""
        self.setEchoMode(self.EchoMode.Normal if shown else self.EchoMode.Password)

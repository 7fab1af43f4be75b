"""The floor: a window with a label and nothing else. It is frozen just as the program is."""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

#: Milliseconds after which it closes by itself; the measure has ended long before.
_OPEN: Final = 1_500


def main() -> int:
    """Show the window for a while."""
    app = QApplication(sys.argv)
    window = QWidget()
    QVBoxLayout(window).addWidget(QLabel("Báo cáo công tác cải cách hành chính"))
    window.resize(1280, 720)
    window.show()
    QTimer.singleShot(_OPEN, app.quit)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())

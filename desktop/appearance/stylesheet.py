"""The one stylesheet of the application, filled from the tokens.

No rule names bare QWidget: it would touch every widget and cost at each start.
"""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from desktop.appearance.tokens import DARK, Palette, Points, Radius

_STATES = ("ok", "info", "warning", "error", "unfilled")


def sheet(colours: Palette) -> str:
    """The stylesheet in those colours."""
    names = asdict(colours) | _MEASURES | {"folder": "dark" if colours is DARK else "light"}
    return Template(_RULES + "".join(map(_state_rules, _STATES))).substitute(names)


_MEASURES = {
    "small_points": str(Points.SMALL),
    "lead_points": str(Points.LEAD),
    "title_points": str(Points.TITLE),
    "display_points": str(Points.DISPLAY),
    "radius_s": str(Radius.S),
    "radius_m": str(Radius.M),
    "radius_l": str(Radius.L),
}


def _state_rules(state: str) -> str:
    """Words, fields and bands of one state."""
    return f"""
QLabel[look="{state}"], QLabel[state="{state}"] {{ color: ${state}; }}
QLineEdit[state="{state}"], QPlainTextEdit[state="{state}"] {{ border-color: ${state}; }}
QFrame[look="band"][state="{state}"] {{
    background: ${state}_soft; border: none; border-radius: ${{radius_m}}px; }}
QFrame[look="finding"][state="{state}"] {{ border-left: 3px solid ${state}; }}
"""


_RULES = """
/* words */
QLabel { background: transparent; }
QLabel[look="muted"] { color: $muted; }
QLabel[look="small"] { color: $muted; font-size: ${small_points}pt; }
QLabel[look="lead"] { font-size: ${lead_points}pt; font-weight: 600; }
QLabel[look="title"] { font-size: ${title_points}pt; font-weight: 600; }
QLabel[look="display"] { font-size: ${display_points}pt; font-weight: 600; }
QLabel[look="strong"] { font-weight: 600; }
QLabel[look="accent"] { color: $accent; font-weight: 600; }

/* grounds */
QFrame[look="card"], QFrame[look="finding"] {
    background: $surface; border: 1px solid $line; border-radius: ${radius_l}px; }
QFrame[look="finding"] { border-radius: ${radius_m}px; }
QFrame[look="finding"]:focus { border-color: $focus; }
QFrame[look="finding"][excepted="true"] { background: $raised; }
QFrame[look="bar"] { background: $surface; border: none; border-bottom: 1px solid $line; }
QFrame[look="side"] { background: $sunken; border: none; }
QFrame[look="rule"] { background: $line; border: none; }
QFrame[look="toast"] {
    background: $surface; border: 1px solid $border; border-radius: ${radius_l}px; }
QFrame[look="popup"] {
    background: $surface; border: 1px solid $border; border-radius: ${radius_l}px; }
QDialog, QMessageBox { background: $ground; }
QScrollArea { background: transparent; border: none; }

/* buttons */
QPushButton {
    background: $surface; color: $text; border: 1px solid $border;
    border-radius: ${radius_m}px; padding: 5px 14px; }
QPushButton:hover { background: $raised; }
QPushButton:pressed { background: $accent_soft; }
QPushButton:focus { border: 2px solid $focus; padding: 4px 13px; }
QPushButton:disabled { color: $disabled; border-color: $line; background: transparent; }
QPushButton::menu-indicator {
    image: url(style:$folder/chevron-down.svg); width: 12px; height: 12px;
    subcontrol-origin: padding; subcontrol-position: right center; right: 6px; }
QPushButton[look="primary"] {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[look="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[look="primary"]:focus { border-color: $text; }
QPushButton[look="primary"]:disabled {
    background: $line; color: $disabled; border-color: $line; }
QPushButton[look="quiet"] {
    background: transparent; color: $accent; border-color: transparent; padding: 3px 8px; }
QPushButton[look="quiet"]:hover { background: $accent_soft; }
QPushButton[look="quiet"]:focus { border: 2px solid $focus; padding: 2px 7px; }
QPushButton[look="quiet"]:disabled { color: $disabled; }
QPushButton[look="offer"] {
    background: $accent_soft; color: $accent; border: 1px solid transparent;
    border-radius: ${radius_s}px; padding: 2px 8px; font-size: ${small_points}pt; }
QPushButton[look="offer"]:hover { border-color: $accent; }
QPushButton[look="offer"]:focus { border: 2px solid $focus; padding: 1px 7px; }
QPushButton[look="offer"]:disabled { background: transparent; color: $disabled; }
QPushButton[look="danger"] { color: $error; border-color: $error; }
QPushButton[look="danger"]:hover { background: $error_soft; }
QPushButton[look="danger"]:disabled { color: $disabled; border-color: $line; }
QToolButton {
    background: transparent; color: $text; border: 2px solid transparent;
    border-radius: ${radius_s}px; padding: 3px; }
QToolButton:hover { background: $raised; }
QToolButton:pressed, QToolButton:checked { background: $accent_soft; }
QToolButton:focus { border-color: $focus; }
QToolButton:disabled { color: $disabled; }

/* fields; the border keeps its width in every state, so that nothing jumps */
QLineEdit, QComboBox, QPlainTextEdit, QTextEdit, QTextBrowser {
    background: $surface; color: $text; border: 1px solid $border;
    border-radius: ${radius_m}px; padding: 4px 8px;
    selection-background-color: $accent; selection-color: $on_accent; }
QPlainTextEdit, QTextEdit { padding: 4px; }
QLineEdit, QPlainTextEdit { placeholder-text-color: $muted; }
QLineEdit[state="unfilled"] { border-style: dashed; }
QLineEdit:read-only, QPlainTextEdit[readOnly="true"] {
    background: $raised; border-color: $line; }
QLineEdit:disabled, QComboBox:disabled { color: $disabled; border-color: $line; }
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus, QTextEdit:focus {
    border: 2px solid $focus; padding: 3px 7px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 3px; }
QLineEdit[state="error"]:focus { border-color: $error; }
QLineEdit[look="bare"], QLineEdit[look="bare"]:focus {
    border: none; background: transparent; padding: 6px 4px; font-size: ${lead_points}pt; }
QLineEdit[look="cell"] { border-radius: 0; border: 2px solid $focus; padding: 0 5px; }
QTextBrowser[look="sentence"] { background: transparent; border: none; padding: 0; }
QTextBrowser[look="sentence"]:focus { border: none; padding: 0; }
QComboBox { padding-right: 24px; }
QComboBox:focus { padding-right: 23px; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow {
    image: url(style:$folder/chevron-down.svg); width: 14px; height: 14px; }
QComboBox QAbstractItemView {
    background: $surface; border: 1px solid $border; padding: 4px; outline: 0;
    selection-background-color: $accent_soft; selection-color: $text; }

/* ticks */
QCheckBox, QRadioButton { spacing: 8px; }
QCheckBox::indicator, QRadioButton::indicator, QTreeView::indicator {
    width: 14px; height: 14px; border: 1px solid $border; background: $surface; }
QCheckBox::indicator, QTreeView::indicator { border-radius: ${radius_s}px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked, QTreeView::indicator:checked {
    background: $accent; border-color: $accent; image: url(style:$folder/check.svg); }
QCheckBox::indicator:indeterminate {
    background: $accent; border-color: $accent; image: url(style:$folder/minus.svg); }
QRadioButton::indicator:checked { border: 5px solid $accent; width: 6px; height: 6px; }
QCheckBox:focus, QRadioButton:focus { color: $accent; text-decoration: underline; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 2px solid $focus; }

/* lists and tables */
QListView, QTreeView, QTableView {
    background: $surface; alternate-background-color: $raised; color: $text;
    border: 1px solid $line; border-radius: ${radius_m}px; outline: 0;
    gridline-color: $line;
    selection-background-color: $accent_soft; selection-color: $text; }
QTableView:focus, QListView:focus, QTreeView:focus { border-color: $focus; }
QListView::item { padding: 4px 8px; border-radius: ${radius_s}px; }
QListView::item:hover { background: $raised; }
QListView::item:selected { background: $accent_soft; color: $text; }
QListView[look="tabs"] { background: $sunken; border: none; border-radius: 0; padding: 8px; }
QListView[look="tabs"]:focus { border: none; }
QListView[look="results"] { border: none; background: transparent; }
QHeaderView { background: $raised; border: none; }
QHeaderView::section {
    background: $raised; color: $muted; border: none; border-bottom: 1px solid $line;
    border-right: 1px solid $line; padding: 5px 8px; font-weight: 600; }
QTableCornerButton::section { background: $raised; border: none; }

/* tabs, menus, tips */
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar::tab {
    color: $muted; padding: 7px 14px; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $accent; border-bottom-color: $accent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:focus { background: $accent_soft; }
QMenuBar { background: $surface; border-bottom: 1px solid $line; }
QMenuBar::item { padding: 5px 10px; background: transparent; }
QMenuBar::item:selected { background: $accent_soft; }
QMenu { background: $surface; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: ${radius_s}px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $disabled; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QToolTip { background: $surface; color: $text; border: 1px solid $border; padding: 4px 6px; }
QStatusBar { background: $surface; border-top: 1px solid $line; }
QStatusBar::item { border: none; }

/* bars */
QProgressBar {
    background: $line; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; border: none; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; border: none; }
QScrollBar::handle { background: $border; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }

/* calendar */
QCalendarWidget { background: $surface; }
QCalendarWidget QAbstractItemView { border: none; }
QCalendarWidget #qt_calendar_navigationbar { background: $raised; }
QCalendarWidget QToolButton { font-weight: 600; padding: 4px 8px; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
"""

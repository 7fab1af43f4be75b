"""Which appendices a report is printed with: the office's chart, the explanations.

Both are settings of the store, so that the preview, the Word file and the PDF always agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from desktop import background
from forms.appendices import Attachment, attached, explanations

if TYPE_CHECKING:
    from db.store import Store
    from desktop.background import Task
    from desktop.session import ReportSession
    from forms.block import Document, Picture
    from forms.charts import ChartData
    from forms.definition import Form
    from forms.period import Period
    from forms.report import Report

CHART: Final = "chart"
EXPLANATIONS: Final = "explanations"
_YES: Final = "1"


def series(store: Store, unit: str, *, until: Period | None = None) -> list[Report]:
    """Return a unit's reports of the periods up to one, or of all."""
    return [
        store.load(info.id)
        for info in store.reports()
        if info.unit.code == unit and (until is None or info.period <= until)
    ]


def attachments(store: Store, form: Form, report: Report) -> list[Attachment]:
    """Return what a stored report is printed with, the chart drawn. From any thread."""
    settings = store.settings()
    so_far = series(store, report.unit.code, until=report.period)
    found = []
    data = chart_data(settings.get(CHART), so_far)
    if data is not None:
        from forms import charts

        found.append(_page(data, charts.picture(data)))
    if settings.get(EXPLANATIONS) == _YES:
        from forms.checking import checker

        earlier = [r for r in so_far if r.form == report.form and r.period < report.period]
        before = max(earlier, key=lambda each: each.period, default=None)
        found.extend(explanations(form, checker(form).check(report, before)))
    return found


def chart_data(chart: str | None, reports: list[Report]) -> ChartData | None:
    """Return what the chart of that id shows, or None where there is nothing to draw."""
    from forms import charts

    make = charts.CHARTS.get(chart or "")
    data = make(reports) if make else None
    return data if data is not None and data.filled_periods else None


def _page(data: ChartData, picture: Picture) -> Attachment:
    return Attachment(data.title, (picture,))


class Attachments(QObject):
    """The appendices of the open report, for its preview; a chart is drawn in the background.

    Signals:
        changed: A chart was drawn, or another choice was made.
    """

    changed = Signal()

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._drawn: tuple[ChartData, Picture] | None = None
        self._task: Task | None = None
        self._wanted: ChartData | None = None

    @property
    def has_explanations(self) -> bool:
        """Whether the explanations are printed as an appendix."""
        return self._store.settings().get(EXPLANATIONS) == _YES

    def set_explanations(self, is_wanted: bool) -> None:
        """Print the explanations as an appendix, or no longer.

        Raises:
            Problem: The choice could not be kept.
        """
        self._store.set_setting(EXPLANATIONS, _YES if is_wanted else None)
        self.changed.emit()

    def document(self, session: ReportSession) -> Document:
        """Return the report with its appendices; a chart not drawn yet follows (`changed`)."""
        found = self._chart(session)
        if self.has_explanations:
            found.extend(explanations(session.form, session.findings))
        return attached(session.document(), found) if found else session.document()

    def _chart(self, session: ReportSession) -> list[Attachment]:
        chart = self._store.settings().get(CHART)
        if chart is None:
            return []
        report = session.report
        so_far = series(self._store, report.unit.code, until=report.period)
        data = chart_data(chart, so_far)
        if data is None:
            return []
        if self._drawn is None or self._drawn[0] != data:
            self._draw(data)
        return [_page(*self._drawn)] if self._drawn is not None else []

    def _draw(self, data: ChartData) -> None:
        if self._wanted == data:
            return
        from forms import charts

        if self._task is not None:
            self._task.cancel()
        self._wanted = data
        self._task = background.run(
            lambda _task: charts.picture(data),
            done=lambda picture: self._keep(data, picture),
            failed=lambda _error: None,
            label="Đang vẽ biểu đồ cho bản xem trước",
        )

    def _keep(self, data: ChartData, picture: Picture) -> None:
        self._drawn = (data, picture)
        self.changed.emit()

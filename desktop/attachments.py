"""Which appendices a report is printed with: the office's chart, its units, the explanations.

Both are settings of the store, so that the preview, the Word file and the PDF always agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from desktop import background
from forms.appendices import Attachment, attached, explanations

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.store import Store
    from desktop.background import Task
    from desktop.session import ReportSession
    from forms.block import Document
    from forms.charts import ChartData
    from forms.definition import Form
    from forms.period import Period
    from forms.report import Report

CHART: Final = "chart"
#: Holds the order of the units (`forms.comparing_units.Order`) while they are printed.
COMPARISON: Final = "comparison"
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
        found.append(_drawn(data))
    found.extend(comparison_page(store, form, report, settings.get(COMPARISON)))
    if settings.get(EXPLANATIONS) == _YES:
        from forms.judging import judged

        same = (each for each in so_far if each.form == report.form)
        found.extend(explanations(form, judged(form, report, same)))
    return found


def chart_data(chart: str | None, reports: list[Report]) -> ChartData | None:
    """Return what the chart of that id shows, or None where there is nothing to draw."""
    from forms import charts

    make = charts.CHARTS.get(chart or "")
    data = make(reports) if make else None
    return data if data is not None and data.filled_periods else None


def comparison_page(
    store: Store, form: Form, report: Report, order: str | None
) -> tuple[Attachment, ...]:
    """Return the appendix with the units right below a report's, its picture drawn.

    None if no order was chosen, or no such unit has delivered. From any thread.
    """
    if order is None:
        return ()
    from db.rolling import rolled_up
    from desktop.comparing import compared
    from forms.charts.units_data import units_chart
    from forms.charts.units_drawing import units_picture
    from forms.comparing_units import Order
    from forms.comparison_appendix import comparison_appendix
    from forms.unit import unit_for

    unit = unit_for(report.unit.code, report.unit.name)
    rolled = rolled_up(store, form, unit, report.period)
    if not rolled.delivered:
        return ()
    comparison, by = compared(store, rolled).comparison, Order.parse(order)
    picture = units_picture(units_chart(comparison, comparison.ordered(by), by))
    return (comparison_appendix(comparison, by, picture),)


def _drawn(data: ChartData) -> Attachment:
    from forms import charts

    return Attachment(data.title, (charts.picture(data),))


class _Made(QObject):
    """Appendices made in the background; the last ones are shown until the next are ready.

    Args:
        label: What is being done, for the status line.

    Signals:
        ready: New ones are there.
    """

    ready = Signal()

    def __init__(self, label: str, parent: QObject) -> None:
        super().__init__(parent)
        self._label = label
        self._made: tuple[Attachment, ...] = ()
        self._wanted: object = None
        self._task: Task | None = None

    def of(
        self, source: object, make: Callable[[], tuple[Attachment, ...]]
    ) -> tuple[Attachment, ...]:
        """Return what was made; from another source than before it is made anew."""
        if self._wanted != source:
            self._begin(source, make)
        return self._made

    def _begin(self, source: object, make: Callable[[], tuple[Attachment, ...]]) -> None:
        if self._task is not None:
            self._task.cancel()
        self._wanted = source
        self._task = background.run(
            lambda _task: make(), done=self._keep, failed=lambda _error: None, label=self._label
        )

    def _keep(self, made: tuple[Attachment, ...]) -> None:
        self._made = made
        self.ready.emit()


class Attachments(QObject):
    """The appendices of the open report, for its preview; pictures are drawn in the background.

    Signals:
        changed: A picture was drawn, or another choice was made.
    """

    changed = Signal()

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._drawn = _Made("Đang vẽ biểu đồ cho bản xem trước", self)
        self._compared = _Made("Đang so sánh các đơn vị cho bản xem trước", self)
        for made in (self._drawn, self._compared):
            made.ready.connect(self.changed)

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
        """Return the report with its appendices; what isn't made yet follows (`changed`)."""
        settings = self._store.settings()
        found = [
            *self._chart(session, settings.get(CHART)),
            *self._comparison(session, settings.get(COMPARISON)),
        ]
        if self.has_explanations:
            found.extend(explanations(session.form, session.findings))
        return attached(session.document(), found) if found else session.document()

    def _chart(self, session: ReportSession, chart: str | None) -> tuple[Attachment, ...]:
        if chart is None:
            return ()
        report = session.report
        data = chart_data(chart, series(self._store, report.unit.code, until=report.period))
        return () if data is None else self._drawn.of(data, lambda: (_drawn(data),))

    def _comparison(self, session: ReportSession, order: str | None) -> tuple[Attachment, ...]:
        """Compare anew only when another unit's report has changed, or the order."""
        if order is None:
            return ()
        form, report = session.form, session.report
        others = (i for i in self._store.reports() if i.unit.code != report.unit.code)
        source = (order, *((info.id, info.revision) for info in others))
        return self._compared.of(source, lambda: comparison_page(self._store, form, report, order))

"""A control chart as a figure and as a table."""

from collections.abc import Callable
from functools import cache

import pandas as pd

from dashboard import formatting
from dashboard.analysis.control_chart import ChartKind
from dashboard.answers.process_control import ControlAnswer, is_judged
from dashboard.charts.control_chart import Names, Overlay, Series, control_chart
from dashboard.charts.style import Figure
from dashboard.kpi import wording
from dashboard.kpi.registry import find_kpi
from dashboard.kpi.wording_process import PAGE
from dashboard.measurement import Measurement, Split
from dashboard.ui.columns import wholes
from dashboard.ui.frame import Frame
from dashboard.ui.process_control.said import point_names, point_sentences, point_signal
from dashboard.words import words

NOTHING_OVER = Overlay()


def control_figure(
    frame: Frame, answer: ControlAnswer, overlay: Overlay = NOTHING_OVER, comparison: str = ""
) -> Figure:
    """comparison: the name of the group whose values the overlay holds."""
    series = Series(
        lasts=[answer.month_of(place) for place in range(len(answer.groups))],
        is_quarterly=answer.split is Split.QUARTER,
        values=[one.measurement.value for one in answer.groups],
        is_open=[not is_judged(answer.kpi, one) for one in answer.groups],
        targets=[target and target.value for target in answer.targets],
        sentences=point_sentences(answer),
        direction=str(answer.kpi.direction),
    )
    nothing = words("common")("silence_explanation.no_cases")
    return control_chart(
        answer.chart, series, _names(answer, comparison), axis_writer(answer.kpi.kpi_id), frame.theme, overlay, nothing
    )


@cache
def axis_writer(kpi_id: str) -> Callable[[float], str]:
    """How the KPI's values are written along an axis: one function per KPI, so that a chart is drawn once."""
    kpi = find_kpi(kpi_id)

    def write(value: float) -> str:
        if kpi.unit == wording.PERCENT:
            return formatting.percent(value, _decimals(value * 100))
        scale = 100 if kpi.unit == wording.PER_HUNDRED else 1
        return formatting.number(value * scale, _decimals(value * scale))

    return write


def _decimals(value: float) -> int:
    """As few as tell it, at most two."""
    return next((decimals for decimals in (0, 1) if abs(round(value, decimals) - value) < 1e-9), 2)


def _names(answer: ControlAnswer, comparison: str) -> Names:
    text, kpi, chart = words(PAGE), answer.kpi, answer.chart
    judged = [place for place, one in enumerate(answer.groups) if is_judged(kpi, one)]
    shown = [place for place, one in enumerate(answer.groups) if one.measurement.value is not None]
    newest = answer.groups[judged[-1]].measurement if judged else None
    about = [wording.noun_text(kpi, newest)] if newest else []
    # What stands at the edge is taken for the last point: where later ones are shown, it says when it is from.
    about += [point_names(answer)[judged[-1]]] if judged and judged[-1] < shown[-1] else []
    centre = chart.points[-1].centre if chart else None
    key = "chart.median" if chart and chart.kind is ChartKind.RUN else "chart.centre"
    return Names(
        centre="" if centre is None else text(key, value=wording.level_text(kpi, centre)),
        newest_about=", ".join(filter(None, about)),
        expected=text("chart.expected"),
        target=wording.target_text(kpi, answer.target).partition(" (")[0],
        newest="" if newest is None else wording.value_text(kpi, newest),
        comparison=comparison,
    )


def control_table(answer: ControlAnswer) -> pd.DataFrame:
    """What the chart shows, as it is read."""
    text, kpi = words(PAGE), answer.kpi
    points = answer.chart.points if answer.chart else (None,) * len(answer.groups)
    columns = text.table("table")

    def line(name: str) -> list[str | None]:
        values = [getattr(point, name) if point else None for point in points]
        return [None if value is None else wording.level_text(kpi, value) for value in values]

    return pd.DataFrame(
        {
            columns["quarter" if answer.split is Split.QUARTER else "month"]: [
                formatting.capital(name) for name in point_names(answer)
            ],
            kpi.label: [_shown(answer, one.measurement) for one in answer.groups],
            columns["n"]: wholes([one.measurement.n for one in answer.groups]),
            columns["lower"]: line("lower"),
            columns["centre"]: line("centre"),
            columns["upper"]: line("upper"),
            columns["signal"]: [point_signal(point).rstrip(".") or None for point in points],
        }
    )


def _shown(answer: ControlAnswer, measurement: Measurement) -> str:
    return wording.value_text(answer.kpi, measurement)

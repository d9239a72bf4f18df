"""The chart of a slide. What is returned has its usual size; the slide enlarges it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from math import ceil

from dashboard import formatting
from dashboard.answers import Answer, SplitAnswer
from dashboard.charts import named_bars, share_rows
from dashboard.charts.enlarged import FACTOR
from dashboard.charts.event_places import SLIDE_ROOM
from dashboard.charts.flow import flow
from dashboard.charts.month_series import Series
from dashboard.charts.share_trend import share_trend
from dashboard.charts.style import Figure, palette
from dashboard.charts.told_axis import ROOM as ROOM_OF_AXIS
from dashboard.charts.told_axis import with_axis_told
from dashboard.charts.value_trend import value_trend
from dashboard.kpi import wording
from dashboard.kpi.definition import Kind, Kpi
from dashboard.measurement import GroupMeasurement, Measurement, Split
from dashboard.selection import Period
from dashboard.ui.caseload.teams import most_first
from dashboard.ui.event_marks import dated_events
from dashboard.ui.frame import Frame
from dashboard.ui.guide import guide_band
from dashboard.words import words

# Pixels at 1920x1080 (slide.css): what the edges, the gaps and the foot leave, and the rows of words above and below.
ROOM, TITLE_ROW, TEXT_ROW = 880, 52, 32
TITLE_LETTERS, LINE_LETTERS, TEXT_LETTERS = 90, 130, 75  # in a row
LEAST_HEIGHT = 360
A_YEAR = 12  # months


def height(title: str, lines: Sequence[str], below: str) -> int:
    """How high a chart may be between its words, in pixels at 1920x1080: fewer words leave it more."""
    rows = sum(ceil(len(line) / LINE_LETTERS) for line in lines) + ceil(len(below) / TEXT_LETTERS)
    return max(ROOM - TITLE_ROW * ceil(len(title) / TITLE_LETTERS) - TEXT_ROW * rows, LEAST_HEIGHT)


def months_of(frame: Frame, answer: Answer) -> SplitAnswer:
    """The months of a slide's trend; of a stock also the month end a year before, which its title holds it against.

    Only where that hides no month more: months more are told more of each other.
    """
    selection, kpi_id = frame.selection, answer.kpi.kpi_id
    months = frame.answers.split(kpi_id, selection, Split.MONTH)
    if answer.stock_date is None or selection.period.length != A_YEAR or answer.year_before.difference is None:
        return months
    period = Period(selection.period.first - 1, selection.period.last)
    longer = frame.answers.split(kpi_id, replace(selection, period=period), Split.MONTH)
    is_told = [one.measurement.value is not None for one in longer.groups]
    return longer if is_told == [True, *(one.measurement.value is not None for one in months.groups)] else months


def trend(frame: Frame, months: SplitAnswer) -> Figure:
    """The months of one KPI: shares on 0-100 % with their interval, everything else from zero; its axis is named."""
    events, room = dated_events(frame.answers, frame.selection), replace(SLIDE_ROOM, foot=ROOM_OF_AXIS)
    if months.kpi.kind is Kind.SHARE:
        silent = [""] * len(months.groups)
        drawing = share_trend(months.groups, silent, months.targets, events, frame.theme, room=room)
    else:
        band = guide_band(frame.answers, months.kpi)
        limits = (band.low, band.high) if band else None
        targets, write = [target and target.value for target in months.targets], partial(_written, months.kpi)
        drawing = value_trend(months.groups, targets, limits, write, frame.theme, events, room)
    return with_axis_told(drawing, _axis_text(months.kpi), _held_against(frame, months), palette(frame.theme))


def groups(frame: Frame, teams: SplitAnswer, pixels: int) -> Figure:
    """One row per team, with n. pixels: height()."""
    if teams.kpi.kind is Kind.SHARE:
        rows = [(_name(frame, teams, row), row) for row in teams.groups]
        least = teams.kpi.minimum_cases
        return share_rows.share_rows(
            [share_rows.Row(name, row.measurement, is_few=(row.measurement.n or 0) < least) for name, row in rows],
            frame.theme,
        )
    rows = [(_name(frame, teams, row), row) for row in most_first(teams)]
    return named_bars.named_bars(
        [named_bars.Row(name, row.measurement.value, "") for name, row in rows], frame.theme, int(pixels / FACTOR)
    )


def flow_parts(kpis: Sequence[Kpi]) -> tuple[Kpi, Kpi, Kpi] | None:
    """Two counts and a stock, as the figure needs them; None where the slide does not name them."""
    counts = [kpi for kpi in kpis if kpi.kind is Kind.COUNT]
    stocks = [kpi for kpi in kpis if kpi.kind is Kind.STOCK]
    return (counts[0], counts[1], stocks[0]) if len(counts) > 1 and stocks else None


def in_and_out(frame: Frame, kpis: tuple[Kpi, Kpi, Kpi]) -> Figure:
    """Two counts per month and the stock above them."""
    splits = [frame.answers.split(kpi.kpi_id, frame.selection, Split.MONTH) for kpi in kpis]
    series = [_series(split, time) for split, time in zip(splits, ("", "month", "stock"), strict=True)]
    return flow(*series, frame.theme, dated_events(frame.answers, frame.selection), SLIDE_ROOM)


def legend(frame: Frame, chart: str, asked: Sequence[Answer]) -> str:
    """What the grey behind the numbers is; empty where there is none."""
    text, kpi = words("steering_group"), asked[0].kpi if asked else None
    if kpi is None or chart not in ("trend", "groups") or asked[0].measurement.value is None:
        return ""
    if kpi.kind is Kind.SHARE:
        return text("slide.interval" if chart == "trend" else "slide.interval_groups")
    band = guide_band(frame.answers, kpi)
    if chart == "trend" and band:
        return text("slide.band", low=formatting.number(band.low), high=formatting.number(band.high))
    return ""


def told_text(asked: Sequence[Answer]) -> str:
    """The numbers of a chart with several series, each with its name."""
    text = words("steering_group")
    told = [
        text("slide.series", label=answer.kpi.label, value=wording.value_text(answer.kpi, answer.measurement))
        for answer in asked
    ]
    return text("slide.between").join(told)


def _series(split: SplitAnswer, time: str) -> Series:
    empty = [""] * len(split.groups)
    name = words("steering_group")(f"axis.{time}", noun=split.kpi.label) if time else split.kpi.label
    return Series(name, split.groups, empty, empty)


def _axis_text(kpi: Kpi) -> str:
    """What the axis counts, and over which time each point does."""
    text = words("steering_group")
    noun = text("axis.share") if kpi.kind is Kind.SHARE else formatting.noun_for(2, kpi.unit)
    time = "stock" if kpi.is_stock else "rolling" if kpi.rolling_months else "month"
    return formatting.capital(text(f"axis.{time}", noun=noun, count=kpi.rolling_months))


def _held_against(frame: Frame, months: SplitAnswer) -> tuple[float, str] | None:
    """The month a year before the newest, where ``months_of`` found it."""
    if months.selection.period.length == frame.selection.period.length:
        return None
    measurement = months.groups[0].measurement
    return measurement.value, wording.value_text(months.kpi, measurement)


def _name(frame: Frame, split: SplitAnswer, row: GroupMeasurement) -> str:
    """The team with its number and n; of a hidden number only that it is hidden."""
    text, measurement = words("steering_group"), row.measurement
    name, value = frame.answers.group_label(split.split, row.group), wording.value_text(split.kpi, measurement)
    basis = _basis(split.kpi, measurement)
    return text(f"slide.group{'' if basis else '_plain'}", name=name, value=value, basis=basis)


def _basis(kpi: Kpi, measurement: Measurement) -> str:
    return wording.n_text(kpi, measurement) if measurement.value is not None else ""


def _written(kpi: Kpi, value: float) -> str:
    """A value of the axis as the KPI is read: without decimals where it has none."""
    if kpi.unit == wording.PERCENT:
        return formatting.percent(value, 0)
    return formatting.number(value, 0 if float(value).is_integer() else kpi.decimals)

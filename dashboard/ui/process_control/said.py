"""A control chart's verdict and its points in words."""

from dashboard import formatting
from dashboard.analysis.control_chart import ControlPoint, Side, Signal, Trend
from dashboard.analysis.control_verdict import ORDER
from dashboard.answers.process_control import ControlAnswer, is_judged
from dashboard.kpi import wording
from dashboard.kpi.wording_process import PAGE, Said
from dashboard.measurement import GroupMeasurement, Split
from dashboard.selection import Month
from dashboard.words import words

WITHOUT_POINT = (Signal.RUN_TOO_LONG, Signal.TOO_FEW_CROSSINGS)


def said_of(answer: ControlAnswer) -> Said:
    """What the sentences about a control chart need."""
    count = answer.chart.current.count if answer.chart else 0
    return Said(answer.kpi, answer.verdict, answer.assurance, point_names(answer), str(answer.why or ""), count)


def point_names(answer: ControlAnswer) -> tuple[str, ...]:
    """``marts 2023`` or ``1. kvartal 2023``, of every point."""
    return tuple(point_name(answer.split, one.group) for one in answer.groups)


def point_name(split: Split, group: str) -> str:
    """One point as a reader calls it."""
    return formatting.quarter(group) if split is Split.QUARTER else formatting.long_month(Month.parse(group))


def point_sentences(answer: ControlAnswer) -> list[str]:
    """What hovering over each point says: when, how much, on what, and what the rules found."""
    names = point_names(answer)
    return [_sentence(answer, place, names[place], one) for place, one in enumerate(answer.groups)]


def point_signal(point: ControlPoint | None) -> str:
    """The rule a point is part of, the one that tells most; empty where none."""
    if point is None:
        return ""
    signal = next((one for one in ORDER if one in point.signals and one not in WITHOUT_POINT), None)
    if signal is None:
        return ""
    way = point.side if signal is not Signal.TREND else Side.ABOVE if point.trend is Trend.RISING else Side.BELOW
    return words(PAGE)(f"chart.{signal}.{way}")


def _sentence(answer: ControlAnswer, place: int, name: str, one: GroupMeasurement) -> str:
    text, kpi = words(PAGE), answer.kpi
    basis = wording.n_text(kpi, one.measurement)
    fields = {"period": formatting.capital(name), "value": wording.value_text(kpi, one.measurement), "basis": basis}
    told = f"{text('chart.value_basis' if basis else 'chart.value', **fields)}."
    note = _why_open(answer, one) or point_signal(answer.chart.points[place] if answer.chart else None)
    return f"{told}<br>{note}" if note else told


def _why_open(answer: ControlAnswer, one: GroupMeasurement) -> str:
    """Why a point that is shown is not judged; empty where it is, or is not shown."""
    text, kpi = words(PAGE), answer.kpi
    if one.measurement.value is None or is_judged(kpi, one):
        return ""
    if one.is_unfinished:
        return text("chart.unfinished")
    if one.is_provisional:
        return text("chart.provisional_point")
    if one.is_starting_up:
        return text("chart.start_up")
    return text("chart.few", least=formatting.counted(kpi.minimum_cases, kpi.main_part.noun))

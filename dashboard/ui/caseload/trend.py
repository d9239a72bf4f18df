"""Citizens per full-time position at the end of every month, and the positions with the temporary ones apart."""

from collections.abc import Callable

from dashboard import formatting
from dashboard.answers import Answers, SplitAnswer
from dashboard.charts.load_trend import load_trend
from dashboard.charts.month_series import Series
from dashboard.charts.months import fits_narrow
from dashboard.kpi import wording
from dashboard.measurement import GroupMeasurement, Split
from dashboard.selection import Month
from dashboard.ui.caseload.population import followed_words, ignored_text
from dashboard.ui.caseload.tables import months_table
from dashboard.ui.caseload.teams import nobody_text
from dashboard.ui.companions import shown_id
from dashboard.ui.event_marks import dated_events
from dashboard.ui.frame import Frame
from dashboard.ui.guide import guide_band
from dashboard.ui.panel import Panel
from dashboard.words import words


def load_trend_panel(frame: Frame, kpi_id: str, every_id: str, permanent_id: str) -> Panel:
    """The load over the positions it is shared by, month end by month end."""
    answers, selection, text = frame.answers, frame.selection, words("caseload")
    events = dated_events(answers, selection)
    answer = answers.measure(shown_id(answers, kpi_id), selection)
    load = answers.split(answer.kpi.kpi_id, selection, Split.MONTH)
    every, permanent = (answers.split(one, selection, Split.MONTH) for one in (every_id, permanent_id))
    below = {one.group: one.measurement.value for one in permanent.groups}
    finding = _finding(answers, load)
    positions = (
        _series(every, text("trend.temporary" if below else "trend.positions"), lambda one: _every(every, one, below)),
        _series(permanent, text("trend.permanent"), lambda one: text("trend.hover_permanent", **_told(permanent, one))),
    )
    carried = _series(load, load.kpi.label, lambda one: _load(load, one))
    scope = f"{formatting.period(selection.period)}, {followed_words(answers, selection, answer.ignored)}"
    return Panel(
        key="load_trend",
        title=finding,
        subtitle=text(
            "trend.subtitle", label=load.kpi.label, scope=scope, basis=wording.basis_text(answer.kpi, answer.measurement)
        ),
        kpis=tuple(one.kpi for one in (load, every, permanent)),
        silence=nobody_text(load),
        figure=load_trend(
            carried, positions, guide_band(answers, load.kpi), frame.theme,
            words("common")("silence_explanation.not_delivered"), events,
        ),
        description=text("trend.description", finding=finding),
        is_wide=not fits_narrow([Month.parse(one.group) for one in load.groups or every.groups], events),
        table=months_table(frame, load, every, permanent),
        remark=formatting.sentences(
            text("trend.unfinished") if any(one.is_unfinished for one in load.groups) else "",
            ignored_text(answer.ignored),
        ),
    )  # fmt: skip


def _series(split: SplitAnswer, name: str, sentence: Callable[[GroupMeasurement], str]) -> Series:
    return Series(name, split.groups, ["" for _ in split.groups], [sentence(one) for one in split.groups])


def _told(split: SplitAnswer, one: GroupMeasurement) -> dict[str, str]:
    """The day the month's number was taken, the number, and what it rests on."""
    day = min(Month.parse(one.group).last_day, split.as_of)
    return {"day": formatting.long_date(day), "value": wording.value_text(split.kpi, one.measurement)}


def _load(load: SplitAnswer, one: GroupMeasurement) -> str:
    basis = wording.n_text(load.kpi, one.measurement)
    if one.measurement.value is None:
        return words("common")(f"silence_explanation.{one.measurement.silence}")
    return words("caseload")("trend.hover_load", basis=basis, **_told(load, one))


def _every(every: SplitAnswer, one: GroupMeasurement, permanent: dict[str | None, float | None]) -> str:
    told = _told(every, one)
    below = permanent.get(one.group)
    if below is None or one.measurement.value is None:
        return words("caseload")("trend.hover_positions", **told)
    temporary = formatting.number(one.measurement.value - below, every.kpi.decimals)
    return words("caseload")("trend.hover_every", temporary=temporary, **told)


def _finding(answers: Answers, load: SplitAnswer) -> str:
    """The first and the last month that are over, as they are: two month ends make no trend."""
    text = words("caseload")
    known = [one for one in load.groups if one.measurement.value is not None and not one.is_unfinished]
    known = [one for one in known if (one.measurement.n or 0) >= load.kpi.minimum_cases]
    if len(known) < 2:
        return text("trend.title_plain", label=load.kpi.label)
    then, now = known[0], known[-1]
    return text(
        "trend.title", label=load.kpi.label,
        then=wording.value_text(load.kpi, then.measurement), then_month=answers.group_label(Split.MONTH, then.group),
        now=wording.value_text(load.kpi, now.measurement), now_month=answers.group_label(Split.MONTH, now.group),
    )  # fmt: skip

"""How often citizens get another fixed worker: per citizen in every team, and planned or not."""

import pandas as pd

from dashboard import formatting
from dashboard.answers import Answer, SplitAnswer
from dashboard.charts.load_bars import Bar, Part, load_bars
from dashboard.kpi import wording
from dashboard.measurement import GroupMeasurement, Split
from dashboard.ui.caseload.population import followed_words, ignored_text
from dashboard.ui.caseload.tables import load_rows, silence_text
from dashboard.ui.caseload.teams import load_bar, most_first
from dashboard.ui.frame import Frame
from dashboard.ui.panel import Panel
from dashboard.words import words

UNPLANNED = "unplanned"


def changes_panel(frame: Frame, per_citizen_id: str, changes_id: str) -> Panel:
    """Above the last twelve months per citizen by team; below the changes of the period by reason."""
    answers, selection, text = frame.answers, frame.selection, words("caseload")
    rate, changes = (answers.measure(kpi_id, selection) for kpi_id in (per_citizen_id, changes_id))
    teams = answers.split(per_citizen_id, selection, Split.TEAM)
    reasons = answers.split(changes_id, selection, Split.CHANGE_REASON)
    finding = _finding(changes, reasons)
    parts = [
        Part(text("changes.teams"), [load_bar(frame, "changes", teams, one) for one in most_first(teams)]),
        Part(text("changes.reasons"), [_reason(frame, reasons, one) for one in reasons.groups], is_strong=True),
    ]
    return Panel(
        key="changes",
        title=finding,
        subtitle=text(
            "changes.subtitle", day=formatting.long_date(rate.stock_date), period=formatting.period(selection.period),
            population=followed_words(answers, selection, rate.ignored), basis=wording.basis_text(rate.kpi, rate.measurement),
        ),
        kpis=(rate.kpi, changes.kpi),
        figure=load_bars(parts, frame.theme, words("common")("silence_explanation.no_cases")),
        description=text("changes.description", finding=finding),
        is_of_rows=True,
        table=_table(frame, teams, reasons),
        remark=ignored_text(rate.ignored),
    )  # fmt: skip


def _reason(frame: Frame, reasons: SplitAnswer, one: GroupMeasurement) -> Bar:
    text = words("caseload")
    name = frame.answers.group_label(Split.CHANGE_REASON, one.group)
    value = wording.value_text(reasons.kpi, one.measurement)
    if one.measurement.value is None:
        explanation = words("common")(f"silence_explanation.{one.measurement.silence}")
        hover = text("changes.hover_silent", name=name, explanation=explanation)
        return Bar(text("changes.bar_silent", name=name, value=value), None, hover)
    hover = text("changes.hover_reason", name=name, value=value)
    return Bar(text("changes.bar_plain", name=name, value=value), one.measurement.value, hover)


def _finding(changes: Answer, reasons: SplitAnswer) -> str:
    """How many changes, and how many of them nobody had planned; plain where either is hidden or missing."""
    text = words("caseload")
    by_reason = {one.group: one.measurement.value for one in reasons.groups}
    unplanned = by_reason.get(UNPLANNED, 0.0)
    if not changes.measurement.value or unplanned is None:
        return text("changes.title_plain")
    told = formatting.counted(changes.measurement.value, "worker_changes")
    if not unplanned:
        return text("changes.title_all_planned", changes=told)
    return text("changes.title", changes=told, unplanned=formatting.number(unplanned))


def _table(frame: Frame, teams: SplitAnswer, reasons: SplitAnswer) -> pd.DataFrame:
    text = words("caseload")
    rows = load_rows(frame, teams, most_first(teams))
    rows += [
        [
            frame.answers.group_label(Split.CHANGE_REASON, one.group), None, one.measurement.value, None,
            silence_text(reasons, one),
        ]
        for one in reasons.groups
    ]  # fmt: skip
    names = ("of_what", "per_citizen", "changes", "years", "remark")
    return pd.DataFrame(rows, columns=[text(f"columns.{name}") for name in names])

"""Decisions by outcome as tables: counts, or shares in percent; what is hidden stays blank and says so."""

from collections.abc import Sequence

import pandas as pd

from dashboard.analysis.funnel import LEVELS, limits
from dashboard.answers import OutcomeGroup, SplitAnswer
from dashboard.measurement import Measurement, Silence, Split
from dashboard.ui.columns import wholes
from dashboard.ui.decisions.outcomes import KPI_OF, outcome_names
from dashboard.ui.frame import Frame
from dashboard.words import words


def counts_table(frame: Frame, groups: Sequence[OutcomeGroup], split: Split) -> pd.DataFrame:
    """One row per month or paragraph: all decisions, those of each outcome, and those without one."""
    text = words("decisions")
    table = {
        text(f"columns.{split}"): [frame.answers.group_label(split, one.group) for one in groups],
        text("columns.decisions"): wholes([one.decisions.value for one in groups]),
    }
    counts = [[one.count(part) for one in groups] for part in KPI_OF] + [[one.not_stated for one in groups]]
    table |= {name: wholes(values) for name, values in zip(outcome_names(), counts, strict=True)}
    return pd.DataFrame(table | {text("columns.remark"): [_remark(one) for one in groups]})


def shares_table(frame: Frame, groups: Sequence[OutcomeGroup]) -> pd.DataFrame:
    """One row per paragraph: the decisions with an outcome, and the share of each in percent."""
    text = words("decisions")
    table = {
        text("columns.paragraph"): [frame.answers.group_label(Split.PARAGRAPH, one.group) for one in groups],
        text("columns.n"): wholes([stated(one).n for one in groups]),
    }
    for part, name in zip(KPI_OF, outcome_names(), strict=False):
        values = [one.shares[part].value for one in groups]
        table[text("columns.share", outcome=name)] = [None if one is None else round(one * 100, 1) for one in values]
    return pd.DataFrame(table | {text("columns.remark"): [_remark(one) for one in groups]})


def funnel_table(frame: Frame, teams: SplitAnswer | None) -> pd.DataFrame:
    """One row per team with decisions: what the funnel shows, and both limits at the team's own size in percent."""
    text = words("decisions")
    groups = [one for one in teams.groups if one.measurement.silence is not Silence.NO_CASES] if teams else []
    rows = [
        [frame.answers.group_label(Split.TEAM, one.group), *_funnel_row(one.measurement, teams.total.value)]
        for one in groups
    ]
    outcome = text("columns.share", outcome=teams.kpi.label if teams else "")
    names = ("low_95", "high_95", "low_998", "high_998", "remark")
    columns = [text("columns.team"), text("columns.n"), outcome, *(text(f"columns.{name}") for name in names)]
    return pd.DataFrame(rows, columns=columns)


def _funnel_row(measurement: Measurement, centre: float | None) -> list[object]:
    if measurement.value is None or centre is None:
        return [None] * 6 + [words("common")("silence.suppressed")]
    bounds = [bound for z in LEVELS for bound in limits(centre, measurement.n, z)]
    return [measurement.n, *(round(one * 100, 1) for one in (measurement.value, *bounds)), ""]


def stated(group: OutcomeGroup) -> Measurement:
    """A share of the group; all of them rest on the same decisions."""
    return group.shares[next(iter(KPI_OF))]


def _remark(group: OutcomeGroup) -> str:
    if stated(group).silence in (Silence.SUPPRESSED, Silence.NOT_DELIVERED):
        return words("common")(f"silence.{stated(group).silence}")
    return words("common")("notices.unfinished_month") if group.is_unfinished else ""

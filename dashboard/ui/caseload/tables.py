"""Loads as rows of a table: the value, what is carried and by how many, and why something is missing."""

from collections.abc import Iterable

import pandas as pd

from dashboard import formatting
from dashboard.answers import CaseWeight, SplitAnswer, TeamSpread
from dashboard.kpi import wording
from dashboard.measurement import GroupMeasurement, Split
from dashboard.ui.columns import wholes
from dashboard.ui.frame import Frame
from dashboard.words import words


def load_rows(frame: Frame, split: SplitAnswer, groups: Iterable[GroupMeasurement]) -> list[list[object]]:
    """Name, value, both amounts, and the reason where there is no value."""
    return [
        [
            frame.answers.group_label(split.split, one.group), one.measurement.value, one.measurement.numerator,
            one.measurement.denominator, silence_text(split, one),
        ]
        for one in groups
    ]  # fmt: skip


def silence_text(split: SplitAnswer, one: GroupMeasurement) -> str:
    """What stands in place of a missing value, else that the month is not over, else nothing."""
    if one.measurement.value is None:
        return wording.value_text(split.kpi, one.measurement)
    return words("common")("notices.unfinished_month") if one.is_unfinished else ""


def months_table(frame: Frame, load: SplitAnswer, every: SplitAnswer, permanent: SplitAnswer) -> pd.DataFrame:
    """One row per month end: the load with what it is made of, and the positions; whatever was not delivered is left out."""
    text = words("caseload")
    months = load.groups or every.groups
    table = {text("columns.month"): [frame.answers.group_label(Split.MONTH, one.group) for one in months]}
    if load.groups:
        carried = formatting.noun_for(0, load.kpi.parts["numerator"].noun).capitalize()
        table |= {load.kpi.label: [one.measurement.value for one in load.groups]}
        table |= {carried: wholes([one.measurement.n for one in load.groups])}
    for name, split in (("positions", every), ("permanent", permanent)):
        if split.groups:
            table[text(f"columns.{name}")] = [one.measurement.value for one in split.groups]
    remarked = load if load.groups else every
    table[text("columns.remark")] = [silence_text(remarked, one) for one in months]
    return pd.DataFrame(table)


def spread_table(frame: Frame, teams: SplitAnswer, spreads: Iterable[TeamSpread]) -> pd.DataFrame:
    """One row per team: the quartiles over its workers, and the team's own number."""
    text = words("caseload")
    rows = []
    for one in spreads:
        low, median, high = one.quartiles or (None, None, None)
        silence = wording.value_text(teams.kpi, one.team) if one.team.value is None else text("columns.few")
        name = frame.answers.group_label(Split.TEAM, one.team_id)
        rows.append([name, low, median, high, one.workers, one.team.value, "" if one.quartiles else silence])
    names = ("team", "low", "median", "high", "workers", "team_value", "remark")
    return pd.DataFrame(rows, columns=[text(f"columns.{name}") for name in names])


def weights_table(frame: Frame, weights: Iterable[CaseWeight]) -> pd.DataFrame:
    """One row per kind of case with its points."""
    text, types = words("caseload"), words("common").table("application_types")
    rows = [
        [
            frame.answers.group_label(Split.PARAGRAPH, one.paragraph),
            types.get(one.application_type, text("weights.any_type")), one.weight,
            text("weights.yes") if one.is_example else "", formatting.long_date(one.valid_from),
        ]
        for one in weights
    ]  # fmt: skip
    names = ("paragraph", "application_type", "weight", "example", "valid_from")
    return pd.DataFrame(rows, columns=[text(f"columns.{name}") for name in names])

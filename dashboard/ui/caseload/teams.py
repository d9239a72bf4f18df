"""Citizens per full-time position in every unit and team, against the guide's band."""

from collections.abc import Sequence

import pandas as pd

from dashboard import formatting
from dashboard.answers import Answers, SplitAnswer
from dashboard.charts.load_bars import Band, Bar, Part, load_bars
from dashboard.kpi import wording
from dashboard.kpi.definition import Kpi
from dashboard.measurement import GroupMeasurement, Measurement, Silence, Split
from dashboard.ui.caseload.population import followed_words, ignored_text
from dashboard.ui.caseload.tables import load_rows
from dashboard.ui.companions import shown_id
from dashboard.ui.frame import Frame
from dashboard.ui.guide import Stand, guide_band, stand
from dashboard.ui.panel import Panel
from dashboard.words import words


def teams_panel(frame: Frame, kpi_id: str) -> Panel:
    """Units over teams on one scale, who carries most first; no row is missing for being hidden.

    Where teams are chosen there are no units: their names would stand over a part of them.
    """
    answers, selection, text = frame.answers, frame.selection, words("caseload")
    answer = answers.measure(shown_id(answers, kpi_id), selection)
    shown = (Split.TEAM,) if selection.team_ids else (Split.UNIT, Split.TEAM)
    splits = [answers.split(answer.kpi.kpi_id, selection, split) for split in shown]
    band = guide_band(answers, answer.kpi)
    finding = _finding(answers, splits[-1], band)
    parts = _parts(frame, splits, band)
    return Panel(
        key="load_teams",
        title=finding,
        subtitle=text(
            "teams.subtitle", label=answer.kpi.label, day=formatting.long_date(answer.stock_date),
            population=followed_words(answers, selection, answer.ignored), basis=_basis(answer.measurement, answer.kpi),
        ),
        kpis=(answer.kpi,),
        silence=nobody_text(splits[-1]),
        figure=load_bars(parts, frame.theme, words("common")("silence_explanation.no_cases")),
        description=text("teams.description", finding=finding),
        is_of_rows=True,
        table=_table(frame, splits),
        remark=formatting.sentences(_not_additive(answer.measurement, splits), ignored_text(answer.ignored)),
    )  # fmt: skip


def _not_additive(total: Measurement, splits: Sequence[SplitAnswer]) -> str:
    """That the rows do not add up, where they do not; of hidden ones nobody can add, and nothing is said."""
    sums = [[one.measurement.numerator for one in split.groups] for split in splits]
    known = [sum(carried) for carried in sums if None not in carried]
    is_apart = total.numerator is not None and any(carried != total.numerator for carried in known)
    return words("caseload")("teams.not_additive") if is_apart else ""


def nobody_text(split: SplitAnswer) -> str:
    """The sentence in place of a chart of a load nobody is there to carry; else empty."""
    is_nobody = split.groups and all(one.measurement.silence is Silence.NO_CASES for one in split.groups)
    return words("caseload")("teams.nobody_at_all") if is_nobody else ""


def most_first(split: SplitAnswer) -> list[GroupMeasurement]:
    """Who carries most first; then the hidden ones by id, which tells nothing of their size; those without a name last."""
    return sorted(split.groups, key=lambda one: (one.group is None, -(one.measurement.value or 0), one.group or ""))


def load_bar(frame: Frame, section: str, split: SplitAnswer, one: GroupMeasurement, row_id: str = "") -> Bar:
    """A load's bar in the words of a section of the page's texts: the value, and what is carried by how many."""
    text = words("caseload")
    name, measurement = frame.answers.group_label(split.split, one.group), one.measurement
    value = wording.value_text(split.kpi, measurement)
    if measurement.value is None:
        explanation = words("common")(f"silence_explanation.{measurement.silence}")
        if measurement.silence is Silence.NO_CASES:  # of a load: nobody to carry it
            value, explanation = text(f"{section}.nobody"), text(f"{section}.nobody_explanation")
        silent = text(f"{section}.hover_silent", name=name, explanation=explanation)
        return Bar(text(f"{section}.bar_silent", name=name, value=value), None, silent, row_id)
    carried, carriers = (formatting.number(amount, places) for amount, places in _amounts(measurement))
    told = text(f"{section}.bar", name=name, value=value, carried=carried, carriers=carriers)
    basis = wording.n_text(split.kpi, measurement)
    return Bar(told, measurement.value, text(f"{section}.hover", name=name, value=value, basis=basis), row_id)


def _amounts(measurement: Measurement) -> list[tuple[float, int]]:
    """What is carried as whole numbers where it is one, and those who carry it with one decimal."""
    return [
        (measurement.numerator, 0 if float(measurement.numerator).is_integer() else 1),
        (measurement.denominator, 1),
    ]


def _parts(frame: Frame, splits: Sequence[SplitAnswer], band: Band | None) -> list[Part]:
    text = words("caseload")
    values = [one.measurement.value or 0 for split in splits for one in split.groups]
    longest = max([*values, band.high * 1.1 if band else 0], default=0) or 1
    titles = {Split.UNIT: text("teams.units"), Split.TEAM: text("teams.teams")}
    return [
        Part(
            titles[split.split], [load_bar(frame, "teams", split, one) for one in most_first(split)], band, longest,
            split.split is Split.UNIT,
        )
        for split in splits
    ]  # fmt: skip


def _basis(measurement: Measurement, kpi: Kpi) -> str:
    told = wording.n_text(kpi, measurement)
    return told or wording.value_text(kpi, measurement)


def _finding(answers: Answers, teams: SplitAnswer, band: Band | None) -> str:
    """How many teams lie over the band, of those with enough citizens to say so; of one team alone its number."""
    text = words("caseload")
    if len(teams.groups) == 1 and teams.groups[0].measurement.value is not None:
        return _alone(answers, teams, band)
    stands = [stand(teams.kpi, one.measurement, band) for one in teams.groups if one.group is not None]
    judged = [one for one in stands if one]
    over = judged.count(Stand.OVER)
    if len(judged) < 2:
        return text("teams.title_plain", label=teams.kpi.label)
    key = "all" if over == len(judged) else "some" if over else "none"
    return text(f"teams.title_{key}", over=formatting.number(over), judged=formatting.number(len(judged)))


def _alone(answers: Answers, teams: SplitAnswer, band: Band | None) -> str:
    (one,) = teams.groups
    name, where = answers.group_label(teams.split, one.group), stand(teams.kpi, one.measurement, band)
    value = wording.value_text(teams.kpi, one.measurement)
    key = f"teams.title_alone_{where}" if where else "teams.title_alone"
    return words("caseload")(key, label=teams.kpi.label, name=name, value=value)


def _table(frame: Frame, splits: Sequence[SplitAnswer]) -> pd.DataFrame:
    text = words("caseload")
    rows = [row for split in splits for row in load_rows(frame, split, most_first(split))]
    kpi = splits[0].kpi
    nouns = [formatting.noun_for(0, kpi.parts[part].noun).capitalize() for part in ("numerator", "denominator")]
    return pd.DataFrame(rows, columns=[text("columns.unit_or_team"), kpi.label, *nouns, text("columns.remark")])

"""Whether teams decide alike under one paragraph: a funnel around what all teams together decide, and no ranking."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from dashboard import formatting
from dashboard.analysis.funnel import Place, place
from dashboard.answers import SplitAnswer
from dashboard.charts.funnel import HEIGHT, Names, Point, funnel
from dashboard.charts.style import Figure, empty_figure
from dashboard.kpi import wording
from dashboard.measurement import GroupMeasurement, Silence, Split
from dashboard.selection import Selection
from dashboard.ui.decisions.choice import uniformity_choice
from dashboard.ui.decisions.outcomes import KPI_OF
from dashboard.ui.decisions.tables import funnel_table
from dashboard.ui.frame import Frame
from dashboard.ui.names import scope_words
from dashboard.ui.panel import Bar, Panel
from dashboard.words import words


@dataclass(frozen=True)
class Compared:
    """One paragraph's teams. points: those with decisions that are told. hidden: those that are not told.

    judged: of the points those with enough decisions, with where they lie.
    """

    name: str
    teams: SplitAnswer
    points: tuple[GroupMeasurement, ...]
    hidden: tuple[GroupMeasurement, ...]
    judged: tuple[tuple[GroupMeasurement, Place], ...]


def uniformity_panel(frame: Frame) -> Panel:
    """The chosen outcome of the chosen paragraph. A filter on teams or units is left out: alone there is nothing to compare."""
    answers, text = frame.answers, words("decisions")
    selection = replace(frame.selection, team_ids=(), unit_ids=())
    paragraph, outcome = uniformity_choice(frame, selection)
    kpi = answers.kpi(KPI_OF[outcome])
    compared = _compared(frame, kpi.kpi_id, paragraph, selection) if paragraph else None
    narrowed = replace(selection, paragraphs=(paragraph,)) if paragraph else selection
    finding = _finding(frame, compared)
    return Panel(
        key="uniformity",
        title=finding,
        subtitle=text(
            "uniformity.subtitle", label=kpi.label, scope=scope_words(answers, narrowed),
            basis=wording.n_text(kpi, compared.teams.total) if compared else "",
        ),
        kpis=(kpi,),
        figure=_figure(frame, compared),
        description=text("uniformity.description", finding=finding),
        is_wide=True,
        is_read_from_left=True,
        table=funnel_table(frame, compared.teams if compared else None),
        bars=_bars(frame, compared, outcome, narrowed) if compared else {},
        remark=_remark(frame, compared),
        silence=_silence(frame, compared),
    )  # fmt: skip


def _compared(frame: Frame, kpi_id: str, paragraph: str, selection: Selection) -> Compared:
    teams = frame.answers.split(kpi_id, replace(selection, paragraphs=(paragraph,)), Split.TEAM)
    points = tuple(one for one in teams.groups if one.measurement.value is not None)
    hidden = tuple(one for one in teams.groups if one.measurement.silence is Silence.SUPPRESSED)
    centre = teams.total.value
    judged = tuple(
        (one, place(int(one.measurement.numerator), one.measurement.n, centre))
        for one in points if centre is not None and one.measurement.n >= teams.kpi.minimum_cases
    )  # fmt: skip
    return Compared(frame.answers.group_label(Split.PARAGRAPH, paragraph), teams, points, hidden, judged)


def _is_hidden(compared: Compared) -> bool:
    """Whether the centre, or every team, is kept from this viewer."""
    return compared.teams.total.silence is Silence.SUPPRESSED or (bool(compared.hidden) and not compared.points)


def _is_alone(compared: Compared) -> bool:
    return len(compared.points) == 1 and not compared.hidden


def _silence(frame: Frame, compared: Compared | None) -> str:
    """Why there is no funnel; empty where there is one."""
    text = words("decisions")
    if compared is None:
        return text("uniformity.nobody")
    if _is_hidden(compared):
        return text("uniformity.hidden")
    if _is_alone(compared):
        return text("uniformity.alone", team=_team(frame, compared.points[0]), name=compared.name)
    return "" if compared.points else text("uniformity.nobody")


def _finding(frame: Frame, compared: Compared | None) -> str:
    """Which teams lie beyond the limits; named in the order of their ids, and judged only where two can be."""
    text = words("decisions")
    if compared is None or not frame.answers.is_delivered(compared.teams.kpi.kpi_id):
        return text("uniformity.title_none")
    name = compared.name
    if _is_hidden(compared):
        return text("uniformity.title_hidden", name=name)
    if _is_alone(compared):
        return text("uniformity.title_alone", name=name)
    if len(compared.judged) < 2:
        return text("uniformity.title_few", name=name)
    for beyond, key in ((Place.BEYOND_998, "beyond"), (Place.BEYOND_95, "edge")):
        teams = sorted(_team(frame, one) for one, where in compared.judged if where is beyond)
        if teams:
            return text(f"uniformity.title_{key}", name=name, teams=_listed(teams))
    return text("uniformity.title_inside", name=name)


def _listed(names: Sequence[str]) -> str:
    """One, one and another, or one, another and a third."""
    *first, last = names
    return words("decisions")("uniformity.and").join(filter(None, (", ".join(first), last)))


def _figure(frame: Frame, compared: Compared | None) -> Figure:
    text = words("decisions")
    if compared is None or compared.teams.total.value is None or not compared.points:
        return empty_figure(frame.theme, HEIGHT, text("uniformity.nobody"))
    names = Names(*(text(f"uniformity.{name}") for name in ("x_axis", "centre", "inner", "outer")))
    points = [_point(frame, compared, one) for one in compared.points]
    return funnel(points, compared.teams.total.value, names, frame.theme)


def _point(frame: Frame, compared: Compared, one: GroupMeasurement) -> Point:
    text, kpi, measurement = words("decisions"), compared.teams.kpi, one.measurement
    name = _team(frame, one)
    where = next((where for judged, where in compared.judged if judged is one), None)
    told = {"name": name, "share": wording.value_text(kpi, measurement), "basis": wording.n_text(kpi, measurement)}
    said = text("uniformity.hover", place=text(f"uniformity.{where or 'few'}"), **told)
    label = text("uniformity.point" if where else "uniformity.point_few", **told)
    is_beyond = where is Place.BEYOND_998
    return Point(label, measurement.n, measurement.value, said, one.group or "", where is None, is_beyond)


def _bars(frame: Frame, compared: Compared, outcome: str, narrowed: Selection) -> dict[str, Bar]:
    """A team opens its decisions with the chosen outcome."""
    text, bars = words("decisions"), {}
    for one in compared.points:
        label = text(
            "uniformity.rows", outcome=text(f"outcomes.{outcome}"), name=_team(frame, one),
            count=formatting.number(one.measurement.numerator),
        )  # fmt: skip
        kpi_id = compared.teams.kpi.kpi_id
        ask = partial(frame.answers.rows_behind, kpi_id, narrowed, part="numerator", split=Split.TEAM, group=one.group)
        bars[one.group or ""] = Bar(label, ask)
    return bars


def _remark(frame: Frame, compared: Compared | None) -> str:
    text = words("decisions")
    selection = frame.selection
    told = [text("uniformity.all_teams") if selection.team_ids or selection.unit_ids else ""]
    if compared and not _silence(frame, compared):
        told.append(text("uniformity.caution"))
        names = ", ".join(sorted(_team(frame, one) for one in compared.hidden))
        told.append(text("uniformity.hidden_teams", teams=names) if names else "")
    return formatting.sentences(*told)


def _team(frame: Frame, one: GroupMeasurement) -> str:
    return frame.answers.group_label(Split.TEAM, one.group)

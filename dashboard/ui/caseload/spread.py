"""How evenly the citizens are spread over the workers of each team: quartiles, nobody named, no ranking."""

from collections.abc import Sequence

from dashboard import formatting
from dashboard.answers import SplitAnswer, TeamSpread
from dashboard.answers.caseload import FEWEST_WORKERS, ROUNDED_TO
from dashboard.charts.marked_rows import Mark, Row, marked_rows
from dashboard.kpi import wording
from dashboard.measurement import Measurement, Split
from dashboard.ui.caseload.population import followed_words, ignored_text
from dashboard.ui.caseload.tables import spread_table
from dashboard.ui.frame import Frame
from dashboard.ui.guide import guide_band
from dashboard.ui.panel import Panel
from dashboard.words import words


def spread_panel(frame: Frame, kpi_id: str) -> Panel:
    """One row per team in the order of the reference tables; a team with too few workers says so."""
    answers, selection, text = frame.answers, frame.selection, words("caseload")
    answer = answers.measure(kpi_id, selection)
    teams = answers.split(kpi_id, selection, Split.TEAM)
    place = {team.team_id: number for number, team in enumerate(answers.choices.teams)}
    spreads = sorted(answers.team_spreads(selection), key=lambda one: place.get(one.team_id, len(place)))
    finding = _finding(frame, spreads)
    marks = {
        "team": Mark("line-ns-open", "<b>❘</b>", text("spread.team"), 18),
        "median": Mark("circle", "●", text("spread.median")),
    }
    return Panel(
        key="spread",
        title=finding,
        subtitle=text(
            "spread.subtitle", day=formatting.long_date(answer.stock_date), fewest=formatting.number(FEWEST_WORKERS),
            population=followed_words(answers, selection, answer.ignored),
        ),
        kpis=(answer.kpi,),
        figure=marked_rows(
            [_row(frame, teams, one) for one in spreads], marks, text("spread.middle_half"), text("spread.axis"),
            frame.theme, words("common")("silence_explanation.no_cases"), guide_band(answers, answer.kpi),
        ),
        description=text("spread.description", finding=finding),
        is_of_rows=True,
        table=spread_table(frame, teams, spreads),
        remark=formatting.sentences(_rounding(spreads), ignored_text(answer.ignored)),
    )  # fmt: skip


def _row(frame: Frame, teams: SplitAnswer, one: TeamSpread) -> Row:
    text = words("caseload")
    name = frame.answers.group_label(Split.TEAM, one.team_id)
    if one.team.value is None:
        value = wording.value_text(teams.kpi, one.team)
        silence = words("common")(f"silence_explanation.{one.team.silence}")
        return Row(text("spread.row_silent", name=name, value=value), silence)
    if one.quartiles is None:
        few = text("spread.row_few", name=name)
        return Row(few, few, {"team": one.team.value})
    low, median, high = (formatting.number(value, _decimals(one)) for value in one.quartiles)
    told = {"name": name, "low": low, "median": median, "high": high, "workers": _workers(one.workers)}
    told["count"] = formatting.number(one.workers)
    hover = text("spread.hover", team=_value(teams, one.team), **told)
    values = {"team": one.team.value, "median": one.quartiles[1]}
    return Row(text("spread.row", **told), hover, values, (one.quartiles[0], one.quartiles[2]))


def _rounding(spreads: Sequence[TeamSpread]) -> str:
    """Why some quartiles are round; empty where none is told so."""
    is_rounded = any(one.is_rounded and one.quartiles for one in spreads)
    return words("caseload")("spread.rounded", nearest=formatting.number(ROUNDED_TO)) if is_rounded else ""


def _decimals(one: TeamSpread) -> int:
    return 0 if one.is_rounded else 1


def _value(teams: SplitAnswer, measurement: Measurement) -> str:
    return wording.value_text(teams.kpi, measurement)


def _workers(count: int) -> str:
    return words("caseload")("spread.worker" if count == 1 else "spread.workers", count=formatting.number(count))


def _finding(frame: Frame, spreads: Sequence[TeamSpread]) -> str:
    text = words("caseload")
    known = [one for one in spreads if one.quartiles]
    if not frame.answers.is_delivered("citizens_per_fte"):
        return text("spread.label")
    if not known:
        return text("spread.title_none")
    if len(known) == 1:
        low, _, high = (formatting.number(value, _decimals(known[0])) for value in known[0].quartiles)
        name = frame.answers.group_label(Split.TEAM, known[0].team_id)
        return text("spread.title_one", team=name, low=low, high=high)
    medians = [one.quartiles[1] for one in known]
    decimals = 0 if all(one.is_rounded for one in known) else 1
    low, high = (formatting.number(pick(medians), decimals) for pick in (min, max))
    if low == high:
        return text("spread.title_same", teams=formatting.number(len(known)), value=low)
    return text("spread.title", teams=formatting.number(len(known)), low=low, high=high)

"""The weighted load beside the plain one, and the weights it rests on."""

from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from dashboard import formatting
from dashboard.answers import Answer, SplitAnswer
from dashboard.charts.marked_rows import Mark, Row, marked_rows
from dashboard.kpi import wording
from dashboard.measurement import Measurement, Split
from dashboard.ui.case_table import OPEN_COLUMNS
from dashboard.ui.caseload.population import followed_words, ignored_text
from dashboard.ui.caseload.tables import silence_text, weights_table
from dashboard.ui.caseload.teams import most_first
from dashboard.ui.frame import Frame
from dashboard.ui.panel import Bar, Panel
from dashboard.ui.plain_table import table_html
from dashboard.words import words

OPEN = "open_cases"


def weights_panel(frame: Frame, weighted_id: str, plain_id: str) -> Panel:
    """Per team how many cases and how many points each full-time position has; a team opens its open cases."""
    answers, selection, text = frame.answers, frame.selection, words("caseload")
    weighted, plain = (answers.measure(kpi_id, selection) for kpi_id in (weighted_id, plain_id))
    teams, beside = (answers.split(kpi_id, selection, Split.TEAM) for kpi_id in (weighted_id, plain_id))
    plains = {one.group: one.measurement for one in beside.groups}
    pairs = [(one.group, one.measurement, plains[one.group]) for one in most_first(teams)]
    finding = _finding(weighted, plain)
    marks = {
        "plain": Mark("circle-open", "○", text("weights.plain")), "weighted": Mark("circle", "●", text("weights.weighted")),
    }  # fmt: skip
    return Panel(
        key="weights",
        title=finding,
        subtitle=text(
            "weights.subtitle", day=formatting.long_date(weighted.stock_date),
            population=followed_words(answers, selection, weighted.ignored),
            basis=wording.basis_text(plain.kpi, plain.measurement),
        ),
        kpis=(weighted.kpi, plain.kpi),
        figure=marked_rows(
            [_row(frame, teams, beside, *pair) for pair in pairs], marks, "", text("weights.axis"), frame.theme,
            words("common")("silence_explanation.no_cases"),
        ),
        description=text("weights.description", finding=finding),
        is_of_rows=True,
        table=_table(frame, teams, plains),
        bars={group or "": _bar(frame, group, pair) for group, *pair in pairs if pair[1].n},
        remark=formatting.sentences(_of_what(frame, weighted), ignored_text(weighted.ignored)),
    )  # fmt: skip


def weights_in_force(frame: Frame, weighted_id: str) -> None:
    """The table of weights, folded; nothing where there are none."""
    text = words("caseload")
    day = frame.answers.measure(weighted_id, frame.selection).stock_date
    weights = frame.answers.case_weights(day)
    if not weights:
        return
    with st.expander(text("weights.table", day=formatting.long_date(day))):
        note = f'<p class="panel-footnote">{escape(text("weights.table_note"))}</p>'
        st.html(note + table_html(weights_table(frame, weights), text("weights.table_alt"), text("columns.paragraph")))


def _row(
    frame: Frame, teams: SplitAnswer, beside: SplitAnswer, group: str | None, weighted: Measurement, plain: Measurement
) -> Row:
    text = words("caseload")
    name = frame.answers.group_label(Split.TEAM, group)
    if weighted.value is None or plain.value is None:
        value = wording.value_text(teams.kpi, weighted)
        return Row(
            text("weights.row_silent", name=name, value=value),
            words("common")(f"silence_explanation.{weighted.silence}"),
        )
    told = {
        "name": name,
        "plain": wording.value_text(beside.kpi, plain),
        "weighted": wording.value_text(teams.kpi, weighted),
    }
    hover = text(
        "weights.hover", plain_basis=wording.n_text(beside.kpi, plain), weighted_basis=wording.n_text(teams.kpi, weighted), **told
    )  # fmt: skip
    ends = (min(plain.value, weighted.value), max(plain.value, weighted.value))
    values = {"plain": plain.value, "weighted": weighted.value}
    return Row(text("weights.row", **told), hover, values, ends, group or "")


def _bar(frame: Frame, group: str | None, pair: list[Measurement]) -> Bar:
    name = frame.answers.group_label(Split.TEAM, group)
    label = words("caseload")("weights.rows", name=name, count=formatting.number(pair[1].n))
    ask = partial(frame.answers.rows_behind, OPEN, frame.selection, split=Split.TEAM, group=group)
    return Bar(label, ask, OPEN_COLUMNS)


def _finding(weighted: Answer, plain: Answer) -> str:
    text = words("caseload")
    if weighted.measurement.value is None or plain.measurement.value is None:
        return text("weights.title_plain")
    values = {"plain": plain, "weighted": weighted}
    return text("weights.title", **{name: wording.value_text(one.kpi, one.measurement) for name, one in values.items()})


def _of_what(frame: Frame, weighted: Answer) -> str:
    """That the weights are examples, or that there are none."""
    weights = frame.answers.case_weights(weighted.stock_date)
    if not weights:
        return words("caseload")("weights.none")
    return words("caseload")("weights.example") if any(one.is_example for one in weights) else ""


def _table(frame: Frame, teams: SplitAnswer, plains: dict[str | None, Measurement]) -> pd.DataFrame:
    text = words("caseload")
    rows = []
    for one in most_first(teams):
        plain = plains[one.group]
        rows.append([
            frame.answers.group_label(Split.TEAM, one.group), plain.value, one.measurement.value,
            plain.numerator, one.measurement.numerator, one.measurement.denominator, silence_text(teams, one),
        ])  # fmt: skip
    names = ("team", "cases_per_position", "points_per_position", "open_cases", "points", "positions", "remark")
    return pd.DataFrame(rows, columns=[text(f"columns.{name}") for name in names])

"""The single workers, for the leader of their own team only; everybody else reads why they are not shown.

The table cannot be sorted and has no file: it is for sharing out cases, not for holding workers against each other.
"""

from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from dashboard import formatting
from dashboard.access import Role
from dashboard.answers import OwnTeam, WorkerLoad
from dashboard.measurement import Split
from dashboard.ui.caseload.population import ignored_text, remarks
from dashboard.ui.frame import Frame
from dashboard.ui.panel import footnote, panel_heading
from dashboard.words import words

FOLLOWED = "open_cases_per_fte"
SHARED = ("fte", "citizens", "open_cases", "points")


def workers_list(frame: Frame) -> None:
    """One table per own team, or one sentence."""
    with st.container(key="panel_workers"):
        why_not = _why_not(frame)
        if why_not:
            panel_heading(words("caseload")("workers.title_plain"), why_not)
            return
        for team in frame.answers.own_teams(frame.selection):
            _show(frame, team)


def _why_not(frame: Frame) -> str:
    """Why no worker is shown; empty for a leader whose own team is in the selection."""
    text, answers = words("caseload"), frame.answers
    if answers.viewer.role is not Role.TEAM_LEADER:
        return text("workers.not_leader")
    if not answers.is_delivered(FOLLOWED):
        return text("workers.not_delivered")
    return "" if answers.own_teams(frame.selection) else text("workers.not_own")


def _show(frame: Frame, team: OwnTeam) -> None:
    text, answers = words("caseload"), frame.answers
    name = answers.group_label(Split.TEAM, team.team_id)
    panel_heading(text("workers.title", team=name), text("workers.subtitle", day=formatting.long_date(team.day)))
    has_citizens = any(one.citizens is not None for one in team.workers)
    st.table(workers_table(frame, team), hide_index=True, border="horizontal", alt=text("workers.alt"))
    ignored = answers.measure(FOLLOWED, frame.selection).ignored
    said = remarks(
        text("workers.personal"),
        text("workers.several" if has_citizens else "workers.citizens_missing"),
        ignored_text(ignored),
    )
    st.html(f'<p class="panel-footnote">{escape(said)}</p>')
    footnote(frame, kpis=[answers.kpi(one) for one in (FOLLOWED, "citizens_per_fte")])


def workers_table(frame: Frame, team: OwnTeam) -> pd.DataFrame:
    """Written numbers, since nothing is to be sorted: one row per worker, the rest, and the sum as the KPIs have it."""
    text = words("caseload")
    rows = [[text("workers.rest") if one.worker_id is None else one.worker_id, *_told(one)] for one in team.workers]
    rows.append([text("workers.sum"), *_sum(frame, team)])
    names = ("worker", "temporary", *SHARED)
    table = pd.DataFrame(rows, columns=[text(f"columns.{name}") for name in names])
    has_citizens = any(one.citizens is not None for one in team.workers)
    return table if has_citizens else table.drop(columns=text("columns.citizens"))


def _told(one: WorkerLoad) -> list[str]:
    citizens = formatting.DASH if one.citizens is None else formatting.number(one.citizens)
    position = formatting.DASH if one.worker_id is None else formatting.number(one.fte, 2)
    kind = words("caseload")("workers.temporary") if one.is_temporary else ""
    return [kind, position, citizens, formatting.number(one.open_cases), formatting.number(one.points, 1)]


def _sum(frame: Frame, team: OwnTeam) -> list[str]:
    """The team's own numbers, counted anew: a citizen with two workers is one citizen."""
    selection = replace(frame.selection, team_ids=(team.team_id,), unit_ids=())
    carried = {
        name: frame.answers.measure(kpi_id, selection, team.day).measurement
        for name, kpi_id in (("citizens", "citizens_per_fte"), ("cases", FOLLOWED), ("points", "weighted_open_cases_per_fte"))
    }  # fmt: skip
    amounts = {name: one.numerator for name, one in carried.items()}
    citizens = formatting.DASH if amounts["citizens"] is None else formatting.number(amounts["citizens"])
    return [
        "", formatting.number(carried["cases"].denominator, 2), citizens, formatting.number(amounts["cases"]),
        formatting.number(amounts["points"], 1),
    ]  # fmt: skip

"""The single workers, for the leader of their own team only; everybody else reads why they are not shown.

The table cannot be sorted and has no file: it is for sharing out cases, not for holding workers against each other.
"""

from collections.abc import Iterable
from dataclasses import replace
from html import escape
from itertools import compress

import streamlit as st

from dashboard import formatting
from dashboard.access import Role
from dashboard.answers import OwnTeam, WorkerLoad
from dashboard.measurement import Split
from dashboard.ui.caseload.population import ignored_text
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
    st.html(table_html(frame, team))
    ignored = answers.measure(FOLLOWED, frame.selection).ignored
    said = formatting.sentences(
        text("workers.personal"),
        text("workers.several" if has_citizens else "workers.citizens_missing"),
        ignored_text(ignored),
    )
    st.html(f'<p class="panel-footnote">{escape(said)}</p>')
    footnote(frame, kpis=[answers.kpi(one) for one in (FOLLOWED, "citizens_per_fte")])


def table_html(frame: Frame, team: OwnTeam) -> str:
    """One row per worker, the rest, and the sum as the KPIs have it."""
    text = words("caseload")
    is_shown = [name != "citizens" or any(one.citizens is not None for one in team.workers) for name in SHARED]
    heads = [text("columns.worker"), *compress((text(f"columns.{name}") for name in SHARED), is_shown)]
    body = "".join(_line(_name(one), compress(_told(one), is_shown)) for one in team.workers)
    foot = _line(text("workers.sum"), compress(_sum(frame, team), is_shown))
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    label = escape(text("workers.alt"))
    table = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody><tfoot>{foot}</tfoot>"
    return f'<div class="worker-table" tabindex="0" role="group" aria-label="{label}"><table>{table}</table></div>'


def _line(name: str, values: Iterable[str]) -> str:
    cells = "".join(f"<td>{escape(one)}</td>" for one in values)
    return f'<tr><th scope="row">{escape(name)}</th>{cells}</tr>'


def _name(one: WorkerLoad) -> str:
    text = words("caseload")
    if one.worker_id is None:
        return text("workers.rest")
    return text("workers.temporary", name=one.worker_id) if one.is_temporary else one.worker_id


def _told(one: WorkerLoad) -> list[str]:
    """In the order of SHARED."""
    citizens = formatting.DASH if one.citizens is None else formatting.number(one.citizens)
    position = formatting.DASH if one.worker_id is None else formatting.number(one.fte, 2)
    return [position, citizens, formatting.number(one.open_cases), formatting.number(one.points, 1)]


def _sum(frame: Frame, team: OwnTeam) -> list[str]:
    """The team's own numbers, counted anew: a citizen with two workers is one citizen."""
    selection = replace(frame.selection, team_ids=(team.team_id,), unit_ids=())
    citizens, cases, points = (
        frame.answers.measure(kpi_id, selection, team.day).measurement
        for kpi_id in ("citizens_per_fte", FOLLOWED, "weighted_open_cases_per_fte")
    )
    return [
        formatting.number(cases.denominator, 2),
        formatting.DASH if citizens.numerator is None else formatting.number(citizens.numerator),
        formatting.number(cases.numerator),
        formatting.number(points.numerator, 1),
    ]

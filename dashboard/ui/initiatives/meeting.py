"""What a meeting asks of the plan under its timeline: decisions wanted, next steps, goals and what measures them."""

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from dashboard import formatting
from dashboard.answers.plans import Goal, GoalMeasure, Plan
from dashboard.answers.progress import BEHIND, InitiativeProgress
from dashboard.kpi import wording
from dashboard.selection import Selection
from dashboard.ui.frame import Frame
from dashboard.ui.initiatives.choice import Place
from dashboard.ui.initiatives.said import initiative_name, status_text
from dashboard.ui.links import page_link
from dashboard.ui.markup import unbroken
from dashboard.words import words


def meeting_lists(frame: Frame, place: Place) -> None:
    """What is to be decided and what is not on plan, with the reasons, beside the next steps; a model is not followed."""
    if not place.is_written or not place.progress.is_readable:
        return
    text, progress = words("initiatives"), place.progress
    decisions = [_item(frame, one, one.decision_wanted or "") for one in progress.decisions]
    behind = [_item(frame, one, one.reason or "", f"{status_text(one.status)}.") for one in progress.having(*BEHIND)]
    steps = [_item(frame, one, one.next_step or "", _day(frame, one)) for one in progress.next_steps]
    left, right = st.columns(2, gap="large")
    with left:
        _list(text("meeting.decisions"), decisions, text("meeting.no_decisions"))
        _list(text("meeting.behind"), behind, text("meeting.no_decisions"))
    with right:
        _list(text("meeting.steps"), steps, text("meeting.no_steps"))


def undated_list(frame: Frame, initiatives: Sequence[InitiativeProgress]) -> None:
    """The initiatives the plan gives no dates: told here, for the timeline cannot show them. Parts stand under their whole."""
    undated = [one for one in initiatives if not one.has_dates]
    listed = {one.initiative.initiative_id for one in undated}
    if undated:
        text = words("initiatives")
        items = [_undated(frame, one, undated) for one in undated if one.initiative.parent_id not in listed]
        with st.container(key="plan_undated"):
            _list(text("gantt.undated"), items, "", text("gantt.undated_sentence"))


def goals_list(frame: Frame, place: Place) -> None:
    """The plan's goals in its own words, each with the KPIs that measure it as they stand now."""
    text, plan = words("initiatives"), place.plan
    told = [_goal(frame, place, goal) for goal in plan.goals]
    told += (
        [f"<li>{''.join(_measure(frame, one, plan.is_model) for one in plan.measures)}</li>"] if plan.measures else []
    )
    if told:
        with st.container(key="plan_goals"):
            about = text("goals.about_none") if any(not goal.measures for goal in plan.goals) else ""
            about = f'<p class="panel-subtitle">{escape(about)}</p>' if about else ""
            st.html(
                f'<h2 class="panel-title">{escape(text("goals.title"))}</h2>{about}'
                f'<ul class="plan-list">{"".join(told)}</ul>'
            )


def measured(frame: Frame, kpi_id: str, is_model: bool) -> str:
    """A KPI of everything in the period, as this viewer is told it, with the way to its definition.

    is_model: it stands under another municipality's goal, so whose number it is must be said.
    """
    answer = frame.answers.measure(kpi_id, Selection(frame.selection.period))
    told = words("initiatives")(
        "goals.now",
        label=answer.kpi.label,
        value=wording.value_text(answer.kpi, answer.measurement),
        basis=wording.n_text(answer.kpi, answer.measurement),
    )
    told = told.removesuffix(" ()")
    if is_model:
        told = words("initiatives")("goals.own", municipality=frame.answers.municipality_name or "", told=told)
    address = escape(page_link("definitions", frame, kpi=kpi_id))
    return f'{unbroken(told)} <a href="{address}">{escape(words("frame")("definition.open"))}</a>'


def _goal(frame: Frame, place: Place, goal: Goal) -> str:
    text = words("initiatives")
    name = f"{goal.number}. {goal.title}" if goal.number else goal.title
    under = _under(place.plan, goal)
    lines = [f"<strong>{unbroken(name)}</strong>"]
    lines += [unbroken(goal.description)] if goal.description else []
    body = "".join(f"<p>{line}</p>" for line in lines)
    body += "".join(_measure(frame, one, place.plan.is_model) for one in goal.measures)
    body += "" if goal.measures else f'<p class="quiet">{escape(text("goals.none"))}</p>'
    body += f'<p class="quiet">{unbroken(text("goals.initiatives", names=", ".join(under)))}</p>' if under else ""
    return f"<li>{body}</li>"


def _measure(frame: Frame, one: GoalMeasure, is_model: bool) -> str:
    text = words("initiatives")
    lines = []
    if one.kpi_id and one.is_known:
        lines.append(measured(frame, one.kpi_id, is_model))
    elif one.kpi_id:
        lines.append(escape(text("goals.unknown", kpi_id=one.kpi_id)))
    if one.measure:
        key = "measure_of" if one.kpi_id and one.is_known else "measure"
        lines.append(unbroken(text(f"goals.{key}", measure=one.measure)))
    if one.target_text:
        lines.append(unbroken(text("goals.target", text=one.target_text)))
    return "".join(f"<p>{line}</p>" for line in lines)


def _under(plan: Plan, goal: Goal) -> list[str]:
    """The titles of a goal's initiatives, each with those of its parts in brackets."""
    mine = [one for one in plan.initiatives if one.goal_id == goal.goal_id]
    wholes = {one.initiative_id for one in mine if not one.parent_id}
    parts = {whole: ", ".join(one.title for one in mine if one.parent_id == whole) for whole in wholes}
    return [
        f"{one.title} ({parts[one.initiative_id]})" if parts.get(one.initiative_id) else one.title
        for one in mine if one.parent_id not in wholes
    ]  # fmt: skip


def _undated(frame: Frame, one: InitiativeProgress, others: Sequence[InitiativeProgress]) -> str:
    """An initiative without dates: its status and reason where there is one, the plan's words, and its parts under it."""
    lead = f"{status_text(one.status)}." if one.status else ""
    parts = "".join(
        _undated(frame, other, others)
        for other in others if other.initiative.parent_id == one.initiative.initiative_id
    )  # fmt: skip
    said = [_paragraph(one.reason or "", lead), _paragraph(_words_of_dates(one))]
    inner = f'<ul class="plan-list">{parts}</ul>' if parts else ""
    return f"<li>{_name(frame, one)}{''.join(said)}{inner}</li>"


def _item(frame: Frame, one: InitiativeProgress, told: str, day: str = "") -> str:
    return f"<li>{_name(frame, one)}{_paragraph(told, day)}</li>"


def _name(frame: Frame, one: InitiativeProgress) -> str:
    address = escape(page_link("initiatives", frame, initiative=one.initiative.initiative_id))
    return f'<a href="{address}">{unbroken(initiative_name(one.initiative))}</a>'


def _paragraph(told: str, lead: str = "") -> str:
    """One paragraph, its lead in bold; nothing where neither is there."""
    strong = f"<strong>{unbroken(lead)}</strong> " if lead else ""
    return f"<p>{strong}{unbroken(told)}</p>" if told or lead else ""


def _day(frame: Frame, one: InitiativeProgress) -> str:
    """The date of a next step; one that has passed is said to have."""
    text = words("initiatives")
    if one.next_step_date is None:
        return text("meeting.undated")
    day = formatting.long_date(one.next_step_date)
    return (
        text("meeting.overdue", day=day) if one.next_step_date < frame.answers.as_of else text("meeting.day", day=day)
    )


def _words_of_dates(one: InitiativeProgress) -> str:
    """The plan's own words about when, where it names no date."""
    spoken = [part for phase in one.phases for part in (phase.phase.start_text, phase.phase.end_text) if part]
    return "; ".join(spoken)


def _list(title: str, items: Iterable[str], none: str, subtitle: str = "") -> None:
    body = "".join(items)
    shown = f'<ul class="plan-list">{body}</ul>' if body else f'<p class="panel-subtitle">{escape(none)}</p>'
    under = f'<p class="panel-subtitle">{escape(subtitle)}</p>' if subtitle else ""
    st.html(f'<h2 class="panel-title">{escape(title)}</h2>{under}{shown}')

"""What the plan's document says of the plan as a whole and of its goals: told as its own words, nothing added."""

from html import escape

import streamlit as st

from dashboard import formatting
from dashboard.answers.plans import Goal, Milestone, PlanNote
from dashboard.ui.initiatives.choice import Place
from dashboard.ui.initiatives.said import milestone_words
from dashboard.ui.markup import unbroken
from dashboard.words import words


def plan_says(place: Place, goal: Goal | None) -> None:
    """The milestones and notes that belong to no single initiative; nothing where there are none. goal: the one chosen."""
    text, plan = words("initiatives"), place.plan
    goals = {one.goal_id: one for one in plan.goals}
    milestones = [one for one in plan.milestones if goal is None or one.goal_id in (None, goal.goal_id)]
    items = [_milestone(one, goals.get(one.goal_id)) for one in milestones]
    items += [f"<li><p>{unbroken(note_text(note))}</p></li>" for note in plan.notes]
    if items:
        with st.container(key="plan_says"):
            st.html(
                f'<h2 class="panel-title">{escape(text("detail.plan_says"))}</h2>'
                f'<ul class="plan-list">{"".join(items)}</ul>'
            )


def note_text(note: PlanNote) -> str:
    """A note in the document's words, after its day where it has one."""
    return f"{formatting.long_date(note.noted_on)}: {note.text}" if note.noted_on else note.text


def _milestone(one: Milestone, goal: Goal | None) -> str:
    """A milestone with its goal, when it was or is planned, and what is noted of it."""
    text = words("initiatives")
    shape = text("shape.milestone_done" if one.is_reported else "shape.milestone_open")
    under = (
        text("detail.under_goal", goal=f"{goal.number}. {goal.title}" if goal.number else goal.title) if goal else ""
    )
    note = f'<p class="quiet">{unbroken(formatting.closed(one.note))}</p>' if one.note else ""
    told = formatting.sentences(f"{milestone_words(one)}.", under)
    return f"<li><strong>{shape} {unbroken(one.title)}</strong><p>{unbroken(told)}</p>{note}</li>"

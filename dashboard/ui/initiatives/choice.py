"""Which plan and which initiative is read: chosen on the page, and held in the address (``?plan=…&initiative=…``)."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard.answers.plans import Goal, Plan
from dashboard.answers.progress import InitiativeProgress, PlanProgress
from dashboard.ui.frame import Frame
from dashboard.ui.initiatives.said import initiative_name, plan_name
from dashboard.ui.notices import kind_sentence, notice
from dashboard.ui.page_parameter import asked_anew, keep_in_address
from dashboard.words import words

PLAN, INITIATIVE = "plan", "initiative"
# Widgets are not drawn on an initiative's own page, and Streamlit forgets what is not drawn: these are kept beside them.
SHOWN_PLAN, SHOWN_INITIATIVE, UNKNOWN = "shown_plan", "shown_initiative", "unknown_place"


@dataclass(frozen=True)
class Place:
    """What the page shows: a plan as it stands, and one of its initiatives where one is opened."""

    progress: PlanProgress
    initiative: InitiativeProgress | None

    @property
    def plan(self) -> Plan:
        return self.progress.plan

    @property
    def is_written(self) -> bool:
        """Whether people write about this plan: a model is another municipality's."""
        return not self.plan.is_model


def chosen_place(frame: Frame) -> Place | None:
    """The place of the address; None, and a sentence on the page, where the municipality has no plan."""
    plans = frame.answers.plans()
    if not plans:
        kind_sentence(words("initiatives")("none.title"), words("initiatives")("none.sentence"))
        return None
    if asked_anew(PLAN) or asked_anew(INITIATIVE):
        _take_address(plans)
    plan = next((one for one in plans if one.plan_id == st.session_state.get(SHOWN_PLAN)), plans[0])
    progress = frame.answers.plan_progress(plan)
    opened = st.session_state.get(SHOWN_INITIATIVE)
    initiative = next((one for one in progress.initiatives if one.initiative.initiative_id == opened), None)
    _tell_unknown(initiative_name(initiative.initiative) if initiative else plan_name(plan))
    keep_in_address(PLAN, None if plan is plans[0] else plan.plan_id)
    keep_in_address(INITIATIVE, initiative and initiative.initiative.initiative_id)
    return Place(progress, initiative)


def plan_choice(frame: Frame, place: Place) -> Goal | None:
    """Draw the choice of plan, goal and initiative; returns the goal that is chosen."""
    text, plans = words("initiatives"), {plan.plan_id: plan for plan in frame.answers.plans()}
    with st.container(key="plan_choice", horizontal=True):
        st.session_state["plan_chosen"] = place.plan.plan_id
        plan_names = {plan_id: plan_name(plan) for plan_id, plan in plans.items()}
        st.selectbox(
            text("choice.plan"), list(plans), key="plan_chosen", format_func=plan_names.get,
            on_change=_change_plan,
        )  # fmt: skip
        goal = _goal(place)
        names = {one.initiative.initiative_id: initiative_name(one.initiative) for one in place.progress.initiatives}
        st.selectbox(
            text("choice.initiative"), list(names), index=None, key="initiative_chosen", format_func=names.get,
            placeholder=text("choice.initiative_placeholder"), on_change=_open_chosen,
        )  # fmt: skip
    return goal


def kept(initiatives: Sequence[InitiativeProgress], goal: Goal | None) -> tuple[InitiativeProgress, ...]:
    """The initiatives under the goal; all where none is chosen."""
    return tuple(one for one in initiatives if goal is None or one.initiative.goal_id == goal.goal_id)


def shows_kpis(place: Place) -> bool:
    """Whether any number of the period stands on the page: of the initiative that is opened, else of the plan's goals."""
    if place.initiative:
        return any(link.is_known for link in place.initiative.initiative.kpi_links)
    return any(one.is_known for owner in (place.plan, *place.plan.goals) for one in owner.measures)


def open_initiative(initiative_id: str | None) -> None:
    """Show the initiative on the next run; None leads back to the plan. For callbacks."""
    st.session_state[SHOWN_INITIATIVE] = initiative_id


def back_button() -> None:
    """The way from an initiative to the whole plan."""
    st.button(
        words("initiatives")("choice.back"), key="back_to_plan", type="tertiary", icon=":material/arrow_back:",
        on_click=open_initiative, args=(None,),
    )  # fmt: skip


def _goal(place: Place) -> Goal | None:
    """The chosen goal; no choice where no initiative says which goal it is under."""
    text, goals = words("initiatives"), {goal.goal_id: goal for goal in place.plan.goals}
    if not any(one.initiative.goal_id for one in place.progress.initiatives) or len(goals) < 2:
        return None
    titles = {goal_id: goal.title for goal_id, goal in goals.items()}
    chosen = st.selectbox(
        text("choice.goal"), list(goals), index=None, key=f"goal_chosen_{place.plan.plan_id}",
        format_func=titles.get, placeholder=text("choice.all_goals"),
    )  # fmt: skip
    return goals.get(chosen)


def _take_address(plans: Sequence[Plan]) -> None:
    """An initiative's link names its plan too."""
    plan_id, initiative_id = st.query_params.get(PLAN), st.query_params.get(INITIATIVE)
    owner = next((plan for plan in plans if initiative_id and plan.initiative(initiative_id)), None)
    known = {plan.plan_id for plan in plans}
    st.session_state[SHOWN_PLAN] = owner.plan_id if owner else plan_id
    st.session_state[SHOWN_INITIATIVE] = initiative_id if owner else None
    unknown = [initiative_id] if initiative_id and not owner else []
    unknown += [plan_id] if plan_id and plan_id not in known else []
    st.session_state[UNKNOWN] = tuple(unknown)


def _change_plan() -> None:
    st.session_state[SHOWN_PLAN] = st.session_state["plan_chosen"]
    st.session_state[UNKNOWN] = ()


def _open_chosen() -> None:
    open_initiative(st.session_state["initiative_chosen"])
    st.session_state["initiative_chosen"] = None


def _tell_unknown(shown: str) -> None:
    """What the address names in vain, and what is shown in its place."""
    if unknown := st.session_state.get(UNKNOWN):
        text = words("initiatives")
        names = ", ".join(text("choice.quoted", text=name) for name in unknown)
        notice("unknown", words("frame")("notices.unknown_title"), text("choice.unknown", text=names, shown=shown))

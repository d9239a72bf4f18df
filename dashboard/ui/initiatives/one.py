"""The page of one initiative, in the order a reader asks: how it stands, when, what is written, what the plan says."""

import streamlit as st

from dashboard.answers.progress import InitiativeProgress
from dashboard.ui.frame import Frame
from dashboard.ui.initiatives.cards import timeline_cards
from dashboard.ui.initiatives.choice import Place, back_button
from dashboard.ui.initiatives.detail import (
    initiative_answer,
    initiative_facts,
    initiative_kpis,
    initiative_milestones,
    phases_panel,
)
from dashboard.ui.initiatives.log import log_list, status_history, tests_list
from dashboard.ui.initiatives.writing import write_about
from dashboard.ui.panel import show_row


def show_initiative(frame: Frame, place: Place, one: InitiativeProgress) -> None:
    """Everything there is about it; what people wrote stands apart from what the plan says."""
    initiative, register = one.initiative, frame.answers.register
    back_button()
    initiative_answer(frame, place, one)
    show_row(frame, phases_panel(frame, place, one))
    timeline_cards(frame, place, [one], bars_alone=True)
    left, right = st.columns((3, 2), gap="large")
    with left:
        if not place.is_written:
            initiative_facts(place, initiative)
        write_about(frame, place, one)
        if register and place.is_written:
            standing = register.standing(frame.answers.viewer, initiative.initiative_id)
            tests_list(frame, standing)
            status_history(standing)
            log_list(frame, place.plan, standing)
    with right:
        with st.container(key="plan_kpis"):
            initiative_kpis(frame, place, initiative)
        with st.container(key="plan_milestones"):
            initiative_milestones(one)
        if place.is_written:
            initiative_facts(place, initiative)

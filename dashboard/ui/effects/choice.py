"""Which initiative is read: chosen from a list, and held in the address (``?initiative=…``)."""

from collections.abc import Sequence

import streamlit as st

from dashboard.ui.effects.asked import CHANGES, Measured
from dashboard.ui.notices import notice
from dashboard.ui.page_parameter import asked_anew, keep_in_address
from dashboard.words import words

PARAMETER = "initiative"
CHOICE, UNKNOWN = "effect_choice", "effect_unknown"


def chosen_initiative(measured: Sequence[Measured]) -> Measured:
    """Draw the choice; without one in the address that which tells most is shown."""
    text = words("effects")
    known = {one.course.initiative.initiative_id: one for one in measured}
    if CHOICE not in st.session_state or asked_anew(PARAMETER):
        asked = st.query_params.get(PARAMETER)
        st.session_state[CHOICE] = asked if asked in known else telling_most(measured)
        st.session_state[UNKNOWN] = None if asked in known else asked
    titles = {initiative_id: one.course.initiative.title for initiative_id, one in known.items()}
    chosen = st.selectbox(
        text("choice.title"), list(known), key=CHOICE, format_func=titles.get,
        on_change=_forget_unknown, filter_mode="contains", width=480,
    )  # fmt: skip
    if unknown := st.session_state.get(UNKNOWN):
        notice("unknown", words("frame")("notices.unknown_title"), text("choice.unknown", text=unknown))
    keep_in_address(PARAMETER, chosen)
    return known[chosen]


def telling_most(measured: Sequence[Measured]) -> str:
    """The first initiative with a change, else with a test, else with a KPI, else the first."""
    ranked = sorted(measured, key=_rank)
    return ranked[0].course.initiative.initiative_id


def _rank(one: Measured) -> int:
    if any(effect.verdict in CHANGES for effect in one.effects):
        return 0
    return 1 if one.tested else 2 if one.effects else 3


def _forget_unknown() -> None:
    st.session_state[UNKNOWN] = None

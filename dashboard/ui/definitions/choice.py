"""Which definition is read: chosen from a list one can write in, and held in the address (``?kpi=timely_decisions``)."""

from html import escape

import streamlit as st

from dashboard.kpi.definition import Kpi
from dashboard.kpi.registry import registry
from dashboard.ui.definitions.subjects import by_subject
from dashboard.ui.frame import Frame
from dashboard.ui.links import page_link
from dashboard.ui.notices import notice
from dashboard.ui.page_parameter import asked_anew, keep_in_address
from dashboard.words import words

PARAMETER = "kpi"
CHOICE = "definition_choice"
UNKNOWN = "definition_unknown"


def chosen_kpi() -> Kpi | None:
    """Draw the choice; None while nothing, or nothing known, is chosen."""
    text, known = words("definitions"), registry()
    if CHOICE not in st.session_state or asked_anew(PARAMETER):
        asked = st.query_params.get(PARAMETER)
        st.session_state[CHOICE] = asked if asked in known else None
        st.session_state[UNKNOWN] = None if asked in known else asked
    kpi_id = st.selectbox(
        text("choice.title"), [kpi.kpi_id for kpis in by_subject(known.values()).values() for kpi in kpis],
        index=None, key=CHOICE, format_func=lambda one: known[one].label, placeholder=text("choice.placeholder"),
        on_change=_forget_unknown, filter_mode="contains",
    )  # fmt: skip
    _tell_unknown()
    keep_in_address(PARAMETER, kpi_id)
    return known[kpi_id] if kpi_id else None


def show_list(frame: Frame) -> None:
    """Every KPI under its subject, with its question, each a link to its definition."""
    for title, kpis in by_subject(registry().values()).items():
        items = "".join(_item(frame, kpi) for kpi in kpis)
        st.html(f'<h2 class="panel-title">{escape(title)}</h2><ul class="definitions">{items}</ul>')


def _item(frame: Frame, kpi: Kpi) -> str:
    address = escape(page_link("definitions", frame, kpi=kpi.kpi_id))
    return f'<li><a href="{address}">{escape(kpi.label)}</a><br>{escape(kpi.question)}</li>'


def _tell_unknown() -> None:
    if unknown := st.session_state.get(UNKNOWN):
        text = words("frame")
        notice("unknown", text("notices.unknown_title"), words("definitions")("choice.unknown", text=unknown))


def _forget_unknown() -> None:
    st.session_state[UNKNOWN] = None

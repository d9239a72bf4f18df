"""What the funnel compares: one paragraph and one outcome, both in the address, so that a link opens the same funnel."""

from collections.abc import Mapping

import streamlit as st

from dashboard.answers import Answers
from dashboard.measurement import Split
from dashboard.selection import Selection
from dashboard.ui.frame import Frame
from dashboard.ui.page_parameter import asked_anew, keep_in_address
from dashboard.ui.selection_bar import tell_unknown
from dashboard.words import words

PARAGRAPH, OUTCOME = "paragraf", "udfald"
OUTCOME_CHOICES = ("refused", "granted")


def uniformity_choice(frame: Frame, selection: Selection) -> tuple[str | None, str]:
    """Draw both choices and return them; no paragraph where the selection has none."""
    paragraphs = paragraph_options(frame.answers, selection)
    text = words("decisions")
    outcomes = {one: text(f"outcomes.{one}") for one in OUTCOME_CHOICES}
    with st.container(horizontal=True, key="uniformity_choice"):
        paragraph = _chosen(PARAGRAPH, text("uniformity.paragraph"), paragraphs)
        outcome = _chosen(OUTCOME, text("uniformity.outcome"), outcomes)
    return paragraph, outcome or OUTCOME_CHOICES[0]


def paragraph_options(answers: Answers, selection: Selection) -> dict[str, str]:
    """The paragraphs with decisions: first those several teams decide, most decisions first in both."""
    shared = answers.shared_paragraphs(selection)
    decided = [one.group for one in answers.split("decisions", selection, Split.PARAGRAPH).groups if one.group]
    order = dict.fromkeys((*(one for one in shared if one in decided), *decided))
    return {one: answers.group_label(Split.PARAGRAPH, one) for one in order}


def _chosen(name: str, label: str, options: Mapping[str, str]) -> str | None:
    """One of the options, the first where nothing else is asked for; an address that names nothing is told of."""
    if not options:
        keep_in_address(name, None)
        return None
    ids = list(options)
    key = f"choice_{name}"
    if asked_anew(name):
        asked = st.query_params.get(name)
        st.session_state[key] = asked if asked in options else ids[0]
        if asked is not None and asked not in options:
            keep_in_address(name, None)
            tell_unknown(asked)
            st.rerun()
    if st.session_state.get(key) not in options:
        st.session_state[key] = ids[0]
    chosen = st.selectbox(label, ids, format_func=options.get, key=key)
    keep_in_address(name, None if chosen == ids[0] else chosen)
    return chosen

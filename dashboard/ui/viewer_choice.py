"""Whose eyes the pages are seen with, until there is a sign-in: a choice on example data, the chief on all other.

The choice stands in the address as parse_viewer reads it (``viewer=team_leader:handicap``) and holds across pages.
"""

import streamlit as st

from dashboard.access import CHIEF, Role, Viewer, parse_viewer
from dashboard.answers import Answers, Choices
from dashboard.errors import UnknownViewer
from dashboard.ui.selection_bar import tell_unknown
from dashboard.words import words

VIEWER = "viewer"
CHOICE = "viewer_choice"


def viewer_choice(answers: Answers) -> Viewer:
    """Draw the choice and return who is chosen. On other than example data nothing is drawn and nothing is widened."""
    if not answers.is_example:
        return CHIEF
    choices = answers.choices
    if CHOICE not in st.session_state:
        st.session_state[CHOICE] = str(_viewer_in_address(choices))
    chosen = st.session_state[CHOICE]
    options = _options(choices)
    st.selectbox(
        words("frame")("viewer.title"),
        options if chosen in options else [*options, chosen],
        format_func=lambda text: viewer_name(parse_viewer(text), choices),
        key=CHOICE,
    )
    return _kept_in_address(parse_viewer(st.session_state[CHOICE]))


def is_ignored_in_address(answers: Answers) -> bool:
    """Whether a link names a viewer where none can be chosen."""
    return not answers.is_example and VIEWER in st.query_params


def viewer_name(viewer: Viewer, choices: Choices) -> str:
    """What the role is called, a team leader with the teams led."""
    names = {team.team_id: team.name for team in choices.teams}
    teams = ", ".join(names.get(team, team) for team in sorted(viewer.team_ids))
    return words("frame")(f"viewer.{viewer.role}", teams=teams)


def _viewer_in_address(choices: Choices) -> Viewer:
    """The viewer a link names; the chief, and a notice, where there is no such role or team."""
    text = st.query_params.get(VIEWER, str(CHIEF))
    try:
        viewer = parse_viewer(text)
    except UnknownViewer:
        tell_unknown(text)
        return CHIEF
    if not viewer.team_ids <= {team.team_id for team in choices.teams}:
        tell_unknown(text)
        return CHIEF
    return viewer


def _kept_in_address(viewer: Viewer) -> Viewer:
    """The browser drops what is bound to no widget on every change of page."""
    if viewer == CHIEF:
        if VIEWER in st.query_params:
            del st.query_params[VIEWER]
    elif st.query_params.get(VIEWER) != str(viewer):
        st.query_params[VIEWER] = str(viewer)
    return viewer


def _options(choices: Choices) -> list[str]:
    leaders = (Viewer(Role.TEAM_LEADER, frozenset({team.team_id})) for team in choices.teams)
    return [str(one) for one in (CHIEF, *leaders, Viewer(Role.STEERING_GROUP))]

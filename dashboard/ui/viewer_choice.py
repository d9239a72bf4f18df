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
    viewer = _viewer_in_address(choices)
    chosen, options = str(viewer), _options(choices)
    st.session_state[CHOICE] = chosen
    st.selectbox(
        words("frame")("viewer.title"),
        options if chosen in options else [*options, chosen],
        format_func=lambda text: viewer_name(parse_viewer(text), choices),
        key=CHOICE,
        on_change=_keep_in_address,
    )
    return viewer


def is_ignored_in_address(answers: Answers) -> bool:
    """Whether a link names a viewer where none can be chosen."""
    return not answers.is_example and VIEWER in st.query_params


def viewer_name(viewer: Viewer, choices: Choices) -> str:
    """What the role is called, a team leader with the teams led."""
    names = {team.team_id: team.name for team in choices.teams}
    teams = ", ".join(names.get(team, team) for team in sorted(viewer.team_ids))
    return words("frame")(f"viewer.{viewer.role}", teams=teams)


def _viewer_in_address(choices: Choices) -> Viewer:
    """The viewer the address names; the chief, and a notice, where there is no such role or team."""
    text = st.query_params.get(VIEWER, str(CHIEF))
    if VIEWER not in st.session_state and _known_viewer(text, choices) is None:
        tell_unknown(text)
    # Streamlit keeps the parameters of widgets across pages and follows the back button with them, and drops all others.
    # The choice would write its shown words there, so a hidden field holds the viewer's own text.
    with st.container(key="viewer_address"):
        held = st.text_input(VIEWER, key=VIEWER, bind="query-params", label_visibility="collapsed")
    return _known_viewer(held or str(CHIEF), choices) or CHIEF


def _known_viewer(text: str, choices: Choices) -> Viewer | None:
    try:
        viewer = parse_viewer(text)
    except UnknownViewer:
        return None
    return viewer if viewer.team_ids <= {team.team_id for team in choices.teams} else None


def _keep_in_address() -> None:
    """A callback, so that it runs before the field that holds the viewer; the chief needs no parameter."""
    chosen = st.session_state[CHOICE]
    st.session_state[VIEWER] = "" if chosen == str(CHIEF) else chosen


def _options(choices: Choices) -> list[str]:
    leaders = (Viewer(Role.TEAM_LEADER, frozenset({team.team_id})) for team in choices.teams)
    return [str(one) for one in (CHIEF, *leaders, Viewer(Role.STEERING_GROUP))]

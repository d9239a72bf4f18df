"""Who writes: the role that is chosen, and initials that are asked for once a session."""

from html import escape

import streamlit as st

from dashboard.errors import WrongInitials
from dashboard.register import Kind, Writer, may_write
from dashboard.ui.frame import Frame
from dashboard.ui.viewer_choice import viewer_name
from dashboard.words import error_sentence, words

KEPT, TYPED = "writer_initials", "writer_typed"


def may_write_here(frame: Frame) -> bool:
    """Whether this reader writes at all; who only reads is told so."""
    if frame.answers.register is None or frame.now is None:
        return False
    if may_write(frame.answers.viewer, Kind.NOTE):
        return True
    st.html(f'<p class="panel-subtitle">{escape(words("initiatives")("write.reader"))}</p>')
    return False


def known_writer() -> Writer | None:
    """The writer of this session; None, and a sentence, before the initials are given."""
    kept = st.session_state.get(KEPT)
    if kept is None:
        st.html(f'<p class="panel-footnote">{escape(words("initiatives")("write.initials_first"))}</p>')
    return kept


def writer_of_session(frame: Frame) -> Writer | None:
    """The writer; None, with a field to type initials in, until they are known."""
    text, kept = words("initiatives"), st.session_state.get(KEPT)
    if kept is None:
        typed = st.text_input(text("write.initials"), key=TYPED, width=240)
        kept = _known(typed)
        if kept is None:
            return None
        st.session_state[KEPT] = kept
        st.rerun()
    role = viewer_name(frame.answers.viewer, frame.answers.choices)
    st.html(f'<p class="panel-footnote">{escape(text("write.signed", role=role, initials=kept.initials))}</p>')
    return kept


def _known(typed: str) -> Writer | None:
    if not typed:
        st.html(f'<p class="panel-footnote">{escape(words("initiatives")("write.initials_first"))}</p>')
        return None
    try:
        return Writer(typed)
    except WrongInitials as error:
        st.html(f'<p class="fault" role="alert">{escape(error_sentence(error))}</p>')
        return None

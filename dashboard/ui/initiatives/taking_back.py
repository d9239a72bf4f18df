"""What was written of all charts (events, re-basings) taken back again, and what was: folded, with the reason."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from dashboard.register import Entry, LogLine
from dashboard.ui.frame import Frame
from dashboard.ui.initiatives import said
from dashboard.ui.initiatives.entries import withdrawal_choices, withdrawal_form
from dashboard.ui.initiatives.entry_words import entry_lines
from dashboard.ui.initiatives.form import choose, show_form
from dashboard.ui.initiatives.writer import known_writer, may_write_here
from dashboard.ui.markup import unbroken
from dashboard.words import words


def take_back(frame: Frame, about: str, title: str, in_force: Iterable[Entry], section: str) -> None:
    """The form that takes back one of these; nothing where there are none. section: where it is told that it was saved."""
    entries = {entry.entry_id: entry for entry in in_force}
    if not entries:
        return
    with st.expander(title, key=f"withdraw_{about}"):
        if may_write_here(frame) and (writer := known_writer()):
            chosen = choose(about, "entry_id", withdrawal_choices(entries.values(), None))
            show_form(frame, None, writer, withdrawal_form(entries[chosen]), section)


def taken_back(frame: Frame, subject: str) -> None:
    """What was taken back of a subject, newest first, by whom and why. The steering group is not told it."""
    answers = frame.answers
    lines = answers.register.taken_back(answers.viewer, subject) if answers.register else ()
    if not lines:
        return
    with st.expander(words("initiatives")("log.taken_back", count=len(lines)), key=f"taken_back_{subject}"):
        st.html(f'<ul class="plan-log">{"".join(_line(frame, line) for line in lines)}</ul>')


def _line(frame: Frame, line: LogLine) -> str:
    text, by = words("initiatives"), line.corrected_by
    what = "".join(f"<p>{unbroken(told)}</p>" for told in entry_lines(line.entry))
    why = text("log.withdrawn_by", by=_by(frame, by), reason=by.content.reason)
    return f'<li>{what}<p class="quiet">{escape(_by(frame, line.entry))}</p><p>{unbroken(why)}</p></li>'


def _by(frame: Frame, entry: Entry) -> str:
    """When and by whom it was written."""
    return words("initiatives")(
        "pdsa.by", day=said.when(entry.written_at), who=said.who(frame.answers, entry.written_by)
    )

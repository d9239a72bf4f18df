"""What the reader must know before reading a number: example data, old data, another's eyes, a link that was not understood."""

from datetime import date
from html import escape

import streamlit as st

from dashboard import formatting
from dashboard.access import CHIEF
from dashboard.answers import Answers
from dashboard.ui.selection_bar import teams_outside_units, unknown_in_address
from dashboard.ui.viewer_choice import is_ignored_in_address, viewer_name
from dashboard.words import words

REGISTER_FAULT = "register_fault"


def show_notices(answers: Answers, today: date, stem: str) -> None:
    """One line per notice, the gravest first. Example data are old on purpose, so their age is no news. stem: of the page."""
    text = words("frame")
    age = (today - answers.as_of).days
    if answers.is_example:
        told = text("notices.example", as_of=formatting.long_date(answers.as_of))
        own = f"notices.example_{stem}"
        notice("example", text("notices.example_title"), formatting.sentences(told, text(own) if text.has(own) else ""))
    elif age > answers.stale_after_days:
        sentence = text("notices.stale", age=formatting.days(age), as_of=formatting.long_date(answers.as_of))
        notice("stale", text("notices.stale_title"), sentence)
    if answers.viewer != CHIEF:
        told = text(f"viewer.shown_{answers.viewer.role}", limit=answers.small_count_limit)
        notice("viewer", text("viewer.shown", viewer=viewer_name(answers.viewer, answers.choices)), told)
    if fault := st.session_state.get(REGISTER_FAULT):
        notice("register", text("notices.register_title"), text("notices.register", fault=fault))
    if is_ignored_in_address(answers):
        notice("unknown", text("viewer.ignored_title"), text("viewer.ignored"))
    if answers.unused_targets():
        names = ", ".join(text("notices.quoted", text=name) for name in answers.unused_targets())
        notice("targets", text("notices.targets_title"), text("notices.targets", names=names))
    if answers.unknown_plan_kpis():
        names = ", ".join(text("notices.quoted", text=name) for name in answers.unknown_plan_kpis())
        notice("plans", text("notices.plans_title"), text("notices.plans", names=names))
    if unknown_in_address():
        names = ", ".join(text("notices.quoted", text=name) for name in unknown_in_address())
        notice("unknown", text("notices.unknown_title"), text("notices.unknown", names=names))
    if teams_outside_units():
        names = ", ".join(text("notices.quoted", text=name) for name in teams_outside_units())
        notice("unknown", text("notices.unknown_title"), text("notices.outside_units", names=names))


def kind_sentence(title: str, sentence: str) -> None:
    """A whole page's worth of explanation where there is nothing else to show."""
    st.html(f'<div class="empty" role="status"><h2>{escape(title)}</h2><p>{escape(sentence)}</p></div>')


def notice(kind: str, title: str, sentence: str) -> None:
    """One line above the page's own. kind: example, stale, viewer, register, targets, plans or unknown."""
    st.html(f'<p class="notice notice-{kind}" role="note"><strong>{escape(title)}</strong> {escape(sentence)}</p>')

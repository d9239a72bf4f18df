"""Where people write: what about, by whom, and the one form that is chosen."""

from html import escape

import streamlit as st

from dashboard.answers.progress import InitiativeProgress
from dashboard.register import Entry, Kind, Standing, may_write
from dashboard.ui.frame import Frame
from dashboard.ui.initiatives import said
from dashboard.ui.initiatives.choice import Place
from dashboard.ui.initiatives.entries import (
    event_form,
    milestone_form,
    note_form,
    phase_form,
    status_form,
    test_choices,
    test_form,
)
from dashboard.ui.initiatives.form import Form, show_form
from dashboard.ui.initiatives.writer import may_write_here, writer_of_session
from dashboard.ui.markup import unbroken
from dashboard.words import words


def write_about(frame: Frame, place: Place, one: InitiativeProgress) -> None:
    """The forms of one initiative; of a model, and for who only reads, why there is none."""
    text = words("initiatives")
    with st.container(key="plan_write"):
        st.html(f'<h2 class="panel-title">{escape(text("write.title"))}</h2>')
        if not place.is_written:
            told = text("write.model", municipality=place.plan.municipality or "")
            st.html(f'<p class="panel-subtitle">{escape(told)}</p>')
            return
        if not may_write_here(frame) or (writer := writer_of_session(frame)) is None:
            return
        standing = frame.answers.register.standing(frame.answers.viewer, one.initiative.initiative_id)
        form = _chosen(one, standing)
        if form:
            show_form(frame, place.plan, writer, form)


def write_event(frame: Frame) -> None:
    """The events people wrote, and the form for another one."""
    text = words("initiatives")
    with st.container(key="plan_events"):
        st.html(
            f'<h2 class="panel-title">{escape(text("events.title"))}</h2>'
            f'<p class="panel-subtitle">{escape(text("events.subtitle"))}</p>{_events(frame)}'
        )
        if frame.answers.register is None or not may_write(frame.answers.viewer, Kind.EVENT):
            return
        with st.expander(text("events.write"), key="write_event"):
            if may_write_here(frame) and (writer := writer_of_session(frame)):
                show_form(frame, None, writer, event_form(frame))


def _chosen(one: InitiativeProgress, standing: Standing) -> Form | None:
    """The form of the kind that is chosen; a phase, a milestone or a test is chosen in its turn."""
    text, initiative = words("initiatives"), one.initiative
    kinds = ["status", *(["phase"] if initiative.phases else []), *(["milestone"] if initiative.milestones else [])]
    kind = st.segmented_control(
        text("write.choose"), [*kinds, "note", "pdsa"], key=f"write_kind_{initiative.initiative_id}", default="status",
        format_func=lambda name: text(f"write.kinds.{name}"), required=True,
    )  # fmt: skip
    if kind == "status":
        return status_form(one)
    if kind == "note":
        return note_form(one)
    if kind == "phase":
        names = {phase.phase_id: phase.label or text("write.options.phase_plain") for phase in initiative.phases}
        return phase_form(one, _of(names, "phase_id", initiative.initiative_id))
    if kind == "milestone":
        names = {milestone.milestone_id: milestone.title for milestone in initiative.milestones}
        return milestone_form(one, _of(names, "milestone_id", initiative.initiative_id))
    return test_form(one, standing, _of(test_choices(standing), "test_id", initiative.initiative_id))


def _of(names: dict[str, str], name: str, initiative_id: str) -> str:
    """Which of several; where there is but one nothing is asked."""
    if len(names) == 1:
        return next(iter(names))
    label = words("initiatives")(f"write.fields.{name}")
    return st.selectbox(label, list(names), key=f"write_{name}_{initiative_id}", format_func=names.get)


def _events(frame: Frame) -> str:
    text, answers = words("initiatives"), frame.answers
    entries = answers.register.events(answers.viewer) if answers.register else ()
    items = "".join(_event(frame, entry) for entry in entries)
    if not items:
        return f'<p class="panel-subtitle">{escape(text("events.none"))}</p>'
    return f'<ul class="plan-list">{items}</ul>'


def _event(frame: Frame, entry: Entry) -> str:
    return f"<li>{''.join(f'<p>{unbroken(line)}</p>' for line in said.event_lines(frame.answers, entry))}</li>"

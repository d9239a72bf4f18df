"""Where people write: what about, by whom, and the one form that is chosen."""

from collections.abc import Callable, Mapping
from functools import partial
from html import escape

import streamlit as st

from dashboard.answers.plans import Plan
from dashboard.answers.progress import InitiativeProgress
from dashboard.register import Kind, LogLine, Standing, Withdrawal, may_write
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
    withdrawal_choices,
    withdrawal_form,
)
from dashboard.ui.initiatives.form import Form, is_begun, saved_message, show_form
from dashboard.ui.initiatives.writer import known_writer, may_write_here, writer_of_session
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
        form = _chosen(place.plan, one, standing, partial(is_begun, frame, writer))
        show_form(frame, place.plan, writer, form, f"plan_write:{one.initiative.initiative_id}")


def write_event(frame: Frame) -> None:
    """The events that stand on the curves, and the form for another one."""
    text = words("initiatives")
    with st.container(key="plan_events"):
        st.html(
            f'<h2 class="panel-title">{escape(text("events.title"))}</h2>'
            f'<p class="panel-subtitle">{escape(text("events.subtitle"))}</p>{_events(frame)}'
        )
        if frame.answers.register is None or not may_write(frame.answers.viewer, Kind.EVENT):
            return
        saved_message(frame, None, "plan_events")
        with st.expander(text("events.write"), key="write_event"):
            if may_write_here(frame) and (writer := writer_of_session(frame)):
                show_form(frame, None, writer, event_form(frame), "plan_events")
        entries = {entry.entry_id: entry for entry in frame.answers.register.events(frame.answers.viewer)}
        if not entries:
            return
        with st.expander(text("events.take_back"), key="withdraw_event"):
            if may_write_here(frame) and (writer := known_writer()):
                chosen = _of("events", "entry_id", withdrawal_choices(entries.values(), None))
                show_form(frame, None, writer, withdrawal_form(entries[chosen]), "plan_events")


def _chosen(plan: Plan, one: InitiativeProgress, standing: Standing, begun: Callable[[Form], bool]) -> Form:
    """The form of the kind that is chosen; a phase, a milestone, a test or an entry is chosen in its turn."""
    text, initiative = words("initiatives"), one.initiative
    written = {line.entry.entry_id: line.entry for line in standing.log if _counts(line)}
    phases = {phase.phase_id: phase.label or text("write.options.phase_plain") for phase in initiative.phases}
    milestones = {milestone.milestone_id: milestone.title for milestone in initiative.milestones}
    of = partial(_of, initiative.initiative_id)
    forms: dict[str, Callable[[], Form]] = {
        "status": lambda: status_form(one),
        "phase": lambda: phase_form(one, standing, of("phase_id", phases)),
        "milestone": lambda: milestone_form(one, standing, of("milestone_id", milestones)),
        "note": lambda: note_form(one),
        "pdsa": lambda: test_form(one, standing, _test(initiative.initiative_id, test_choices(standing, begun))),
        "withdrawal": lambda: withdrawal_form(written[of("entry_id", withdrawal_choices(written.values(), plan))]),
    }
    is_offered = {"phase": phases, "milestone": milestones, "withdrawal": written}
    kind = st.segmented_control(
        text("write.choose"), [name for name in forms if is_offered.get(name, True)], default="status", required=True,
        key=f"write_kind_{initiative.initiative_id}", format_func=lambda name: text(f"write.kinds.{name}"),
    )  # fmt: skip
    return forms[kind]()


def _counts(line: LogLine) -> bool:
    """Whether the entry may be taken back: it is in force, and takes nothing back itself."""
    return line.corrected_by is None and not isinstance(line.entry.content, Withdrawal)


def _test(initiative_id: str, choices: Mapping[str, str]) -> str:
    """Which test's step; after a step is written the same test's next."""
    key = f"write_test_id_{initiative_id}"
    before = st.session_state.get(key)
    if before and before not in choices:
        test = before.rpartition(":")[0]
        st.session_state[key] = next((one for one in choices if one.startswith(f"{test}:")), "")
    return _of(initiative_id, "test_id", choices)


def _of(about: str, name: str, names: Mapping[str, str]) -> str:
    """Which of several; where there is but one nothing is asked. about: keeps the choice apart from others of its name."""
    if len(names) == 1:
        return next(iter(names))
    label = words("initiatives")(f"write.fields.{name}")
    return st.selectbox(label, list(names), key=f"write_{name}_{about}", format_func=lambda one: names.get(one, one))


def _events(frame: Frame) -> str:
    """Those people wrote and those of the set-up, by their day; where the written ones cannot be read, that they cannot."""
    text, answers = words("initiatives"), frame.answers
    entries = answers.register.events(answers.viewer) if answers.register else ()
    told = [(entry.content.event_date, said.event_lines(answers, entry)) for entry in entries]
    told += [(one.day, said.configured_event_lines(answers, one)) for one in answers.configured_events()]
    items = "".join(_event(lines) for _, lines in sorted(told, key=lambda dated: dated[0]))
    missing = "" if answers.register else text("events.unread")
    missing = missing or ("" if items else text("events.none"))
    quiet = f'<p class="panel-subtitle">{escape(missing)}</p>' if missing else ""
    return f'{quiet}<ul class="plan-list">{items}</ul>' if items else quiet


def _event(lines: list[str]) -> str:
    return f"<li>{''.join(f'<p>{unbroken(line)}</p>' for line in lines)}</li>"

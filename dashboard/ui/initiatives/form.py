"""A form whose text is never lost: what is typed is kept as the writer leaves each field, until it is saved or dropped.

Streamlit's own form sends nothing before it is submitted, so these are plain fields. Faults stand beside their field.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from html import escape
from uuid import uuid4

import streamlit as st

from dashboard.answers.plans import Plan
from dashboard.errors import DashboardError, EmptyField, NotErasedHere
from dashboard.register import Content, Entry, Register, Writer
from dashboard.ui.frame import Frame
from dashboard.ui.initiatives import said
from dashboard.ui.initiatives.entry_words import entry_lines
from dashboard.ui.markup import unbroken
from dashboard.words import error_sentence, words

Typed = Mapping[str, str]  # the fields as text: dates as 2023-11-30, a choice by its key, empty where nothing is typed


class Look(StrEnum):
    TEXT = "text"  # some paragraphs
    LINE = "line"
    DAY = "day"
    CHOICE = "choice"  # of many
    RADIO = "radio"  # of a few, all in sight


@dataclass(frozen=True)
class Field:
    """One field. name: of the entry's own field, and of its label. options: of a choice, key → what is shown."""

    name: str
    look: Look = Look.TEXT
    is_optional: bool = False
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Form:
    """name: of its draft. subject: what it writes about. content: the entry of what was typed; may raise named errors.

    corrects: the entry it takes back, else None. stands: what is written of its fields already, as it would be typed.
    """

    name: str
    subject: str
    fields: Sequence[Field]
    content: Callable[[Typed], Content]
    corrects: str | None = None
    stands: Typed = field(default_factory=dict)


def show_form(frame: Frame, plan: Plan | None, writer: Writer, form: Form, section: str = "") -> None:
    """Draw the form with whatever was typed in it before, and save it when its writer says so.

    section: where it is told that it was saved, if the form that stands there next is another one (saved_message).
    """
    _open(frame, writer, form)
    saved_message(frame, plan, section or form.name)
    _messages(frame, plan, writer, form)
    typed = {one.name: _field(form, one) for one in form.fields}
    fault = st.session_state.get(_key(form, "fault"))
    if fault and fault[0] not in typed:
        _fault(f"{words('initiatives')('write.fault')} {fault[1]}")
    if st.session_state.pop(_key(form, "unchanged"), False):
        st.html(f'<p class="written" role="status">{escape(words("initiatives")("write.unchanged"))}</p>')
    if st.button(words("initiatives")("write.save"), key=_key(form, "save"), type="primary"):
        if _is_unchanged(form, typed):
            st.session_state.pop(_key(form, "fault"), None)
            st.session_state[_key(form, "unchanged")] = True
        else:
            _save(frame, writer, form, typed, section or form.name)
        st.rerun()
    _keep_draft(frame, writer, form, typed)


def choose(about: str, name: str, names: Mapping[str, str]) -> str:
    """Which of several; where there is but one nothing is asked. about: keeps the choice apart from others of its name."""
    if len(names) == 1:
        return next(iter(names))
    label = words("initiatives")(f"write.fields.{name}")
    return st.selectbox(label, list(names), key=f"write_{name}_{about}", format_func=lambda one: names.get(one, one))


def saved_message(frame: Frame, plan: Plan | None, section: str) -> None:
    """Once after a save: that it is saved, and what others wrote meanwhile."""
    text = words("initiatives")
    if saved := st.session_state.pop(_saved_key(section), None):
        st.html(f'<p class="written" role="status">{escape(text("write.saved"))}</p>')
        if saved.meanwhile:
            _meanwhile(frame, plan, saved.meanwhile, text("write.meanwhile_after"))


def is_begun(frame: Frame, writer: Writer, form: Form) -> bool:
    """Whether something this writer typed waits in the form: on the screen, or as a draft."""
    if any(st.session_state.get(_key(form, one.name)) for one in form.fields):
        return True
    return _register(frame).draft(frame.answers.viewer, writer, form.name) is not None


def _open(frame: Frame, writer: Writer, form: Form) -> None:
    """On the first draw: what this writer left in it, and what is already written about the subject."""
    if _key(form, "token") not in st.session_state:
        _renew(frame, form)
    if not all(_key(form, one.name) in st.session_state for one in form.fields):
        draft = _register(frame).draft(frame.answers.viewer, writer, form.name)
        typed = dict(form.stands) | {name: text for name, text in (draft.fields if draft else {}).items() if text}
        for one in form.fields:
            st.session_state[_key(form, one.name)] = _widget_value(one, typed.get(one.name, ""))
        st.session_state[_key(form, "kept")] = dict(typed)
        st.session_state[_key(form, "restored")] = draft.saved_at if draft else None
    else:
        _follow(form)
    st.session_state[_key(form, "stood")] = dict(form.stands)


def _follow(form: Form) -> None:
    """A field its writer has not touched shows what somebody else wrote meanwhile; else saving would undo it."""
    stood = st.session_state.get(_key(form, "stood"), {})
    for one in form.fields:
        before, now, key = stood.get(one.name, ""), form.stands.get(one.name, ""), _key(form, one.name)
        if now != before and st.session_state[key] == _widget_value(one, before):
            st.session_state[key] = _widget_value(one, now)
            st.session_state[_key(form, "kept")][one.name] = now


def _renew(frame: Frame, form: Form) -> None:
    """Ready for the next entry. The token makes a save that is sent twice one; seen is what the writer knows of."""
    newest = _register(frame).newest(frame.answers.viewer, form.subject)
    st.session_state[_key(form, "token")] = uuid4().hex
    st.session_state[_key(form, "seen")] = newest.entry_id if newest else None


def _messages(frame: Frame, plan: Plan | None, writer: Writer, form: Form) -> None:
    text = words("initiatives")
    if restored := st.session_state.get(_key(form, "restored")):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(f'<p class="written" role="status">{escape(text("write.draft", when=said.when(restored)))}</p>')
            st.button(
                text("write.drop"), key=_key(form, "drop"), type="tertiary", on_click=_drop, args=(frame, writer, form)
            )
    newest = _register(frame).newest(frame.answers.viewer, form.subject)
    if newest and newest.entry_id != st.session_state[_key(form, "seen")]:
        _meanwhile(frame, plan, _since(frame, form), text("write.meanwhile_before"))


def _since(frame: Frame, form: Form) -> tuple[Entry, ...]:
    """What came after what the writer had seen."""
    about = [one for one in _register(frame).entries(frame.answers.viewer) if one.subject == form.subject]
    seen = [place for place, one in enumerate(about) if one.entry_id == st.session_state[_key(form, "seen")]]
    return tuple(about[seen[0] + 1 if seen else 0 :])


def _meanwhile(frame: Frame, plan: Plan | None, entries: Sequence[Entry], after: str) -> None:
    """Both are seen: what others wrote, and that one's own is kept."""
    text = words("initiatives")
    told = "".join(
        f"<p><strong>{escape(text('write.meanwhile', who=said.who(frame.answers, one.written_by)))}</strong></p>"
        + "".join(f"<p>{unbroken(line)}</p>" for line in entry_lines(one, plan))
        for one in entries
    )
    st.html(f'<div class="written meanwhile" role="alert">{told}<p>{escape(after)}</p></div>')


def _field(form: Form, one: Field) -> str:
    text, key = words("initiatives"), _key(form, one.name)
    label = text(f"write.fields.{one.name}")
    label = text("write.optional", label=label) if one.is_optional else label
    if one.look is Look.TEXT:
        value = st.text_area(label, key=key, height=96)
    elif one.look is Look.LINE:
        value = st.text_input(label, key=key)
    elif one.look is Look.DAY:
        value = st.date_input(label, value=None, key=key, format="DD-MM-YYYY", min_value=date(1990, 1, 1))
    elif one.look is Look.RADIO:
        value = st.radio(label, list(one.options), index=None, key=key, format_func=one.options.get, horizontal=True)
    else:
        value = st.selectbox(
            label, list(one.options), index=None, key=key, format_func=lambda option: one.options.get(option, option),
            placeholder=text("write.options.placeholder"),
        )  # fmt: skip
    fault = st.session_state.get(_key(form, "fault"))
    if fault and fault[0] == one.name:
        _fault(fault[1])
    return value.isoformat() if isinstance(value, date) else (value or "")


def _fault(sentence: str) -> None:
    st.html(f'<p class="fault" role="alert">{escape(sentence)}</p>')


def _is_unchanged(form: Form, typed: Typed) -> bool:
    """Whether saving would only write again what stands there already."""
    return any(form.stands.values()) and all(typed[name] == value for name, value in form.stands.items())


def _save(frame: Frame, writer: Writer, form: Form, typed: Typed, section: str) -> None:
    """Nothing typed is lost by a fault: the fields stay as they are."""
    try:
        erased = next((one for one in form.fields if form.stands.get(one.name) and not typed[one.name]), None)
        if erased:
            raise NotErasedHere(name=erased.name, field=words("initiatives")(f"write.fields.{erased.name}"))
        missing = next((one for one in form.fields if not one.is_optional and not typed[one.name].strip()), None)
        if missing:
            raise EmptyField(name=missing.name, field=words("initiatives")(f"write.fields.{missing.name}"))
        saved = _register(frame).append(
            frame.answers.viewer, writer, frame.now, form.content(typed), seen=st.session_state[_key(form, "seen")],
            corrects=form.corrects,
            is_example=frame.answers.is_example, form=form.name, entry_id=st.session_state[_key(form, "token")],
        )  # fmt: skip
    except DashboardError as error:
        st.session_state[_key(form, "fault")] = (getattr(error, "name", ""), error_sentence(error))
        return
    _forget(form)
    _renew(frame, form)
    st.session_state[_saved_key(section)] = saved


def _drop(frame: Frame, writer: Writer, form: Form) -> None:
    try:
        _register(frame).drop_draft(frame.answers.viewer, writer, form.name)
    except DashboardError as error:
        st.session_state[_key(form, "fault")] = ("", error_sentence(error))
        return
    _forget(form)


def _forget(form: Form) -> None:
    """Empty fields on the next draw."""
    for name in (*(one.name for one in form.fields), "kept", "restored", "fault", "stood"):
        st.session_state.pop(_key(form, name), None)


def _keep_draft(frame: Frame, writer: Writer, form: Form, typed: Typed) -> None:
    """What is typed, once it differs from what was kept; a fault of the draft stands beside its field, too.

    A field that says what stands already is no part of it: brought back later, it would undo what another wrote meanwhile.
    """
    kept = st.session_state.get(_key(form, "kept"), {})
    filled = {name: value for name, value in typed.items() if value}
    if filled == {name: value for name, value in kept.items() if value}:
        return
    try:
        own = {name: value for name, value in filled.items() if value != form.stands.get(name)}
        if own:
            _register(frame).save_draft(frame.answers.viewer, writer, frame.now, form.name, own)
        else:
            _register(frame).drop_draft(frame.answers.viewer, writer, form.name)
    except DashboardError as error:
        _fault(error_sentence(error))
        return
    st.session_state[_key(form, "kept")] = dict(typed)


def _widget_value(one: Field, typed: str) -> object:
    """What the widget shows for a field of a draft; a choice that is no longer offered is empty."""
    if one.look is Look.DAY:
        return date.fromisoformat(typed) if typed else None
    if one.look in (Look.CHOICE, Look.RADIO):
        return typed if typed in one.options else None
    return typed


def _register(frame: Frame) -> Register:
    return frame.answers.register


def _saved_key(section: str) -> str:
    return f"write:{section}:saved"


def _key(form: Form, name: str) -> str:
    return f"write:{form.name}:{name}"

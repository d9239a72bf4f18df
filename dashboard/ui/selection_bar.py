"""The filters every page shares, beside the page. They live in the address and hold across pages."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from dashboard import formatting
from dashboard.answers import Answers, Choices
from dashboard.selection import Month, Period, Selection, last_twelve_complete_months
from dashboard.ui.address import corrected
from dashboard.words import words

FIRST, LAST, UNIT, TEAM, PARAGRAPH, APPLICATION_TYPE = "from", "to", "unit", "team", "paragraph", "type"
MANY = (UNIT, TEAM, PARAGRAPH, APPLICATION_TYPE)
UNKNOWN, OUTSIDE = "unknown_in_address", "teams_outside_units_in_address"
RESET = "reset_selection"
WANTED = "wanted_by_address"


def read_address(answers: Answers) -> None:
    """Bring a link's values into the widgets' words before any widget is drawn; starts the run again where they changed.

    The browser's back button may lead to the link once more. The widgets exist then and would lose their parameters in a
    run that ends without them: they are drawn, empty, and get their values in the next run.
    """
    choices = answers.choices
    labels = address_labels(choices)
    address = {name: st.query_params.get_all(name) for name in st.query_params if name in labels}
    for name, ids in st.session_state.pop(WANTED, {}).items():
        st.session_state[name] = ids
    is_first = "address_read" not in st.session_state
    if not is_first and not _has_foreign_words(address, labels):
        return
    st.session_state["address_read"] = True
    right = corrected(address, labels, default_months(answers))
    values, strange = _teams_of_units(right.values, choices, labels)
    st.session_state[UNKNOWN], st.session_state[OUTSIDE] = right.unknown, strange
    if not is_first:
        st.session_state[WANTED] = {name: _ids(name, texts, labels) for name, texts in values.items() if texts}
    elif values != address:
        st.query_params.update(values)  # at once: the browser makes a step of every write
        st.rerun()


def _ids(name: str, texts: list[str], labels: Mapping[str, Mapping[str, str]]) -> list[str] | str:
    """What a filter holds for the texts it shows; a month's filter holds one."""
    ids = [one for text in texts for one, label in labels[name].items() if label == text]
    return ids if name in MANY else ids[-1]


def _has_foreign_words(address: Mapping[str, list[str]], labels: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether the browser's back button led to a link in ids: what the filters themselves wrote is in their words."""
    return any(set(texts) - set(labels[name].values()) for name, texts in address.items())


def selection_bar(answers: Answers) -> Selection:
    """Draw the filters and return what is chosen; a period written backwards is turned round."""
    text = words("frame")
    choices = answers.choices
    labels = address_labels(choices)
    st.subheader(text("selection.title"), anchor=False)
    period = _period(answers, labels[FIRST])
    chosen = {UNIT: _many(UNIT, labels[UNIT])}
    chosen[TEAM] = _many(TEAM, _teams_within(choices, chosen[UNIT], labels[TEAM]))
    for name in (PARAGRAPH, APPLICATION_TYPE):
        chosen[name] = _many(name, labels[name])
    st.button(text("selection.reset"), key=RESET, on_click=reset, args=(answers,), width="stretch")
    if WANTED in st.session_state:
        st.rerun()
    return Selection(period, *(tuple(chosen[name]) for name in MANY))


def rest_selection(keeps_period: bool = False, said: str = "period_only") -> None:
    """Hide the filters a page has no use for, and say so. said: the sentence of a page that keeps the period.

    They are drawn all the same: a filter that is not drawn loses its place in the address (design.md, fact 6).
    """
    hidden = MANY if keeps_period else (FIRST, LAST, *MANY, RESET)
    rules = ",".join(f".st-key-{name}" for name in hidden)
    told = words("frame")(f"selection.{said if keeps_period else 'resting'}")
    with st.sidebar:
        st.html(f'<style>{rules}{{display:none}}</style><p class="resting">{escape(told)}</p>')


def reset(answers: Answers) -> None:
    """Back to the default period and everything; a callback, so that it runs before the widgets."""
    for name, month in default_months(answers).items():
        st.session_state[name] = str(month)
    for name in MANY:
        st.session_state[name] = []
    _forget_unknown()


def _forget_unknown() -> None:
    """Once the reader has chosen, what the link said is past."""
    st.session_state[UNKNOWN] = st.session_state[OUTSIDE] = ()


def tell_unknown(text: str) -> None:
    """Add something the link named in vain to what the notice tells."""
    st.session_state[UNKNOWN] = (*unknown_in_address(), text)


def unknown_in_address() -> tuple[str, ...]:
    """What the link that opened this page named in vain."""
    return st.session_state.get(UNKNOWN, ())


def teams_outside_units() -> tuple[str, ...]:
    """The teams the link named that none of its units has."""
    return st.session_state.get(OUTSIDE, ())


def _period(answers: Answers, labels: Mapping[str, str]) -> Period:
    options = list(labels)
    months = [
        st.selectbox(
            words("frame")(f"selection.{name}"),
            options,
            index=options.index(str(default)),
            format_func=labels.get,
            key=name,
            on_change=_forget_unknown,
            bind="query-params",
        )
        for name, default in default_months(answers).items()
    ]
    first, last = sorted(Month.parse(month) for month in months)
    return Period(first, last)


def _many(name: str, labels: Mapping[str, str]) -> list[str]:
    text = words("frame")
    return st.multiselect(
        text(f"selection.{name}"), list(labels), format_func=lambda one: labels.get(one, one), key=name,
        placeholder=text(f"selection.all_{name}"), on_change=_forget_unknown, bind="query-params", select_all=False,
    )  # fmt: skip


def _teams_of_units(
    values: Mapping[str, list[str]], choices: Choices, labels: Mapping[str, Mapping[str, str]]
) -> tuple[dict[str, list[str]], tuple[str, ...]]:
    """A link's values without the teams its units do not have, and these teams: the filter could not offer them."""
    unit_ids = [unit for unit, label in labels[UNIT].items() if label in values.get(UNIT, ())]
    offered = set(_teams_within(choices, unit_ids, labels[TEAM]).values())
    strange = tuple(team for team in values.get(TEAM, ()) if team not in offered)
    kept = {TEAM: [team for team in values[TEAM] if team in offered]} if TEAM in values else {}
    return dict(values) | kept, strange


def _teams_within(choices: Choices, unit_ids: list[str], labels: Mapping[str, str]) -> dict[str, str]:
    return {
        team.team_id: labels[team.team_id] for team in choices.teams if not unit_ids or team.unit_id in unit_ids
    }  # fmt: skip


def default_months(answers: Answers) -> dict[str, Month]:
    """The last twelve complete months, as far as there are data."""
    choices = answers.choices
    default = last_twelve_complete_months(answers.as_of)
    first, last = (min(max(month, choices.first_month), choices.last_month) for month in (default.first, default.last))
    return {FIRST: first, LAST: last}


def address_labels(choices: Choices) -> dict[str, dict[str, str]]:
    """Parameter → id → label, in the order shown. Equal labels are told apart by their id, since the address holds labels."""
    count = choices.first_month.months_until(choices.last_month) + 1
    months = [choices.first_month + step for step in range(count)]
    month_labels = {str(month): f"{formatting.short_month(month)} {month.year}" for month in months}
    type_names = words("common").table("application_types")
    return {
        FIRST: month_labels,
        LAST: month_labels,
        UNIT: _unlike({unit.unit_id: unit.name for unit in choices.units}),
        TEAM: _unlike({team.team_id: team.name for team in choices.teams}),
        PARAGRAPH: _unlike({one.paragraph: one.short_name for one in choices.paragraphs}),
        APPLICATION_TYPE: {one: type_names[one] for one in choices.application_types},
    }


def _unlike(labels: Mapping[str, str]) -> dict[str, str]:
    names = list(labels.values())
    return {one: name if names.count(name) == 1 else f"{name} ({one})" for one, name in labels.items()}

"""One slide: title, what is counted, one chart or a few tiles, a line of text and the foot. One message each."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import streamlit as st

from dashboard import formatting
from dashboard.access import Role, Viewer
from dashboard.answers import Answer, Answers
from dashboard.answers.deck import PLAN, Slide, deck
from dashboard.answers.plans import Plan
from dashboard.charts.enlarged import enlarged
from dashboard.charts.months import fits_narrow
from dashboard.charts.style import Figure
from dashboard.kpi.definition import Kpi
from dashboard.measurement import Silence, Split
from dashboard.ui.companions import shown_id
from dashboard.ui.event_marks import dated_events, numbers_text
from dashboard.ui.frame import Frame
from dashboard.ui.markup import unbroken
from dashboard.ui.steering_group import drawn, said
from dashboard.ui.steering_group.plan import plan_basis, plan_figure, plan_words
from dashboard.ui.steering_group.stage import show_controls, slide_number, slide_zoom
from dashboard.ui.steering_group.tiles import tiles_html
from dashboard.words import words

SHEET = Path(__file__).with_name("slide.css")
SPLITS = {"trend": Split.MONTH, "groups": Split.TEAM}
STILL = {"staticPlot": True, "displayModeBar": False}


def show_deck(frame: Frame) -> None:
    """The slide of the address, asked for the steering group whoever looks: no person and no worker stands on it."""
    st.html(f"<style>{SHEET.read_text(encoding='utf-8')}</style>")
    answers = Answers(frame.answers.warehouse, Viewer(Role.STEERING_GROUP), frame.answers.register)
    slides = deck(answers.warehouse)
    number = slide_number(max(len(slides), 1))
    with st.container(key="slide"):
        if slides:
            _show(replace(frame, answers=answers), slides[number - 1], number, len(slides))
        else:
            text = words("steering_group")
            _head(text("empty.title"), [text("empty.sentence")])
    with st.container(key="slide_controls", horizontal=True):
        show_controls(number, len(slides))


def _show(frame: Frame, slide: Slide, number: int, count: int) -> None:
    fault = _fault(slide)
    asked = [] if fault else [_asked(frame, kpi) for kpi in slide.kpis]
    below = "" if fault else _below(frame, slide, asked)
    if fault:
        _head(words("steering_group")("wrong.title"), [fault])
    elif slide.plan:
        _show_plan(frame, slide.plan, below)
    elif slide.chart == "tiles":
        _head(said.title_of_tiles(frame.answers, asked[0]), [said.subtitle(frame, asked[0])])
        st.html(tiles_html(frame, asked))
    elif all(answer.measurement.silence is Silence.NOT_DELIVERED for answer in asked):
        _head(asked[0].kpi.label, [words("steering_group")("slide.not_delivered")])
    else:
        below = _show_chart(frame, slide, asked, below)
    parts = said.footer_parts(frame.answers, asked, number, count, plan_basis(slide.plan))
    foot = "".join(f"<span>{unbroken(part)}</span>" for part in parts)
    st.html(f'<p class="slide-text">{unbroken(below)}</p><footer class="slide-foot">{foot}</footer>')


def _below(frame: Frame, slide: Slide, asked: Sequence[Answer]) -> str:
    """What must be known to read the numbers, then the municipality's own words."""
    if slide.plan:
        return slide.text
    split_by = SPLITS.get(slide.chart)
    told = [
        drawn.legend(frame, slide.chart, asked),
        said.hidden_text(frame.answers.split(asked[0].kpi.kpi_id, frame.selection, split_by)) if split_by else "",
        said.ignored_text(asked),
        slide.text,
    ]
    return formatting.sentences(*(_sentence(one) for one in told if one))


def _show_chart(frame: Frame, slide: Slide, asked: Sequence[Answer], below: str) -> str:
    """The chart under its title; the lines between say what is counted and what the number must not be read without.

    Returns what to say below it: events that have but a number on the chart have their words there.
    """
    first = asked[0]
    told = [answer.kpi.kpi_id for answer in asked]
    beside = formatting.capital(said.beside_text(frame.answers, first, told))
    lines = [said.subtitle(frame, first, slide.chart == "trend"), said.change_text(first), beside]
    if slide.chart == "flow":
        title, lines[2] = said.title_compared(frame.answers, first), drawn.told_text(asked[1:])
        drawing = drawn.in_and_out(frame, drawn.flow_parts(slide.kpis))
    elif slide.chart == "trend":
        title, drawing = said.title_compared(frame.answers, first), drawn.trend(frame, drawn.months_of(frame, first))
    else:
        teams = frame.answers.split(first.kpi.kpi_id, frame.selection, SPLITS["groups"])
        title, lines[1] = said.title_groups(frame.answers, first, teams), ""
        drawing = drawn.groups(frame, teams, drawn.height(title, lines, below))
    lines = [line for line in lines if line]
    below = formatting.sentences(numbers_text(drawing), below)
    figure = enlarged(drawing, drawn.height(title, lines, below), slide_zoom())
    _head(title, lines, _way(frame, slide))
    _draw(
        figure, words("steering_group")("slide.description", title=title, subtitle=". ".join(lines)), first.kpi.kpi_id
    )
    return below


def _way(frame: Frame, slide: Slide) -> str:
    """From which end the chart scrolls on a phone; empty where it is shown whole there: a year without events in words."""
    if slide.chart == "groups":
        return "from-left"
    is_whole = fits_narrow(frame.selection.period.months(), dated_events(frame.answers, frame.selection))
    return "" if is_whole else "from-right"


def _show_plan(frame: Frame, plan: Plan, below: str) -> None:
    """The plan's timeline with how it stands; what is to be decided stands over it."""
    told = plan_words(frame.answers, plan)
    _head(told.title, told.lines, "from-left wide")
    _draw(
        plan_figure(frame, plan, drawn.height(told.title, told.lines, below), slide_zoom()),
        told.description,
        plan.plan_id,
    )


def _draw(figure: Figure, description: str, key: str) -> None:
    st.plotly_chart(figure, theme=None, config=STILL, key=f"slide_chart_{key}", alt=description)


def _head(title: str, lines: Sequence[str], css_class: str = "") -> None:
    """css_class: of a chart that scrolls on a phone, and from where."""
    under = "".join(f"<p>{unbroken(line)}</p>" for line in lines)
    hint = f'<p class="scroll-hint">{unbroken(words("frame")("panel.scroll"))}</p>' if css_class else ""
    st.html(f'<header class="slide-head {css_class}"><h1>{unbroken(title)}</h1>{under}{hint}</header>')


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _asked(frame: Frame, kpi: Kpi) -> Answer:
    return frame.answers.measure(shown_id(frame.answers, kpi.kpi_id), frame.selection)


def _fault(slide: Slide) -> str:
    """Why the row makes no slide; empty where it does."""
    text = words("steering_group")
    if slide.unknown:
        names = ", ".join(text("wrong.quoted", text=name) for name in slide.unknown if name)
        key = "plan" if slide.chart == PLAN else "kpi"
        return text(f"wrong.{key}", names=names) if names else text("wrong.nothing")
    return text("wrong.flow") if slide.chart == "flow" and drawn.flow_parts(slide.kpis) is None else ""

"""The timeline on a phone: a card per initiative, its bars as a small picture, its dates and status in words."""

from base64 import b64encode
from collections.abc import Sequence
from html import escape

import streamlit as st

from dashboard import formatting
from dashboard.answers.progress import InitiativeProgress, PhaseProgress
from dashboard.charts.gantt import Row, Tone, today_place
from dashboard.charts.gantt_strip import gantt_strip
from dashboard.selection import Month
from dashboard.ui.frame import Frame
from dashboard.ui.initiatives import said
from dashboard.ui.initiatives.choice import Place
from dashboard.ui.initiatives.timeline import months_of, row_of
from dashboard.ui.links import page_link
from dashboard.ui.markup import unbroken
from dashboard.words import words

CSS = {Tone.GOOD: "better", Tone.BAD: "worse", Tone.PLAIN: "", Tone.QUIET: "quiet"}


def timeline_cards(
    frame: Frame, place: Place, initiatives: Sequence[InitiativeProgress], bars_alone: bool = False
) -> None:
    """Shown on a narrow screen in place of the chart (initiatives.css). bars_alone: where all the words stand above."""
    dated = [one for one in initiatives if one.has_dates]
    months = months_of(place.plan, dated, frame.answers.as_of)
    cards = "".join(
        _bars(frame, place, one, months) if bars_alone else _card(frame, place, one, months) for one in dated
    )
    if cards:
        st.html(f'{_key(frame, months)}<ul class="plan-cards">{cards}</ul>')


def _key(frame: Frame, months: Sequence[Month]) -> str:
    """What the marks of the small pictures mean; each is drawn, for the letters of a phone draw them too small."""
    text, as_of = words("initiatives"), frame.answers.as_of
    told = text.table("cards.key")
    if today_place(as_of, months) is not None:
        told = told | {"today": text("gantt.today", day=formatting.long_date(as_of))}
    marks = (f'<span><i class="{name}"></i>{escape(meaning)}</span>' for name, meaning in told.items())
    return f'<p class="plan-key">{"".join(marks)}</p>'


def _card(frame: Frame, place: Place, one: InitiativeProgress, months: Sequence[Month]) -> str:
    row = row_of(one, place.is_written)
    address = escape(page_link("initiatives", frame, initiative=one.initiative.initiative_id))
    dates = [*([one.reason] if one.reason else []), *(_dates(phase, place.is_written) for phase in one.phases)]
    return (
        f'<li><a href="{address}">{unbroken(said.initiative_name(one.initiative))}</a>{_status(row)}'
        f"{_picture(frame, row, months)}{''.join(f'<p>{unbroken(line)}</p>' for line in dates)}</li>"
    )


def _bars(frame: Frame, place: Place, one: InitiativeProgress, months: Sequence[Month]) -> str:
    return f"<li>{_picture(frame, row_of(one, place.is_written), months)}</li>"


def _picture(frame: Frame, row: Row, months: Sequence[Month]) -> str:
    picture = b64encode(gantt_strip(row, months, frame.answers.as_of, frame.palette).encode()).decode()
    return (
        f'<img alt="" src="data:image/svg+xml;base64,{picture}">'
        f'<p class="plan-months"><span>{formatting.short_month(months[0])} {months[0].year}</span>'
        f"<span>{formatting.short_month(months[-1])} {months[-1].year}</span></p>"
    )


def _status(row: Row) -> str:
    lines = "".join(f'<p class="{CSS[tone]}">{unbroken(line)}</p>' for line, tone in row.notes)
    return f'<p class="plan-status {CSS[row.tone]}">{unbroken(row.status)}</p>{lines}'


def _dates(phase: PhaseProgress, is_followed: bool) -> str:
    label = f"{formatting.capital(phase.phase.label)}: " if phase.phase.label else ""
    return f"{label}{said.dates_text(phase, is_followed)}"

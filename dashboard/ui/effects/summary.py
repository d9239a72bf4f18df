"""All initiatives against all KPIs they should move, as one table: the page's answer."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st

from dashboard import formatting
from dashboard.analysis.effect import EffectVerdict, StepTest
from dashboard.answers.effects import Effect
from dashboard.kpi import wording_effect
from dashboard.ui.effects.asked import CHANGES, UNMEASURED, Measured, all_effects, early_name, step_of, verdict_of
from dashboard.ui.effects.names import kpi_name, scope_name, start_text
from dashboard.ui.frame import Frame
from dashboard.ui.links import page_link
from dashboard.ui.markup import unbroken
from dashboard.ui.panel import footnote, panel_heading
from dashboard.words import words

SHEET = Path(__file__).with_name("effects.css")
CSS = {EffectVerdict.BETTER: "better", EffectVerdict.WORSE: "worse"}


def summary_table(frame: Frame, measured: Sequence[Measured]) -> None:
    """The finding, the table, and how it was tested."""
    text, found = words("effects"), all_effects(measured)
    st.html(f"<style>{SHEET.read_text(encoding='utf-8')}</style>")
    with st.container(key="answer_effects"):
        panel_heading(summary_title(found, frame.answers.register is not None), _subtitle(frame, measured), "answer")
        bodies = "".join(_body(frame, one) for one in measured if one.effects)
        bodies += _unmeasured(frame, [one for one in measured if not one.effects])
        names = text.table("summary.columns").values()
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
        caption = f"<caption>{escape(text('summary.caption'))}</caption>"
        st.html(f'<table class="effects">{caption}<thead><tr>{head}</tr></thead>{bodies}</table>')
        hidden = text("summary.hidden") if any(one.hidden_months for one in found) else ""
        footnote(frame, formatting.sentences(text("summary.how"), hidden), [one.kpi for one in found if one.kpi])


def summary_title(found: Sequence[Effect], is_readable: bool = True) -> str:
    """How many of the tested numbers changed, and which way; never because of what.

    is_readable: whether the starts people wrote could be fetched; else there is nothing to test at.
    """
    text = words("effects")
    tested = [one for one in found if isinstance(one.result, StepTest)]
    if not tested:
        return text("summary.title_none" if is_readable else "summary.title_unread")
    parts = [_counted(verdict, sum(one.verdict is verdict for one in tested)) for verdict in CHANGES]
    parts = [part for part in parts if part]
    if not parts:
        key = "title_no_change_one" if len(tested) == 1 else "title_no_change"
        return text(f"summary.{key}", count=formatting.number(len(tested)))
    is_one = sum(one.verdict in CHANGES for one in tested) == 1
    changes = parts[0]
    for part in parts[1:]:
        changes = text("summary.joined", first=changes, second=part)
    caution = text("summary.caution_one" if is_one else "summary.caution")
    count = formatting.number(len(tested))
    return formatting.capital(text("summary.title_some", changes=changes, count=count, caution=caution))


def _counted(verdict: EffectVerdict, count: int) -> str:
    if not count:
        return ""
    return words("effects")(f"summary.{verdict}{'' if count == 1 else 's'}", count=formatting.number(count))


def _subtitle(frame: Frame, measured: Sequence[Measured]) -> str:
    text, selection = words("effects"), frame.selection
    noun = text(
        f"summary.initiatives.{'one' if len(measured) == 1 else 'other'}", count=formatting.number(len(measured))
    )
    told = text("summary.subtitle", initiatives=noun, last=formatting.long_month(selection.period.last))
    chosen = (selection.unit_ids, selection.team_ids, selection.paragraphs, selection.application_types)
    return formatting.sentences(told, text("summary.filters") if any(chosen) else "")


def _body(frame: Frame, one: Measured) -> str:
    """The rows of one initiative, which stands at the first."""
    name = f'<th scope="row" rowspan="{len(one.effects)}">{_link(frame, one)}</th>'
    rows = [_row(frame, effect) for effect in one.effects]
    return f"<tbody><tr>{name}{rows[0]}</tr>{''.join(f'<tr>{row}</tr>' for row in rows[1:])}</tbody>"


def _link(frame: Frame, one: Measured) -> str:
    initiative = one.course.initiative
    address = escape(page_link("effects", frame, initiative=initiative.initiative_id))
    return f'<a href="{address}">{unbroken(initiative.title)}</a>'


def _unmeasured(frame: Frame, measured: Sequence[Measured]) -> str:
    """The initiatives no KPI of ours is linked to, in one row; none where each has one."""
    if not measured:
        return ""
    word = f"{_mark(UNMEASURED, None)}{escape(wording_effect.verdict_word(UNMEASURED))}"
    names = ", ".join(_link(frame, one) for one in measured)
    why = escape(words("effects")("summary.cell.unmeasured"))
    cell = f'<td colspan="4">{names}<span class="basis">{why}</span></td>'
    return f'<tbody><tr><th scope="row" class="faint">{word}</th>{cell}</tr></tbody>'


def _row(frame: Frame, effect: Effect) -> str:
    verdict, step = verdict_of(effect), step_of(effect)
    scope = scope_name(frame.answers, effect.control) if effect.control else ""
    if effect.link.is_example:
        scope = f"{scope} ({words('effects')('summary.cell.example')})" if scope else ""
    css = CSS.get(effect.verdict, "")
    strength = "strong" if effect.verdict in (*CHANGES, EffectVerdict.NO_CHANGE) else "faint"
    said = (
        f'<span class="{strength} {css}">{_mark(verdict, step)}{unbroken(wording_effect.verdict_word(verdict))}</span>'
    )
    return (
        f'<td>{unbroken(kpi_name(effect))}<span class="basis">{unbroken(scope)}</span></td>'
        f'<td data-column="{escape(words("effects")("summary.columns.start"))}">{unbroken(start_text(effect.course))}</td>'
        f"<td>{said}{_why(effect)}</td><td>{_change(effect)}</td>"
    )


def _why(effect: Effect) -> str:
    """Under the word that it is too early, what is too little; empty elsewhere."""
    name = early_name(effect) and str(effect.result.reason)  # that they stay too few stands in the sentence below
    told = formatting.capital(wording_effect.early_text(name))
    return f'<span class="basis">{unbroken(told)}</span>' if told else ""


def _change(effect: Effect) -> str:
    """The step and its interval; empty where nothing was tested."""
    if not isinstance(effect.result, StepTest):
        return ""
    step, high = (wording_effect.step_text(effect.kpi, one) for one in (effect.result.step, effect.result.upper))
    low = wording_effect.low_text(effect.kpi, effect.result)
    interval = words("effects")("summary.cell.interval", low=low, high=high)
    return f'{unbroken(step)}<span class="basis">{unbroken(interval)}</span>'


def _mark(verdict: str, step: float | None) -> str:
    return f'<i aria-hidden="true">{wording_effect.verdict_shape(verdict, step)}</i> '

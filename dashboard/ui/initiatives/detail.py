"""One initiative: how it stands, what the plan says of it, its dates, and the KPIs it should move."""

from collections.abc import Iterable
from dataclasses import replace
from html import escape

import streamlit as st

from dashboard import formatting
from dashboard.answers.plans import DependencyKind, Initiative, KpiLink
from dashboard.answers.progress import InitiativeProgress
from dashboard.answers.results import Answer
from dashboard.kpi import wording
from dashboard.kpi.query import stock_day
from dashboard.measurement import Split
from dashboard.selection import Selection
from dashboard.ui.frame import Frame
from dashboard.ui.initiatives import said
from dashboard.ui.initiatives.choice import Place
from dashboard.ui.initiatives.timeline import timeline_panel
from dashboard.ui.links import page_link
from dashboard.ui.markup import unbroken
from dashboard.ui.panel import Panel
from dashboard.words import words


def initiative_answer(frame: Frame, place: Place, one: InitiativeProgress) -> None:
    """The block on top: name, status with its reason, next step, decision wanted, and who said so when."""
    initiative = one.initiative
    with st.container(key="answer_initiative"):
        st.html(
            f'<div class="answer"><p class="panel-subtitle">{unbroken(said.plan_name(place.plan))}</p>'
            f'<h2 class="panel-title">{unbroken(said.initiative_name(initiative))}</h2>{_standing(frame, one)}</div>'
        )


def phases_panel(frame: Frame, place: Place, one: InitiativeProgress) -> Panel:
    """Its own row of the timeline, with what a bar says in words."""
    told = [said.dates_text(phase, place.is_written) for phase in one.phases]
    names = [f"{formatting.capital(phase.phase.label)}: " if phase.phase.label else "" for phase in one.phases]
    subtitle = " ".join(f"{name}{line}" for name, line in zip(names, told, strict=True))
    panel = timeline_panel(frame, place.plan, [one], None, "phases")
    text = words("initiatives")
    return replace(
        panel, title=text("detail.timeline"), subtitle=subtitle or text("gantt.undated_one"),
        silence="" if one.has_dates else subtitle or text("gantt.undated_one"),
    )  # fmt: skip


def initiative_facts(place: Place, initiative: Initiative) -> None:
    """What the plan says, term by term; what it does not say is told to be not stated."""
    text, nothing = words("initiatives"), f'<span class="quiet">{escape(words("initiatives")("not_stated"))}</span>'
    goals = {goal.goal_id: goal.title for goal in place.plan.goals}
    entries = [
        ("purpose", _text(initiative.purpose)),
        ("description", _text(initiative.description)),
        ("goal", _text(goals.get(initiative.goal_id))),
        ("owner", _text(initiative.owner_role)),
        ("criteria", _text(initiative.success_criteria)),
        ("dependencies", _dependencies(place, initiative)),
        ("parts", _parts(place, initiative)),
        ("notes", _notes(initiative)),
    ]
    optional = {"parts", "description"}
    rows = "".join(
        f"<dt>{escape(text(f'detail.{name}'))}</dt><dd>{body or nothing}</dd>"
        for name, body in entries if body or name not in optional
    )  # fmt: skip
    with st.container(key="plan_facts"):
        st.html(
            f'<h2 class="panel-title">{escape(text("detail.plan_says"))}</h2><dl class="definition plan-facts">{rows}</dl>'
        )


def initiative_milestones(one: InitiativeProgress) -> None:
    """Every milestone the plan names, planned and done; also those without a date."""
    text = words("initiatives")
    items = []
    for milestone in one.milestones:
        planned = milestone.milestone
        shape = text("shape.milestone_done" if milestone.is_reached else "shape.milestone_open")
        told = " ".join(f"{line}." for line in (said.milestone_words(planned), said.milestone_done(milestone)) if line)
        items.append(f"<li><strong>{shape} {unbroken(planned.title)}</strong><p>{unbroken(told)}</p></li>")
    body = f'<ul class="plan-list">{"".join(items)}</ul>' if items else _quiet(text("detail.no_milestones"))
    st.html(f'<h2 class="panel-title">{escape(text("detail.milestones"))}</h2>{body}')


def initiative_kpis(frame: Frame, place: Place, initiative: Initiative) -> None:
    """The KPIs it should move, where and which way, each as it stands now for this viewer."""
    text = words("initiatives")
    items = [_kpi(frame, link) for link in initiative.kpi_links]
    body = f'<ul class="plan-list">{"".join(items)}</ul>' if items else _quiet(text("kpis.none"))
    if items and place.plan.is_model:
        body += _quiet(text("kpis.model"))
    elif items:
        address = escape(page_link("effects", frame, initiative=initiative.initiative_id))
        body += f'<p class="panel-subtitle"><a href="{address}">{escape(text("kpis.effect"))}</a></p>'
    st.html(f'<h2 class="panel-title">{escape(text("kpis.title"))}</h2>{body}')


def _standing(frame: Frame, one: InitiativeProgress) -> str:
    text = words("initiatives")
    css = {"good": "better", "bad": "worse"}.get(said.tone(one.status), "")
    lines = [f'<p class="plan-status {css}">{unbroken(said.status_text(one.status, one.is_readable))}</p>']
    lines += [f"<p>{unbroken(one.reason)}</p>"] if one.reason else []
    for name, told in (("next_step", _next_step(one)), ("decision", one.decision_wanted)):
        lines += [f"<p><strong>{escape(text(f'detail.{name}'))}:</strong> {unbroken(told)}</p>"] if told else []
    faults = [(line, "worse" if tone == "bad" else "quiet") for line, tone in said.notes(one, is_followed=False)]
    lines += [f'<p class="{css}">{unbroken(line)}</p>' for line, css in faults]
    lines.append(f'<p class="panel-footnote">{escape(_who(frame, one))}</p>')
    return "".join(lines)


def _next_step(one: InitiativeProgress) -> str:
    day = f"{formatting.long_date(one.next_step_date)}: " if one.next_step_date else ""
    return f"{day}{one.next_step}" if one.next_step else ""


def _who(frame: Frame, one: InitiativeProgress) -> str:
    """Who said so and when; of a status that is the document's own, that it is."""
    text, register = words("initiatives"), frame.answers.register
    entry = register.standing(frame.answers.viewer, one.initiative.initiative_id).status if register else None
    if entry is None and not one.is_readable and not one.status:
        return text("detail.status_unread")
    if entry is None:
        return text("detail.status_of_plan") if one.status else text("detail.no_status")
    told = text(
        "detail.status_by", day=formatting.long_date(one.updated_on), who=said.who(frame.answers, entry.written_by)
    )
    return f"{told} {text('detail.example')}." if entry.is_example else told


def _dependencies(place: Place, initiative: Initiative) -> str:
    """What it builds on and hangs together with, and what builds on it."""
    text, lines = words("initiatives"), []
    names = {one.initiative_id: said.initiative_name(one) for one in place.plan.initiatives}
    for one in initiative.depends_on:
        key = "requires" if one.kind is DependencyKind.REQUIRES else "related"
        basis = f" {text('detail.basis', text=one.basis)}" if one.basis else ""
        lines.append(text(f"detail.{key}", title=names.get(one.depends_on_id, one.depends_on_id)) + f".{basis}")
    for other in place.plan.initiatives:
        title = said.initiative_name(other)
        for one in other.depends_on:
            if one.depends_on_id == initiative.initiative_id:
                key = "needed_by" if one.kind is DependencyKind.REQUIRES else "related"
                lines.append(text(f"detail.{key}", title=title) + ".")
    return _lines(lines)


def _parts(place: Place, initiative: Initiative) -> str:
    text, whole = words("initiatives"), place.plan.initiative(initiative.parent_id or "")
    lines = [text("detail.part_of", title=said.initiative_name(whole)) + "."] if whole else []
    return _lines([*lines, *(one.title for one in place.plan.initiatives if one.parent_id == initiative.initiative_id)])


def _notes(initiative: Initiative) -> str:
    text = words("initiatives")
    return _lines(
        (
            text("detail.note_day", day=formatting.long_date(note.noted_on))
            if note.noted_on
            else text("detail.note_undated")
        )
        + f" {note.text}"
        for note in initiative.notes
    )


def _kpi(frame: Frame, link: KpiLink) -> str:
    text, answers = words("initiatives"), frame.answers
    if not link.is_known:
        return f"<li><p>{escape(text('kpis.unknown', kpi_id=link.kpi_id))}</p></li>"
    # The link says where; of the reader's choices only the period counts.
    selection = Selection(
        frame.selection.period,
        team_ids=(link.team_id,) if link.team_id else (),
        paragraphs=(link.paragraph,) if link.paragraph else (),
    )
    answer = answers.measure(link.kpi_id, selection)
    scope = [answers.group_label(Split.TEAM, link.team_id)] if link.team_id else []
    scope += [answers.group_label(Split.PARAGRAPH, link.paragraph)] if link.paragraph else []
    basis = wording.n_text(answer.kpi, answer.measurement)
    told = text(
        "kpis.row", direction=text(f"kpis.{link.expected}"), value=wording.value_text(answer.kpi, answer.measurement),
        basis=f" ({basis})" if basis else "", scope=", ".join(scope) or text("kpis.everything"),
        period=_when(frame, answer),
    )  # fmt: skip
    address = escape(page_link("definitions", frame, kpi=link.kpi_id))
    note = f'<p class="quiet">{unbroken(formatting.closed(link.note))}</p>' if link.note else ""
    return f'<li><a href="{address}">{unbroken(answer.kpi.label)}</a><p>{unbroken(told)}</p>{note}</li>'


def _when(frame: Frame, answer: Answer) -> str:
    """The months a number is counted over; of a stock the one day it was taken on."""
    if not answer.kpi.is_stock:
        return formatting.period(answer.counted_period)
    day = stock_day(answer.selection, frame.answers.as_of_of(answer.kpi))
    return words("initiatives")("kpis.on_day", day=formatting.long_date(day))


def _text(told: str | None) -> str:
    return _lines(told.split("\n")) if told else ""


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"<p>{unbroken(line)}</p>" for line in lines if line)


def _quiet(told: str) -> str:
    return f'<p class="panel-subtitle">{escape(told)}</p>'

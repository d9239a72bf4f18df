"""What people wrote of an initiative: its tests step by step, the history of its status, and the whole log."""

from html import escape

import streamlit as st

from dashboard.answers.plans import Plan
from dashboard.register import Entry, LogLine, Pdsa, PdsaPlan, Standing, Withdrawal
from dashboard.ui.frame import Frame
from dashboard.ui.initiatives import said
from dashboard.ui.initiatives.entry_words import entry_lines
from dashboard.ui.markup import unbroken
from dashboard.words import words


def tests_list(frame: Frame, standing: Standing) -> None:
    """Every PDSA test with the steps it has come through, and what it waits for."""
    text = words("initiatives")
    tests = "".join(_test(frame, one) for one in reversed(standing.tests))
    body = (
        f'<ul class="plan-list">{tests}</ul>' if tests else f'<p class="panel-subtitle">{escape(text("pdsa.none"))}</p>'
    )
    with st.container(key="plan_pdsa"):
        st.html(f'<h2 class="panel-title">{escape(text("pdsa.title"))}</h2>{body}')


def log_list(frame: Frame, plan: Plan, standing: Standing) -> None:
    """Everything written, newest first; what was corrected or taken back is folded, and the steering group is not told it."""
    text = words("initiatives")
    lines = "".join(_line(frame, plan, line) for line in standing.log)
    body = (
        f'<ul class="plan-log">{lines}</ul>' if lines else f'<p class="panel-subtitle">{escape(text("log.none"))}</p>'
    )
    with st.container(key="plan_log"):
        st.html(f'<h2 class="panel-title">{escape(text("log.title"))}</h2>{body}')


def status_history(standing: Standing) -> None:
    """How the status has moved, newest first."""
    if len(standing.statuses) > 1:
        items = "".join(_status(entry) for entry in standing.statuses)
        title = escape(words("initiatives")("log.statuses"))
        with st.container(key="plan_statuses"):
            st.html(f'<h2 class="panel-title">{title}</h2><ul class="plan-log">{items}</ul>')


def _line(frame: Frame, plan: Plan, line: LogLine) -> str:
    text, entry = words("initiatives"), line.entry
    head = f"{text(f'log.kind.{entry.kind}')} · {said.when(entry.written_at)} · {said.who(frame.answers, entry.written_by)}"
    marks = [text("log.example")] if entry.is_example else []
    if line.corrected_by:
        marks.append(_corrected(line.corrected_by))
    if line.corrects and not isinstance(entry.content, Withdrawal):
        marks.append(text("log.corrects", day=said.when(line.corrects.written_at)))
    css = "corrected" if line.corrected_by else ""
    body = "".join(f"<p>{unbroken(told)}</p>" for told in entry_lines(entry, plan)) if entry.content else ""
    if line.corrected_by and body:
        body = f"<details><summary>{escape(text('log.unfold'))}</summary>{body}</details>"
    mark = f" <em>({escape('; '.join(marks))})</em>" if marks else ""
    return f'<li class="{css}"><p class="quiet">{unbroken(head)}{mark}</p>{body}</li>'


def _corrected(by: Entry) -> str:
    text, when = words("initiatives"), said.when(by.written_at)
    if isinstance(by.content, Withdrawal):
        return text("log.withdrawn", day=when, reason=by.content.reason)
    return text("log.corrected", day=when)


def _status(entry: Entry) -> str:
    told = f"{said.when(entry.written_at)}: {said.status_text(entry.content.status)}"
    return f"<li><p><strong>{unbroken(told)}</strong></p><p>{unbroken(entry.content.reason)}</p></li>"


def _test(frame: Frame, one: Pdsa) -> str:
    text = words("initiatives")
    steps = [("plan", one.plan), ("do", one.do), ("study", one.study), ("act", one.act)]
    rows = "".join(
        f"<dt>{escape(text(f'pdsa.{name}'))}</dt><dd>{_step(frame, entry)}</dd>" for name, entry in steps if entry
    )
    waits = text("pdsa.waits", step=text(f"pdsa.waits_{one.next_step}")) if one.next_step else ""
    waiting = f'<p class="quiet">{escape(waits)}</p>' if waits else ""
    example = f" <em>({escape(text('log.example'))})</em>" if one.plan.is_example else ""
    return f'<li><strong>{unbroken(one.title)}</strong>{example}<dl class="definition">{rows}</dl>{waiting}</li>'


def _step(frame: Frame, entry: Entry) -> str:
    by = words("initiatives")("pdsa.by", day=said.when(entry.written_at), who=said.who(frame.answers, entry.written_by))
    lines = entry_lines(entry, None)
    lines = lines[1:] if isinstance(entry.content, PdsaPlan) else lines  # its name stands over it
    return "".join(f"<p>{unbroken(line)}</p>" for line in lines) + f'<p class="quiet">{unbroken(by)}</p>'

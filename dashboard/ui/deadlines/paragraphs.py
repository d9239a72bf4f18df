"""How long each paragraph takes against its own deadline."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from dashboard import formatting
from dashboard.answers import ParagraphDeadline
from dashboard.charts.deadline_dots import deadline_dots
from dashboard.kpi.definition import Kpi
from dashboard.measurement import Split
from dashboard.ui.deadlines.tables import paragraphs_table
from dashboard.ui.frame import Frame
from dashboard.ui.names import scope_words
from dashboard.ui.panel import Bar, Panel
from dashboard.words import words

SHOWN_FIRST = 8
ALL = "all_paragraphs"


def paragraphs_panel(frame: Frame, quantile_ids: Sequence[str]) -> Panel:
    """The paragraphs that overrun their deadline most first; those with few cases, or none, last."""
    answers, selection, text = frame.answers, frame.selection, words("deadlines")
    kpis = [answers.kpi(kpi_id) for kpi_id in quantile_ids]
    rows = sorted(answers.paragraph_deadlines(selection), key=lambda row: _order(row, kpis[0]))
    shown = rows if st.session_state.get(ALL) else rows[:SHOWN_FIRST]
    names = [_name(frame, row) for row in shown]
    decisions = sum(row.median.n or 0 for row in rows)
    return Panel(
        key="paragraphs",
        title=_finding(rows, kpis[0]),
        subtitle=text(
            "paragraphs.subtitle", scope=scope_words(answers, selection),
            basis=formatting.counted(decisions, "decisions"), minimum=kpis[0].minimum_cases,
        ),
        kpis=kpis,
        figure=deadline_dots(shown, names, [_sentence(frame, row) for row in shown], frame.theme),
        description=text("paragraphs.description"),
        table=paragraphs_table(answers, rows),
        bars={row.paragraph or "": _bar(frame, quantile_ids[0], row) for row in shown if row.median.n},
        remark=_remark(len(shown), len(rows)),
    )  # fmt: skip


def all_paragraphs_toggle(frame: Frame) -> None:
    """Shows the paragraphs the chart leaves out at first; nothing where none is."""
    if len(frame.answers.paragraph_deadlines(frame.selection)) > SHOWN_FIRST:
        st.toggle(words("deadlines")("paragraphs.show_all"), key=ALL)


def _order(row: ParagraphDeadline, kpi: Kpi) -> tuple[bool, float]:
    """Few cases last; then by how far the 80th percentile lies beyond the deadline, in deadlines."""
    if row.p80.value is None or not row.deadline_days or (row.median.n or 0) < kpi.minimum_cases:
        return True, -(row.median.n or 0)
    return False, -row.p80.value / row.deadline_days


def _name(frame: Frame, row: ParagraphDeadline) -> str:
    name = frame.answers.group_label(Split.PARAGRAPH, row.paragraph)
    if row.p80.value is None or row.deadline_days is None:
        key = "paragraphs.name_no_deadline"
    else:
        key = "paragraphs.name_over" if row.p80.value > row.deadline_days else "paragraphs.name"
    fields = {"p80": _days(row.p80.value), "deadline": _days(row.deadline_days)}
    count = words("deadlines")("paragraphs.count", n=formatting.number(row.median.n or 0))
    return words("deadlines")(key, name=name, count=count, **fields)


def _sentence(frame: Frame, row: ParagraphDeadline) -> str:
    text = words("deadlines")
    said = text(
        "paragraphs.hover", name=frame.answers.group_label(Split.PARAGRAPH, row.paragraph),
        n=formatting.counted(row.median.n or 0, "decisions"),
        p50=_days(row.median.value), p80=_days(row.p80.value), p90=_days(row.p90.value),
    )  # fmt: skip
    if row.deadline_days is None:
        return f"{said}<br>{text('paragraphs.hover_no_deadline')}"
    key = "paragraphs.hover_varies" if row.deadline_varies else "paragraphs.hover_deadline"
    return f"{said}<br>{text(key, deadline=_days(row.deadline_days))}"


def _bar(frame: Frame, kpi_id: str, row: ParagraphDeadline) -> Bar:
    name, count = frame.answers.group_label(Split.PARAGRAPH, row.paragraph), formatting.number(row.median.n)
    label = words("deadlines")("paragraphs.rows", name=name, count=count)
    return Bar(
        label, partial(frame.answers.rows_behind, kpi_id, frame.selection, split=Split.PARAGRAPH, group=row.paragraph)
    )


def _finding(rows: Sequence[ParagraphDeadline], kpi: Kpi) -> str:
    text = words("deadlines")
    judged = [row for row in rows if not _order(row, kpi)[0]]
    over = [row for row in judged if row.p80.value > row.deadline_days]
    if not judged:
        return text("paragraphs.title_few")
    if len(judged) == 1:
        return text("paragraphs.title_only_over" if over else "paragraphs.title_only")
    if not over:
        return text("paragraphs.title_none")
    return text("paragraphs.title", over=formatting.number(len(over)), judged=formatting.number(len(judged)))


def _remark(shown: int, rows: int) -> str:
    return "" if shown == rows else words("deadlines")("paragraphs.remark", shown=shown, rows=rows)


def _days(value: float | None) -> str:
    return formatting.DASH if value is None else formatting.days(value)

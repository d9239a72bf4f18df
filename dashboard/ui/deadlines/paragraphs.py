"""How long each paragraph takes against its own deadline."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from dashboard import formatting
from dashboard.answers import ParagraphDeadline
from dashboard.charts.deadline_dots import Row, deadline_dots
from dashboard.kpi import wording
from dashboard.kpi.definition import Kpi
from dashboard.measurement import Split
from dashboard.ui.deadlines.tables import paragraphs_table
from dashboard.ui.frame import Frame
from dashboard.ui.names import count_text, scope_words
from dashboard.ui.panel import Bar, Panel
from dashboard.words import words

SHOWN_FIRST = 8
ENOUGH = 0.8  # of the decisions in time: the share the 80th percentile stands for
ALL = "all_paragraphs"
TIMELY = "timely_decisions"


def paragraphs_panel(frame: Frame, quantile_ids: Sequence[str]) -> Panel:
    """The paragraphs with the lowest share in time first; those with few cases, or no deadline, last.

    Over is told by each case's own deadline (the share), never by a percentile against the typical deadline: the
    percentiles also count decisions without one, and a paragraph may have several.
    """
    answers, selection, text = frame.answers, frame.selection, words("deadlines")
    kpis = [answers.kpi(kpi_id) for kpi_id in quantile_ids]
    rows = sorted(answers.paragraph_deadlines(selection), key=lambda row: _order(row, kpis[0]))
    shown = rows if st.session_state.get(ALL) else rows[: _shown_first(rows, kpis[0])]
    drawn = [Row(row, _name(frame, row), _sentence(frame, row), _is_over(row, kpis[0])) for row in shown]
    whole = answers.measure(quantile_ids[0], selection)
    return Panel(
        key="paragraphs",
        title=_finding(rows, kpis[0]) if answers.is_delivered(quantile_ids[0]) else kpis[0].label,
        subtitle=text(
            "paragraphs.subtitle", scope=scope_words(answers, selection),
            basis=wording.basis_text(whole.kpi, whole.measurement), minimum=kpis[0].minimum_cases,
        ),
        kpis=kpis,
        figure=deadline_dots(drawn, frame.theme),
        description=text("paragraphs.description"),
        table=paragraphs_table(answers, rows),
        bars={row.paragraph or "": _bar(frame, quantile_ids[0], row) for row in shown if row.median.n},
        remark=_remark(len(shown), rows),
    )  # fmt: skip


def all_paragraphs_toggle(frame: Frame) -> None:
    """Shows the paragraphs the chart leaves out at first; nothing where none is."""
    rows = frame.answers.paragraph_deadlines(frame.selection)
    if len(rows) > _shown_first(rows, frame.answers.kpi(TIMELY)):
        st.toggle(words("deadlines")("paragraphs.show_all"), key=ALL)


def _shown_first(rows: Sequence[ParagraphDeadline], kpi: Kpi) -> int:
    """At least SHOWN_FIRST, and all that the title counts: they come first."""
    return max(SHOWN_FIRST, sum(_is_over(row, kpi) for row in rows))


def _order(row: ParagraphDeadline, kpi: Kpi) -> tuple[bool, float]:
    """Few cases last, most first among them; then the lowest share in time first."""
    if not _is_judged(row, kpi):
        return True, -(row.median.n or 0)
    return False, row.timely.value


def _is_judged(row: ParagraphDeadline, kpi: Kpi) -> bool:
    return row.timely.value is not None and (row.timely.n or 0) >= kpi.minimum_cases


def _is_over(row: ParagraphDeadline, kpi: Kpi) -> bool:
    return _is_judged(row, kpi) and row.timely.value < ENOUGH


def _name(frame: Frame, row: ParagraphDeadline) -> str:
    """Two lines: the paragraph with its share in time; under it the 80th percentile and the deadline, each with its n."""
    text = words("deadlines")
    name, p80 = frame.answers.group_label(Split.PARAGRAPH, row.paragraph), _days(row.p80.value)
    first = text("paragraphs.name", name=name)
    if row.timely.value is not None:
        share = formatting.percent(row.timely.value)
        first = text("paragraphs.name_share", name=name, share=share, n=count_text(row.timely))
    if row.timely.n != row.median.n:
        p80 = text("paragraphs.of_all", p80=p80, n=count_text(row.median))
    if row.deadline_days is None:
        key = "paragraphs.days_no_deadline"
    else:
        key = "paragraphs.days_varies" if row.deadline_varies else "paragraphs.days"
    return f"{first}<br>{text(key, p80=p80, deadline=_days(row.deadline_days))}"


def _sentence(frame: Frame, row: ParagraphDeadline) -> str:
    text = words("deadlines")
    if row.median.n is None:
        return words("common")("silence_explanation.suppressed")
    said = text(
        "paragraphs.hover", name=frame.answers.group_label(Split.PARAGRAPH, row.paragraph),
        n=formatting.counted(row.median.n, "decisions"),
        p50=_days(row.median.value), p80=_days(row.p80.value), p90=_days(row.p90.value),
    )  # fmt: skip
    if row.deadline_days is None:
        return f"{said}<br>{text('paragraphs.hover_no_deadline')}"
    key = "paragraphs.hover_varies" if row.deadline_varies else "paragraphs.hover_deadline"
    timely = wording.n_text(frame.answers.kpi(TIMELY), row.timely)
    return f"{said}<br>{text(key, deadline=_days(row.deadline_days))}<br>{text('paragraphs.hover_share', basis=timely)}"


def _bar(frame: Frame, kpi_id: str, row: ParagraphDeadline) -> Bar:
    name, count = frame.answers.group_label(Split.PARAGRAPH, row.paragraph), formatting.number(row.median.n)
    label = words("deadlines")("paragraphs.rows", name=name, count=count)
    return Bar(
        label, partial(frame.answers.rows_behind, kpi_id, frame.selection, split=Split.PARAGRAPH, group=row.paragraph)
    )


def _finding(rows: Sequence[ParagraphDeadline], kpi: Kpi) -> str:
    text = words("deadlines")
    judged = [row for row in rows if _is_judged(row, kpi)]
    over = [row for row in judged if _is_over(row, kpi)]
    if not judged:
        return text("paragraphs.title_few")
    if len(judged) == 1:
        return text("paragraphs.title_only_over" if over else "paragraphs.title_only")
    if not over:
        return text("paragraphs.title_none")
    return text("paragraphs.title", over=formatting.number(len(over)), judged=formatting.number(len(judged)))


def _remark(shown: int, rows: Sequence[ParagraphDeadline]) -> str:
    """How many paragraphs are left out, and that the days also count decisions without a deadline where there are any."""
    text = words("deadlines")
    remarks = [] if shown == len(rows) else [text("paragraphs.remark", shown=shown, rows=len(rows))]
    known = [row for row in rows if row.median.n is not None and row.timely.n is not None]
    without = sum(row.median.n - row.timely.n for row in known)
    if without and len(known) == len(rows):
        remarks.append(text("paragraphs.without_deadline", cases=formatting.counted(without, "decisions")))
    return " ".join(remarks)


def _days(value: float | None) -> str:
    return formatting.DASH if value is None else formatting.days(value)

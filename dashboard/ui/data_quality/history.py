"""The deliveries from run to run: has a source lost or gained rows."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import streamlit as st

from dashboard import formatting
from dashboard.answers.data_quality import RunOfSource, run_history
from dashboard.charts.run_history import SourceLine, run_history_chart
from dashboard.charts.style import CONFIG
from dashboard.ui.data_quality.parts import PAGE, csv_button, headed, known_rows, short_date, show_table, source_names
from dashboard.ui.frame import Frame
from dashboard.ui.markup import unbroken
from dashboard.ui.panel import footnote, panel_heading
from dashboard.words import words

LEAST_RUNS = 3  # so many make a line


def show_history(frame: Frame) -> None:
    """What changed since the run before, a line per source, and every run as a table."""
    text, history = words(PAGE), run_history(frame.answers)
    with st.container(key="panel_history"):
        runs = sorted({row.finished_at for row in history})
        if not runs:
            panel_heading(text("history.title_none"), "")
            return
        if len(runs) == 1:
            panel_heading(title(history), text("history.few"))
            footnote(frame)
            return
        days = dict.fromkeys(formatting.long_date(run.date()) for run in (runs[0], runs[-1]))
        # Two points are no course: until there are more, the table tells it better.
        is_drawn = len(runs) >= LEAST_RUNS
        subtitle = "history.subtitle" if is_drawn else "history.subtitle_table"
        panel_heading(title(history), text(subtitle, days=f" {formatting.DASH} ".join(days)))
        names = source_names(history)
        if not is_drawn or st.toggle(text("history.as_table"), key="table_history"):
            table = known_rows(frame, "history", lambda: [_row(row, names) for row in reversed(history)])
            show_table("history", table, text("history.table_alt"))
        else:
            chart = run_history_chart(
                frame.theme, [_line(source, names[source], history, runs) for source in _sources(history)]
            )
            st.plotly_chart(chart, theme=None, config=CONFIG, key="chart_history", alt=text("history.alt"))
        csv_button(
            frame, "history", text("history.csv"), lambda: headed("history", [_row(row, names) for row in history])
        )
        footnote(frame)


def title(history: Sequence[RunOfSource]) -> str:
    """Which sources changed their number of accepted rows between the last two runs."""
    text, runs = words(PAGE), sorted({row.finished_at for row in history})
    if len(runs) < 2:
        return text("history.title_first")
    names = source_names(history)
    before, now = ({row.source: row.accepted for row in history if row.finished_at == run} for run in runs[-2:])
    changed = [
        text(
            "history.change",
            name=names[name],
            before=formatting.number(before.get(name, 0)),
            now=formatting.number(now.get(name, 0)),
        )
        for name in sorted(before.keys() | now.keys())
        if before.get(name, 0) != now.get(name, 0)
    ]
    return text("history.title_changed", changes=", ".join(changed)) if changed else text("history.title_same")


def _sources(history: Sequence[RunOfSource]) -> list[str]:
    """The sources, the one with most rows first."""
    most: dict[str, int] = {}
    for row in history:
        most[row.source] = max(most.get(row.source, 0), row.accepted)
    return sorted(most, key=lambda name: (-most[name], name))


def _line(source: str, name: str, history: Sequence[RunOfSource], runs: Sequence[datetime]) -> SourceLine:
    text = words(PAGE)
    of_run = {row.finished_at: row for row in history if row.source == source}
    found = [of_run.get(run) for run in runs]
    quarantined = found[-1].quarantined if found[-1] else 0
    return SourceLine(
        name=text("history.line", name=unbroken(name), quarantined=formatting.number(quarantined)),
        accepted=[row.accepted if row else None for row in found],
        sentences=[_sentence(row, name) if row else "" for row in found],
    )


def _sentence(row: RunOfSource, name: str) -> str:
    return words(PAGE)(
        "history.hover", name=unbroken(name), day=formatting.long_date(row.finished_at.date()),
        accepted=formatting.number(row.accepted), quarantined=formatting.number(row.quarantined),
        findings=formatting.number(row.findings),
    )  # fmt: skip


def _row(row: RunOfSource, names: Mapping[str, str]) -> dict[str, object]:
    return {
        "run": f"{short_date(row.finished_at)} {row.finished_at:%H:%M}", "source": names[row.source],
        "as_of": short_date(row.as_of), "read": row.read, "accepted": row.accepted, "quarantined": row.quarantined,
        "superseded": row.superseded, "findings": row.findings,
    }  # fmt: skip

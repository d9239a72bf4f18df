"""One panel, always the same anatomy: title, subtitle, chart, footnote and one quiet menu (table, CSV, definition, rows)."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from dashboard import formatting
from dashboard.answers import CaseRows
from dashboard.charts.style import CONFIG, Figure
from dashboard.export.csv import MIME, csv_bytes
from dashboard.kpi.definition import Kpi
from dashboard.ui.case_table import DECIDED_COLUMNS, file_name, show_case_table
from dashboard.ui.data_table import show_data_table
from dashboard.ui.definition_dialog import definition_button
from dashboard.ui.event_marks import numbers_text
from dashboard.ui.frame import Frame
from dashboard.ui.markup import unbroken
from dashboard.words import words

A_YEAR = 460  # pixels: a table of twelve months without scrolling


@dataclass(frozen=True)
class Bar:
    """Something in a chart that can be opened. label: what the list of its rows is called. ask: fetches the rows."""

    label: str
    ask: Callable[[], CaseRows]
    columns: Sequence[str] = DECIDED_COLUMNS


@dataclass(frozen=True)
class Panel:
    """A panel ready to be shown.

    key: unique on the page; names widgets and the CSV file. title: the finding. subtitle: measure, population, period, n.
    description: what a screen reader says instead of the chart. table: what the chart shows, Danish headers, for reading
    and download. bars: the chart's customdata → what opens. is_wide: on a phone the chart keeps its width and scrolls,
    from its newest month, or where it is read from the left (is_read_from_left) from there.
    is_of_rows: a chart as tall as its rows are many; beside a taller one it stands under its heading.
    silence: the sentence that stands in place of a chart where there is nothing this viewer can be shown.
    press: in place of bars, called with the customdata of what was clicked. source: where it is from, if not the extracts.
    remark: under the chart, before its day and source. method: how it was made, folded under these.
    """

    key: str
    title: str
    subtitle: str
    kpis: Sequence[Kpi]
    figure: Figure
    description: str
    table: pd.DataFrame
    bars: Mapping[str, Bar] = field(default_factory=dict)
    remark: str = ""
    is_wide: bool = False
    is_read_from_left: bool = False
    is_of_rows: bool = False
    silence: str = ""
    press: Callable[[str], None] | None = None
    source: str = ""
    method: str = ""


def show_row(frame: Frame, *panels: Panel, widths: Sequence[int] | None = None) -> None:
    """Panels side by side (under each other on a phone), and under them the rows of whatever was clicked.

    widths: the panels' widths against each other, a pair style.css knows; equal where not given.
    """
    shared = f"widths-{'-'.join(map(str, widths))}" if widths else ""
    places = st.columns(widths or len(panels), gap="large") if len(panels) > 1 else [nullcontext()]
    for place, panel in zip(places, panels, strict=True):
        with place, st.container(key=f"panel_{panel.key}"):
            _show(frame, panel, shared)
    # The place is there before anything is chosen: what stands below keeps its own place while the page is redrawn.
    with st.container():
        for panel in panels:
            _show_rows(frame, panel)


def panel_heading(title: str, subtitle: str, css_class: str = "") -> None:
    """The title that tells the finding, and under it what is measured."""
    st.html(f'<div class="{css_class}">{_title(title)}{_subtitle(subtitle)}</div>')


def _title(title: str) -> str:
    return f'<h2 class="panel-title">{unbroken(title)}</h2>'


def _subtitle(subtitle: str) -> str:
    return f'<p class="panel-subtitle">{unbroken(subtitle)}</p>'


def footnote(frame: Frame, remark: str = "", kpis: Sequence[Kpi] = (), source: str = "") -> None:
    """As-of date and source, and before them whatever the panel must add.

    kpis: what the panel shows; its day is the earliest of their tables' (kpis.md), that of the cases where none is given.
    """
    st.html(_footnote(frame, remark, kpis, source))


def _footnote(frame: Frame, remark: str, kpis: Sequence[Kpi], source: str) -> str:
    text = words("frame")
    source = source or text("panel.source_example" if frame.answers.is_example else "panel.source")
    line = text("panel.footnote", as_of=formatting.long_date(frame.answers.as_of_of(*kpis)), source=source)
    return f'<p class="panel-footnote">{escape(f"{remark} {line}".strip())}</p>'


def _show(frame: Frame, panel: Panel, shared: str) -> None:
    """shared: the class by which the style sheet knows how the row's width is shared out."""
    drill_key = _drill_key(panel.key)
    if drill_key in st.session_state and st.session_state[drill_key] not in panel.bars:
        st.session_state[drill_key] = None
    if panel.kpis and not any(frame.answers.is_delivered(kpi.kpi_id) for kpi in panel.kpis):
        panel_heading(panel.title, words("common")("silence_explanation.not_delivered"), shared)
        footnote(frame, kpis=panel.kpis)
        return
    if panel.silence:
        panel_heading(panel.title, panel.silence, shared)
        footnote(frame, panel.remark, panel.kpis, panel.source)
        return
    # One element, not three in two boxes: every element of a page costs the browser some milliseconds (style.css places
    # the menu beside the title).
    css = " ".join(one for one in ("panel-head", shared, "of-rows" if panel.is_of_rows else "") if one)
    st.html(f'<div class="{css}">{_title(panel.title)}{_subtitle(panel.subtitle)}{_scroll_hint(panel)}</div>')
    _menu(frame, panel)
    height = int(panel.figure.layout.height)
    if st.session_state.get(f"table_{panel.key}"):
        show_data_table(panel.table, max(height, A_YEAR), panel.description)
    else:
        _chart(panel)
    remark = formatting.sentences(numbers_text(panel.figure), panel.remark)
    st.html(_footnote(frame, remark, panel.kpis, panel.source) + _method(panel))


def _method(panel: Panel) -> str:
    if not panel.method:
        return ""
    name, told = escape(words("frame")("panel.method")), unbroken(panel.method)
    return f'<details class="panel-method"><summary>{name}</summary><p class="panel-footnote">{told}</p></details>'


def _scroll_hint(panel: Panel) -> str:
    """Seen on a phone alone, where it also decides at which end the chart is opened (style.css)."""
    if not panel.is_wide:
        return ""
    css = "scroll-hint from-left" if panel.is_read_from_left else "scroll-hint"
    return f'<p class="{css}">{escape(words("frame")("panel.scroll"))}</p>'


def _menu(frame: Frame, panel: Panel) -> None:
    text, labels = words("frame"), {name: bar.label for name, bar in panel.bars.items()}
    with st.popover(text("panel.menu"), type="tertiary", icon=":material/more_horiz:", key=f"menu_{panel.key}"):
        st.toggle(text("panel.as_table"), key=f"table_{panel.key}")
        if panel.bars:
            st.selectbox(
                text("panel.drill"), list(labels), index=None, key=_drill_key(panel.key),
                format_func=labels.get, placeholder=text("panel.drill_placeholder"),
                on_change=_forget_click, args=(panel.key,),
            )  # fmt: skip
        st.download_button(
            text("panel.csv"), partial(csv_bytes, panel.table), file_name(frame, panel.key), MIME, key=f"csv_{panel.key}",
            on_click="ignore", icon=":material/download:", type="tertiary",
        )  # fmt: skip
        for kpi in panel.kpis:
            definition_button(kpi, panel.key, text("panel.definition_of", label=kpi.label))


def _chart(panel: Panel) -> None:
    key = _chart_key(panel.key)
    # What listens is kept as long as the session: a new figure is a new widget, and Streamlit forgets the callback of
    # none. The panel itself, with its figure and rows, would be kept with it for every selection ever looked at.
    listen = partial(_take_click, panel.key, key, panel.press) if panel.bars or panel.press else "ignore"
    st.plotly_chart(
        panel.figure,
        theme=None,
        config=CONFIG,
        key=key,
        alt=panel.description,
        selection_mode="points",
        on_select=listen,
    )


def _take_click(panel_key: str, chart_key: str, press: Callable[[str], None] | None) -> None:
    points = st.session_state[chart_key].selection.points
    clicked = points[0].get("customdata") if points else None
    bar = clicked[0] if isinstance(clicked, list) else clicked
    if press is None:
        st.session_state[_drill_key(panel_key)] = bar
    elif bar:
        press(bar)
        _forget_click(panel_key)


def _forget_click(panel_key: str) -> None:
    """A new key gives a chart without a selection."""
    st.session_state[f"draws_{panel_key}"] = st.session_state.get(f"draws_{panel_key}", 0) + 1


def _close(panel_key: str) -> None:
    st.session_state[_drill_key(panel_key)] = None
    _forget_click(panel_key)


def _show_rows(frame: Frame, panel: Panel) -> None:
    chosen = st.session_state.get(_drill_key(panel.key))
    if chosen is None:
        return
    bar = panel.bars[chosen]
    with st.container(key=f"rows_{panel.key}"):
        with st.container(horizontal=True, vertical_alignment="top"):
            st.html(f'<h3 class="panel-title">{escape(bar.label)}</h3>')
            st.button(words("frame")("panel.close"), key=f"close_{panel.key}", type="tertiary", icon=":material/close:",
                      on_click=_close, args=(panel.key,))  # fmt: skip
        show_case_table(frame, bar.ask(), bar.columns, f"{panel.key}-{chosen}".replace(":", "-"), bar.label)


def _drill_key(panel_key: str) -> str:
    return f"drill_{panel_key}"


def _chart_key(panel_key: str) -> str:
    return f"chart_{panel_key}_{st.session_state.get(f'draws_{panel_key}', 0)}"

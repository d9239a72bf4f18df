"""One definition in full: what the dialog tells, and the formula, the dates that count, the target and the SQL."""

from html import escape

import streamlit as st

from dashboard import formatting
from dashboard.kpi import wording
from dashboard.kpi.definition import Kpi, Part
from dashboard.ui.definition_dialog import definition_html
from dashboard.ui.definitions.formula import formula_sql
from dashboard.ui.definitions.subjects import subject
from dashboard.ui.frame import Frame
from dashboard.ui.links import page_link
from dashboard.ui.markup import unbroken
from dashboard.words import words


def show_definition(frame: Frame, kpi: Kpi) -> None:
    """Everything there is to know about one number, and the way back to the list."""
    text = words("definitions")
    st.html(
        f'<p class="panel-subtitle">{escape(subject(kpi))} · {escape(text("identifier", kpi_id=kpi.kpi_id))}</p>'
        f'<h2 class="panel-title definition-title">{escape(kpi.label)}</h2>'
    )
    st.html(definition_html(kpi, _more(frame, kpi)))
    st.html(f'<h3 class="panel-title">{escape(text("sql.title"))}</h3><p>{escape(text("sql.explanation"))}</p>')
    st.code(formula_sql(kpi), language=None, wrap_lines=True)
    st.html(f'<p><a href="{escape(page_link("definitions", frame))}">{escape(text("all"))}</a></p>')


def _more(frame: Frame, kpi: Kpi) -> list[tuple[str, str]]:
    """Terms and descriptions in HTML that only the page tells."""
    text = words("definitions")
    formula = text(f"kinds.{kpi.kind}", quantile=formatting.percent(kpi.quantile or 0, 0))
    if kpi.rolling_months:
        formula += " " + text("rolling", months=kpi.rolling_months)
    when = "".join(f"<li>{escape(_counted_on(part))}</li>" for part in kpi.parts.values())
    entries = [
        (text("formula"), unbroken(formula)),
        (text("when"), f"<ul>{when}</ul>"),
        (text("direction.title"), escape(text(f"direction.{kpi.direction}"))),
        (text("target.title"), escape(_target(frame, kpi))),
        (text("process_control.title"), _process_control(kpi)),
    ]
    if not frame.answers.is_delivered(kpi.kpi_id):
        entries.append((text("delivery.title"), escape(text("delivery.missing"))))
    return entries


def _counted_on(part: Part) -> str:
    text = words("definitions")
    key = f"counted_on.{part.counted_on}"
    day = text(key) if text.has(key) else part.counted_on
    return text("counted", part=words("frame")(f"definition.parts.{part.name}"), day=day)


def _process_control(kpi: Kpi) -> str:
    """Which chart tells signal from noise, and why that one or why none."""
    how = words("definitions")(f"process_control.{kpi.process_control.steps}")
    return f"{escape(how)} {unbroken(kpi.process_control.note)}"


def _target(frame: Frame, kpi: Kpi) -> str:
    """The target in force at the end of the selected period."""
    text = words("definitions")
    if not kpi.has_target:
        return text("target.no_place")
    answer = frame.answers.measure(kpi.kpi_id, frame.selection)
    if answer.target is None:
        return text("target.none")
    told = wording.target_text(kpi, answer.target)
    return text("target.in_force", target=told, valid_from=formatting.long_date(answer.target.valid_from))

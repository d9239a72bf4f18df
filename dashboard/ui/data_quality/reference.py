"""The configuration in force on the data's own day, with examples and assumptions marked."""

import re
from collections.abc import Callable
from html import escape

import pandas as pd
import streamlit as st

from dashboard import formatting
from dashboard.answers import configuration
from dashboard.kpi import wording
from dashboard.kpi.registry import registry
from dashboard.measurement import Measurement, Split
from dashboard.ui.data_quality.parts import PAGE, known_rows, short_date, show_table
from dashboard.ui.frame import Frame
from dashboard.ui.panel import footnote, panel_heading
from dashboard.words import words

Row = dict[str, object]


def show_reference(frame: Frame) -> None:
    """One tab per kind of configuration."""
    text = words(PAGE)
    day = frame.answers.as_of
    with st.container(key="panel_reference"):
        panel_heading(text("reference.title", day=formatting.long_date(day)), text("reference.subtitle"))
        for tab, (name, rows_of) in zip(
            st.tabs([text(f"reference.names.{name}") for name in TABLES]), TABLES.items(), strict=True
        ):
            with tab:
                _show(frame, name, rows_of)
        footnote(frame)


def _show(frame: Frame, name: str, rows_of: Callable[[Frame], list[Row]]) -> None:
    text = words(PAGE)
    table = known_rows(frame, "reference", lambda: rows_of(frame), name)
    if table.empty:
        st.html(f'<p class="panel-subtitle">{escape(text("reference.none"))}</p>')
        return
    show_table("reference", table, text("reference.alt", name=text(f"reference.names.{name}").lower()))


def _deadlines(frame: Frame) -> list[Row]:
    rows = configuration.deadlines_in_force(frame.answers, frame.answers.as_of)
    return [
        {
            "paragraph": frame.answers.group_label(Split.PARAGRAPH, row.paragraph),
            "deadline": _deadline(row.amount, row.unit),
            "subtype": _subtype(row.subtype),
            "application_type": _application_type(frame, row.application_type),
            **_begun(row),
        }
        for row in rows.itertuples()
    ]


def _targets(frame: Frame) -> list[Row]:
    rows = configuration.targets_in_force(frame.answers, frame.answers.as_of)
    return [
        {"kpi": _kpi_label(row.kpi_id), "value": _kpi_value(row.kpi_id, row.value), **_begun(row)}
        for row in rows.itertuples()
    ]


def _benchmarks(frame: Frame) -> list[Row]:
    mark = words(PAGE)("marks.series_break")
    return [
        {
            "kpi": _kpi_label(row.kpi_id),
            "value": _kpi_value(row.kpi_id, row.value),
            "area": row.area,
            "period": f"{short_date(row.first_date)} {formatting.DASH} {short_date(row.last_date)}",
            "source": row.source,
            "retrieved": short_date(row.retrieved_date),
            "mark": mark if row.is_series_break else "",
            "note": _text(row.note),
        }
        for row in configuration.benchmarks(frame.answers).itertuples()
    ]


def _case_weights(frame: Frame) -> list[Row]:
    rows = configuration.case_weights_in_force(frame.answers, frame.answers.as_of)
    return [
        {
            "paragraph": frame.answers.group_label(Split.PARAGRAPH, row.paragraph),
            "weight": formatting.number(row.weight, 1),
            "application_type": _application_type(frame, row.application_type),
            **_begun(row),
        }
        for row in rows.itertuples()
    ]


def _settings(frame: Frame) -> list[Row]:
    mark = words(PAGE)("marks.assumption")
    return [
        {
            "setting": _named("settings", row.setting),
            "value": _setting(str(row.value)),
            "mark": mark if row.is_assumption else "",
            "note": _text(row.note),
        }
        for row in configuration.settings(frame.answers).itertuples()
    ]


TABLES: dict[str, Callable[[Frame], list[Row]]] = {
    "deadlines": _deadlines, "targets": _targets, "benchmarks": _benchmarks, "case_weights": _case_weights,
    "settings": _settings,
}  # fmt: skip


def _begun(row: tuple) -> Row:
    """Since when, whether it is an example, and the note beside it."""
    mark = words(PAGE)("marks.example") if row.is_example else ""
    return {"valid_from": short_date(row.valid_from), "mark": mark, "note": _text(row.note)}


def _deadline(amount: float, unit: str) -> str:
    text = words(PAGE)
    if unit == "none":
        return text("reference.no_deadline")
    return f"{formatting.number(amount, 0 if float(amount).is_integer() else 1)} {text(f'reference.units.{unit}')}"


def _kpi_label(kpi_id: str) -> str:
    """The number's name; an id without a definition stands for itself."""
    return registry()[kpi_id].label if kpi_id in registry() else kpi_id


def _kpi_value(kpi_id: str, value: float) -> str:
    if kpi_id not in registry():
        return formatting.number(value, 1)
    return wording.value_text(registry()[kpi_id], Measurement(value, n=None))


def _application_type(frame: Frame, value: object) -> str:
    return words(PAGE)("reference.any") if pd.isna(value) else frame.answers.group_label(Split.APPLICATION_TYPE, value)


def _subtype(value: object) -> str:
    return words(PAGE)("reference.any") if pd.isna(value) else _named("subtypes", str(value))


def _setting(value: str) -> str:
    """A setting's value as it is read: yes or no, a number with its decimal comma, else as it is written."""
    return value.replace(".", ",") if re.fullmatch(r"\d+\.\d+", value) else _named("truth", value)


def _named(table: str, value: str) -> str:
    """The Danish word of one of the page's tables; what has none stands as it is written in the file."""
    text = words(PAGE)
    return text(f"{table}.{value}") if value.isidentifier() and text.has(f"{table}.{value}") else value


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)

"""What the loading found wrong: by rule for everybody, row by row for whoever may open every row."""

from html import escape

import pandas as pd
import streamlit as st

from dashboard import formatting
from dashboard.answers.data_quality import BrokenRule, broken_rules, findings, may_read_findings
from dashboard.ui.data_quality.parts import (
    PAGE,
    TALLEST,
    counted,
    csv_button,
    known_rows,
    known_table,
    show_table,
    widths,
)
from dashboard.ui.data_table import show_data_table
from dashboard.ui.frame import Frame
from dashboard.ui.panel import footnote, panel_heading
from dashboard.words import words

SHOWN = ("rule", "file", "line", "key", "column_name", "value", "message")


def show_findings(frame: Frame) -> None:
    """The broken rules, gravest first, and under them each finding with file and line and a file for the registrar."""
    text, rules = words(PAGE), broken_rules(frame.answers)
    with st.container(key="panel_findings"):
        if not rules:
            panel_heading(text("findings.title_none"), "")
            return
        total = counted(sum(rule.findings for rule in rules), "findings")
        sources = counted(len({rule.source for rule in rules}), "sources")
        panel_heading(text("findings.title", findings=total, sources=sources), text("findings.subtitle"))
        is_told = may_read_findings(frame.answers)
        table = known_rows(frame, "findings", lambda: [_row(rule, is_told) for rule in rules])
        show_table("findings", table, text("findings.alt"))
        if is_told:
            _show_rows(frame)
        else:
            st.html(f'<p class="panel-subtitle">{escape(text("findings.hidden"))}</p>')
        footnote(frame)


def rule_name(rule: str) -> str:
    """The rule in Danish; one that has no name stands as its code."""
    text = words(PAGE)
    return text(f"rules.{rule}") if text.has(f"rules.{rule}") else rule


def _row(rule: BrokenRule, is_told: bool) -> dict[str, object]:
    row = {
        "severity": words(PAGE)(f"severity.{rule.severity}"), "rule": rule_name(rule.rule), "findings": rule.findings,
        "source": rule.source, "column_name": rule.column_name or formatting.DASH,
    }  # fmt: skip
    return row | ({"example": rule.example} if is_told else {})


def _show_rows(frame: Frame) -> None:
    text, found = words(PAGE), findings(frame.answers)
    st.html(
        f'<h3 class="panel-title further">{escape(text("findings.rows_title"))}</h3>'
        f'<p class="panel-subtitle">{escape(text("findings.rows_explanation"))}</p>'
    )
    chosen = st.selectbox(
        text("findings.choose"), sorted(found["rule"].unique(), key=rule_name), index=None, format_func=rule_name,
        placeholder=text("findings.choose_all"), key="finding_rule",
    )  # fmt: skip
    shown = known_table(frame, f"findings of {chosen or 'all'}", lambda: _shown(_kept(found, chosen)))
    headers = {name: text(f"findings.columns.{name}") for name in SHOWN}
    show_data_table(shown, TALLEST, text("findings.rows_alt"), widths(headers))
    csv_button(frame, "findings", text("findings.csv"), lambda: _readable(_kept(found, chosen)))


def _kept(found: pd.DataFrame, chosen: str | None) -> pd.DataFrame:
    """The findings of the chosen rule; all where none is."""
    return found[found["rule"] == chosen] if chosen else found


def _shown(found: pd.DataFrame) -> pd.DataFrame:
    lines = found[list(SHOWN)].astype({"line": "Int64"}).astype({"line": "string"}).astype(object)
    return _readable(lines.fillna(formatting.DASH))


def _readable(found: pd.DataFrame) -> pd.DataFrame:
    text = words(PAGE)
    named = found.assign(rule=[rule_name(rule) for rule in found["rule"]])
    if "severity" in named:
        named["severity"] = [text(f"severity.{one}") for one in named["severity"]]
    return named.rename(columns={name: text(f"findings.columns.{name}") for name in named})

"""What the loading found wrong: by rule for everybody, row by row for whoever may open every row."""

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd
import streamlit as st

from dashboard import formatting
from dashboard.answers.data_quality import (
    BrokenRule,
    broken_rules,
    count_of_findings,
    findings,
    may_read_findings,
    sources,
)
from dashboard.ui.data_quality.parts import (
    PAGE,
    counted,
    csv_button,
    field_name,
    in_danish,
    known_rows,
    known_table,
    show_table,
    source_names,
)
from dashboard.ui.frame import Frame
from dashboard.ui.panel import footnote, panel_heading
from dashboard.words import words

SHOWN = ("message", "file", "line", "key", "value")  # the rule is chosen above, and the message names the field


def show_findings(frame: Frame) -> None:
    """The broken rules, gravest first, and under them each finding with file and line and a file for the registrar."""
    text, rules = words(PAGE), broken_rules(frame.answers)
    with st.container(key="panel_findings"):
        if not rules:
            panel_heading(text("findings.title_none"), "")
            return
        names = source_names(sources(frame.answers))
        panel_heading(_title(frame, rules), text("findings.subtitle"))
        is_told = may_read_findings(frame.answers)
        table = known_rows(frame, "findings", lambda: _rows(rules, names, is_told))
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


def _title(frame: Frame, rules: Sequence[BrokenRule]) -> str:
    text, total = words(PAGE), count_of_findings(frame.answers)
    if total is None:
        return text("findings.title_few", limit=frame.answers.small_count_limit)
    of_sources = counted(len({rule.source for rule in rules}), "sources")
    return text("findings.title", findings=counted(total, "findings"), sources=of_sources)


def _rows(rules: Sequence[BrokenRule], names: Mapping[str, str], is_told: bool) -> list[dict[str, object]]:
    """Counts as numbers, or all of them in words where one is hidden."""
    is_whole = all(rule.findings is not None for rule in rules)
    return [_row(rule, names, is_told) | {"findings": rule.findings if is_whole else _count(rule)} for rule in rules]


def _count(rule: BrokenRule) -> str:
    return words("common")("silence.suppressed") if rule.findings is None else formatting.number(rule.findings)


def _row(rule: BrokenRule, names: Mapping[str, str], is_told: bool) -> dict[str, object]:
    row = {
        "severity": words(PAGE)(f"severity.{rule.severity}"), "rule": rule_name(rule.rule), "findings": None,
        "source": names.get(rule.source, rule.source), "column_name": field_name(rule.column_name),
    }  # fmt: skip
    return row | ({"example": in_danish(rule.example or "", rule.column_name)} if is_told else {})


def _show_rows(frame: Frame) -> None:
    text, found, names = words(PAGE), findings(frame.answers), source_names(sources(frame.answers))
    st.html(
        f'<h3 class="panel-title further">{escape(text("findings.rows_title"))}</h3>'
        f'<p class="panel-subtitle">{escape(text("findings.rows_explanation"))}</p>'
    )
    chosen = st.selectbox(
        text("findings.choose"), sorted(found["rule"].unique(), key=rule_name), index=None, format_func=rule_name,
        placeholder=text("findings.choose_all"), key="finding_rule",
    )  # fmt: skip
    shown = known_table(frame, f"findings of {chosen or 'all'}", lambda: _shown(_kept(found, chosen), names))
    show_table("findings", shown, text("findings.rows_alt"))
    csv_button(frame, "findings", text("findings.csv"), lambda: _readable(_kept(found, chosen), names))


def _kept(found: pd.DataFrame, chosen: str | None) -> pd.DataFrame:
    """The findings of the chosen rule; all where none is."""
    return found[found["rule"] == chosen] if chosen else found


def _shown(found: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    headers = [words(PAGE)(f"findings.columns.{name}") for name in SHOWN]
    lines = found.astype({"line": "Int64"}).astype({"line": "string"}).astype(object)
    return _readable(lines.fillna(dict.fromkeys(SHOWN, formatting.DASH)), names)[headers]


def _readable(found: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Every column in Danish, and its fields, sources and severities too."""
    text = words(PAGE)
    columns = [column if isinstance(column, str) else None for column in found["column_name"]]
    named = found.assign(
        severity=[text(f"severity.{one}") for one in found["severity"]],
        rule=[rule_name(rule) for rule in found["rule"]],
        source=[names.get(source, source) for source in found["source"]],
        column_name=[field_name(column) for column in columns],
        message=[in_danish(message, column) for message, column in zip(found["message"], columns, strict=True)],
    )
    return named.rename(columns={name: text(f"findings.columns.{name}") for name in named})

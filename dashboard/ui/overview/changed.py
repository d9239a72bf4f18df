"""What has changed: a few sentences made from the numbers, each leading to the screen and filter behind it."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from dashboard import formatting
from dashboard.answers.changes import Change, Changes, what_changed
from dashboard.kpi import wording
from dashboard.measurement import Measurement, Split
from dashboard.ui.companions import shown_id
from dashboard.ui.frame import Frame
from dashboard.ui.links import page_link
from dashboard.ui.markup import unbroken
from dashboard.ui.panel import footnote, panel_heading
from dashboard.words import words

PARAMETER = {Split.UNIT: "unit", Split.TEAM: "team", Split.PARAGRAPH: "paragraph"}


def changes_panel(frame: Frame, pages: Mapping[str, str]) -> None:
    """The sentences. pages: KPI -> the page that tells more of it."""
    text = words("overview")
    kpi_ids = [shown_id(frame.answers, kpi_id) for kpi_id in pages]
    place = dict(zip(kpi_ids, pages.values(), strict=True))
    changes = what_changed(frame.answers, kpi_ids, frame.selection)
    with st.container(key="panel_changes"):
        if changes.found:
            panel_heading(
                text("changes.title"),
                text("changes.subtitle", against=_against(changes), count=formatting.number(len(changes.kpis))),
            )
            items = "".join(_item(frame, change, place[change.kpi.kpi_id]) for change in changes.found)
            st.html(f'<ol class="changes">{items}</ol>')
        else:
            panel_heading(text("changes.title"), _none(frame, changes))
        footnote(frame, _how(changes), [frame.answers.kpi(kpi_id) for kpi_id in kpi_ids])


def sentence(frame: Frame, change: Change) -> str:
    """In Danish: where, which way, what, from and to."""
    text = words("overview")
    subject_key = f"changes.subjects.{change.kpi.kpi_id}"
    key = subject_key if text.has(subject_key) else "changes.subjects.other"
    group = frame.answers.group_label(change.split, change.group) if change.split else ""
    return text(
        "changes.sentence",
        where=text(f"changes.where.{change.split or 'all'}", group=group),
        verb=text(f"changes.verb.{_way(change)}"),
        subject=text(key, label=change.kpi.label),
        then=_value(change, change.then),
        now=_value(change, change.now),
    )


def _how(changes: Changes) -> str:
    """Which numbers were searched, and what it takes to be named; empty where none was."""
    if not changes.comparisons:
        return ""
    names = ", ".join(kpi.label for kpi in changes.kpis)
    return words("overview")("changes.how", names=names, count=formatting.number(changes.comparisons))


def _item(frame: Frame, change: Change, page: str) -> str:
    """Shape and word, the sentence as a link, and what both numbers rest on."""
    filters = {PARAMETER[change.split]: change.group} if change.split else {}
    address = escape(page_link(page, frame, **filters))
    shape = words("common")(f"wording.shape.{_way(change)}")
    word = words("overview")(f"changes.word.{change.movement}")
    return (
        f'<li><span class="strong {change.movement}"><i aria-hidden="true">{shape}</i> {escape(word)}</span>'
        f'<span><a href="{address}">{unbroken(sentence(frame, change))}</a>'
        f'<span class="basis">{unbroken(_basis(change))}</span></span></li>'
    )


def _basis(change: Change) -> str:
    """The counts of both numbers, each with its period or day."""
    now, then = (_counts(change, one) for one in (change.now, change.then))
    if change.kpi.is_stock:
        days = [formatting.long_date(period.last_day) for period in (change.now_period, change.then_period)]
        return words("overview")(
            "changes.basis.stock", now_basis=now, then_basis=then, now_day=days[0], then_day=days[1]
        )
    periods = [formatting.period(period) for period in (change.now_period, change.then_period)]
    return words("overview")(
        "changes.basis.period", now_basis=now, then_basis=then, now_period=periods[0], then_period=periods[1]
    )


def _counts(change: Change, measurement: Measurement) -> str:
    counted = formatting.counted(measurement.value, change.kpi.main_part.noun)
    return wording.n_text(change.kpi, measurement) or counted


def _value(change: Change, measurement: Measurement) -> str:
    return wording.value_text(change.kpi, measurement)


def _way(change: Change) -> str:
    return "up" if change.now.value > change.then.value else "down"


def _none(frame: Frame, changes: Changes) -> str:
    text = words("overview")
    if changes.comparisons:
        return text("changes.none", against=_against(changes))
    is_unfinished = frame.selection.period.last_day > frame.answers.as_of
    return text("changes.unfinished" if is_unfinished else "changes.nothing_to_compare")


def _against(changes: Changes) -> str:
    return words("overview")(f"changes.against.{changes.against}")

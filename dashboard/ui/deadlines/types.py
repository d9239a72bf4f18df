"""New applications against re-applications."""

from functools import partial

from dashboard import formatting
from dashboard.answers import SplitAnswer
from dashboard.charts.share_rows import share_rows
from dashboard.kpi import wording
from dashboard.measurement import GroupMeasurement, Split
from dashboard.ui.deadlines.tables import split_table
from dashboard.ui.frame import Frame
from dashboard.ui.names import scope_words
from dashboard.ui.panel import Bar, Panel
from dashboard.words import words

COMPARED = ("new", "renewal")


def types_panel(frame: Frame, share_id: str, median_id: str) -> Panel:
    """The share in time and the median of both kinds of application, with what chance may explain."""
    answers, selection, text = frame.answers, frame.selection, words("deadlines")
    shares = answers.split(share_id, selection, Split.APPLICATION_TYPE)
    medians = {one.group: one for one in answers.split(median_id, selection, Split.APPLICATION_TYPE).groups}
    groups = sorted((one for one in shares.groups if one.group in COMPARED), key=lambda one: COMPARED.index(one.group))
    median = answers.kpi(median_id)
    names = [_name(frame, shares, one, wording.value_text(median, medians[one.group].measurement)) for one in groups]
    return Panel(
        key="types",
        title=_finding(groups),
        subtitle=text("types.subtitle", scope=scope_words(answers, selection)),
        kpis=(shares.kpi, median),
        figure=share_rows(groups, names, [_sentence(frame, shares, one) for one in groups], shares.target, frame.theme),
        description=text("types.description"),
        table=split_table(answers, shares),
        bars={one.group: _bar(frame, share_id, one) for one in groups if one.measurement.n},
    )


def _name(frame: Frame, shares: SplitAnswer, one: GroupMeasurement, median: str) -> str:
    return words("deadlines")(
        "types.name", name=frame.answers.group_label(Split.APPLICATION_TYPE, one.group), median=median,
        value=wording.value_text(shares.kpi, one.measurement), basis=wording.n_text(shares.kpi, one.measurement),
    )  # fmt: skip


def _sentence(frame: Frame, shares: SplitAnswer, one: GroupMeasurement) -> str:
    return words("deadlines")(
        "types.hover", name=frame.answers.group_label(Split.APPLICATION_TYPE, one.group),
        value=wording.value_text(shares.kpi, one.measurement), basis=wording.n_text(shares.kpi, one.measurement),
        interval=wording.interval_text(shares.kpi, one.measurement),
    )  # fmt: skip


def _bar(frame: Frame, kpi_id: str, one: GroupMeasurement) -> Bar:
    name = frame.answers.group_label(Split.APPLICATION_TYPE, one.group)
    ask = partial(
        frame.answers.rows_behind,
        kpi_id,
        frame.selection,
        part="denominator",
        split=Split.APPLICATION_TYPE,
        group=one.group,
    )
    return Bar(words("deadlines")("types.rows", name=name, count=formatting.number(one.measurement.n)), ask)


def _finding(groups: list[GroupMeasurement]) -> str:
    """Two shares are called different only where their 95 % intervals do not overlap (stricter than one in twenty)."""
    text = words("deadlines")
    if len(groups) < 2 or any(one.measurement.interval is None for one in groups):
        return text("types.title_plain")
    new, renewal = (one.measurement.interval for one in groups)
    if new[0] > renewal[1]:
        return text("types.title_new")
    return text("types.title_renewal" if renewal[0] > new[1] else "types.title_same")

"""New applications against re-applications."""

from collections.abc import Sequence
from functools import partial

from dashboard import formatting
from dashboard.answers import SplitAnswer
from dashboard.charts.share_and_days import Part, share_and_days
from dashboard.kpi import wording
from dashboard.measurement import GroupMeasurement, Split
from dashboard.ui.deadlines.tables import types_table
from dashboard.ui.frame import Frame
from dashboard.ui.names import count_text, scope_words
from dashboard.ui.panel import Bar, Panel
from dashboard.words import words

COMPARED = ("new", "renewal")


def types_panel(frame: Frame, share_id: str, median_id: str) -> Panel:
    """The share in time and the median of both kinds of application, with what chance may explain."""
    answers, selection, text = frame.answers, frame.selection, words("deadlines")
    splits = {
        "share": answers.split(share_id, selection, Split.APPLICATION_TYPE),
        "days": answers.split(median_id, selection, Split.APPLICATION_TYPE),
    }
    shares = splits["share"]
    parts = {name: _part(frame, name, split) for name, split in splits.items()}
    return Panel(
        key="types",
        title=_finding(parts["share"].groups, shares.kpi.minimum_cases),
        subtitle=text("types.subtitle", scope=scope_words(answers, selection)),
        kpis=tuple(split.kpi for split in splits.values()),
        figure=share_and_days(parts["share"], parts["days"], shares.target, frame.theme),
        description=text("types.description"),
        table=types_table(answers, shares, splits["days"]),
        bars={
            f"{name}:{one.group}": _bar(frame, name, splits[name], one)
            for name, part in parts.items()
            for one in part.groups
            if one.measurement.n
        },
    )


def _part(frame: Frame, name: str, split: SplitAnswer) -> Part:
    """The two kinds compared, in their order; a kind without cases is left out."""
    groups = sorted((one for one in split.groups if one.group in COMPARED), key=lambda one: COMPARED.index(one.group))
    told = [_told(frame, split, one) for one in groups]
    text = words("deadlines")
    return Part(
        title=text(f"types.{name}"),
        groups=groups,
        ids=[f"{name}:{one.group}" for one in groups],
        names=[text("types.name", **fields) for fields in told],
        sentences=[text(f"types.hover_{name}", **fields) for fields in told],
    )


def _told(frame: Frame, split: SplitAnswer, one: GroupMeasurement) -> dict[str, str]:
    basis = [wording.n_text(split.kpi, one.measurement), wording.interval_text(split.kpi, one.measurement)]
    return {
        "name": frame.answers.group_label(Split.APPLICATION_TYPE, one.group),
        "value": wording.value_text(split.kpi, one.measurement),
        "n": count_text(one.measurement),
        "basis": "; ".join(said for said in basis if said),
    }


def _bar(frame: Frame, name: str, split: SplitAnswer, one: GroupMeasurement) -> Bar:
    label = words("deadlines")(
        f"types.rows_{name}", name=frame.answers.group_label(Split.APPLICATION_TYPE, one.group),
        count=formatting.number(one.measurement.n),
    )  # fmt: skip
    ask = partial(
        frame.answers.rows_behind, split.kpi.kpi_id, frame.selection, split=Split.APPLICATION_TYPE, group=one.group
    )
    return Bar(label, ask)


def _finding(groups: Sequence[GroupMeasurement], minimum: int) -> str:
    """Two shares are called different only where their 95 % intervals do not overlap (stricter than one in twenty)."""
    text = words("deadlines")
    if len(groups) < 2 or any(one.measurement.interval is None for one in groups):
        return text("types.title_plain")
    if any(one.measurement.n < minimum for one in groups):
        return text("types.title_few")
    new, renewal = (one.measurement.interval for one in groups)
    if new[0] > renewal[1]:
        return text("types.title_new")
    return text("types.title_renewal" if renewal[0] > new[1] else "types.title_same")

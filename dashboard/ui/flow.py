"""Cases coming in, decisions made, and what stands open at the end of each month: the panel two pages share."""

from collections.abc import Sequence
from functools import partial

import pandas as pd

from dashboard import formatting
from dashboard.answers import Answers, SplitAnswer
from dashboard.charts.flow import flow
from dashboard.charts.month_series import Series
from dashboard.charts.months import fits_narrow
from dashboard.kpi import wording
from dashboard.measurement import GroupMeasurement, Silence, Split
from dashboard.selection import Month
from dashboard.ui.columns import silent_text, wholes, with_remarks
from dashboard.ui.event_marks import dated_events
from dashboard.ui.frame import Frame
from dashboard.ui.names import scope_words
from dashboard.ui.panel import Bar, Panel
from dashboard.words import words


def flow_panel(frame: Frame, received_id: str, decided_id: str, stock_id: str, withdrawn_id: str) -> Panel:
    """Three series over the same months; the title says whether more came in than was closed."""
    answers, selection, text = frame.answers, frame.selection, words("deadlines")
    events = dated_events(answers, selection)
    ids = (received_id, decided_id, stock_id, withdrawn_id)
    splits = [answers.split(kpi_id, selection, Split.MONTH) for kpi_id in ids]
    totals = [answers.measure(kpi_id, selection).measurement for kpi_id in ids]
    counts = [one.value for one in totals]
    is_known = totals[3].silence is not Silence.SUPPRESSED
    shown = [split for split in splits if split.groups]
    return Panel(
        key="flow",
        title=_finding(counts[0], counts[1], counts[3]) if is_known else text("flow.title_plain"),
        subtitle=_subtitle(frame, stock_id, counts, is_known),
        kpis=tuple(split.kpi for split in splits),
        figure=flow(*[_series(split) for split in splits[:3]], frame.theme, events),
        description=text("flow.description"),
        is_wide=not fits_narrow([Month.parse(one.group) for one in splits[0].groups], events),
        table=_table(answers, shown),
        bars={
            bar_id(split, one): _bar(frame, split, one)
            for split in splits[:3]
            for one in split.groups
            if one.measurement.n
        },
        remark=_remark(
            [split.kpi.kpi_id for split in splits[:3] if not answers.is_delivered(split.kpi.kpi_id)],
            counts[3],
            any(one.is_unfinished for one in splits[0].groups),
            any(one.measurement.silence is Silence.SUPPRESSED for one in splits[2].groups),
        ),
    )


def _subtitle(frame: Frame, stock_id: str, counts: Sequence[float | None], is_known: bool) -> str:
    """What is drawn, and its sums: with them the title, the bars and the line add up.

    is_known: nothing withdrawn is hidden, so that no count means that nobody delivered it.
    """
    answers, selection, text = frame.answers, frame.selection, words("deadlines")
    told = [text("flow.subtitle", scope=scope_words(answers, selection))]
    received, decided, withdrawn = counts[0], counts[1], counts[3]
    if None not in (received, decided) and is_known:
        fields = {"received": formatting.number(received), "decided": formatting.number(decided)}
        key = "sums_without_withdrawn" if withdrawn is None else "sums"
        told.append(text(f"flow.{key}", **fields, withdrawn=formatting.number(withdrawn or 0)))
    stock = answers.measure(stock_id, selection)
    then, now = stock.previous.measurement.value, stock.measurement.value
    # Beside what came in and was decided the two ends tell what was withdrawn.
    if is_known and None not in (then, now):
        told.append(text("flow.ends", then=formatting.number(then), now=formatting.number(now)))
    return formatting.sentences(*told)


def _remark(undelivered: Sequence[str], withdrawn: float | None, is_unfinished: bool, is_thinned: bool) -> str:
    """What the chart lacks and leaves out. undelivered: KPIs nobody delivered, for an empty series is no zero.

    is_thinned: some month ends are left out, since with the bars they would tell of few cases.
    """
    text = words("deadlines")
    names = ", ".join(text(f"flow.names.{kpi_id}") for kpi_id in undelivered)
    told = [
        text("flow.not_delivered", names=names) if names else "",
        text("flow.withdrawn") if withdrawn else "",
        text("flow.thinned") if is_thinned else "",
        text("flow.open_bars") if is_unfinished else "",
    ]
    return formatting.sentences(*told)


def bar_id(split: SplitAnswer, one: GroupMeasurement) -> str:
    """Which bar of which series; a group id alone would name three."""
    return f"{split.kpi.kpi_id}:{one.group}"


def _series(split: SplitAnswer) -> Series:
    name = words("deadlines")(f"flow.names.{split.kpi.kpi_id}")
    ids = [bar_id(split, one) for one in split.groups]
    return Series(name, split.groups, ids, [_sentence(split, one) for one in split.groups])


def _bar(frame: Frame, split: SplitAnswer, one: GroupMeasurement) -> Bar:
    ask = partial(frame.answers.rows_behind, split.kpi.kpi_id, frame.selection, split=Split.MONTH, group=one.group)
    return Bar(_sentence(split, one), ask)


def _sentence(split: SplitAnswer, one: GroupMeasurement) -> str:
    month = Month.parse(one.group)
    text = words("deadlines")
    said = text(
        f"flow.sentences.{split.kpi.kpi_id}", count=wording.value_text(split.kpi, one.measurement),
        month=formatting.long_month(month), day=formatting.long_date(min(month.last_day, split.as_of)),
    )  # fmt: skip
    return f"{said} {text('flow.unfinished')}" if one.is_unfinished else said


def _table(answers: Answers, splits: Sequence[SplitAnswer]) -> pd.DataFrame:
    """One row per month, one column per KPI."""
    months = [answers.group_label(one.split, group.group) for one in splits[:1] for group in one.groups]
    counts = {split.kpi.label: wholes([group.measurement.value for group in split.groups]) for split in splits}
    remarks = [
        silent_text((split.kpi, group.measurement) for split, group in zip(splits, groups, strict=True))
        for groups in zip(*(split.groups for split in splits), strict=True)
    ]
    return with_remarks(pd.DataFrame({words("deadlines")("tables.month"): months} | counts), remarks)


def _finding(received: float | None, decided: float | None, withdrawn: float | None) -> str:
    """Whether the pile grew: received against closed, which is decided and withdrawn together."""
    text = words("deadlines")
    if received is None or decided is None:
        return text("flow.title_plain")
    growth = int(received - decided - (withdrawn or 0))
    if not growth:
        return text("flow.title_level")
    key = f"{'one_' if abs(growth) == 1 else ''}{'more' if growth > 0 else 'fewer'}"
    return text(f"flow.title_{key}", count=formatting.number(abs(growth)))

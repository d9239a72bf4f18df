"""Why cases were reversed, the most frequent reason first, with how many it and those above it are together (Pareto)."""

from collections.abc import Sequence
from functools import partial
from itertools import accumulate

from dashboard import formatting
from dashboard.answers import SplitAnswer
from dashboard.charts.named_bars import Look, Row, named_bars
from dashboard.kpi import wording
from dashboard.measurement import GroupMeasurement, Split
from dashboard.ui.appeals.tables import counts_table
from dashboard.ui.appeals.window import only_hidden, rolling, window_words
from dashboard.ui.case_table import BOARD_COLUMNS
from dashboard.ui.columns import percents, wholes
from dashboard.ui.frame import Frame
from dashboard.ui.names import population_words
from dashboard.ui.panel import Bar, Panel
from dashboard.words import words

REVERSALS = "reversals"


def reasons_panel(frame: Frame) -> Panel:
    """One bar per reason; a bar opens its cases."""
    answers, text = frame.answers, words("appeals")
    split = answers.split(REVERSALS, rolling(frame), Split.REVERSAL_REASON)
    sums = _cumulative(split)
    rows = [_row(frame, split, one, share) for one, share in zip(split.groups, sums, strict=True)]
    return Panel(
        key="reasons",
        title=_finding(frame, split),
        subtitle=text(
            "reasons.subtitle", window=window_words(frame), population=population_words(answers, frame.selection)
        ),
        kpis=(split.kpi,),
        figure=named_bars(rows, frame.theme),
        description=text("reasons.description", finding=_finding(frame, split)),
        table=counts_table(
            {
                "reason": [_name(frame, one) for one in split.groups],
                "count": wholes([one.measurement.value for one in split.groups]),
                "cumulative": percents(sums),
                "remark": [_told(split, one) for one in split.groups],
            }
        ),
        is_of_rows=True,
        bars={_row_id(one): _bar(frame, one) for one in split.groups if one.measurement.n},
        silence=only_hidden(one.measurement for one in split.groups) if split.groups else text("reasons.none"),
    )


def _cumulative(split: SplitAnswer) -> list[float | None]:
    """Each row's share together with those above it; none at all where any count is hidden."""
    counts = [one.measurement.value for one in split.groups]
    if None in counts or not split.total.value:
        return [None] * len(counts)
    return [count / split.total.value for count in accumulate(counts)]


def _name(frame: Frame, one: GroupMeasurement) -> str:
    return frame.answers.group_label(Split.REVERSAL_REASON, one.group)


def _row_id(one: GroupMeasurement) -> str:
    return one.group or ""


def _told(split: SplitAnswer, one: GroupMeasurement) -> str:
    return wording.value_text(split.kpi, one.measurement) if one.measurement.silence else ""


def _row(frame: Frame, split: SplitAnswer, one: GroupMeasurement, share: float | None) -> Row:
    text, name = words("appeals"), _name(frame, one)
    count = wording.value_text(split.kpi, one.measurement)
    shown = text("reasons.name_plain", name=name, count=count)
    if share is not None:
        shown = text("reasons.name", name=name, count=count, share=formatting.percent(share, 0))
    if one.measurement.value is None or split.total.value is None:
        explanation = words("common")("silence_explanation.suppressed")
        said = text("reasons.hover_hidden", name=name, explanation=explanation)
    else:
        said = text("reasons.hover", name=name, count=count, total=formatting.number(split.total.value))
    look = Look.PLAIN if one.group is None else Look.STRONG
    return Row(shown, one.measurement.value, said, _row_id(one), look)


def _bar(frame: Frame, one: GroupMeasurement) -> Bar:
    label = words("appeals")("reasons.rows", name=_name(frame, one), count=formatting.number(one.measurement.n))
    ask = partial(frame.answers.rows_behind, REVERSALS, rolling(frame), split=Split.REVERSAL_REASON, group=one.group)
    return Bar(label, ask, BOARD_COLUMNS)


def _finding(frame: Frame, split: SplitAnswer) -> str:
    """The most frequent reason, if one is; a tie or a hidden count names none."""
    text = words("appeals")
    counts: Sequence[float | None] = [one.measurement.value for one in split.groups]
    if not counts or None in counts or split.groups[0].group is None or counts[1:2] == counts[:1]:
        return text("reasons.title_plain")
    count, total = formatting.number(counts[0]), formatting.number(split.total.value)
    return text("reasons.title", reason=_name(frame, split.groups[0]), count=count, total=total)

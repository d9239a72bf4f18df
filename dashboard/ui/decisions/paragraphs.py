"""Decisions under each paragraph by how they ended: how many, and as shares of 100 %."""

from collections.abc import Sequence

import streamlit as st

from dashboard import formatting
from dashboard.answers import OutcomeGroup
from dashboard.charts.outcome_bars import Stack, row_stacks
from dashboard.kpi import wording
from dashboard.kpi.definition import Kpi
from dashboard.measurement import Silence, Split
from dashboard.ui.decisions.months import decisions_words
from dashboard.ui.decisions.outcomes import KPI_OF, count_stack, hidden_name, outcome_names, part_bars, row_id
from dashboard.ui.decisions.tables import counts_table, shares_table, stated
from dashboard.ui.frame import Frame
from dashboard.ui.names import count_text, scope_words
from dashboard.ui.panel import Panel
from dashboard.words import words

SHOWN_FIRST = 8
ALL = "all_decided_paragraphs"


def volume_panel(frame: Frame) -> Panel:
    """The paragraphs with most decisions first."""
    answers, selection, text = frame.answers, frame.selection, words("decisions")
    groups, shown = _groups(frame)
    every = answers.measure("decisions", selection)
    finding = _most(frame, groups, every.measurement.value)
    stacks = [count_stack(frame, "volume", one, Split.PARAGRAPH, _row_name(frame, one)) for one in shown]
    return Panel(
        key="decision_paragraphs",
        title=finding,
        subtitle=text("volume.subtitle", scope=scope_words(answers, selection), basis=decisions_words(every)),
        kpis=(every.kpi, *(answers.kpi(kpi_id) for kpi_id in KPI_OF.values())),
        figure=row_stacks(
            stacks,
            outcome_names(),
            hidden_name(frame),
            False,
            frame.theme,
            words("common")("silence_explanation.no_cases"),
        ),
        description=text("volume.description", finding=finding),
        table=counts_table(frame, groups, Split.PARAGRAPH),
        bars=part_bars(frame, "volume", shown, Split.PARAGRAPH),
        remark=_remark(groups, shown),
    )


def shares_panel(frame: Frame) -> Panel:
    """The same paragraphs as shares of the decisions whose outcome is stated."""
    answers, selection, text = frame.answers, frame.selection, words("decisions")
    groups, shown = _groups(frame)
    refused = answers.kpi(KPI_OF["refused"])
    finding = _range(frame, shown, refused)
    return Panel(
        key="decision_shares",
        title=finding,
        subtitle=text("shares.subtitle", scope=scope_words(answers, selection), minimum=refused.minimum_cases),
        kpis=tuple(answers.kpi(kpi_id) for kpi_id in KPI_OF.values()),
        figure=row_stacks(
            [_share_stack(frame, one, refused) for one in shown], outcome_names(), hidden_name(frame), True, frame.theme,
            words("common")("silence_explanation.no_cases"),
        ),
        description=text("shares.description", finding=finding),
        table=shares_table(frame, groups),
        bars=part_bars(frame, "shares", shown, Split.PARAGRAPH),
        remark=_remark(groups, shown),
    )  # fmt: skip


def all_decided_paragraphs_toggle(frame: Frame) -> None:
    """Shows the paragraphs both charts leave out at first; nothing where none is."""
    if len(frame.answers.outcomes(frame.selection, Split.PARAGRAPH)) > SHOWN_FIRST:
        st.toggle(words("decisions")("volume.show_all"), key=ALL)


def _groups(frame: Frame) -> tuple[tuple[OutcomeGroup, ...], tuple[OutcomeGroup, ...]]:
    """All paragraphs, most decisions first, and those the charts show."""
    groups = frame.answers.outcomes(frame.selection, Split.PARAGRAPH)
    return groups, groups if st.session_state.get(ALL) else groups[:SHOWN_FIRST]


def _row_name(frame: Frame, group: OutcomeGroup) -> str:
    name = frame.answers.group_label(Split.PARAGRAPH, group.group)
    return words("decisions")("volume.row", name=name, count=count_text(group.decisions))


def _most(frame: Frame, groups: Sequence[OutcomeGroup], every: float | None) -> str:
    """The paragraph with most decisions and its part of them all."""
    text = words("decisions")
    known = [one for one in groups if one.decisions.value is not None and one.group is not None]
    if len(known) < 2 or not every:
        return text("volume.title_plain")
    name = frame.answers.group_label(Split.PARAGRAPH, known[0].group)
    return text("volume.title", name=name, share=formatting.percent(known[0].decisions.value / every, 0))


def _range(frame: Frame, shown: Sequence[OutcomeGroup], refused: Kpi) -> str:
    """The lowest and highest share refused among the shown paragraphs with enough decisions."""
    text = words("decisions")
    known = [one.shares["refused"] for one in shown if one.group is not None]
    shares = [one.value for one in known if one.value is not None and one.n >= refused.minimum_cases]
    if len(shown) == 1 and shares:
        name = frame.answers.group_label(Split.PARAGRAPH, shown[0].group)
        return text("shares.title_one", name=name, share=formatting.percent(shares[0]))
    if len(shares) < 2:
        return text("shares.title_few" if frame.answers.is_delivered(refused.kpi_id) else "shares.title_plain")
    low, high = (formatting.percent(pick(shares)) for pick in (min, max))
    return text("shares.title", low=low, high=high)


def _share_stack(frame: Frame, group: OutcomeGroup, refused: Kpi) -> Stack:
    text = words("decisions")
    name = frame.answers.group_label(Split.PARAGRAPH, group.group)
    share, n = group.shares["refused"], stated(group).n
    if share.value is None:
        values: list[float | None] = [0.0 if share.silence is Silence.NO_CASES else None] * (len(KPI_OF) + 1)
        said = [text("shares.hover_hidden", name=name)] * len(values)
        return Stack(text("shares.row_hidden", name=name), values, 1.0, said, [""] * len(values))
    key = "row" if n >= refused.minimum_cases else "row_few"
    row_name = text(f"shares.{key}", name=name, share=formatting.percent(share.value), n=formatting.number(n))
    values = [group.shares[part].value for part in KPI_OF] + [0.0]
    said = [
        text(
            "shares.hover", name=name, outcome=text(f"outcomes.{part}"), share=formatting.percent(group.shares[part].value),
            basis=wording.n_text(frame.answers.kpi(KPI_OF[part]), group.shares[part]),
        )
        for part in KPI_OF
    ]  # fmt: skip
    return Stack(row_name, values, 1.0, [*said, ""], [*(row_id(group, part) for part in KPI_OF), ""])


def _remark(groups: Sequence[OutcomeGroup], shown: Sequence[OutcomeGroup]) -> str:
    if len(groups) == len(shown):
        return ""
    return words("decisions")("volume.remark", shown=len(shown), rows=len(groups))

"""The outcomes in their order, and the bars of one group of decisions in the words of one panel."""

from functools import partial

from dashboard import formatting
from dashboard.answers import OutcomeGroup
from dashboard.answers.outcomes import OUTCOMES
from dashboard.charts.outcome_bars import Stack
from dashboard.measurement import Silence, Split
from dashboard.ui.frame import Frame
from dashboard.ui.panel import Bar
from dashboard.words import words

KPI_OF = OUTCOMES
NOT_STATED = "not_stated"
PARTS = (*OUTCOMES, NOT_STATED)
SEPARATOR = ":"


def outcome_names() -> list[str]:
    """What the parts are called, in their order."""
    return [words("decisions")(f"outcomes.{part}") for part in PARTS]


def hidden_name(frame: Frame) -> str:
    """What a bar is called whose parts are not told: hidden, or never delivered."""
    return words("decisions")("outcomes.hidden", silence=_silence_word(frame))


def _silence_word(frame: Frame) -> str:
    is_known = frame.answers.is_delivered(KPI_OF["granted"])
    return words("common")(f"silence.{Silence.SUPPRESSED if is_known else Silence.NOT_DELIVERED}")


def count_stack(frame: Frame, section: str, group: OutcomeGroup, split: Split, row_name: str) -> Stack:
    """The counts of a group as one bar; hovering speaks with the section's words."""
    counts = [group.count(part) for part in KPI_OF] + [group.not_stated]
    if None in counts:
        counts = [None] * len(PARTS)
    said = [_sentence(frame, section, group, split, part, count) for part, count in zip(PARTS, counts, strict=True)]
    ids = [row_id(group, part) for part in PARTS]
    return Stack(row_name, counts, group.decisions.value, said, ids, group.is_unfinished)


def row_id(group: OutcomeGroup, part: str) -> str:
    """What a click on a part gives back; those without an outcome are no KPI's rows."""
    return "" if part == NOT_STATED else f"{part}{SEPARATOR}{group.group or ''}"


def part_bars(
    frame: Frame, section: str, groups: tuple[OutcomeGroup, ...] | list[OutcomeGroup], split: Split
) -> dict[str, Bar]:
    """Every part that is told and has decisions opens them."""
    return {
        row_id(group, part): _bar(frame, section, group, part, split)
        for group in groups for part in KPI_OF if group.count(part)
    }  # fmt: skip


def _bar(frame: Frame, section: str, group: OutcomeGroup, part: str, split: Split) -> Bar:
    text = words("decisions")
    name = frame.answers.group_label(split, group.group)
    told = {
        "month": name,
        "name": name,
        "outcome": text(f"outcomes.{part}"),
        "count": formatting.number(group.count(part)),
    }
    ask = partial(
        frame.answers.rows_behind, KPI_OF[part], frame.selection, part="numerator", split=split, group=group.group
    )
    return Bar(text(f"{section}.rows", **told), ask)


def _sentence(frame: Frame, section: str, group: OutcomeGroup, split: Split, part: str, count: int | None) -> str:
    text = words("decisions")
    name = frame.answers.group_label(split, group.group)
    if group.decisions.value is None:
        return text(f"{section}.hover_all_hidden", name=name, month=name)
    told = {"name": name, "month": name, "decisions": formatting.counted(group.decisions.value, "decisions")}
    if count is None:
        return text(f"{section}.hover_hidden", silence=_silence_word(frame), **told)
    return text(f"{section}.hover", outcome=text(f"outcomes.{part}"), count=formatting.number(count), **told)

"""How large a part of the delivered rows each KPI can use.

Delivered are the rows accepted or quarantined; superseded ones have a newer line. Of the accepted, those are unusable
where a value the KPI rests on is missing though it ought to be there: GAPS. An undecided case is no gap.
"""

import re
from dataclasses import dataclass

from dashboard.answers.counting import table_of_rows
from dashboard.answers.data_quality import is_few
from dashboard.answers.questions import Answers
from dashboard.kpi.definition import Kpi
from dashboard.kpi.registry import registry


@dataclass(frozen=True)
class Gap:
    """A row of a mart that a KPI cannot use.

    mart: what the KPI counts. columns: it concerns a KPI that names one of them. rows_of: the mart in which the rows
    lacking something are found. lacks: the condition. name: of its explanation in texts/data_quality.toml.
    """

    mart: str
    columns: frozenset[str]
    rows_of: str
    lacks: str
    name: str


GAPS = (
    Gap("cases", frozenset({"deadline_date", "is_timely", "is_notified_in_time"}), "cases",
        "deadline_source = 'missing'", "deadline"),
    Gap("cases", frozenset({"decision_outcome"}), "cases",
        "decided_date is not null and withdrawn_date is null and decision_outcome is null", "outcome"),
    Gap("appeals", frozenset({"decision_outcome"}), "appeals", "decision_outcome is null", "appealed_outcome"),
    Gap("appeals", frozenset({"finished_date", "reassessed_date", "is_reassessed_in_time", "clock_ended_date"}), "appeals",
        "reassessment_outcome in ('changed', 'partly_changed') and reassessed_date is null", "reassessed_date"),
    Gap("board_decisions", frozenset({"board_outcome", "board_decided_date"}), "appeals",
        "(board_outcome is null) <> (board_decided_date is null)", "board"),
    Gap("board_decisions", frozenset({"days_to_outcome"}), "appeals",
        "board_outcome is not null and board_decided_date is not null and decided_date is null", "appealed_date"),
    Gap("workers", frozenset({"fte"}), "workers", "fte is null", "fte"),
)  # fmt: skip


@dataclass(frozen=True)
class UsableRows:
    """One KPI. delivered = usable + quarantined + lacking, over all its tables; gaps: the names of what may be lacking.

    lacking: None where so few lack something that this viewer is not told; then usable and share are not told either.
    """

    kpi: Kpi
    is_delivered: bool
    delivered: int
    quarantined: int
    lacking: int | None
    gaps: tuple[str, ...]

    @property
    def usable(self) -> int | None:
        return None if self.lacking is None else self.delivered - self.quarantined - self.lacking

    @property
    def share(self) -> float | None:
        """Usable of delivered; None where nothing was delivered or it is not told."""
        is_known = self.is_delivered and self.delivered and self.usable is not None
        return self.usable / self.delivered if is_known else None


def usable_rows(answers: Answers) -> tuple[UsableRows, ...]:
    """Every KPI, the one that can use the smallest part first and those not delivered last."""
    rows = answers.warehouse.rows(
        "select table_name, sum(accepted)::bigint, sum(quarantined)::bigint from quality.source_files group by table_name"
    )
    counts = {table: (accepted or 0, quarantined or 0) for table, accepted, quarantined in rows}
    found = [_of_kpi(answers, kpi, counts) for kpi in registry().values()]
    return tuple(sorted(found, key=lambda one: (one.share is None, one.share or 0, one.kpi.label)))


def gaps_of(kpi: Kpi) -> tuple[Gap, ...]:
    """What may be lacking in the rows of a KPI."""
    named = {mart: _names(kpi, mart) for mart in kpi.marts}
    return tuple(gap for gap in GAPS if gap.columns & named.get(gap.mart, set()))


def _of_kpi(answers: Answers, kpi: Kpi, counts: dict[str, tuple[int, int]]) -> UsableRows:
    gaps = gaps_of(kpi)
    tables = {table_of_rows(mart) for mart in kpi.marts}
    accepted, quarantined = (sum(counts.get(table, (0, 0))[place] for table in tables) for place in (0, 1))
    lacking = sum(_lacking(answers, mart, gaps) for mart in {gap.rows_of for gap in gaps})
    return UsableRows(
        kpi=kpi,
        is_delivered=answers.is_delivered(kpi.kpi_id),
        delivered=accepted + quarantined,
        quarantined=quarantined,
        lacking=None if is_few(answers, lacking) else lacking,
        gaps=tuple(gap.name for gap in gaps),
    )


def _lacking(answers: Answers, mart: str, gaps: tuple[Gap, ...]) -> int:
    """Rows with at least one gap; a row with two counts once."""
    lacks = " or ".join(f"({gap.lacks})" for gap in gaps if gap.rows_of == mart)
    ((count,),) = answers.warehouse.rows(f"select count(*) from marts.{mart} where {lacks}")
    return count


def _names(kpi: Kpi, mart: str) -> set[str]:
    """Every word of the SQL of the KPI's parts over this mart."""
    texts = [
        text
        for part in kpi.parts.values()
        if part.mart == mart
        for text in (part.expression, part.counted_on, part.value, part.amount, part.distinct)
        if text
    ]
    return set(re.findall(r"[a-z_]+", " ".join(texts)))

"""What this viewer may read of what was counted: the one place where rights meet small counts (kpis.md)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard.access import Viewer
from dashboard.answers.counting import Counted
from dashboard.kpi.definition import Kpi
from dashboard.kpi.query import counted_period
from dashboard.measurement import GroupMeasurement, Measurement, Silence, Split
from dashboard.selection import Selection
from dashboard.suppression import NOTHING_BESIDE, Beside, Part, Rule, suppressed, suppressed_groups

TOTAL = "total"
PUBLISHED_MONTHS = 12


@dataclass(frozen=True)
class Scope:
    """A viewer, the limit below which counts are small, and whether Ankestyrelsen's published outcomes are exempt."""

    viewer: Viewer
    limit: int
    publishes_outcomes: bool = False

    def may_open(self, selection: Selection, split: Split | None = None, group: str | None = None) -> bool:
        """Whether the viewer may open every row behind a number of this selection, or of one group of a split."""
        if split is Split.TEAM:
            return self.viewer.may_open_rows(frozenset({group}) if group is not None else None)
        return self.viewer.may_open_rows(frozenset(selection.team_ids) or None)

    def tells_all(self, kpi: Kpi, selection: Selection, split: Split | None = None) -> bool:
        """Whether the viewer reads the KPI's counts as they are: who may open the rows does, and nobody is in positions.

        Ankestyrelsen publishes the outcomes of the whole municipality, not of its teams or paragraphs; and over a year:
        a single month is not told by asking for it alone.
        """
        if self.may_open(selection) or not kpi.counts_citizens:
            return True
        is_whole = not any((selection.unit_ids, selection.team_ids, selection.paragraphs, selection.application_types))
        is_year = counted_period(kpi, selection.period).length >= PUBLISHED_MONTHS
        is_exempt = self.publishes_outcomes and kpi.is_published and is_year
        return is_exempt and is_whole and split in (None, Split.BOARD_OUTCOME)

    def rule(self, selection: Selection, split: Split | None = None, tells_range: bool = True) -> Rule:
        """How small counts of this selection are hidden."""
        return Rule(self.limit, split, tells_range, is_narrow=bool(selection.team_ids or selection.paragraphs))

    def own_part(self, selection: Selection) -> Selection | None:
        """The part of the selection a team leader may open; None where that is all or nothing of it."""
        own = self.viewer.team_ids & frozenset(selection.team_ids or self.viewer.team_ids)
        if not own or self.may_open(selection):
            return None
        return replace(selection, team_ids=tuple(sorted(own)))

    def total(
        self, kpi: Kpi, selection: Selection, counted: Counted, own: Counted | None, beside: Beside = NOTHING_BESIDE
    ) -> Counted:
        """The number over the whole selection, with the counts beside it, as this viewer may read them.

        own: the same over ``own_part``. beside: what other numbers tell with it. Beside a hidden number nothing is counted.
        """
        if self.tells_all(kpi, selection):
            return counted
        part = own.measurement if own else None
        told = suppressed(kpi, counted.measurement, self.rule(selection, tells_range=own is None), part, beside)
        if told.silence is Silence.SUPPRESSED:
            return Counted(told)
        return Counted(
            told,
            pending=self._count(counted.pending, own.pending if own else 0),
            without_rule=self._count(counted.without_rule, own.without_rule if own else 0),
        )

    def groups(
        self, kpi: Kpi, selection: Selection, split: Split, total: Measurement,
        counted: Mapping[str | None, Counted], own: Mapping[str | None, Counted],
        units: Mapping[str | None, tuple[str | None, Measurement]], beside: Mapping[str | None, Beside],
    ) -> dict[str | None, Measurement]:  # fmt: skip
        """The groups of a split as this viewer may read them, safe against subtraction from total and units.

        total: as this viewer reads it. own: the groups over ``own_part``. units: of a split by team, the unit of each team
        and that unit's number as this viewer reads it; empty otherwise. beside: of every group.
        """
        if self.tells_all(kpi, selection, split):
            return {group: one.measurement for group, one in counted.items()}
        # A stock by month does not add up over months: nothing follows from its total.
        adds_up = not (kpi.is_stock and split is Split.MONTH)
        in_order = sorted(counted, key=lambda group: (group is None, group or ""))
        parts = [
            _part(
                counted[group].measurement,
                self._own_of(split, group, counted, own),
                total if adds_up else None,
                units.get(group),
                beside.get(group, NOTHING_BESIDE),
            )
            for group in in_order
        ]
        rule = self.rule(selection, split, tells_range=not own or split is Split.TEAM)
        told = dict(zip(in_order, suppressed_groups(kpi, parts, rule), strict=True))
        return {group: told[group] for group in counted}

    def _own_of(
        self, split: Split, group: str | None, counted: Mapping[str | None, Counted], own: Mapping[str | None, Counted]
    ) -> Measurement | None:
        """What the viewer may open of a group; all of an own team, also where it has no case and so is not in ``own``."""
        if split is Split.TEAM and group in self.viewer.team_ids:
            return counted[group].measurement
        return own[group].measurement if group in own else None

    def group(
        self, selection: Selection, split: Split, group: str | None, measurement: Measurement, counted: Counted,
        is_unfinished: bool,
    ) -> GroupMeasurement:  # fmt: skip
        """One row of a split; how many are pending is told only to who may open its rows, that there are such to all."""
        pending = counted.pending if self.may_open(selection, split, group) else None
        return GroupMeasurement(group, measurement, is_unfinished, pending, bool(counted.pending))

    def _count(self, count: int | None, own: int | None) -> int | None:
        """A count beside a number; None where what others add to it is small."""
        return None if count is None or 1 <= count - (own or 0) < self.limit else count


def _part(
    measurement: Measurement, own: Measurement | None, total: Measurement | None,
    unit: tuple[str | None, Measurement] | None, beside: Beside,
) -> Part:  # fmt: skip
    """The group with the totals above it: in a split by team every unit that is told is a total of its own."""
    if total is None:
        return Part(measurement, own, beside=beside)
    is_small_total = total.silence is Silence.SUPPRESSED
    if unit is not None and unit[1].silence is Silence.SUPPRESSED:
        return Part(measurement, own, None, is_small_total, is_of_hidden_unit=True, beside=beside)
    if unit is not None:
        return Part(measurement, own, f"unit {unit[0]}", is_small_total, beside=beside)
    return Part(measurement, own, None if is_small_total else TOTAL, is_small_total, beside=beside)

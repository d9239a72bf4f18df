"""What this viewer may read of what was counted: the one place where rights meet small counts (kpis.md)."""

from dataclasses import dataclass, replace

from dashboard.access import Viewer
from dashboard.answers.counting import Counted
from dashboard.kpi.definition import Kpi
from dashboard.measurement import GroupMeasurement, Measurement, Silence, Split
from dashboard.selection import Selection
from dashboard.suppression import Rule, hidden, suppressed, suppressed_groups


@dataclass(frozen=True)
class Scope:
    """A viewer and the limit below which counts are small."""

    viewer: Viewer
    limit: int

    def may_open(self, selection: Selection, split: Split | None = None, group: str | None = None) -> bool:
        """Whether the viewer may open every row behind a number of this selection, or of one group of a split."""
        if split is Split.TEAM:
            return self.viewer.may_open_rows(frozenset({group}) if group is not None else None)
        return self.viewer.may_open_rows(frozenset(selection.team_ids) or None)

    def own_part(self, selection: Selection) -> Selection | None:
        """The part of the selection a team leader may open; None where that is all or nothing of it."""
        own = self.viewer.team_ids & frozenset(selection.team_ids or self.viewer.team_ids)
        if not own or self.may_open(selection):
            return None
        return replace(selection, team_ids=tuple(sorted(own)))

    def total(self, kpi: Kpi, selection: Selection, measurement: Measurement, own: Measurement | None) -> Measurement:
        """The number over the whole selection as this viewer may read it. own: the same number over ``own_part``."""
        if self.may_open(selection):
            return measurement
        return suppressed(kpi, measurement, Rule(self.limit), own)

    def count(self, selection: Selection, count: int | None) -> int | None:
        """A count beside a number; None where it is small and not this viewer's."""
        if count is None or self.may_open(selection) or not 1 <= count < self.limit:
            return count
        return None

    def groups(
        self, kpi: Kpi, selection: Selection, split: Split, total: Measurement, counted: dict[str | None, Counted],
        own: dict[str | None, Counted],
    ) -> tuple[Measurement, dict[str | None, Measurement]]:  # fmt: skip
        """Total and groups of a split as this viewer may read them, safe against subtraction.

        total: as this viewer reads it. own: the groups over ``own_part``; empty where there is no such part.
        """
        exact = [counted[group].measurement for group in counted]
        parts = [own[group].measurement if group in own else None for group in counted]
        is_own = [self.may_open(selection, split, group) for group in counted]
        # A stock by month does not add up over months: nothing follows from its total.
        adds_up = not (kpi.is_stock and split is Split.MONTH)
        shown = adds_up and total.silence is not Silence.SUPPRESSED
        groups, hides_total = suppressed_groups(kpi, exact, is_own, shown, Rule(self.limit, split), parts)
        return hidden() if hides_total else total, dict(zip(counted, groups, strict=True))

    def group(
        self, selection: Selection, split: Split, group: str | None, measurement: Measurement, counted: Counted,
        is_unfinished: bool,
    ) -> GroupMeasurement:  # fmt: skip
        """One row of a split with its pending count, hidden where small."""
        pending = counted.pending
        is_hidden = measurement.silence is Silence.SUPPRESSED
        if pending is not None and not self.may_open(selection, split, group):
            pending = None if is_hidden or 1 <= pending < self.limit else pending
        return GroupMeasurement(group, measurement, is_unfinished, pending, bool(counted.pending))

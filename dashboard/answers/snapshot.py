"""What a snapshot says of itself, whoever asks: its run, its days, the municipality's settings, the names of groups."""

from datetime import date
from functools import cached_property

from dashboard.answers import facts
from dashboard.answers.counting import tables_of
from dashboard.answers.plan_reading import plans, unknown_kpi_ids
from dashboard.answers.plans import Plan
from dashboard.answers.results import Choices, Run
from dashboard.formatting import long_month, quarter
from dashboard.kpi.definition import Kpi
from dashboard.kpi.registry import find_kpi, registry
from dashboard.measurement import Split
from dashboard.selection import Month
from dashboard.warehouse import Warehouse


class Snapshot:
    """The part of Answers that needs no viewer and counts nothing."""

    def __init__(self, warehouse: Warehouse) -> None:
        self.warehouse = warehouse

    @cached_property
    def as_of(self) -> date:
        """The extract date of the cases table."""
        return self._as_of_tables["cases"]

    def as_of_of(self, *kpis: Kpi) -> date:
        """The earliest extract date among the delivered tables these KPIs rest on (kpis.md, "As-of")."""
        days = (self._as_of_tables[table] for kpi in kpis for table in tables_of(kpi))
        return min((day for day in days if day is not None), default=self.as_of)

    @cached_property
    def _as_of_tables(self) -> dict[str, date | None]:
        return {table.table_name: table.as_of for table in self.run.tables}

    @cached_property
    def run(self) -> Run:
        """The run that built it."""
        return facts.run(self.warehouse)

    @property
    def is_example(self) -> bool:
        """Whether the data are those of the example municipality."""
        return self.run.is_example

    @property
    def municipality_name(self) -> str | None:
        """As configured; None where it is not."""
        return self.run.municipality_name

    @cached_property
    def settings(self) -> dict[str, str]:
        """Every setting as text."""
        return facts.settings(self.warehouse)

    @property
    def small_count_limit(self) -> int:
        """Counts from 1 to one below it are small. Raises WrongSetting."""
        return facts.whole_number(self.settings, "small_count_limit")

    @property
    def stale_after_days(self) -> int:
        """Data older than so many days are announced as old. Raises WrongSetting."""
        return facts.whole_number(self.settings, "stale_after_days")

    @property
    def caseload_band(self) -> tuple[int, int] | None:
        """The guide's fewest and most citizens per full-time position; None where not configured. Raises WrongSetting."""
        names = ("caseload_band_low", "caseload_band_high")
        if not all(name in self.settings for name in names):
            return None
        low, high = (facts.whole_number(self.settings, name) for name in names)
        return low, high

    @cached_property
    def choices(self) -> Choices:
        """What the selection bar may offer."""
        return facts.choices(self.warehouse, self.as_of)

    def kpi(self, kpi_id: str) -> Kpi:
        """The definition; raises UnknownKpi."""
        return find_kpi(kpi_id)

    def group_label(self, split: Split, group: str | None) -> str:
        """The Danish name of a group; an id without a name stands for itself."""
        if split is Split.MONTH:
            return long_month(Month.parse(group))
        if split is Split.QUARTER:
            return quarter(group)
        return facts.group_labels(self.warehouse, split).get(group) or str(group)

    def unused_targets(self) -> tuple[str, ...]:
        """The KPI ids of target rows that no definition with a target answers to, in order."""
        known = {kpi.kpi_id for kpi in registry().values() if kpi.has_target}
        return tuple(sorted({kpi_id for kpi_id, *_ in facts.target_rows(self.warehouse)} - known))

    def plans(self) -> tuple[Plan, ...]:
        """The action plans as adopted, the municipality's own first; empty where it has none."""
        return plans(self.warehouse)

    def unknown_plan_kpis(self) -> tuple[str, ...]:
        """The KPI ids the plans link to that no definition answers to, in order."""
        return unknown_kpi_ids(self.plans())

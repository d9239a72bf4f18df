"""Answers: the questions a page may ask, on behalf of one viewer, of one snapshot."""

from datetime import date
from functools import cached_property

from dashboard.access import Viewer
from dashboard.answers import facts
from dashboard.answers.appeals import Benchmark, Way, benchmarks, complaint_chain
from dashboard.answers.caseload import CaseWeight, OwnTeam, TeamSpread, case_weights, own_teams, team_spreads
from dashboard.answers.counting import Counted, count_groups, count_total, is_delivered, tables_of, zero
from dashboard.answers.once import once
from dashboard.answers.outcomes import (
    DECISIONS,
    OUTCOMES,
    OutcomeGroup,
    outcome_answers,
    outcome_groups,
    shared_paragraphs,
)
from dashboard.answers.paragraphs import age_bands, paragraph_deadlines
from dashboard.answers.results import AgeBand, Answer, CaseRows, Choices, Event, ParagraphDeadline, Run, SplitAnswer
from dashboard.answers.rows import rows_behind, rows_in_band
from dashboard.answers.scope import Scope
from dashboard.answers.telling import told_groups, told_total
from dashboard.errors import AsOfBeyondData
from dashboard.formatting import long_month, quarter
from dashboard.kpi.assessment import movement, verdict
from dashboard.kpi.definition import Kpi
from dashboard.kpi.query import check_split, counted_period, group_period, ignored_dimensions, stock_day
from dashboard.kpi.registry import find_kpi, registry
from dashboard.kpi.target import target_in_force
from dashboard.measurement import (
    TIME_SPLITS,
    Comparison,
    GroupMeasurement,
    Measurement,
    Movement,
    Silence,
    Split,
    Target,
)
from dashboard.selection import Month, Period, Selection
from dashboard.warehouse import Warehouse

PUBLISHED = "board_outcomes_are_published"
ROWS_OF_QUESTION = {"overdue": "overdue_open_cases", "due_within_14_days": "due_within_14_days"}


class Answers:
    """Questions to one snapshot on behalf of one viewer. ``as_of`` arguments go back in time; None is the data's own day."""

    def __init__(self, warehouse: Warehouse, viewer: Viewer) -> None:
        self.warehouse = warehouse
        self.viewer = viewer
        self.scope = Scope(viewer, self.small_count_limit, self.settings.get(PUBLISHED) == "true")

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
        return facts.run(self.warehouse)

    @property
    def is_example(self) -> bool:
        return self.run.is_example

    @property
    def municipality_name(self) -> str | None:
        return self.run.municipality_name

    @cached_property
    def settings(self) -> dict[str, str]:
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
        return facts.choices(self.warehouse, self.as_of)

    def kpi(self, kpi_id: str) -> Kpi:
        """The definition; raises UnknownKpi."""
        return find_kpi(kpi_id)

    def events(self, selection: Selection) -> tuple[Event, ...]:
        """The events of the selected period that concern the selected teams and paragraphs."""
        return facts.events(self.warehouse, selection)

    def group_label(self, split: Split, group: str | None) -> str:
        """The Danish name of a group; an id without a name stands for itself."""
        if split is Split.MONTH:
            return long_month(Month.parse(group))
        if split is Split.QUARTER:
            return quarter(group)
        return facts.group_labels(self.warehouse, split).get(group) or str(group)

    @once
    def measure(self, kpi_id: str, selection: Selection, as_of: date | None = None) -> Answer:
        """One KPI over the selection, with target, verdict and the two comparisons. Raises UnknownKpi, AsOfBeyondData."""
        kpi = find_kpi(kpi_id)
        day = self._day(kpi, as_of)
        counted = count_total(self.warehouse, kpi, selection, day)
        told = told_total(self.warehouse, self.scope, kpi, selection, day, counted)
        measurement = told.measurement
        target = self._target(kpi, selection, day)
        # Windows that overlap cannot be held against each other.
        length = counted_period(kpi, selection.period).length
        return Answer(
            kpi=kpi,
            selection=selection,
            as_of=day,
            stock_date=stock_day(selection, day) if kpi.is_stock else None,
            measurement=measurement,
            target=target,
            verdict=verdict(kpi, measurement, target),
            previous=self._comparison(kpi, selection, day, counted, measurement, length),
            year_before=self._comparison(kpi, selection, day, counted, measurement, max(12, kpi.rolling_months)),
            without_rule=told.without_rule,
            pending=told.pending,
            is_unfinished=selection.period.last_day > day,
            ignored=ignored_dimensions(kpi, selection),
        )

    @once
    def split(self, kpi_id: str, selection: Selection, split: Split, as_of: date | None = None) -> SplitAnswer:
        """One KPI divided; the total is counted anew, never averaged from the groups.

        Raises UnknownKpi, SplitNotPossible or AsOfBeyondData.
        """
        kpi = find_kpi(kpi_id)
        day = self._day(kpi, as_of)
        check_split(kpi, split)
        total = told_total(
            self.warehouse, self.scope, kpi, selection, day, count_total(self.warehouse, kpi, selection, day)
        ).measurement
        counted = self._with_empty_groups(
            kpi, selection, split, count_groups(self.warehouse, kpi, selection, day, split)
        )
        told = told_groups(self.warehouse, self.scope, kpi, selection, day, split, total, counted, self.choices)
        groups = [
            self.scope.group(
                selection,
                split,
                group,
                one,
                counted.get(group, zero(kpi)),
                _is_unfinished(kpi, selection, split, group, day),
            )
            for group, one in told.items()
        ]
        if split not in TIME_SPLITS:
            groups.sort(key=_largest_first)
        target = self._target(kpi, selection, day)
        targets = tuple(self._target_of_group(kpi, split, row.group, day, target) for row in groups)
        ignored = ignored_dimensions(kpi, selection)
        return SplitAnswer(kpi, selection, day, split, total, tuple(groups), target, targets, ignored)

    @once
    def age_bands(self, selection: Selection, as_of: date | None = None) -> tuple[AgeBand, ...]:
        """The open cases at the end of the period by days since receipt; empty where nobody delivered what is open."""
        if not self.is_delivered("open_cases"):
            return ()
        return age_bands(self.warehouse, self.scope, selection, self._day(find_kpi("open_cases"), as_of))

    def rows_in_band(
        self, band: AgeBand, is_overdue: bool, selection: Selection, as_of: date | None = None
    ) -> CaseRows:
        """The cases a part of an age band counts: those over their deadline, or those that are not (or have none)."""
        day = self._day(find_kpi("open_cases"), as_of)
        return rows_in_band(self.warehouse, self.scope, band, is_overdue, selection, day)

    @once
    def paragraph_deadlines(self, selection: Selection, as_of: date | None = None) -> tuple[ParagraphDeadline, ...]:
        """Median, 80th and 90th percentile per paragraph against its deadline, most decisions first."""
        splits = {
            kpi_id: self.split(kpi_id, selection, Split.PARAGRAPH, as_of)
            for kpi_id in ("median_processing_days", "p80_processing_days", "p90_processing_days", "timely_decisions")
        }
        day = self._day(find_kpi("timely_decisions"), as_of)
        return paragraph_deadlines(self.warehouse, splits, selection, day)

    @once
    def complaint_chain(self, selection: Selection, as_of: date | None = None) -> tuple[Way, ...] | None:
        """The ways the complaints of the period went; None for who may not open all of them, empty where none came in."""
        if not self.is_delivered("complaints"):
            return ()
        return complaint_chain(self.warehouse, self.scope, selection, self._day(find_kpi("complaints"), as_of))

    @once
    def benchmarks(self, kpi_id: str) -> tuple[Benchmark, ...]:
        """The published figures of a KPI, oldest first."""
        return benchmarks(self.warehouse, kpi_id)

    @once
    def team_spreads(self, selection: Selection) -> tuple[TeamSpread, ...]:
        """Citizens per full-time position over the workers of each team; empty where assignments were not delivered."""
        teams = self.split("citizens_per_fte", selection, Split.TEAM)
        return team_spreads(self.warehouse, self.scope, teams, selection, teams.as_of)

    @once
    def own_teams(self, selection: Selection) -> tuple[OwnTeam, ...]:
        """The single workers of the teams the viewer leads; empty for whoever leads none, and without workers."""
        if not self.is_delivered("open_cases_per_fte"):
            return ()
        has_citizens = self.is_delivered("citizens_per_fte")
        day = self.as_of_of(*(find_kpi(one) for one in ("open_cases_per_fte", "citizens_per_fte")))
        return own_teams(self.warehouse, self.viewer, selection, day, has_citizens)

    def case_weights(self, day: date) -> tuple[CaseWeight, ...]:
        """The points per kind of case in force on a day."""
        return case_weights(self.warehouse, day)

    @once
    def outcomes(self, selection: Selection, split: Split) -> tuple[OutcomeGroup, ...]:
        """How decisions end, by month or paragraph: the parts of a group are told together or not at all."""
        splits = {kpi_id: self.split(kpi_id, selection, split) for kpi_id in (DECISIONS, *OUTCOMES.values())}
        return outcome_groups(self.warehouse, self.scope, splits, selection, splits[DECISIONS].as_of, split)

    def outcome_totals(self, selection: Selection) -> dict[str, Answer]:
        """The decisions and the share of each outcome over the whole selection, by KPI id; told together or not at all."""
        answers = {kpi_id: self.measure(kpi_id, selection) for kpi_id in (DECISIONS, *OUTCOMES.values())}
        return outcome_answers(self.warehouse, self.scope, answers, selection, answers[DECISIONS].as_of)

    @once
    def shared_paragraphs(self, selection: Selection) -> tuple[str, ...]:
        """The paragraphs several teams decide with enough decisions each to compare them, most decisions first."""
        kpi = find_kpi(OUTCOMES["refused"])
        return (
            shared_paragraphs(self.warehouse, kpi, selection, self._day(kpi, None))
            if self.is_delivered(kpi.kpi_id)
            else ()
        )

    def cases(self, question: str, selection: Selection, as_of: date | None = None) -> CaseRows:
        """The cases ``overdue`` (most days over first) or ``due_within_14_days`` (fewest days left first)."""
        return self.rows_behind(ROWS_OF_QUESTION[question], selection, as_of=as_of)

    def rows_behind(
        self, kpi_id: str, selection: Selection, part: str | None = None, split: Split | None = None,
        group: str | None = None, as_of: date | None = None,
    ) -> CaseRows:  # fmt: skip
        """The rows a number counts. part: numerator, denominator, remainder, pending; None is the denominator or the only
        part. With ``split`` only the rows of ``group``, where None is the row "Uden ...". None of a KPI not delivered."""
        kpi = find_kpi(kpi_id)
        day = self._day(kpi, as_of)
        rows = rows_behind(self.warehouse, self.scope, kpi, part, selection, day, (split, group) if split else None)
        return rows if self.is_delivered(kpi_id) else CaseRows(rows.frame.head(0), None, None)

    def unused_targets(self) -> tuple[str, ...]:
        """The KPI ids of target rows that no definition with a target answers to, in order."""
        known = {kpi.kpi_id for kpi in registry().values() if kpi.has_target}
        return tuple(sorted({kpi_id for kpi_id, *_ in facts.target_rows(self.warehouse)} - known))

    @once
    def is_delivered(self, kpi_id: str) -> bool:
        """Whether the tables and columns of the KPI were delivered."""
        return is_delivered(self.warehouse, find_kpi(kpi_id))

    def _day(self, kpi: Kpi, as_of: date | None) -> date:
        newest = self.as_of_of(kpi)
        if as_of is not None and as_of > max(newest, self.as_of):
            raise AsOfBeyondData(as_of=as_of, newest=newest)
        return min(as_of or newest, newest)

    def _target(self, kpi: Kpi, selection: Selection, day: date) -> Target | None:
        """The target in force on the last day of the period, or on the as-of date before it is over."""
        if not kpi.has_target:
            return None
        return target_in_force(facts.target_rows(self.warehouse), kpi.kpi_id, stock_day(selection, day))

    def _target_of_group(
        self, kpi: Kpi, split: Split, group: str | None, day: date, of_period: Target | None
    ) -> Target | None:
        """A month or quarter is held against the target of its own time; every other group against the whole period's."""
        if split not in TIME_SPLITS:
            return of_period
        return self._target(kpi, Selection(group_period(split, group)), day)

    def _comparison(
        self, kpi: Kpi, selection: Selection, day: date, counted: Counted, now: Measurement, months: int
    ) -> Comparison:
        period = selection.period.shifted(-months)
        earlier = Selection(
            period, selection.unit_ids, selection.team_ids, selection.paragraphs, selection.application_types
        )
        if selection.period.last_day > day or counted.pending or not self._has_data(kpi, period):
            then = Measurement(value=None, n=None, silence=Silence.NOT_COMPARABLE)
        else:
            exact = count_total(self.warehouse, kpi, earlier, day)
            then = told_total(self.warehouse, self.scope, kpi, earlier, day, exact).measurement
        difference = None if now.value is None or then.value is None else now.value - then.value
        moved = movement(kpi, now, then)
        if not kpi.is_stock and months < counted_period(kpi, selection.period).length and moved is not Movement.NONE:
            # The two share months: what differs is less than the intervals say, so nothing is told of it.
            moved = Movement.UNCLEAR
        first_day = period.first_day if kpi.is_stock else counted_period(kpi, period).first_day
        return Comparison(then, first_day, period.last_day, difference, moved)

    def _has_data(self, kpi: Kpi, period: Period) -> bool:
        """Whether every extract of the KPI reaches back over all it counts; of a stock from the month of its day on."""
        counted = counted_period(kpi, Period(period.last, period.last) if kpi.is_stock else period)
        needed_from = counted.first_day
        firsts = [facts.first_day(self.warehouse, mart) for mart in kpi.marts]
        return all(first is not None and Month.of(first).first_day <= needed_from for first in firsts)

    def _with_empty_groups(
        self, kpi: Kpi, selection: Selection, split: Split, counted: dict[str | None, Counted]
    ) -> dict[str | None, Counted]:
        """A team or unit of the selection without cases is shown with its zero, not left out."""
        if not counted or split not in (Split.TEAM, Split.UNIT):
            return counted
        teams = [team for team in self.choices.teams if not selection.unit_ids or team.unit_id in selection.unit_ids]
        teams = [team for team in teams if not selection.team_ids or team.team_id in selection.team_ids]
        if split is Split.TEAM:
            expected = [team.team_id for team in teams]
        else:
            expected = [unit.unit_id for unit in self.choices.units if unit.unit_id in {team.unit_id for team in teams}]
        return {group: zero(kpi) for group in expected if group not in counted} | counted


def _is_unfinished(kpi: Kpi, selection: Selection, split: Split, group: str | None, day: date) -> bool:
    """Whether a month is not over, or a quarter not over or not wholly among the months that are counted."""
    if split not in TIME_SPLITS:
        return False
    months = group_period(split, group)
    counted = counted_period(kpi, selection.period)
    is_cut = split is Split.QUARTER and not (counted.first <= months.first and months.last <= counted.last)
    return is_cut or months.last_day > day


def _largest_first(row: GroupMeasurement) -> tuple:
    return row.group is None, -(row.measurement.n or 0), row.group or ""

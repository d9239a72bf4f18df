"""Answers: the questions a page may ask, on behalf of one viewer, of one snapshot."""

from datetime import date

from dashboard.access import Viewer
from dashboard.answers import facts
from dashboard.answers.appeals import Benchmark, Way, benchmarks, complaint_chain
from dashboard.answers.caseload import CaseWeight, OwnTeam, TeamSpread, case_weights, own_teams, team_spreads
from dashboard.answers.comparing import comparisons
from dashboard.answers.counting import count_groups, count_total, is_delivered, zero
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
from dashboard.answers.plans import Plan
from dashboard.answers.progress import PlanProgress, plan_progress
from dashboard.answers.results import AgeBand, Answer, CaseRows, Event, ParagraphDeadline, SplitAnswer
from dashboard.answers.rows import rows_behind, rows_in_band
from dashboard.answers.scope import Scope
from dashboard.answers.snapshot import Snapshot
from dashboard.answers.telling import told_groups, told_total, with_empty_groups
from dashboard.errors import AsOfBeyondData
from dashboard.kpi.assessment import verdict
from dashboard.kpi.definition import Kpi
from dashboard.kpi.query import check_split, counted_period, group_period, ignored_dimensions, stock_day
from dashboard.kpi.registry import find_kpi
from dashboard.kpi.target import target_in_force
from dashboard.measurement import TIME_SPLITS, GroupMeasurement, Silence, Split, Target
from dashboard.register import Register
from dashboard.selection import Selection
from dashboard.warehouse import Warehouse

PUBLISHED = "board_outcomes_are_published"
ROWS_OF_QUESTION = {"overdue": "overdue_open_cases", "due_within_14_days": "due_within_14_days"}


class Answers(Snapshot):
    """Questions to one snapshot on behalf of one viewer. ``as_of`` arguments go back in time; None is the data's own day."""

    def __init__(self, warehouse: Warehouse, viewer: Viewer, register: Register | None = None) -> None:
        """register: what people wrote; None where only numbers are asked for, and then nothing is written."""
        super().__init__(warehouse)
        self.viewer = viewer
        self.register = register
        self.scope = Scope(viewer, self.small_count_limit, self.settings.get(PUBLISHED) == "true")

    @once
    def measure(self, kpi_id: str, selection: Selection, as_of: date | None = None) -> Answer:
        """One KPI over the selection, with target, verdict and the two comparisons. Raises UnknownKpi, AsOfBeyondData."""
        kpi = find_kpi(kpi_id)
        day = self._day(kpi, as_of)
        counted = count_total(self.warehouse, kpi, selection, day)
        told = told_total(self.warehouse, self.scope, kpi, selection, day, counted)
        measurement = told.measurement
        target = self._target(kpi, selection, day)
        previous, year_before = comparisons(self.warehouse, self.scope, kpi, selection, day, counted, measurement)
        return Answer(
            kpi=kpi,
            selection=selection,
            as_of=day,
            stock_date=stock_day(selection, day) if kpi.is_stock else None,
            measurement=measurement,
            target=target,
            verdict=verdict(kpi, measurement, target),
            previous=previous,
            year_before=year_before,
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
        exact = count_total(self.warehouse, kpi, selection, day)
        total = told_total(self.warehouse, self.scope, kpi, selection, day, exact).measurement
        found = count_groups(self.warehouse, kpi, selection, day, split)
        counted = with_empty_groups(kpi, selection, split, found, self.choices)
        told = told_groups(self.warehouse, self.scope, kpi, selection, day, split, total, counted, self.choices)
        # What the extract does not cover is known to be missing, whoever reads it.
        told |= {
            group: one.measurement for group, one in counted.items() if one.measurement.silence is Silence.NOT_WHOLE
        }
        groups = [
            self.scope.group(
                selection, split, group, one, counted.get(group, zero(kpi)), _is_unfinished(kpi, selection, split, group, day)
            )
            for group, one in told.items()
        ]  # fmt: skip
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

    def events(self, selection: Selection) -> tuple[Event, ...]:
        """The events of the selected period that concern the selected teams and paragraphs, the written ones too."""
        return facts.events(self.warehouse, selection, self.written_events())

    def configured_events(self) -> tuple[Event, ...]:
        """The events of the municipality's own set-up, by their day."""
        return facts.configured_events(self.warehouse)

    def written_events(self) -> tuple[Event, ...]:
        """The events people wrote and did not take back, by their day."""
        entries = self.register.events(self.viewer) if self.register else ()
        told = ((entry.content, entry.is_example) for entry in entries)
        return tuple(
            Event(one.event_date, one.label, one.paragraph, one.team_id, is_example) for one, is_example in told
        )

    def plan_progress(self, plan: Plan) -> PlanProgress:
        """How each initiative of the plan stands on the data's day, by what is recorded of it."""
        standings = self.register.standings(self.viewer) if self.register else None
        return plan_progress(plan, standings, self.as_of)

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

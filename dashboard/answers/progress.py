"""How a plan stands: the plan as adopted, and beside it what somebody recorded. Nothing follows from elapsed time.

kpis.md, "Initiatives". A date that nobody recorded is unknown, and so is its slip; an end the document does not state has
none. A planned month is kept on any of its days.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from dashboard.answers.plans import Initiative, Milestone, Phase, Plan, Precision
from dashboard.initiative import InitiativeStatus
from dashboard.register import Standing

LOCAL = ZoneInfo("Europe/Copenhagen")
STALE_AFTER_WEEKS = 4  # the paper plan is followed up monthly
MONTHS_OF = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.HALF_YEAR: 6, Precision.YEAR: 12}
CLOSED = frozenset({InitiativeStatus.DONE, InitiativeStatus.RETIRED})
BEHIND = frozenset({InitiativeStatus.AT_RISK, InitiativeStatus.OFF_TRACK})


@dataclass(frozen=True)
class Slip:
    """How far from the plan. days: later is positive, 0 within the planned day or month. is_running: at least so many."""

    days: int
    is_running: bool = False


@dataclass(frozen=True)
class PhaseProgress:
    """A phase with its recorded dates; a slip is None where one of its two dates is unknown or assumed.

    is_readable: False where what is recorded cannot be fetched: then nothing is known, also not that nothing is recorded.
    """

    phase: Phase
    actual_start: date | None
    actual_end: date | None
    start_slip: Slip | None
    end_slip: Slip | None
    is_readable: bool = True


@dataclass(frozen=True)
class MilestoneProgress:
    """is_reached: as recorded, else as the document tells it. done_on: the recorded day. is_readable: as of a phase."""

    milestone: Milestone
    done_on: date | None
    is_reached: bool
    is_readable: bool = True


@dataclass(frozen=True)
class InitiativeProgress:
    """One initiative as it stands.

    status, reason, next_step: the newest recorded, else what the document itself says (is_recorded False), else None.
    updated_on: the local day of the newest status. weeks_since_update: whole weeks to the data's day, never below 0.
    is_readable: as of a phase.
    """

    initiative: Initiative
    phases: tuple[PhaseProgress, ...]
    milestones: tuple[MilestoneProgress, ...]
    status: InitiativeStatus | None
    reason: str | None
    next_step: str | None
    next_step_date: date | None
    decision_wanted: str | None
    is_recorded: bool
    is_example: bool
    updated_on: date | None
    weeks_since_update: int | None
    is_readable: bool = True

    @property
    def is_stale(self) -> bool:
        """A status recorded so long ago that it is a fault; what is done or retired needs no further word."""
        return self.status not in CLOSED and (self.weeks_since_update or 0) > STALE_AFTER_WEEKS

    @property
    def has_dates(self) -> bool:
        """Whether there is anything to draw on a time axis."""
        planned = [day for one in self.phases for day in (one.phase.planned_start, one.phase.planned_end)]
        recorded = [one.actual_start for one in self.phases]
        return any([*planned, *recorded, *(milestone_day(one) for one in self.milestones)])


@dataclass(frozen=True)
class PlanProgress:
    """A plan with each of its initiatives as it stands, in the plan's order."""

    plan: Plan
    initiatives: tuple[InitiativeProgress, ...]

    @property
    def is_readable(self) -> bool:
        """False where what people wrote about the plan cannot be fetched: then nobody may say that there is none."""
        return all(one.is_readable for one in self.initiatives)

    def having(self, *statuses: InitiativeStatus | None) -> tuple[InitiativeProgress, ...]:
        """The initiatives with one of these statuses; None is without any."""
        return tuple(one for one in self.initiatives if one.status in statuses)

    @property
    def stale(self) -> tuple[InitiativeProgress, ...]:
        """Those whose status is too old."""
        return tuple(one for one in self.initiatives if one.is_stale)

    @property
    def decisions(self) -> tuple[InitiativeProgress, ...]:
        """Those that ask for a decision."""
        return tuple(one for one in self.initiatives if one.decision_wanted)

    @property
    def next_steps(self) -> tuple[InitiativeProgress, ...]:
        """Those with a next step, the earliest first, the undated last."""
        told = [one for one in self.initiatives if one.next_step and one.status not in CLOSED]
        return tuple(sorted(told, key=lambda one: (one.next_step_date is None, one.next_step_date or date.max)))


def plan_progress(plan: Plan, standings: Mapping[str, Standing] | None, as_of: date) -> PlanProgress:
    """The whole plan on the data's day. standings: what is recorded, by initiative; where nothing is, it may be absent.

    None: what is recorded cannot be fetched. About a model nobody records anything, so there nothing is missing.
    """
    is_readable, known = plan.is_model or standings is not None, standings or {}
    told = (initiative_progress(one, known.get(one.initiative_id), as_of, is_readable) for one in plan.initiatives)
    return PlanProgress(plan, tuple(told))


def initiative_progress(
    initiative: Initiative, standing: Standing | None, as_of: date, is_readable: bool = True
) -> InitiativeProgress:
    """One initiative on the data's day. is_readable: whether what is recorded could be fetched."""
    entry = standing.status if standing else None
    said = entry.content if entry else None
    updated_on = local_day(standing.said_at) if entry and standing.said_at else None
    status = said.status if said else initiative.status
    return InitiativeProgress(
        initiative=initiative,
        phases=tuple(
            replace(_phase(one, standing, status, updated_on, as_of), is_readable=is_readable)
            for one in initiative.phases
        ),
        milestones=tuple(replace(_milestone(one, standing), is_readable=is_readable) for one in initiative.milestones),
        status=status,
        reason=said.reason if said else initiative.status_reason,
        next_step=said.next_step if said else initiative.next_step,
        next_step_date=said.next_step_date if said else None,
        decision_wanted=said.decision_wanted if said else None,
        is_recorded=said is not None,
        is_example=bool(entry and entry.is_example),
        updated_on=updated_on,
        weeks_since_update=None if updated_on is None else max((as_of - updated_on).days, 0) // 7,
        is_readable=is_readable,
    )


def local_day(moment: datetime) -> date:
    """The day in Denmark."""
    return moment.astimezone(LOCAL).date()


def local_time(moment: datetime) -> str:
    """Hour and minute in Denmark: ``14.05``."""
    return f"{moment.astimezone(LOCAL):%H.%M}"


def milestone_day(one: MilestoneProgress) -> date | None:
    """Where its diamond stands: the day it was done, else the planned one."""
    return one.done_on or one.milestone.planned_date


def start_slip(phase: Phase, actual: date | None) -> Slip | None:
    """From the planned start, which is any day of its month, quarter or half year where the plan names no day.

    None where a date is unknown, where nobody planned it, where the document tells it as having happened, or where the
    planned bar begins with the planning: the recorded start is of the running, and no plan says when that was to be.
    """
    planned = phase.planned_start
    if actual is None or planned is None or phase.start_is_assumed or phase.start_is_reported:
        return None
    if phase.start_includes_planning:
        return None
    last = last_day(planned, phase.start_precision)
    return Slip(max((actual - last).days, 0) or min((actual - planned).days, 0))


def end_slip(phase: Phase, actual: date | None) -> Slip | None:
    """From the planned end; None as of a start."""
    planned = phase.planned_end
    if actual is None or planned is None or phase.end_is_assumed or phase.end_is_reported:
        return None
    first = first_day(planned, phase.end_precision)
    return Slip(max((actual - planned).days, 0) or min((actual - first).days, 0))


def last_day(first: date, precision: Precision | None) -> date:
    """The last day of the stretch that begins there; a precision of days is that day."""
    months = MONTHS_OF.get(precision, 0)
    if not months:
        return first
    number = first.year * 12 + first.month - 2 + months
    return date(number // 12, number % 12 + 1, monthrange(number // 12, number % 12 + 1)[1])


def first_day(last: date, precision: Precision | None) -> date:
    """The first day of the stretch that ends there."""
    months = MONTHS_OF.get(precision, 0)
    if not months:
        return last
    number = last.year * 12 + last.month - months
    return date(number // 12, number % 12 + 1, 1)


def _phase(
    phase: Phase, standing: Standing | None, status: InitiativeStatus | None, updated_on: date | None, as_of: date
) -> PhaseProgress:
    dates = standing.phases.get(phase.phase_id) if standing else None
    start, end = (dates.actual_start, dates.actual_end) if dates else (None, None)
    late_start, late_end = start_slip(phase, start), end_slip(phase, end)
    # Somebody said it has not begun: on that day it was at least so late.
    if start is None and status is InitiativeStatus.NOT_STARTED and updated_on:
        late_start = _running(start_slip(phase, min(updated_on, as_of)))
    if start and end is None and status not in CLOSED:
        late_end = _running(end_slip(phase, as_of))
    return PhaseProgress(phase, start, end, late_start, late_end)


def _running(slip: Slip | None) -> Slip | None:
    """What has not happened yet is late or nothing, never early."""
    return Slip(slip.days, is_running=True) if slip and slip.days > 0 else None


def _milestone(milestone: Milestone, standing: Standing | None) -> MilestoneProgress:
    mark = standing.milestones.get(milestone.milestone_id) if standing else None
    is_reached = mark.is_done if mark else milestone.is_reported
    return MilestoneProgress(milestone, mark.done_date if mark and mark.is_done else None, is_reached)

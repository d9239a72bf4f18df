"""When the municipality's own initiatives ran, as the plan has it and as somebody wrote it in the register."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dashboard.answers.plans import Initiative
from dashboard.answers.questions import Answers
from dashboard.answers.results import Event
from dashboard.register import Standing
from dashboard.selection import Month

NEAR_MONTHS = 3


@dataclass(frozen=True)
class Trial:
    """A PDSA test that was begun."""

    title: str
    first: date
    last: date | None


@dataclass(frozen=True)
class Course:
    """start: the first day any phase began, end: the last day any ended, once all have; None is what nobody wrote."""

    initiative: Initiative
    start: date | None = None
    end: date | None = None
    trials: tuple[Trial, ...] = ()
    is_readable: bool = True


@dataclass(frozen=True)
class Near:
    """Another initiative or an event that began within three months of a start."""

    day: date
    label: str
    is_initiative: bool


def courses(answers: Answers) -> tuple[Course, ...]:
    """One per initiative of the municipality's own plans, in their order: a model plan moves none of its numbers."""
    own = [initiative for plan in answers.plans() if not plan.is_model for initiative in plan.initiatives]
    if answers.register is None:
        return tuple(Course(one, is_readable=False) for one in own)
    standings = answers.register.standings(answers.viewer)
    return tuple(course(one, standings.get(one.initiative_id), answers.as_of) for one in own)


def course(initiative: Initiative, standing: Standing | None, as_of: date) -> Course:
    """What is written of one initiative; a start after the data's own day has not happened in them."""
    if standing is None:
        return Course(initiative)
    written = [standing.phases.get(phase.phase_id) for phase in initiative.phases]
    starts = [one.actual_start for one in written if one and one.actual_start and one.actual_start <= as_of]
    ends = [one.actual_end if one else None for one in written]
    return Course(
        initiative,
        min(starts, default=None),
        max(ends) if ends and all(ends) else None,
        tuple(Trial(one.title, one.started_on, one.ended_on) for one in standing.tests if one.started_on),
    )


def near(course: Course, courses: Iterable[Course], events: Iterable[Event]) -> tuple[Near, ...]:
    """Every other initiative and every event that began within three months before or after the start, by day.

    What belongs to the initiative is no other; what belongs to another one that is named is not named twice.
    """
    if course.start is None:
        return ()
    mine = course.initiative.initiative_id
    begun = [one for one in courses if one.start is not None and is_near(one.start, course.start)]
    named = {one.initiative.initiative_id for one in begun} | {mine}
    told = [Near(one.start, one.initiative.title, True) for one in begun if one.initiative.initiative_id != mine]
    told += [
        Near(one.day, one.label, False)
        for one in events
        if one.initiative_id not in named and is_near(one.day, course.start)
    ]
    return tuple(sorted(told, key=lambda one: (one.day, one.label)))


def events_beside(course: Course, events: Iterable[Event]) -> tuple[Event, ...]:
    """The events to draw beside the initiative's own start: not that which is this start, for it stands there already."""
    start = (course.initiative.initiative_id, course.start)
    return tuple(one for one in events if (one.initiative_id, one.day) != start)


def is_near(day: date, start: date) -> bool:
    """Whether at most three months lie between: the same day of the third month still does."""
    early, late = sorted((day, start))
    months = Month.of(early).months_until(Month.of(late))
    return months < NEAR_MONTHS or (months == NEAR_MONTHS and late.day <= early.day)

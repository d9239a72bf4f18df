"""Every initiative of the municipality's own plans with its effects: what the page asks once for all its parts."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.analysis.effect import EffectVerdict, StepTest, TooEarly
from dashboard.answers import Answers
from dashboard.answers.courses import Course, courses
from dashboard.answers.effects import Effect, effects
from dashboard.ui.frame import Frame
from dashboard.ui.process_control.rebasings import rebasings_of

CHANGES = (EffectVerdict.BETTER, EffectVerdict.WORSE, EffectVerdict.CHANGED)
UNTESTED, UNMEASURED, UNREAD = "untested", "unmeasured", "unread"


@dataclass(frozen=True)
class Measured:
    """One initiative with its effects, none where no KPI of ours is linked to it."""

    course: Course
    effects: tuple[Effect, ...]

    @property
    def tested(self) -> int:
        """How many of its KPIs were tested."""
        return sum(isinstance(one.result, StepTest) for one in self.effects)


def ask(frame: Frame) -> tuple[Measured, ...]:
    """In the order of the plans."""
    answers = frame.answers
    return tuple(
        Measured(one, effects(answers, one, frame.selection, _rebasings(answers, one))) for one in courses(answers)
    )


def verdict_of(effect: Effect) -> str:
    """The verdict, or that there is no test; where nobody can read when it began, it is not too early but unknown."""
    if effect.verdict and not effect.course.is_readable:
        return UNREAD
    return str(effect.verdict) if effect.verdict else UNTESTED


def early_name(effect: Effect) -> str:
    """What the texts call the reason it is too early; empty where it is not, or where nobody can read when it began."""
    if verdict_of(effect) != EffectVerdict.TOO_EARLY or not isinstance(effect.result, TooEarly):
        return ""
    return "final" if effect.is_final else str(effect.result.reason)


def step_of(effect: Effect) -> float | None:
    """The step, where it was tested."""
    return effect.result.step if isinstance(effect.result, StepTest) else None


def all_effects(measured: Sequence[Measured]) -> list[Effect]:
    """Those of all initiatives."""
    return [effect for one in measured for effect in one.effects]


def _rebasings(answers: Answers, course: Course) -> dict[str, tuple]:
    return {link.kpi_id: rebasings_of(answers, link.kpi_id) for link in course.initiative.kpi_links}

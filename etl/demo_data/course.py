"""How each case goes: decided, sent, notified, withdrawn, started; the truth, also after the as-of day."""

from dataclasses import dataclass

import numpy as np

from etl.demo_data.days import NONE, WorkingDays, in_season
from etl.demo_data.draws import choose, stream
from etl.demo_data.intake import CHRISTMAS, JULY, Intake
from etl.demo_data.plan import OUTCOMES, TYPES, Plan

_DISPATCH_WEIGHTS = (0.46, 0.22, 0.13, 0.11, 0.08)  # 0-4 days, a weekend or holiday comes on top
_NEVER_SENT_SHARE = 0.001
_FAR_AWAY = 20_000  # a day after every as-of day the example can have


@dataclass
class Course:
    """One entry per case; days as numbers, NONE where nothing happens. outcome: position in OUTCOMES or NONE."""

    decided: np.ndarray
    outcome: np.ndarray
    sent: np.ndarray
    withdrawn: np.ndarray
    informed: np.ndarray
    notice: np.ndarray
    second_notice: np.ndarray
    waiting: np.ndarray
    start: np.ndarray


def run_cases(plan: Plan, seed: int, subject: str, intake: Intake, working: WorkingDays) -> Course:
    """The course of every case; ``subject`` names the stream of random numbers."""
    rng = stream(seed, subject)
    size = len(intake)
    length = _processing_days(plan, rng, seed, intake)
    ended = _deferred(
        plan, rng, intake.received + np.round(_pulled(plan, rng, intake, length)).astype(np.int32), working
    )
    withdraws = (rng.random(size) < plan.withdrawn_share) & (intake.type < TYPES.index("follow_up"))
    withdrawn = working.on_or_after(intake.received + 1 + (length * rng.random(size)).astype(np.int32))
    decided = np.where(withdraws, NONE, ended)
    outcome = np.where(withdraws, NONE, choose(rng, [plan.outcomes[name] for name in OUTCOMES], size))
    last = np.where(withdraws, withdrawn, ended)
    notice, second = _notices(plan, rng, intake, last)
    return Course(
        decided=decided,
        outcome=outcome,
        sent=_sent(rng, decided, working),
        withdrawn=np.where(withdraws, withdrawn, NONE),
        informed=_informed(rng, intake.received, last),
        notice=notice,
        second_notice=second,
        waiting=_waiting(rng, decided, intake.received),
        start=_starts(plan, rng, intake, decided, outcome),
    )


def _processing_days(plan: Plan, rng: np.random.Generator, seed: int, intake: Intake) -> np.ndarray:
    median = np.array([kind.median for kind in plan.kinds])[intake.kind]
    sigma = np.array([kind.sigma for kind in plan.kinds])[intake.kind]
    processing = plan.processing
    by_type = {"renewal": processing.renewal_factor, "follow_up": processing.follow_up_factor}
    factor = np.array([by_type.get(type_, 1.0) for type_ in TYPES])[intake.type]
    factor = factor * np.where(intake.is_urgent, processing.urgent_factor, 1.0)
    factor *= _planted_factor(plan, intake)
    slowing = np.interp(intake.received, (processing.slow_down_from, processing.slow_down_to), (0.0, 1.0))
    factor *= 1 + slowing * (processing.slow_down_factor - 1)
    # Months differ a little for no reason anyone recorded; the same months differ for ordinary and remitted cases.
    months = intake.received.astype("datetime64[D]").astype("datetime64[M]").astype(int)
    factor *= np.exp(stream(seed, "months").normal(0, processing.month_spread, 1_000))[months]
    factor *= np.where(rng.random(len(intake)) < processing.stuck_share, processing.stuck_factor, 1.0)
    length = median * np.exp(sigma * rng.standard_normal(len(intake))) * factor
    parked = rng.random(len(intake)) < processing.parked_share
    length += np.where(parked, rng.integers(*processing.parked_days, len(intake)), 0)
    return np.clip(length, 0.3, processing.longest_days)


def _planted_factor(plan: Plan, intake: Intake) -> np.ndarray:
    planted = plan.planted
    is_workflow = np.array([kind.paragraph == planted.workflow_paragraph for kind in plan.kinds])[intake.kind]
    is_helped = intake.team == plan.team_index(planted.extra_worker_team)
    workflow = np.where(is_workflow & (intake.received >= planted.workflow_from), planted.workflow_factor, 1.0)
    return workflow * np.where(
        is_helped & (intake.received >= planted.extra_worker_from), planted.extra_worker_factor, 1.0
    )


def deadline_days(plan: Plan, intake: Intake) -> np.ndarray:
    """The example deadline in calendar days as staff remember it; NONE where the case has none."""
    first = np.array([kind.deadline_days or NONE for kind in plan.kinds])[intake.kind]
    renewal = np.array([kind.renewal_deadline_days or kind.deadline_days or NONE for kind in plan.kinds])[intake.kind]
    days = np.where(intake.type == TYPES.index("renewal"), renewal, first)
    without = np.isin(intake.type, [TYPES.index("follow_up"), TYPES.index("own_initiative")])
    return np.where(without, NONE, days)


def _pulled(plan: Plan, rng: np.random.Generator, intake: Intake, length: np.ndarray) -> np.ndarray:
    """Some cases that would end just over the deadline are decided in its last days, as wherever deadlines are kept."""
    deadline = deadline_days(plan, intake)
    close = (deadline > 0) & (length > deadline) & (length < deadline * 1.25)
    pulled = close & (rng.random(len(length)) < plan.processing.pulled_share)
    return np.where(pulled, deadline - rng.random(len(length)) * np.minimum(6, deadline / 4), length)


def _deferred(plan: Plan, rng: np.random.Generator, ended: np.ndarray, working: WorkingDays) -> np.ndarray:
    planted = plan.planted
    size = len(ended)
    july = in_season(ended, *JULY) & (rng.random(size) < planted.july_deferred_share)
    ended = ended + np.where(july, rng.integers(14, 29, size), 0)
    christmas = in_season(ended, *CHRISTMAS) & (rng.random(size) < planted.christmas_deferred_share)
    return working.on_or_after(ended + np.where(christmas, rng.integers(8, 15, size), 0))


def _sent(rng: np.random.Generator, decided: np.ndarray, working: WorkingDays) -> np.ndarray:
    is_decided = decided != NONE
    never = rng.random(len(decided)) < _NEVER_SENT_SHARE
    day = working.on_or_after(np.where(is_decided, decided, 18_000) + choose(rng, _DISPATCH_WEIGHTS, len(decided)))
    return np.where(is_decided, np.where(never, _FAR_AWAY, day), NONE)


def _informed(rng: np.random.Generator, received: np.ndarray, last: np.ndarray) -> np.ndarray:
    part = rng.uniform(0.1, 0.6, len(received))
    day = received + ((last - received) * part).astype(np.int32)
    return np.where((rng.random(len(received)) < 0.7) & (last - received > 5), day, NONE)


def _notices(plan: Plan, rng: np.random.Generator, intake: Intake, last: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    days = deadline_days(plan, intake)
    deadline = intake.received + np.where(days == NONE, 0, days)
    late = (days != NONE) & (last > deadline)
    size = len(last)
    draw = rng.random(size)
    before = np.maximum(intake.received + 1, deadline - rng.integers(1, 11, size))
    after = deadline + rng.integers(1, 21, size)
    notices = plan.notices
    notice = np.where(draw < notices["before_deadline_share"], before, after)
    told = draw < notices["before_deadline_share"] + notices["after_deadline_share"]
    notice = np.where(late & told & (notice < last), notice, NONE)
    second = notice + rng.integers(20, 41, size)
    again = (notice != NONE) & (second < last) & (rng.random(size) < notices["second_notice_share"])
    return notice, np.where(again, second, NONE)


def _waiting(rng: np.random.Generator, decided: np.ndarray, received: np.ndarray) -> np.ndarray:
    length = np.where(decided == NONE, 0, decided - received)
    waiting = (length * rng.uniform(0.05, 0.5, len(length))).astype(np.int32)
    registered = (length > 10) & (rng.random(len(length)) < 0.25)
    return np.where(decided == NONE, NONE, np.where(registered, waiting, 0))


def _starts(
    plan: Plan, rng: np.random.Generator, intake: Intake, decided: np.ndarray, outcome: np.ndarray
) -> np.ndarray:
    """Granted help begins after the decision; treatment under section 101 at once, most of it within 14 days."""
    size = len(decided)
    is_treatment = np.array([kind.paragraph == "101" for kind in plan.kinds])[intake.kind]
    later = decided + rng.integers(3, 31, size)
    # The offer must begin within 14 days of the application: in 8 of 10 cases staff make it.
    at_once = np.maximum(decided, intake.received + rng.integers(3, 15, size)) + np.where(rng.random(size) < 0.1, 7, 0)
    registered = np.isin(outcome, [0, 1]) & (rng.random(size) < np.where(is_treatment, 0.97, 0.6))
    return np.where(registered & (decided != NONE), np.where(is_treatment, at_once, later), NONE)

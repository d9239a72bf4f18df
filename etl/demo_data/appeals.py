"""Complaints over decisions: reassessment, the board, and the remitted cases that come back."""

from dataclasses import dataclass

import numpy as np

from etl.demo_data.course import Course
from etl.demo_data.days import NONE, WorkingDays
from etl.demo_data.draws import choose, stream
from etl.demo_data.intake import Intake
from etl.demo_data.plan import OUTCOMES, TYPES, Plan
from etl.demo_data.staff import Staff

REASSESSMENTS = ("maintained", "changed", "partly_changed", "withdrawn", "too_late")
BOARD = ("upheld", "changed", "annulled", "dismissed", "remitted")
REASONS = ("information_basis", "reasoning", "wrong_assessment", "legal_basis", "hearing", "other")
_NOT_APPEALABLE = ("82 a", "82 b")


@dataclass
class Appeals:
    """One entry per complaint in order of receipt; days as numbers, NONE where nothing happened by the as-of day.

    case: row of the appealed case. reassessment, board, reason: positions in the tuples above, or NONE.
    board_case: number of the board's own case, or NONE. hours: time spent.
    """

    case: np.ndarray
    received: np.ndarray
    reassessed: np.ndarray
    reassessment: np.ndarray
    maintains: np.ndarray
    forwarded: np.ndarray
    closed: np.ndarray
    board_decided: np.ndarray
    board_received: np.ndarray
    board: np.ndarray
    board_case: np.ndarray
    reason: np.ndarray
    has_jurist: np.ndarray
    hours: np.ndarray

    def __len__(self) -> int:
        return len(self.case)


def receive_appeals(
    plan: Plan, seed: int, intake: Intake, course: Course, free: np.ndarray, working: WorkingDays
) -> Appeals:
    """Complaints over the decided cases; the rows marked in ``free`` are kept out."""
    rng = stream(seed, "appeals")
    case, received = _complaints(plan, rng, intake, course, free, working)
    size = len(case)
    reassessment = choose(rng, [plan.appeals["reassessment"][name] for name in REASSESSMENTS], size)
    maintained, changed, partly, withdrawn, too_late = (reassessment == code for code in range(len(REASSESSMENTS)))
    reviewed = working.on_or_after(received + _lognormal_days(rng, 19.0, 0.42, size))
    reviewed = np.where(_left_waiting(plan, seed, received), plan.as_of + 1, reviewed)
    insists = partly & (rng.random(size) < plan.appeals["maintains_share"])
    maintains = np.where(insists, reviewed + rng.integers(4, 27, size), NONE)
    passed_on = working.on_or_after(np.where(insists, maintains, reviewed) + rng.integers(0, 4, size))
    goes_on = maintained | insists
    answered = working.on_or_after(passed_on + _lognormal_days(rng, 141.0, 0.3, size))
    reported = working.on_or_after(answered + rng.integers(0, 4, size))
    appeals = Appeals(
        case=case,
        received=received,
        reassessed=np.where(maintained | changed | partly, reviewed, NONE),
        reassessment=np.where(reviewed <= plan.as_of, reassessment, NONE),
        maintains=maintains,
        forwarded=np.where(goes_on, passed_on, NONE),
        closed=np.where(changed | withdrawn | too_late | (partly & ~insists), reviewed, NONE),
        board_decided=np.where(goes_on, answered, NONE),
        board_received=np.where(goes_on, reported, NONE),
        board=choose(rng, [plan.appeals["board"][name] for name in BOARD[:4]], size),
        board_case=np.arange(size),
        reason=choose(rng, [plan.appeals["reasons"][name] for name in REASONS], size),
        has_jurist=_jurist(plan, rng, received),
        hours=np.round(rng.gamma(3.0, 1.6, size), 2),
    )
    return _as_known(plan, appeals)


def _left_waiting(plan: Plan, seed: int, received: np.ndarray) -> np.ndarray:
    """Complaints of the last months that have waited over four weeks; none is so old that the board could have answered."""
    old_enough = (received >= plan.appeals["waiting_from"]) & (received < plan.as_of - 28)
    return old_enough & (stream(seed, "left waiting").random(len(received)) < plan.appeals["waiting_share"])


def _lognormal_days(rng: np.random.Generator, median: float, sigma: float, size: int) -> np.ndarray:
    days = np.round(median * np.exp(rng.normal(0, sigma, size)))
    return np.clip(days, 1, 400).astype(np.int32)


def _complaints(
    plan: Plan, rng: np.random.Generator, intake: Intake, course: Course, free: np.ndarray, working: WorkingDays
) -> tuple[np.ndarray, np.ndarray]:
    granted = course.outcome == OUTCOMES.index("granted")
    share = np.where(granted, plan.appeals["complaint_share_granted"], plan.appeals["complaint_share_refusal"])
    appealable = np.array([kind.paragraph not in _NOT_APPEALABLE for kind in plan.kinds])[intake.kind]
    decided = (course.outcome != NONE) & (course.sent <= plan.as_of) & appealable & ~free
    case = np.flatnonzero(decided & (rng.random(len(intake)) < share))
    received = working.on_or_after(course.sent[case] + rng.integers(3, 29, len(case)))
    known = received <= plan.as_of
    order = np.argsort(received[known], kind="stable")
    return case[known][order], received[known][order]


def _jurist(plan: Plan, rng: np.random.Generator, received: np.ndarray) -> np.ndarray:
    after = received >= plan.appeals["jurist_from"]
    share = np.where(after, plan.appeals["jurist_share_after"], plan.appeals["jurist_share_before"])
    return rng.random(len(received)) < share


def _as_known(plan: Plan, appeals: Appeals) -> Appeals:
    """What the register says on the as-of day: later events are not there yet."""
    for name in ("reassessed", "maintains", "forwarded", "closed", "board_decided", "board_received"):
        days = getattr(appeals, name)
        setattr(appeals, name, np.where(days > plan.as_of, NONE, days))
    answered = appeals.board_received != NONE
    appeals.board_decided = np.where(answered, appeals.board_decided, NONE)
    appeals.board = np.where(answered, appeals.board, NONE)
    appeals.board_case = np.where(answered, appeals.board_case, NONE)
    return appeals


def remit(plan: Plan, seed: int, appeals: Appeals, count: int, without_case: int) -> np.ndarray:
    """Let the board remit ``count`` complaints that get a new case and ``without_case`` that do not.

    Returns the positions of the first ones; fewer where the board has not answered so many.
    """
    rng = stream(seed, "remittals")
    candidates = np.flatnonzero((appeals.board_received != NONE) & (appeals.board_received < plan.as_of - 10))
    drawn = rng.permutation(candidates)[: count + without_case]
    appeals.board[drawn] = BOARD.index("remitted")
    reversed_ = np.isin(appeals.board, [BOARD.index(name) for name in ("changed", "annulled", "remitted")])
    appeals.reason = np.where(reversed_, appeals.reason, NONE)
    _share_board_cases(plan, rng, appeals)
    return np.sort(drawn[min(without_case, max(0, len(drawn) - 1)) :])


def _share_board_cases(plan: Plan, rng: np.random.Generator, appeals: Appeals) -> None:
    """A few complaints were answered by one decision of the board together with the complaint before them."""
    answered = np.flatnonzero((appeals.board != NONE) & (appeals.board != BOARD.index("remitted")))
    count = round(len(answered) * plan.appeals["shared_board_case_share"])
    if not count:
        return
    for position in rng.choice(np.arange(1, len(answered)), min(count, len(answered) - 1), replace=False).tolist():
        ours, other = answered[position], answered[position - 1]
        for field in ("board_case", "board_decided", "board_received", "board", "reason"):
            getattr(appeals, field)[ours] = getattr(appeals, field)[other]


def bring_back(intake: Intake, appeals: Appeals, remitted: np.ndarray, rows: np.ndarray, staff: Staff) -> Intake:
    """Turn the reserved ``rows`` into the cases the board remitted; returns those rows as an intake of their own."""
    origin = appeals.case[remitted]
    intake.received[rows] = appeals.board_received[remitted]
    for field in ("kind", "team", "citizen", "position"):
        getattr(intake, field)[rows] = getattr(intake, field)[origin]
    intake.type[rows] = TYPES.index("remitted")
    intake.is_urgent[rows] = False
    intake.worker[rows] = staff.responsible(intake.position[rows], intake.received[rows])
    return Intake(**{field: values[rows] for field, values in vars(intake).items()})

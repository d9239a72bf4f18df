"""Invented citizens: numbers in the shape of CPR numbers that cannot belong to anyone, and numbered names."""

from dataclasses import dataclass

import numpy as np

from etl.demo_data.draws import choose, stream
from etl.demo_data.plan import Plan, load_words

# The weights of the CPR control digit: a number whose weighted sum is divisible by 11 may be somebody's.
_CONTROL = np.array([4, 3, 2, 7, 6, 5, 4, 3, 2, 1])


@dataclass(frozen=True)
class Citizens:
    """One entry per citizen, grouped by home team: ``first[t]`` up to ``first[t + 1]`` belong to team t.

    cpr: ten digits as a whole number. names: numbered, made up.
    """

    first: np.ndarray
    team: np.ndarray
    cpr: np.ndarray
    names: list[str]


def invent_citizens(plan: Plan, seed: int, cases: int) -> Citizens:
    """Citizens enough for ``cases`` cases, at least one per team."""
    rng = stream(seed, "citizens")
    weights = np.array([sum(kind.weight for kind in plan.kinds if kind.team == team.id) for team in plan.teams])
    counts = np.maximum(1, np.round(cases / plan.cases_per_citizen * weights / weights.sum())).astype(int)
    team = np.repeat(np.arange(len(plan.teams), dtype=np.int32), counts)
    patterns = load_words()["names"]
    pattern = choose(rng, np.ones(len(patterns)), len(team))
    names = [patterns[which].format(number=number) for number, which in enumerate(pattern.tolist(), start=1)]
    return Citizens(np.concatenate([[0], np.cumsum(counts)]), team, _unique_numbers(plan, rng, team), names)


def _unique_numbers(plan: Plan, rng: np.random.Generator, team: np.ndarray) -> np.ndarray:
    numbers = _numbers(plan, rng, team)
    while True:
        _, kept = np.unique(numbers, return_index=True)
        repeated = np.ones(len(numbers), dtype=bool)
        repeated[kept] = False
        if not repeated.any():
            return numbers
        numbers[repeated] = _numbers(plan, rng, team[repeated])


def _numbers(plan: Plan, rng: np.random.Generator, team: np.ndarray) -> np.ndarray:
    ages = np.array([team.ages for team in plan.teams])
    age_days = (ages[team, 0] + rng.random(len(team)) * (ages[team, 1] - ages[team, 0])) * 365.25
    born = (plan.as_of - age_days.astype(int)).astype("datetime64[D]")
    # On 1 January many numbers without control digit have been given out: nobody here is born that day.
    born = np.where(born == born.astype("datetime64[Y]"), born + 1, born)
    months, years = born.astype("datetime64[M]"), born.astype("datetime64[Y]").astype(int) + 1970
    day, month = (born - months).astype(int) + 1, months.astype(int) % 12 + 1
    # The seventh digit tells the century: 0-3 for 1900-1999, 4-9 for those born from 2000.
    seventh = np.where(years < 2000, rng.integers(0, 4, len(team)), rng.integers(4, 10, len(team)))
    date_part = day * 10_000 + month * 100 + years % 100
    numbers = date_part * 10_000 + seventh * 1_000 + rng.integers(0, 1_000, len(team))
    return _without_control_digit(numbers)


def _without_control_digit(numbers: np.ndarray) -> np.ndarray:
    """Shift the last digit where the control sum fits, so that no number can be one given to a person."""
    digits = numbers[:, None] // 10 ** np.arange(9, -1, -1) % 10
    fits = (digits * _CONTROL).sum(axis=1) % 11 == 0
    return np.where(fits, numbers - numbers % 10 + (numbers % 10 + 1) % 10, numbers)

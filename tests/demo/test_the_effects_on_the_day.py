"""What the one test of an initiative says of the planted starts on 30 November 2023, on months recounted from the delivered rows.

Neither the warehouse nor the definitions are used: the rows are read with csv and counted with pandas. Only the step test itself
is the product's.
"""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from dashboard.analysis.effect import EffectVerdict, StepTest, step_test, verdict
from dashboard.analysis.effect_start import effect_start
from dashboard.kpi.definition import Direction
from tests.demo.raw_files import newest_cases

MONTHS = pd.period_range("2021-01", "2023-11", freq="M")
WORKFLOW, EXTRA_WORKER = date(2023, 2, 1), date(2023, 6, 1)
FEWEST = 10  # decisions in a month that says anything
TEAM = "Team Handicap"


@pytest.fixture(scope="module")
def decided(default_raw: Path) -> pd.DataFrame:
    """The decisions with their month; a decision before its receipt is a planted fault."""
    cases = newest_cases(default_raw)
    cases = cases[cases["FrafaldetDato"].isna() & (cases["days"] >= 0) & (cases["ModtagetDato"] <= "2023-11-30")]
    return cases.assign(month=cases["AfgørelsesDato"].dt.to_period("M"))


def medians(cases: pd.DataFrame) -> tuple[list[float | None], list[float]]:
    """The median days of each month's decisions, a gap where there are too few, and how many they are."""
    found = cases.groupby("month")["days"].agg(["median", "size"]).reindex(MONTHS)
    values = [float(median) if size >= FEWEST else None for median, size in found.itertuples(index=False)]
    return values, found["size"].fillna(0).tolist()


def step(cases: pd.DataFrame, start: date) -> StepTest:
    """What the one test says of the monthly medians of processing days."""
    values, weights = medians(cases)
    return step_test(values, effect_start(date(2021, 1, 1), start), weights)


def test_the_changed_workflow_of_section_85_is_found_in_the_days(decided: pd.DataFrame) -> None:
    days = step(decided[decided["paragraph"] == "85"], WORKFLOW)
    # Holm over the initiative's two numbers doubles p at most. With the factor set to 1.0 this seed still gives -8.0 days,
    # p 0.047, and timeliness without a comparison +18 points, p 0.004: empty desks in January 2021 bend the trend.
    assert 2 * days.p_value < 0.01
    assert verdict(days, 2 * days.p_value, Direction.DOWN) is EffectVerdict.BETTER
    # January 2021 has fewer than ten decisions.
    assert (days.before_count, days.after_count) == (24, 10)
    assert days.lower < days.step < days.upper < 0


BENT = pytest.mark.xfail(
    strict=True,
    reason="8 days faster is false: empty desks in 2021 and the slow-down bend the trend, a straight line makes a step of it",
)
UNTOUCHED = ("Team Hjælpemidler og bolig", "Team Visitation", "Team Botilbud og dagtilbud")


@pytest.mark.parametrize(
    ("team", "start"),
    [
        pytest.param(UNTOUCHED[0], WORKFLOW, marks=BENT),
        *((team, WORKFLOW) for team in UNTOUCHED[1:]),
        *((team, EXTRA_WORKER) for team in UNTOUCHED),
    ],
)
def test_what_no_start_touched_is_not_called_changed(decided: pd.DataFrame, team: str, start: date) -> None:
    untouched = decided[(decided["paragraph"] != "85") & (decided["AfdelingNavn"] == team)]
    days = step(untouched, start)
    assert verdict(days, days.p_value, Direction.DOWN) is EffectVerdict.NO_CHANGE


@pytest.mark.xfail(
    strict=True,
    reason="cases received from June are decided from August on, so the six decision months hold a slope and no step",
)
def test_the_extra_worker_of_the_handicap_team_is_found(decided: pd.DataFrame) -> None:
    days = step(decided[decided["AfdelingNavn"] == TEAM], EXTRA_WORKER)
    assert verdict(days, days.p_value, Direction.DOWN) is EffectVerdict.BETTER

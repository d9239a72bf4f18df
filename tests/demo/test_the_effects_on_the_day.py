"""What the one test of an initiative says of the planted starts on 30 November 2023, on months recounted from the delivered rows.

Neither the warehouse nor the definitions are used: the rows are read with csv, Excel's dates with pandas, and counted here. Only
the step test itself is the product's.
"""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from dashboard.analysis.effect import EffectVerdict, StepTest, step_test, verdict
from dashboard.analysis.effect_start import effect_start
from dashboard.kpi.definition import Direction
from tests.demo.raw_files import newest_cases, read_assignments, read_workers

MONTHS = pd.period_range("2021-01", "2023-11", freq="M")
AS_OF = pd.Timestamp(2023, 11, 30)
WORKFLOW, EXTRA_WORKER = date(2023, 2, 1), date(2023, 6, 1)
FEWEST = 10  # cases in a month that says anything
TEAM = "Team Handicap"
CASEWORKERS = ("Socialrådgiver", "Visitator")
DAYS_TO_DECIDE = {"85": 56, "83": 14}  # the example's deadlines, alike for new applications and renewals
WITH_DEADLINE = ("Ansøgning", "Genansøgning")


@pytest.fixture(scope="module")
def cases(default_raw: Path) -> pd.DataFrame:
    """The cases nobody withdrew."""
    found = newest_cases(default_raw)
    return found[found["FrafaldetDato"].isna() & (found["ModtagetDato"] <= AS_OF)]


@pytest.fixture(scope="module")
def loads(default_raw: Path) -> pd.DataFrame:
    """Citizens with a fixed worker per full-time caseworker at each month's end, by team."""
    workers, assigned = read_workers(default_raw), read_assignments(default_raw)
    first = pd.to_datetime(assigned["Fra dato"].str[:10])
    last = pd.to_datetime(assigned["Til dato"]).fillna(AS_OF)
    ends = workers["Til"].fillna(AS_OF)
    found = {}
    for month in MONTHS:
        day = month.end_time.normalize()
        there = workers[workers["Stilling"].isin(CASEWORKERS) & (workers["Fra"] <= day) & (ends >= day)]
        now = assigned[(first <= day) & (last >= day)].merge(there, left_on="Medarbejder", right_on="MedarbejderId")
        teams = there.groupby("Afdeling")["Beskæftigelsesgrad"].sum()
        found[month] = now.groupby("Afdeling")["CPR"].nunique() / teams
    return pd.DataFrame(found).T


def step(values: list[float | None], start: date, weights: list[float] | None = None) -> StepTest:
    return step_test(values, effect_start(date(2021, 1, 1), start), weights)


def timely(cases: pd.DataFrame, paragraph: str) -> tuple[list[float | None], list[int]]:
    """The share in time of each month's received cases, a gap where there are too few or a deadline still runs; how many."""
    chosen = cases[(cases["paragraph"] == paragraph) & cases["Henvendelsestype"].isin(WITH_DEADLINE)]
    deadline = chosen["ModtagetDato"] + pd.Timedelta(days=DAYS_TO_DECIDE[paragraph])
    chosen = chosen.assign(is_timely=chosen["AfgørelsesDato"] <= deadline, is_past=deadline < AS_OF)
    values, counts = [], []
    for month in MONTHS:
        rows = chosen[chosen["ModtagetDato"].dt.to_period("M") == month]
        is_told = rows["is_past"].all() and len(rows) >= FEWEST
        values.append(float(rows["is_timely"].mean()) if is_told else None)
        counts.append(len(rows))
    return values, counts


def test_the_changed_workflow_of_section_85_is_found_in_the_months_of_receipt(cases: pd.DataFrame) -> None:
    values, counts = timely(cases, "85")
    found = step(values, WORKFLOW, counts)
    assert verdict(found, found.p_value, Direction.UP) is EffectVerdict.BETTER
    assert 0.05 < found.lower < found.step < found.upper
    # May 2021 has nine cases; the deadlines of October's run to the end of November and beyond.
    assert (found.before_count, found.after_count) == (24, 8)


def test_a_section_the_workflow_did_not_touch_is_not_called_changed(cases: pd.DataFrame) -> None:
    values, counts = timely(cases, "83")
    found = step(values, WORKFLOW, counts)
    assert verdict(found, found.p_value, Direction.UP) is EffectVerdict.NO_CHANGE


def test_the_extra_worker_of_the_handicap_team_is_found_in_the_load(loads: pd.DataFrame) -> None:
    found = step(loads[TEAM].tolist(), EXTRA_WORKER)
    # After Holm over the initiative's three numbers p is three times as large at most.
    assert 3 * found.p_value < 0.01
    assert verdict(found, 3 * found.p_value, Direction.DOWN) is EffectVerdict.BETTER
    # Five positions, one of them vacant in May, became six with nobody away: a sixth of the load goes, or a third.
    assert found.upper < 0
    assert 1 / 6 < -found.step / loads[TEAM].iloc[28] < 1 / 3
    assert (found.before_count, found.after_count) == (29, 6)


@pytest.mark.parametrize("start", [WORKFLOW, EXTRA_WORKER])
def test_the_load_of_the_other_teams_is_not_called_changed(loads: pd.DataFrame, start: date) -> None:
    others = [team for team in loads.columns if team != TEAM]
    assert len(others) == 4
    for team in others:
        found = step(loads[team].tolist(), start)
        assert verdict(found, found.p_value, Direction.DOWN) is EffectVerdict.NO_CHANGE, team

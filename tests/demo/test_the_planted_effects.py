"""The planted effects, found again by an independent count on the raw files."""

from datetime import date
from pathlib import Path

import holidays
import pandas as pd
import pytest

from tests.demo.raw_files import newest_cases

STILL_OPEN = 10_000  # days: longer than any median
# The same season in both years: decisions wait over the holidays.
SUMMER_2022, SUMMER_2023 = ("2022-06-15", "2022-08-31"), ("2023-06-15", "2023-08-31")


@pytest.fixture(scope="module")
def cases(large_raw: Path) -> pd.DataFrame:
    """Cases nobody withdrew, with their processing days so far or STILL_OPEN."""
    cases = newest_cases(large_raw)
    cases = cases[cases["FrafaldetDato"].isna() & (cases["ModtagetDato"] <= "2023-11-30")]
    return cases.assign(days=cases["days"].fillna(STILL_OPEN))


def median_days(cases: pd.DataFrame, first: str, last: str) -> float:
    return cases["days"][cases["ModtagetDato"].between(first, last)].median()


def test_section_85_takes_half_the_time_from_february_2023(cases: pd.DataFrame) -> None:
    chosen = cases[cases["paragraph"] == "85"]
    before, after = median_days(chosen, "2022-08-01", "2023-01-31"), median_days(chosen, "2023-02-01", "2023-07-31")
    assert after / before == pytest.approx(0.50, abs=0.06)


def test_the_extra_worker_makes_the_handicap_team_a_fifth_faster_from_june_2023(cases: pd.DataFrame) -> None:
    chosen = cases[cases["AfdelingNavn"] == "Team Handicap"]
    before, after = median_days(chosen, *SUMMER_2022), median_days(chosen, *SUMMER_2023)
    assert after / before == pytest.approx(0.80, abs=0.06)


def test_the_other_teams_take_as_long_as_before(cases: pd.DataFrame) -> None:
    chosen = cases[(cases["AfdelingNavn"] != "Team Handicap") & (cases["paragraph"] != "85")]
    before, after = median_days(chosen, *SUMMER_2022), median_days(chosen, *SUMMER_2023)
    assert after / before == pytest.approx(1.0, abs=0.08)


def received_per_working_day(cases: pd.DataFrame) -> pd.Series:
    danish = holidays.country_holidays("DK", years=range(2021, 2024))
    days = pd.date_range("2021-01-01", "2023-11-30")
    working = [day.weekday() < 5 and day.date() not in danish for day in days]
    return cases.groupby("ModtagetDato").size().reindex(days, fill_value=0)[working]


def is_christmas(day: date) -> bool:
    return (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 2)


def test_july_and_christmas_bring_fewer_cases(cases: pd.DataFrame) -> None:
    counts = received_per_working_day(cases)
    # April to June and November to mid-December: neither busy season nor holidays.
    ordinary = counts[[day.month in (4, 5, 6, 11) for day in counts.index]].mean()
    july = counts[counts.index.month == 7].mean()
    christmas = counts[[is_christmas(day) for day in counts.index]].mean()
    assert july / ordinary == pytest.approx(0.60, abs=0.04)
    assert christmas / ordinary == pytest.approx(0.40, abs=0.05)


def test_fewer_decisions_are_made_in_july(cases: pd.DataFrame) -> None:
    decided = cases["AfgørelsesDato"].dt.to_period("M").value_counts()
    for year in (2021, 2022, 2023):
        assert decided[f"{year}-07"] < 0.85 * min(decided[f"{year}-06"], decided[f"{year}-08"])


def test_the_picture_is_believable(large_raw: Path) -> None:
    cases = newest_cases(large_raw)
    cases = cases[cases["ModtagetDato"] <= "2023-11-30"]
    decided = cases["AfgørelsesDato"].notna()
    withdrawn = cases["FrafaldetDato"].notna()
    assert withdrawn.mean() == pytest.approx(0.03, abs=0.01)
    stock = cases[~decided & ~withdrawn]
    assert 0.03 < len(stock) / len(cases) < 0.07
    waited = (pd.Timestamp(2023, 11, 30) - stock["ModtagetDato"]).dt.days
    assert (waited > 180).mean() > 0.10
    shares = cases["Afgørelsestype"][decided].value_counts(normalize=True)
    assert shares["Bevilling"] == pytest.approx(0.66, abs=0.02)
    assert shares["Afslag"] == pytest.approx(0.15, abs=0.02)
    lag = (cases["AfsendtDato"] - cases["AfgørelsesDato"]).dt.days.dropna()
    assert (lag <= 6).mean() > 0.97

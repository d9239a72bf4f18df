"""What is called a change: real ones are named once and where they are, chance seldom, small and hidden numbers never."""

import random
from datetime import date, timedelta
from itertools import chain

import pytest

from dashboard.access import CHIEF, Role, Viewer
from dashboard.answers import Answers
from dashboard.answers.changes import Change, what_changed
from dashboard.measurement import Movement, Silence, Split
from dashboard.selection import Month, Period, Selection
from dashboard.warehouse import Warehouse
from tests.answers.small_warehouse import contract_warehouse

TIMELY = "timely_decisions"
STEERING_GROUP = Viewer(Role.STEERING_GROUP)
YEAR = Selection(Period(Month(2022, 12), Month(2023, 11)))
THEN, NOW = 2021, 2022  # the Decembers the two years begin in
TEAMS, PARAGRAPHS = ("T1", "T2", "T3"), ("83", "85", "97", "112")


def decided(year: int, team: str, paragraph: str, timely: int, late: int) -> list[dict]:
    """Cases decided in January after that December, so many before their deadline and so many after."""
    received = date(year, 12, 1)
    return [
        {
            "received_date": received,
            "deadline_date": received + timedelta(days=40),
            "decided_date": received + timedelta(days=35 if number < timely else 45),
            "team_id": team,
            "paragraph": paragraph,
        }
        for number in range(timely + late)
    ]


def answers_to(tmp_path, groups: list[list[dict]], viewer: Viewer = CHIEF, **more) -> Answers:
    """Answers to a municipality with these cases, whose register begins well before what is compared."""
    first = {"received_date": date(2021, 11, 1), "decided_date": date(2021, 11, 20), "team_id": "T1", "paragraph": "83"}
    cases = [case | {"case_id": f"S{number}"} for number, case in enumerate([first, *chain(*groups)])]
    return Answers(Warehouse.newest(contract_warehouse(tmp_path, cases, **more)), viewer)


def years(shares: dict[tuple[str, str], tuple[int, int]], usual: int = 45, of: int = 50) -> list[list[dict]]:
    """Two years in which every team decides ``of`` cases of every paragraph, ``usual`` of them in time.

    shares: (team, paragraph) -> in time then and now, where it is another number.
    """
    groups = []
    for team in TEAMS:
        for paragraph in PARAGRAPHS:
            then, now = shares.get((team, paragraph), (usual, usual))
            groups += [decided(THEN, team, paragraph, then, of - then), decided(NOW, team, paragraph, now, of - now)]
    return groups


def named(changes) -> list[tuple[Split | None, str | None]]:
    return [(change.split, change.group) for change in changes.found]


def test_a_drop_in_one_team_is_named_with_both_numbers_and_nothing_else_is(tmp_path):
    answers = answers_to(tmp_path, years({("T1", paragraph): (45, 28) for paragraph in PARAGRAPHS}))
    changes = what_changed(answers, [TIMELY], YEAR)
    assert named(changes) == [(Split.TEAM, "T1")]
    (change,) = changes.found
    assert change.movement is Movement.WORSE
    assert (change.then.numerator, change.then.denominator) == (180, 200)
    assert (change.now.numerator, change.now.denominator) == (112, 200)
    assert (change.now_period, change.then_period) == (YEAR.period, YEAR.period.shifted(-12))


def test_every_number_that_is_compared_is_counted(tmp_path):
    # One whole, two units, three teams and four paragraphs.
    changes = what_changed(answers_to(tmp_path, years({})), [TIMELY], YEAR)
    assert (changes.comparisons, changes.found, changes.against) == (10, (), "year_before")


def test_a_drop_everywhere_is_told_as_one_of_the_whole(tmp_path):
    everywhere = {(team, paragraph): (45, 30) for team in TEAMS for paragraph in PARAGRAPHS}
    assert named(what_changed(answers_to(tmp_path, years(everywhere)), [TIMELY], YEAR)) == [(None, None)]


def test_a_drop_of_both_teams_of_a_unit_is_told_of_the_unit(tmp_path):
    nord = {(team, paragraph): (45, 28) for team in ("T1", "T2") for paragraph in PARAGRAPHS}
    assert named(what_changed(answers_to(tmp_path, years(nord)), [TIMELY], YEAR)) == [(Split.UNIT, "E1")]


def test_a_drop_on_one_paragraph_in_every_team_is_told_of_the_paragraph(tmp_path):
    on_85 = {(team, "85"): (45, 20) for team in TEAMS}
    assert named(what_changed(answers_to(tmp_path, years(on_85)), [TIMELY], YEAR)) == [(Split.PARAGRAPH, "85")]


def test_cases_that_belong_to_a_team_and_a_paragraph_are_told_once(tmp_path):
    changes = what_changed(answers_to(tmp_path, years({("T1", "85"): (50, 0)}, usual=45)), [TIMELY], YEAR)
    assert len(changes.found) == 1
    assert named(changes)[0] in ((Split.TEAM, "T1"), (Split.PARAGRAPH, "85"))


def test_the_larger_change_comes_first(tmp_path):
    shares = {("T1", paragraph): (45, 10) for paragraph in PARAGRAPHS}
    shares |= {("T2", paragraph): (30, 45) for paragraph in PARAGRAPHS}
    changes = what_changed(answers_to(tmp_path, years(shares)), [TIMELY], YEAR)
    assert named(changes)[:2] == [(Split.TEAM, "T1"), (Split.TEAM, "T2")]
    assert [change.movement for change in changes.found[:2]] == [Movement.WORSE, Movement.BETTER]


def test_fewer_cases_than_the_definition_asks_for_are_no_change(tmp_path):
    # Nine cases each year, all in time and then none: minimum_cases of the share is ten.
    groups = [decided(THEN, "T3", "83", 9, 0), decided(NOW, "T3", "83", 0, 9)]
    groups += [decided(year, "T1", "85", 45, 5) for year in (THEN, NOW)]
    changes = what_changed(answers_to(tmp_path, groups), [TIMELY], YEAR)
    assert "T3" not in [group for _, group in named(changes)]


def test_chance_alone_names_something_in_at_most_about_one_of_twenty_runs(tmp_path):
    """Forty pairs of years without any change in one long register, three KPIs over teams and paragraphs."""
    draw = random.Random(11)
    cases = []
    for number in range(16_000):
        received = date(1900, 6, 1) + timedelta(days=draw.randrange(82 * 365))
        days = int(draw.expovariate(1 / 30)) + 1
        cases.append({
            "case_id": f"S{number}", "received_date": received, "deadline_date": received + timedelta(days=40),
            "decided_date": received + timedelta(days=days), "team_id": draw.choice(TEAMS),
            "paragraph": draw.choice(PARAGRAPHS),
        })  # fmt: skip
    folder = contract_warehouse(tmp_path, cases)
    answers = Answers(Warehouse.newest(folder), CHIEF)
    kpi_ids = [TIMELY, "overdue_open_cases", "clearance_rate"]
    selections = [Selection(Period(Month(year, 1), Month(year, 12))) for year in range(1902, 1981, 2)]
    runs = [what_changed(answers, kpi_ids, selection) for selection in selections]
    assert min(run.comparisons for run in runs) >= 20
    # Binomial of 40 runs at 0.05: six or more come up in one of seventy.
    assert sum(bool(run.found) for run in runs) <= 5


class TestWhoMayNotSeeSmallNumbers:
    @pytest.fixture
    def groups(self):
        # Of T1's cases of the first year only three were late: the steering group reads no number there.
        shares = {("T1", "83"): (49, 20), ("T1", "85"): (49, 20), ("T1", "97"): (49, 20), ("T1", "112"): (50, 20)}
        return years(shares)

    def test_the_chief_reads_of_the_team(self, tmp_path, groups):
        assert (Split.TEAM, "T1") in named(what_changed(answers_to(tmp_path, groups), [TIMELY], YEAR))

    def test_the_steering_group_reads_only_what_it_is_told_anyway(self, tmp_path, groups):
        answers = answers_to(tmp_path, groups, STEERING_GROUP)
        changes = what_changed(answers, [TIMELY], YEAR)
        assert (Split.TEAM, "T1") not in named(changes)
        for change in changes.found:
            assert self.told(answers, change) == (change.now, change.then)
            assert Silence.SUPPRESSED not in (change.now.silence, change.then.silence)

    @staticmethod
    def told(answers: Answers, change: Change):
        """Both numbers as the viewer reads them elsewhere."""
        both = []
        for period in (change.now_period, change.then_period):
            selection = Selection(period)
            if change.split is None:
                both.append(answers.measure(TIMELY, selection).measurement)
            else:
                rows = answers.split(TIMELY, selection, change.split).groups
                both.append(next(row.measurement for row in rows if row.group == change.group))
        return tuple(both)


class TestWhatCannotBeCompared:
    def test_a_period_that_is_not_over(self, tmp_path):
        selection = Selection(Period(Month(2023, 1), Month(2023, 12)))
        assert what_changed(answers_to(tmp_path, years({})), [TIMELY], selection).comparisons == 0

    def test_years_before_the_register_begins_leave_the_period_before(self, tmp_path):
        selection = Selection(Period(Month(2022, 1), Month(2022, 1)))
        changes = what_changed(answers_to(tmp_path, years({})), [TIMELY], selection)
        assert (changes.comparisons, changes.against) in ((0, "mixed"), (0, "previous"))

    def test_a_number_that_cannot_follow_the_filter_is_left_out(self, tmp_path):
        people = {
            "marts.workers": [worker("A", "T1"), worker("B", "T2")],
            "marts.assignments": [assignment(number, "A" if number % 2 else "B") for number in range(60)],
        }
        answers = answers_to(tmp_path, years({}), others=people)
        assert what_changed(answers, ["citizens_per_fte"], YEAR).comparisons > 0
        filtered = Selection(YEAR.period, paragraphs=("85",))
        assert what_changed(answers, ["citizens_per_fte"], filtered).comparisons == 0


def worker(worker_id: str, team: str) -> dict:
    return {
        "worker_id": worker_id, "team_id": team, "unit_id": "E1", "role": "caseworker", "fte": 1.0,
        "is_temporary": False, "valid_from": date(2020, 1, 1),
    }  # fmt: skip


def assignment(number: int, worker_id: str) -> dict:
    team = "T1" if worker_id == "A" else "T2"
    return {
        "citizen_id": f"C{number}", "worker_id": worker_id, "team_id": team, "unit_id": "E1",
        "from_date": date(2020, 1, 1),
    }  # fmt: skip

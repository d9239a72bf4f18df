"""How a plan stands: what is recorded beside what is planned, and nothing that follows from elapsed time."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dashboard.access import CHIEF, Role, Viewer
from dashboard.answers import Answers, Event
from dashboard.answers.plans import Initiative, Milestone, Phase, Plan, Precision
from dashboard.answers.progress import Slip, end_slip, initiative_progress, plan_progress, start_slip
from dashboard.initiative import InitiativeStatus
from dashboard.register import Event as WrittenEvent
from dashboard.register import EventKind, MilestoneMark, PhaseDates, Register, StatusUpdate, Writer
from dashboard.selection import Month, Period, Selection
from dashboard.warehouse import Warehouse
from tests.answers.small_warehouse import contract_warehouse

AS_OF = date(2023, 11, 30)
APRIL = {"planned_start": date(2023, 4, 1), "start_precision": Precision.MONTH}
TO_NOVEMBER = {"planned_end": date(2023, 11, 30), "end_precision": Precision.MONTH}
TO_DECEMBER = {"planned_end": date(2023, 12, 31), "end_precision": Precision.MONTH, "end_is_assumed": True}
WHOLE = Selection(Period(Month(2022, 12), Month(2023, 11)))


def initiative(**more: object) -> Initiative:
    nothing = dict.fromkeys(
        ("number", "goal_id", "parent_id", "purpose", "description", "owner_role", "success_criteria", "next_step", "status",
         "status_reason")
    )  # fmt: skip
    lists = dict.fromkeys(("phases", "milestones", "notes", "kpi_links", "depends_on"), ())
    return Initiative("i1", "p", title="Møder", **(nothing | lists | more))


def phase(**dates: object) -> Phase:
    ends = ("planned_start", "start_precision", "start_text", "planned_end", "end_precision", "end_text", "note")
    flags = dict.fromkeys(
        ("start_is_assumed", "start_is_reported", "start_includes_planning", "end_is_assumed", "end_is_reported"), False
    )
    return Phase("f1", "i1", None, **(dict.fromkeys(ends) | flags | (dates or APRIL | TO_DECEMBER)))


def starting(day: date, precision: Precision) -> dict:
    return {"planned_start": day, "start_precision": precision}


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


@pytest.fixture
def register(tmp_path):
    return Register.open(tmp_path)


@pytest.fixture
def write(register):
    def written(content: object, day: date = AS_OF, viewer: Viewer = CHIEF):
        return register.append(viewer, Writer("MK"), moment(day), content).entry

    return written


def told(register: Register, one: Initiative, as_of: date = AS_OF):
    return initiative_progress(one, register.standing(CHIEF, "i1"), as_of)


class TestASlip:
    @pytest.mark.parametrize(
        ("planned", "actual", "days"),
        [
            (APRIL, date(2023, 4, 1), 0),
            (APRIL, date(2023, 4, 30), 0),
            (APRIL, date(2023, 5, 1), 1),
            (APRIL, date(2023, 9, 4), 127),  # 31 May, 30 June, 31 July, 31 August and four of September
            (APRIL, date(2023, 3, 31), -1),
            (starting(date(2023, 6, 1), Precision.DAY), date(2023, 6, 3), 2),
            (starting(date(2023, 10, 1), Precision.QUARTER), date(2023, 12, 31), 0),
            (starting(date(2023, 7, 1), Precision.HALF_YEAR), date(2024, 1, 1), 1),
            (starting(date(2023, 1, 1), Precision.YEAR), date(2023, 12, 31), 0),
        ],
    )
    def test_of_a_start_counts_from_the_last_day_the_plan_allows(self, planned, actual, days):
        assert start_slip(phase(**planned), actual) == Slip(days)

    @pytest.mark.parametrize(
        ("actual", "days"), [(date(2023, 11, 1), 0), (date(2023, 12, 2), 2), (date(2023, 10, 31), -1)]
    )
    def test_of_an_end_counts_from_the_planned_month(self, actual, days):
        assert end_slip(phase(**TO_NOVEMBER), actual) == Slip(days)

    def test_is_unknown_where_a_date_is(self):
        assert start_slip(phase(), None) is None
        assert start_slip(phase(start_text="efter sommerferien"), date(2023, 9, 4)) is None
        assert end_slip(phase(**TO_DECEMBER), date(2024, 2, 1)) is None

    def test_of_a_start_is_unknown_where_the_bar_begins_with_the_planning(self):
        planning = phase(**APRIL, start_includes_planning=True)
        assert start_slip(planning, date(2023, 8, 21)) is None


class TestAnInitiative:
    def test_nothing_is_recorded_of_has_neither_status_nor_dates_however_late_it_is(self, register):
        one = told(register, initiative(phases=(phase(),)), as_of=date(2025, 1, 1))
        assert (one.status, one.weeks_since_update, one.is_stale) == (None, None, False)
        assert [(part.actual_start, part.start_slip, part.end_slip) for part in one.phases] == [(None, None, None)]

    def test_takes_the_document_s_own_status_until_somebody_writes_one(self, register, write):
        own = initiative(status=InitiativeStatus.DONE, status_reason="tilendebragt")
        assert (told(register, own).status, told(register, own).is_recorded) == (InitiativeStatus.DONE, False)
        write(StatusUpdate("i1", InitiativeStatus.AT_RISK, "mangler folk"))
        one = told(register, own)
        assert (one.status, one.reason, one.is_recorded) == (InitiativeStatus.AT_RISK, "mangler folk", True)

    @pytest.mark.parametrize(
        ("said", "weeks", "is_stale"),
        [(date(2023, 11, 30), 0, False), (date(2023, 11, 2), 4, False), (date(2023, 10, 27), 4, False),
         (date(2023, 10, 26), 5, True), (date(2023, 9, 28), 9, True), (date(2024, 2, 1), 0, False)],
    )  # fmt: skip
    def test_not_updated_for_more_than_four_whole_weeks_is_a_fault(self, register, write, said, weeks, is_stale):
        write(StatusUpdate("i1", InitiativeStatus.ON_TRACK, "går godt"), said)
        one = told(register, initiative())
        assert (one.weeks_since_update, one.is_stale) == (weeks, is_stale)

    def test_that_is_done_needs_no_further_word(self, register, write):
        write(StatusUpdate("i1", InitiativeStatus.DONE, "afsluttet"), date(2023, 5, 1))
        assert not told(register, initiative()).is_stale

    def test_a_status_of_late_evening_is_of_the_danish_day(self, register):
        late = datetime(2023, 11, 29, 23, 30, tzinfo=UTC)
        register.append(CHIEF, Writer("MK"), late, StatusUpdate("i1", InitiativeStatus.ON_TRACK, "godt"))
        assert told(register, initiative()).updated_on == date(2023, 11, 30)

    def test_under_way_past_its_planned_end_is_at_least_so_late(self, register, write):
        write(PhaseDates("i1", "f1", date(2023, 4, 3)))
        (part,) = told(register, initiative(phases=(phase(**APRIL, **TO_NOVEMBER),)), as_of=date(2023, 12, 10)).phases
        assert (part.start_slip, part.end_slip) == (Slip(0), Slip(10, is_running=True))

    def test_nobody_has_said_it_began_is_not_late_in_ending_however_long_ago_that_was_planned(self, register, write):
        planned = initiative(phases=(phase(**APRIL, **TO_NOVEMBER),))
        for said in (None, InitiativeStatus.ON_TRACK, InitiativeStatus.NOT_STARTED):
            if said:
                write(StatusUpdate("i1", said, "ok"), date(2023, 12, 9))
            (part,) = told(register, planned, as_of=date(2024, 2, 1)).phases
            assert (part.actual_start, part.end_slip) == (None, None), said

    def test_said_not_to_have_begun_is_at_least_as_late_as_on_that_day(self, register, write):
        write(StatusUpdate("i1", InitiativeStatus.NOT_STARTED, "venter"), date(2023, 5, 10))
        (part,) = told(register, initiative(phases=(phase(),))).phases
        assert part.start_slip == Slip(10, is_running=True)

    def test_a_milestone_is_done_when_somebody_says_so(self, register, write):
        milestone = Milestone(
            "m1", "p", None, "i1", "Telefonnummer", date(2023, 4, 1), Precision.DAY, None, False, None
        )
        assert told(register, initiative(milestones=(milestone,))).milestones[0].done_on is None
        write(MilestoneMark("i1", "m1", is_done=True, done_date=date(2023, 4, 3)))
        assert told(register, initiative(milestones=(milestone,))).milestones[0].done_on == date(2023, 4, 3)
        write(MilestoneMark("i1", "m1", is_done=False))
        assert told(register, initiative(milestones=(milestone,))).milestones[0].done_on is None

    def test_a_milestone_the_document_tells_as_done_is_until_somebody_says_otherwise(self, register, write):
        own = Milestone(
            "m1", "p", None, "i1", "Telefonnummer", date(2023, 4, 1), Precision.MONTH, "Primo april", True, None
        )
        (one,) = told(register, initiative(milestones=(own,))).milestones
        assert (one.is_reached, one.done_on) == (True, None)
        (planned,) = told(register, initiative(milestones=(replace(own, is_reported=False),))).milestones
        assert not planned.is_reached
        write(MilestoneMark("i1", "m1", is_done=False))
        (one,) = told(register, initiative(milestones=(own,))).milestones
        assert not one.is_reached


class TestAPlan:
    def test_has_its_next_steps_by_date_and_what_is_to_be_decided(self, register, write):
        ones = tuple(replace(initiative(), initiative_id=name) for name in ("i1", "i2", "i3", "i4"))
        plan = Plan("p", "Plan", None, None, None, None, None, False, (), None, (), (), (), (), ones)
        late, early = date(2024, 1, 8), date(2023, 12, 4)
        write(StatusUpdate("i1", InitiativeStatus.ON_TRACK, "godt", "Uden dato"))
        write(StatusUpdate("i2", InitiativeStatus.ON_TRACK, "godt", "Sent", late))
        write(StatusUpdate("i3", InitiativeStatus.OFF_TRACK, "skidt", "Tidligt", early, "Skal der ansættes?"))
        write(StatusUpdate("i4", InitiativeStatus.RETIRED, "udgår", "Ingenting", early))
        progress = plan_progress(plan, register.standings(CHIEF), AS_OF)
        assert [one.next_step for one in progress.next_steps] == ["Tidligt", "Sent", "Uden dato"]
        assert [one.initiative.initiative_id for one in progress.decisions] == ["i3"]
        assert len(progress.having(InitiativeStatus.ON_TRACK)) == 2


class TestWrittenEvents:
    """They stand among the configured ones on every chart over time."""

    @pytest.fixture
    def answers(self, tmp_path, register):
        folder = contract_warehouse(tmp_path, [], AS_OF, events=[(date(2023, 6, 1), "Ny arbejdsgang")])
        return Answers(Warehouse.newest(folder), CHIEF, register)

    def test_come_in_the_order_of_their_days(self, answers, write):
        write(WrittenEvent(date(2023, 2, 1), "Nyt fagsystem", EventKind.NEW_SYSTEM))
        assert [one.label for one in answers.events(WHOLE)] == ["Nyt fagsystem", "Ny arbejdsgang"]

    def test_of_another_team_or_another_year_are_left_out(self, answers, write):
        write(WrittenEvent(date(2023, 2, 1), "Vakance", EventKind.VACANCY, team_id="T1"))
        write(WrittenEvent(date(2021, 2, 1), "Gammelt", EventKind.OTHER))
        labels = {
            team: [one.label for one in answers.events(replace(WHOLE, team_ids=(team,)))] for team in ("T1", "T2")
        }
        assert labels == {"T1": ["Vakance", "Ny arbejdsgang"], "T2": ["Ny arbejdsgang"]}

    def test_are_read_by_the_steering_group_too(self, answers, write):
        write(WrittenEvent(date(2023, 2, 1), "Ny lov", EventKind.LAW_CHANGE))
        reader = Answers(answers.warehouse, Viewer(Role.STEERING_GROUP), answers.register)
        assert Event(date(2023, 2, 1), "Ny lov", None, None, False) in reader.events(WHOLE)

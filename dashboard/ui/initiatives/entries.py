"""What can be written: one form per kind of entry, made of the plan as it stands."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from textwrap import shorten

from dashboard.access import Role
from dashboard.answers.plans import Plan
from dashboard.answers.progress import InitiativeProgress
from dashboard.errors import WrongField
from dashboard.initiative import InitiativeStatus
from dashboard.kpi.registry import registry
from dashboard.kpi.wording import SHARE_UNITS
from dashboard.register import (
    ActDecision,
    Entry,
    Event,
    EventKind,
    MilestoneMark,
    Note,
    Pdsa,
    PdsaAct,
    PdsaDo,
    PdsaPlan,
    PdsaStudy,
    PhaseDates,
    Standing,
    StatusUpdate,
    Withdrawal,
    new_test_id,
)
from dashboard.ui.frame import Frame
from dashboard.ui.initiatives.entry_words import entry_lines
from dashboard.ui.initiatives.form import Field, Form, Look, Typed
from dashboard.ui.initiatives.said import status_text, when
from dashboard.words import words

# A dot stands before three digits and nowhere else: "1.5" is 1,5 to its writer, and would be stored as 15.
_NUMBER = re.compile(r"-?(?:[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?")
_STEPS = ("do", "study", "act")  # what follows a test's plan


def status_form(one: InitiativeProgress) -> Form:
    """How the initiative stands, why, and what comes next."""
    initiative_id = one.initiative.initiative_id

    def content(typed: Typed) -> StatusUpdate:
        return StatusUpdate(
            initiative_id, InitiativeStatus(typed["status"]), typed["reason"], typed["next_step"] or None,
            _day(typed["next_step_date"]), typed["decision_wanted"] or None,
        )  # fmt: skip

    fields = (
        Field("status", Look.RADIO, options={str(each): status_text(each) for each in InitiativeStatus}),
        Field("reason"),
        Field("next_step", is_optional=True),
        Field("next_step_date", Look.DAY, is_optional=True),
        Field("decision_wanted", is_optional=True),
    )
    return Form(f"status:{initiative_id}", f"status:{initiative_id}", fields, content)


def phase_form(one: InitiativeProgress, standing: Standing, phase_id: str) -> Form:
    """When a phase really began and ended, over what is written of it."""

    def content(typed: Typed) -> PhaseDates:
        days = _day(typed["actual_start"]), _day(typed["actual_end"])
        return PhaseDates(one.initiative.initiative_id, phase_id, *days)

    known = standing.phases.get(phase_id)
    stands = {"actual_start": _typed(known.actual_start), "actual_end": _typed(known.actual_end)} if known else {}
    fields = (Field("actual_start", Look.DAY), Field("actual_end", Look.DAY, is_optional=True))
    return Form(f"phase:{phase_id}", f"phase:{phase_id}", fields, content, stands=stands)


def milestone_form(one: InitiativeProgress, standing: Standing, milestone_id: str) -> Form:
    """On which day a milestone was done, over what is written of it."""

    def content(typed: Typed) -> MilestoneMark:
        day = _day(typed["done_date"])
        return MilestoneMark(one.initiative.initiative_id, milestone_id, is_done=True, done_date=day)

    known = standing.milestones.get(milestone_id)
    stands = {"done_date": _typed(known.done_date)} if known else {}
    fields = (Field("done_date", Look.DAY),)
    return Form(f"milestone:{milestone_id}", f"milestone:{milestone_id}", fields, content, stands=stands)


def note_form(one: InitiativeProgress) -> Form:
    """A remark."""
    initiative_id = one.initiative.initiative_id
    return Form(
        f"note:{initiative_id}",
        f"note:{initiative_id}",
        (Field("text"),),
        lambda typed: Note(initiative_id, typed["text"]),
    )


def test_choices(standing: Standing, is_begun: Callable[[Form], bool]) -> dict[str, str]:
    """What can be written of tests: a new one (an empty key), and ``<test>:<step>``, the next step of each.

    A step that somebody else wrote while this writer was writing it (is_begun) stays, so that the text is not lost.
    """
    text = words("initiatives")
    choices = {"": text("write.options.new_test")}
    for one in standing.tests:
        for step in _STEPS:
            is_next = step == one.next_step
            if is_next or (getattr(one, step) and is_begun(_step_form(one, step))):
                way = "next" if is_next else "late"
                choices[f"{one.test_id}:{step}"] = text(f"write.options.{way}_{step}", title=one.title)
    return choices


def test_form(one: InitiativeProgress, standing: Standing, chosen: str) -> Form:
    """A new test's plan and prediction, or a step of a test; chosen: a key of test_choices."""
    initiative_id, (test_id, _, step) = one.initiative.initiative_id, chosen.rpartition(":")
    test = next((known for known in standing.tests if known.test_id == test_id), None)
    if test is None:
        fields = (Field("title", Look.LINE), Field("plan"), Field("prediction"))
        return Form(f"test:{initiative_id}", f"test:{initiative_id}", fields, partial(_planned, initiative_id))
    return _step_form(test, step)


def event_form(frame: Frame) -> Form:
    """Something that happened, to everybody or to one paragraph or team; a team leader writes of the own teams."""
    text, answers = words("initiatives"), frame.answers
    is_leader = answers.viewer.role is Role.TEAM_LEADER
    teams = {
        team.team_id: team.name
        for team in answers.choices.teams
        if not is_leader or team.team_id in answers.viewer.team_ids
    }
    fields = (
        Field("event_date", Look.DAY),
        Field("label", Look.LINE),
        Field("kind", Look.CHOICE, options={str(each): text(f"event_kinds.{each}") for each in EventKind}),
        Field("team_id", Look.CHOICE, is_optional=not is_leader, options=teams),
        Field(
            "paragraph", Look.CHOICE, is_optional=True,
            options={one.paragraph: one.short_name for one in answers.choices.paragraphs},
        ),
    )  # fmt: skip
    return Form("events", "events", fields, _event)


def withdrawal_choices(written: Iterable[Entry], plan: Plan | None) -> dict[str, str]:
    """What may be taken back, the newest first: id -> its kind, its moment and its first words."""
    text = words("initiatives")
    return {
        entry.entry_id: text(
            "write.options.taken", kind=text(f"log.kind.{entry.kind}"), when=when(entry.written_at),
            text=shorten(entry_lines(entry, plan)[0], 60, placeholder=" \u2026"),
        )
        for entry in written
    }  # fmt: skip


def withdrawal_form(entry: Entry) -> Form:
    """Takes back what was written by mistake; it stays in the log, with the reason."""
    fields = (Field("withdrawal_reason"),)
    name = f"withdrawal:{entry.entry_id}"
    return Form(name, entry.subject, fields, lambda typed: Withdrawal(typed["withdrawal_reason"]), entry.entry_id)


def _planned(initiative_id: str, typed: Typed) -> PdsaPlan:
    return PdsaPlan(initiative_id, new_test_id(), typed["title"], typed["plan"], typed["prediction"])


def _step_form(test: Pdsa, step: str) -> Form:
    fields, content = _step((test.plan.content.initiative_id, test.test_id), step)
    return Form(f"test:{test.test_id}:{step}", f"test:{test.test_id}", fields, content)


def _step(ids: tuple[str, str], step: str) -> tuple[tuple[Field, ...], Callable[[Typed], object]]:
    if step == "do":
        fields = (Field("started_on", Look.DAY), Field("ended_on", Look.DAY, is_optional=True), Field("done"))
        return fields, lambda typed: PdsaDo(*ids, typed["done"], _day(typed["started_on"]), _day(typed["ended_on"]))
    if step == "study":
        kpis = {kpi.kpi_id: kpi.label for kpi in registry().values()}
        fields = (
            Field("study"),
            Field("kpi_id", Look.CHOICE, is_optional=True, options=kpis),
            Field("observed", Look.LINE, is_optional=True),
            Field("observed_count", Look.LINE, is_optional=True),
        )
        return fields, partial(_studied, ids)
    options = {str(each): words("initiatives")(f"pdsa.{each}") for each in ActDecision}
    fields = (Field("decision", Look.RADIO, options=options), Field("reason"))
    return fields, lambda typed: PdsaAct(*ids, ActDecision(typed["decision"]), typed["reason"])


def _studied(ids: tuple[str, str], typed: Typed) -> PdsaStudy:
    """A share is typed in percent and a rate per hundred, as they are read."""
    kpi_id = typed["kpi_id"] or None
    observed, count = _number(typed, "observed"), _whole_number(typed, "observed_count")
    if observed is not None and kpi_id and registry()[kpi_id].unit in SHARE_UNITS:
        observed /= 100
    return PdsaStudy(*ids, typed["study"], kpi_id, observed, count)


def _event(typed: Typed) -> Event:
    return Event(
        _day(typed["event_date"]), typed["label"], EventKind(typed["kind"]), typed["paragraph"] or None,
        typed["team_id"] or None,
    )  # fmt: skip


def _day(typed: str) -> date | None:
    return date.fromisoformat(typed) if typed else None


def _typed(day: date | None) -> str:
    return day.isoformat() if day else ""


def _number(typed: Mapping[str, str], name: str) -> float | None:
    """A number as Danes write it: ``1.234,5``. Raises WrongField."""
    text = typed[name].strip().removesuffix("%").strip()
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        raise _wrong(name, "write.number_expected")
    return float(text.replace(".", "").replace(",", "."))


def _whole_number(typed: Mapping[str, str], name: str) -> int | None:
    """A count as Danes write it: ``1.234``. Raises WrongField."""
    text = typed[name].strip()
    if not text:
        return None
    if "," in text or not _NUMBER.fullmatch(text):
        raise _wrong(name, "write.count_expected")
    return int(text.replace(".", ""))


def _wrong(name: str, expected: str) -> WrongField:
    text = words("initiatives")
    return WrongField(name=name, field=text(f"write.fields.{name}"), expected=text(expected))

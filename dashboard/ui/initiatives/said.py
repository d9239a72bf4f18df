"""What the page says of an initiative in words: its status, its dates, how far from the plan it is."""

from datetime import date, datetime
from html import escape
from textwrap import wrap

from dashboard import formatting
from dashboard.answers import Answers
from dashboard.answers.plans import Initiative, Milestone, Phase, Plan, Precision
from dashboard.answers.progress import InitiativeProgress, MilestoneProgress, PhaseProgress, Slip, local_day, local_time
from dashboard.answers.results import Event
from dashboard.charts.gantt import Tone
from dashboard.initiative import InitiativeStatus
from dashboard.kpi import wording
from dashboard.kpi.registry import registry
from dashboard.measurement import Measurement, Split
from dashboard.register import Entry, WrittenBy
from dashboard.ui.viewer_choice import viewer_name
from dashboard.words import words

TONES = {
    InitiativeStatus.ON_TRACK: Tone.GOOD,
    InitiativeStatus.AT_RISK: Tone.BAD,
    InitiativeStatus.OFF_TRACK: Tone.BAD,
    InitiativeStatus.DONE: Tone.PLAIN,
}


HOVER_LETTERS, HOVER_LINES = 60, 4  # of the reason, beside a bar that is pointed at


def status_name(status: InitiativeStatus | None, is_readable: bool = True) -> str:
    """What the texts call it. is_readable: without it a missing status is not known to be missing."""
    return status or ("none" if is_readable else "unread")


def status_text(status: InitiativeStatus | None, is_readable: bool = True) -> str:
    """Shape and word: never colour alone. is_readable: as of status_name."""
    text, name = words("initiatives"), status_name(status, is_readable)
    return f"{text(f'shape.{name}')} {text(f'status.{name}')}"


def tone(status: InitiativeStatus | None) -> Tone:
    """What the status means for the plan."""
    return TONES.get(status, Tone.QUIET)


def plan_name(plan: Plan) -> str:
    """The plan's title; another municipality's is told to be a model."""
    if not plan.is_model:
        return plan.title
    return words("initiatives")("choice.plan_model", title=plan.title, municipality=plan.municipality)


def initiative_name(initiative: Initiative) -> str:
    """The title, after its number where the plan has one."""
    return f"{initiative.number} {initiative.title}" if initiative.number else initiative.title


def planned_start(phase: Phase) -> str:
    """When it is planned to begin, in the plan's own precision or words."""
    return planned_day(phase.planned_start, phase.start_precision, phase.start_text, phase.start_is_assumed)


def planned_end(phase: Phase) -> str:
    """When it is planned to end; "in 2023" is the end of that year."""
    if phase.planned_end and phase.end_precision is Precision.YEAR and not phase.end_is_assumed:
        return words("initiatives")("phase.end_of_year", year=phase.planned_end.year)
    return planned_day(phase.planned_end, phase.end_precision, phase.end_text, phase.end_is_assumed)


def planned_day(day: date | None, precision: Precision | None, said: str | None, is_assumed: bool = False) -> str:
    """A planned date as exactly as the plan has it; without one the plan's own words, else that it states none."""
    text = words("initiatives")
    if day is None:
        return said or text("not_stated")
    shown = _precise(day, precision)
    return text("phase.assumed", text=shown) if is_assumed else shown


def slip_text(slip: Slip | None, begins: bool) -> str:
    """How far from the plan a start (begins) or an end is; empty where that is unknown."""
    if slip is None:
        return ""
    text, days = words("initiatives"), formatting.days(abs(slip.days))
    if slip.is_running:
        return text("slip.not_begun" if begins else "slip.not_ended", days=days)
    way = "late" if slip.days > 0 else "early" if slip.days < 0 else "kept"
    return text(f"slip.{'started' if begins else 'ended'}_{way}", days=days)


def notes(one: InitiativeProgress, is_followed: bool, is_short: bool = False) -> tuple[tuple[str, Tone], ...]:
    """What stands under the status: the gravest slip, and a status that is too old. is_followed: not a model.

    is_short: as much as there is room for after a bar.
    """
    text = words("initiatives")
    told = [(slip_text(slip, begins), slip) for slip, begins in _slips(one)]
    lines = [(said, Tone.BAD if slip.days > 0 else Tone.QUIET) for said, slip in told[:1]]
    begun = next((phase.actual_start for phase in one.phases if begins_with_planning(phase)), None)
    if not lines and begun:
        key = "slip.begun" if is_short else "slip.begun_planning"
        lines = [(text(key, day=formatting.long_date(begun)), Tone.QUIET)]
    if one.is_stale:
        lines.append((text("update.stale", weeks=one.weeks_since_update), Tone.BAD))
    elif is_followed and one.updated_on:
        lines.append((text("update.fresh", day=formatting.long_date(one.updated_on)), Tone.QUIET))
    return tuple(lines)


def begins_with_planning(one: PhaseProgress) -> bool:
    """Whether its start is recorded and cannot be held against the bar's, for the planning is in the bar."""
    return one.phase.start_includes_planning and one.actual_start is not None


def phase_sentence(whole: InitiativeProgress, one: PhaseProgress) -> str:
    """What a person would say of a bar, in HTML lines: when, how far from the plan, how it stands and why."""
    phase, name = one.phase, whole.initiative.title
    label = f" ({phase.label})" if phase.label else ""
    lines = [f"<b>{name}{label}</b>", planned_text(phase), actual_text(one)]
    lines += [words("initiatives")("slip.planning")] if begins_with_planning(one) else []
    lines += [slip_text(one.start_slip, begins=True), slip_text(one.end_slip, begins=False)]
    if whole.status:
        reason = wrap(whole.reason or "", HOVER_LETTERS, max_lines=HOVER_LINES, placeholder=" \u2026")
        # Plotly reads tags in its texts; what somebody typed is no markup.
        lines += [status_text(whole.status), *(escape(line, quote=False) for line in reason)]
    return "<br>".join(filter(None, lines))


def planned_text(phase: Phase) -> str:
    """When it is planned, in the plan's own precision."""
    text = words("initiatives")
    start, end = planned_start(phase), planned_end(phase)
    has_start, has_end = phase.planned_start or phase.start_text, phase.planned_end or phase.end_text
    if not has_start and not has_end:
        return text("phase.unplanned")
    if phase.start_is_reported or phase.end_is_reported:
        return text(
            "phase.reported", dates=" \u2013 ".join(day for day, has in ((start, has_start), (end, has_end)) if has)
        )
    key = "planned" if has_start and has_end else "planned_start" if has_start else "planned_end"
    return text(f"phase.{key}", start=start, end=end)


def actual_text(one: PhaseProgress) -> str:
    """When it was, as far as somebody recorded it."""
    text = words("initiatives")
    if one.actual_start is None:
        return text("phase.not_recorded" if one.is_readable else "phase.unread")
    start = formatting.long_date(one.actual_start)
    if one.actual_end is None:
        return text("phase.begun", start=start)
    return text("phase.actual", start=start, end=formatting.long_date(one.actual_end))


def milestone_sentence(one: MilestoneProgress) -> str:
    """What a person would say of a diamond."""
    name = words("initiatives")("phase.milestone", title=one.milestone.title)
    return "<br>".join(filter(None, [f"<b>{name}</b>", milestone_words(one.milestone), milestone_done(one)]))


def milestone_words(milestone: Milestone) -> str:
    """When the document has it: as having happened, as planned, or without any word about when."""
    text, day = words("initiatives"), milestone_planned(milestone)
    if not milestone.is_reported:
        return text("phase.milestone_planned", day=day)
    has_day = milestone.date_text or milestone.planned_date
    return text("phase.reported", dates=day) if has_day else text("phase.milestone_reported_undated")


def milestone_done(one: MilestoneProgress) -> str:
    """When it was reached, as far as somebody recorded it; empty where the document's own word stands alone."""
    text = words("initiatives")
    if one.done_on:
        return text("phase.milestone_done", day=formatting.long_date(one.done_on))
    if one.is_reached:
        return ""
    if one.milestone.is_reported:
        return text("phase.milestone_reopened")
    return text("phase.milestone_open" if one.is_readable else "phase.milestone_unread")


def milestone_planned(milestone: Milestone) -> str:
    """When a milestone is planned: the plan's own words, which may say more than a month ("primo april")."""
    return milestone.date_text or planned_day(milestone.planned_date, milestone.precision, None)


def who(answers: Answers, written_by: WrittenBy) -> str:
    """The role, and the initials where this viewer is told them."""
    role = viewer_name(written_by.viewer, answers.choices)
    if not written_by.initials:
        return role
    return words("initiatives")("log.who", role=role, initials=written_by.initials)


def when(moment: datetime) -> str:
    """``30. november 2023 kl. 14.05``, in Denmark."""
    return words("initiatives")("log.when", day=formatting.long_date(local_day(moment)), time=local_time(moment))


def _slips(one: InitiativeProgress) -> list[tuple[Slip, bool]]:
    """The slips that are known, the gravest first; of equals the end's."""
    slips = [(phase.end_slip, False) for phase in one.phases] + [(phase.start_slip, True) for phase in one.phases]
    return sorted(((slip, begins) for slip, begins in slips if slip), key=lambda told: -told[0].days)


def _precise(day: date, precision: Precision | None) -> str:
    text, month = words("initiatives"), words("common").list("months.long")[day.month - 1]
    if precision is Precision.YEAR:
        return str(day.year)
    if precision is Precision.QUARTER:
        return formatting.quarter(f"{day.year}-Q{(day.month - 1) // 3 + 1}")
    if precision is Precision.HALF_YEAR:
        return text("phase.half_year", number=(day.month - 1) // 6 + 1, year=day.year)
    return f"{month} {day.year}" if precision is Precision.MONTH else formatting.long_date(day)


def observed_value(kpi_id: str, observed: float) -> tuple[str, str]:
    """A typed number as its KPI is read, and the KPI's name; an id nobody defines stands for itself."""
    kpi = registry().get(kpi_id)
    if kpi is None:
        return formatting.number(observed, 1), kpi_id
    return wording.value_text(kpi, Measurement(observed, None)), kpi.label


def event_lines(answers: Answers, entry: Entry) -> list[str]:
    """An event with its day, its sort, whom it concerns and who wrote it."""
    text, event = words("initiatives"), entry.content
    scope = _concerned(answers, event.team_id, event.paragraph)
    about = [text(f"event_kinds.{event.kind}"), *scope, who(answers, entry.written_by)]
    about += [text("log.example")] if entry.is_example else []
    return [f"{formatting.long_date(event.event_date)}: {event.label}", " · ".join(about)]


def configured_event_lines(answers: Answers, event: Event) -> list[str]:
    """The same of an event of the set-up, which nobody wrote here and nobody can take back here."""
    text = words("initiatives")
    about = [text("events.configured"), *_concerned(answers, event.team_id, event.paragraph)]
    about += [text("log.example")] if event.is_example else []
    return [f"{formatting.long_date(event.day)}: {event.label}", " · ".join(about)]


def _concerned(answers: Answers, team_id: str | None, paragraph: str | None) -> list[str]:
    """Whom an event concerns: a team, a paragraph, or everything."""
    named = [answers.group_label(Split.TEAM, team_id)] if team_id else []
    named += [answers.group_label(Split.PARAGRAPH, paragraph)] if paragraph else []
    return named or [words("initiatives")("kpis.everything")]

"""What an entry of the register says, in words."""

from dashboard import formatting
from dashboard.answers.plans import Plan
from dashboard.register import (
    Entry,
    Event,
    MilestoneMark,
    Note,
    PdsaAct,
    PdsaDo,
    PdsaPlan,
    PdsaStudy,
    PhaseDates,
    Rebasing,
    StatusUpdate,
    Withdrawal,
)
from dashboard.ui.initiatives import said
from dashboard.words import words


def entry_lines(entry: Entry, plan: Plan | None = None) -> list[str]:
    """What an entry says, line by line, as plain text. plan: names its phases and milestones."""
    text = words("initiatives")
    match entry.content:
        case StatusUpdate() as one:
            lines = _status(one)
        case PhaseDates() as one:
            lines = [_dates(one, plan)]
        case MilestoneMark() as one:
            lines = [_milestone(one, plan)]
        case Note(text=told) | Withdrawal(reason=told):
            lines = [told]
        case PdsaPlan() as one:
            lines = [one.title, one.plan, text("log.said.prediction", text=one.prediction)]
        case PdsaDo() as one:
            lines = [_period(one), one.done]
        case PdsaStudy() as one:
            lines = [one.study, _observed(one)]
        case PdsaAct() as one:
            lines = [f"{text(f'pdsa.{one.decision}')}. {one.reason}"]
        case Event() as one:
            lines = [text("log.said.event", day=formatting.long_date(one.event_date), label=one.label)]
        case Rebasing() as one:
            lines = [text("log.said.rebasing", month=formatting.long_month(one.from_month), reason=one.reason)]
    return [line for line in lines if line]


def _status(one: StatusUpdate) -> list[str]:
    text, step = words("initiatives"), ""
    if one.next_step:
        day = formatting.long_date(one.next_step_date) if one.next_step_date else ""
        step = text("log.said.step_dated" if day else "log.said.step", day=day, text=one.next_step)
    decision = text("log.said.decision", text=one.decision_wanted) if one.decision_wanted else ""
    return [f"{said.status_text(one.status)}. {one.reason}", step, decision]


def _dates(one: PhaseDates, plan: Plan | None) -> str:
    text = words("initiatives")
    start, end = (
        formatting.long_date(day) if day else text("not_stated") for day in (one.actual_start, one.actual_end)
    )
    phases = [phase for initiative in plan.initiatives for phase in initiative.phases] if plan else []
    label = next((phase.label for phase in phases if phase.phase_id == one.phase_id), None)
    if not label:
        return text("log.said.phase_plain", start=start, end=end)
    return text("log.said.phase", phase=formatting.capital(label), start=start, end=end)


def _milestone(one: MilestoneMark, plan: Plan | None) -> str:
    text = words("initiatives")
    milestones = [known for initiative in plan.initiatives for known in initiative.milestones] if plan else []
    title = next((known.title for known in milestones if known.milestone_id == one.milestone_id), one.milestone_id)
    if one.done_date is None:
        return text("log.said.reopened", title=title)
    return text("log.said.done", title=title, day=formatting.long_date(one.done_date))


def _period(one: PdsaDo) -> str:
    text, start = words("initiatives"), formatting.long_date(one.started_on)
    if one.ended_on is None:
        return formatting.capital(text("pdsa.since", start=start))
    return text("pdsa.period", start=start, end=formatting.long_date(one.ended_on))


def _observed(one: PdsaStudy) -> str:
    """The number with its KPI and n, or that it is hidden from this reader; empty without one."""
    if one.kpi_id is None:
        return ""
    if one.observed is None or one.observed_count is None:
        return words("initiatives")("pdsa.observed_hidden", label=said.kpi_name(one.kpi_id))
    value, label = said.observed_value(one.kpi_id, one.observed)
    count = formatting.number(one.observed_count)
    return words("initiatives")("pdsa.observed", label=label, value=value, count=count)

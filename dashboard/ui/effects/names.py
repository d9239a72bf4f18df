"""What the page calls an effect's KPI, its scope and its days."""

from dashboard import formatting
from dashboard.answers import Answers
from dashboard.answers.courses import Course, near
from dashboard.answers.effects import Effect
from dashboard.answers.process_control import ControlAnswer
from dashboard.kpi import wording_effect
from dashboard.measurement import Split
from dashboard.selection import Month, Period, Selection
from dashboard.words import words


def scope_name(answers: Answers, control: ControlAnswer) -> str:
    """The team or paragraph of a chart; everything where it has neither."""
    return group_name(answers, *_ids(control.selection)) or words("effects")("detail.everything")


def group_name(answers: Answers, team_id: str | None, paragraph: str | None) -> str:
    """Team and paragraph by name; empty without either."""
    names = [answers.group_label(Split.TEAM, team_id)] if team_id else []
    names += [answers.group_label(Split.PARAGRAPH, paragraph)] if paragraph else []
    return ", ".join(names)


def kpi_name(effect: Effect) -> str:
    """The KPI's label, or of one that is not known its id."""
    return effect.kpi.label if effect.kpi else effect.link.kpi_id


def start_text(course: Course) -> str:
    """The day the initiative began, that nobody wrote it, or that what is written cannot be fetched."""
    if course.start:
        return formatting.long_date(course.start)
    return words("effects")(f"summary.cell.{'start_unknown' if course.is_readable else 'start_unread'}")


def near_text(answers: Answers, course: Course, courses: tuple[Course, ...], last: Month) -> str:
    """Every initiative and event that began within three months of the start."""
    if course.start is None:
        return ""
    around = Period(Month.of(course.start) - 3, max(last, Month.of(course.start) + 3))
    events = answers.events(Selection(around))
    named = [
        words("effects")("near.one", label=one.label, day=formatting.long_date(one.day))
        for one in near(course, courses, events)
    ]
    return wording_effect.near_sentence(named)


def _ids(selection: Selection) -> tuple[str | None, str | None]:
    return next(iter(selection.team_ids), None), next(iter(selection.paragraphs), None)

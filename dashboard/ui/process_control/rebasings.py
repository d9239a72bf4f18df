"""From which months on a KPI's control chart is based anew, as somebody wrote it in the register."""

from dashboard.answers import Answers
from dashboard.answers.process_control import Rebased


def rebasings_of(answers: Answers, kpi_id: str) -> tuple[Rebased, ...]:
    """Those in force, by month."""
    entries = answers.register.rebasings(answers.viewer, kpi_id) if answers.register else ()
    return tuple((entry.content.from_month, entry.content.reason) for entry in entries)

"""Numbers that are told with another one: the share in time is never shown alone (kpis.md)."""

from collections.abc import Sequence

from dashboard.answers import Answer, Answers
from dashboard.kpi import wording
from dashboard.measurement import Measurement
from dashboard.selection import Selection
from dashboard.words import words

COMPANIONS = {
    "timely_decisions": ("p90_processing_days",),
    "overdue_open_cases": ("oldest_overdue_days",),
    "overdue_reassessments": ("open_reassessments",),
    "clearance_rate": ("received_cases", "decisions", "withdrawn_cases"),
}
SHARE = "timely_decisions"
WITH_SHARE = ("overdue_open_cases", "oldest_overdue_days", "p90_processing_days")
INSTEAD = {"citizens_per_fte": "citizens_with_open_case_per_fte"}


def companions_text(answers: Answers, kpi_ids: Sequence[str], selection: Selection) -> str:
    """The numbers as one line of short phrases; those nobody delivered and those without cases are left out."""
    asked = [answers.measure(kpi_id, selection) for kpi_id in kpi_ids]
    phrases = [_phrase(answer) for answer in asked if _is_told(answer.measurement)]
    return (phrases and words("common")("companions.between").join(phrases)) or ""


def finding(answers: Answers, selection: Selection) -> str:
    """The share in time and what is overdue in one sentence; the second alone where there is no share to tell."""
    share, overdue = (answers.measure(kpi_id, selection) for kpi_id in (SHARE, WITH_SHARE[0]))
    first, second = (wording.title(one.kpi, one.measurement) for one in (share, overdue))
    if first == second or share.measurement.value is None:
        return second
    return words("common")("companions.finding", share=first, overdue=second[0].lower() + second[1:])


def shown_id(answers: Answers, kpi_id: str) -> str:
    """The KPI that takes its place where its tables were not delivered (kpis.md, "Caseload")."""
    return kpi_id if answers.is_delivered(kpi_id) else INSTEAD.get(kpi_id, kpi_id)


def _phrase(answer: Answer) -> str:
    value = wording.value_text(answer.kpi, answer.measurement)
    return words("common")(f"companions.{answer.kpi.kpi_id}", value=value)


def _is_told(measurement: Measurement) -> bool:
    return measurement.value is not None or measurement.band_days is not None or measurement.fewer_than is not None

"""The complaints, workers and citizens of a small warehouse, derived row by row in plain Python from the words of kpis.md.

Independent of the SQL in etl/: rows are given as the entities of kpis.md, and every mart column that follows from them is
computed here.
"""

from datetime import date, timedelta

LAST_DAY = date(9999, 12, 30)
REACH = {"changed": 1, "annulled": 1, "remitted": 2, "upheld": 3, "dismissed": 4}
REVERSED = ("changed", "annulled", "remitted")
REASSESSMENT_DAYS = timedelta(days=28)
OF_THE_CASE = (
    "unit_id",
    "team_id",
    "paragraph",
    "application_type",
    "decision_outcome",
    "is_appealable",
    "decided_date",
)


def appeals_of(appeals: list[dict], cases: list[dict], paragraphs: list[dict]) -> list[dict]:
    """Rows of marts.appeals. appeals: entity columns of complaints. cases: rows of marts.cases."""
    case_of = {case["case_id"]: case for case in cases}
    paragraph_of = {paragraph["paragraph"]: paragraph for paragraph in paragraphs}
    return [_appeal(appeal, case_of.get(appeal.get("case_id"), {}), paragraph_of) for appeal in appeals]


def _appeal(appeal: dict, case: dict, paragraph_of: dict[str, dict]) -> dict:
    paragraph = paragraph_of.get(case.get("paragraph"), {})
    finished = finished_date(appeal)
    received = appeal["received_date"]
    maintains = appeal.get("citizen_maintains_date")
    is_partly = appeal.get("reassessment_outcome") == "partly_changed"
    return (
        appeal
        | {name: case.get(name) for name in OF_THE_CASE}
        | {
            "case_id": case.get("case_id"),
            "law": paragraph.get("law"),
            "danmarkskort_group": paragraph.get("danmarkskort_group"),
            "days_to_finish": (finished - received).days if finished else None,
            "is_reassessed_in_time": finished <= received + REASSESSMENT_DAYS if finished else None,
            "reassessment_deadline_date": received + REASSESSMENT_DAYS,
            "finished_date": finished,
            "clock_ended_date": clock_ended_date(appeal),
            "forwarding_deadline_date": maintains + REASSESSMENT_DAYS if is_partly and maintains else None,
        }
    )


def finished_date(appeal: dict) -> date | None:
    """When the reassessment was finished: the citizen got right, or the complaint was sent on."""
    outcome = appeal.get("reassessment_outcome")
    if outcome in ("changed", "partly_changed"):
        return appeal.get("reassessed_date")
    return appeal.get("forwarded_date") if outcome in ("maintained", None) else None


def clock_ended_date(appeal: dict) -> date | None:
    """From when on the four weeks stand still: finished, closed, withdrawn, too late, or decided by the board."""
    gave_up = appeal.get("reassessment_outcome") in ("withdrawn", "too_late")
    days = [
        finished_date(appeal),
        appeal.get("closed_date"),
        appeal.get("board_decided_date"),
        appeal.get("reassessed_date") if gave_up else None,
    ]
    return min((day for day in days if day), default=None)


def board_decisions_of(appeals: list[dict]) -> list[dict]:
    """Rows of marts.board_decisions: one per decision, by the complaint that went furthest. appeals: marts.appeals."""
    answered: dict[tuple, list[dict]] = {}
    for appeal in appeals:
        if appeal.get("board_outcome") and appeal.get("board_decided_date"):
            board_case = appeal.get("board_case_id")
            key = ("board", board_case) if board_case else ("complaint", appeal["complaint_id"])
            answered.setdefault(key, []).append(appeal)
    return [_board_decision(key[1], complaints) for key, complaints in answered.items()]


def _board_decision(decision_id: str, complaints: list[dict]) -> dict:
    first = min(complaints, key=lambda one: (REACH[one["board_outcome"]], one["complaint_id"]))
    day = max(one["board_decided_date"] for one in complaints)
    decided = first.get("decided_date")
    kept = ("complaint_id", "case_id", *OF_THE_CASE, "law", "danmarkskort_group", "board_outcome")
    return {name: first.get(name) for name in kept} | {
        "board_decision_id": decision_id,
        "reversal_reason": first.get("reversal_reason") if first["board_outcome"] in REVERSED else None,
        "complaint_count": len(complaints),
        "days_to_outcome": (day - decided).days if decided and decided <= day else None,
        "board_decided_date": day,
    }


def workers_of(workers: list[dict], unit_of_team: dict[str, str]) -> list[dict]:
    """Rows of marts.workers."""
    return [worker | {"unit_id": unit_of_team.get(worker.get("team_id"))} for worker in workers]


def assignments_of(assignments: list[dict], workers: list[dict], unit_of_team: dict[str, str]) -> list[dict]:
    """Rows of marts.assignments: an assignment is cut where the worker's main team changes."""
    rows = []
    for assignment in assignments:
        first, last = assignment["from_date"], assignment.get("to_date") or LAST_DAY
        turns = {first}
        for worker in workers:
            if worker["worker_id"] == assignment["worker_id"]:
                turns |= {worker["valid_from"], (worker.get("valid_to") or LAST_DAY) + timedelta(days=1)}
        days = sorted(day for day in turns if first <= day <= last)
        for day, following in zip(days, [*days[1:], last + timedelta(days=1)], strict=True):
            team = main_team(workers, assignment["worker_id"], day)
            end = following - timedelta(days=1)
            rows.append(
                {
                    "citizen_id": assignment["citizen_id"],
                    "worker_id": assignment["worker_id"],
                    "team_id": team,
                    "unit_id": unit_of_team.get(team),
                    "from_date": day,
                    "to_date": None if end == LAST_DAY else end,
                }
            )
    return rows


def main_team(workers: list[dict], worker_id: str, day: date) -> str | None:
    """The worker's team on a day: the one with most FTE, then the lowest id; None while not employed."""
    fte: dict[str | None, float] = {}
    for worker in workers:
        if worker["worker_id"] == worker_id and is_employed(worker, day):
            fte[worker.get("team_id")] = fte.get(worker.get("team_id"), 0) + worker["fte"]
    in_order = sorted(fte, key=lambda team: (-fte[team], team is None, team or ""))
    return in_order[0] if in_order else None


def is_employed(worker: dict, day: date) -> bool:
    return worker["valid_from"] <= day and (worker.get("valid_to") is None or worker["valid_to"] >= day)


def worker_changes_of(assignments: list[dict], workers: list[dict], unit_of_team: dict[str, str]) -> list[dict]:
    """Rows of marts.worker_changes: the citizen's next assignment has another worker, gaps ignored."""
    in_order = sorted(assignments, key=lambda one: (one["from_date"], one.get("to_date") or LAST_DAY, one["worker_id"]))
    last_worker: dict[str, str] = {}
    rows = []
    for one in in_order:
        before = last_worker.get(one["citizen_id"])
        if before is not None and before != one["worker_id"]:
            team = main_team(workers, one["worker_id"], one["from_date"])
            rows.append(
                {
                    "citizen_id": one["citizen_id"],
                    "worker_id": one["worker_id"],
                    "team_id": team,
                    "unit_id": unit_of_team.get(team),
                    "change_reason": one.get("change_reason") or "unknown",
                    "change_date": one["from_date"],
                }
            )
        last_worker[one["citizen_id"]] = one["worker_id"]
    return rows


def register_tables(
    cases: list[dict], appeals: list[dict], workers: list[dict], assignments: list[dict], paragraphs: list[dict],
    unit_of_team: dict[str, str],
) -> dict[str, list[dict]]:  # fmt: skip
    """Every mart but the cases by its whole name, as contract_warehouse takes further tables. cases: rows of marts.cases."""
    complaints = appeals_of(appeals, cases, paragraphs)
    return {
        "marts.appeals": complaints,
        "marts.board_decisions": board_decisions_of(complaints),
        "marts.workers": workers_of(workers, unit_of_team),
        "marts.assignments": assignments_of(assignments, workers, unit_of_team),
        "marts.worker_changes": worker_changes_of(assignments, workers, unit_of_team),
    }

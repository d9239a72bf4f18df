"""Complaints as a test writes them → the rows of marts.appeals and marts.board_decisions, worked out here in plain Python."""

from datetime import timedelta

FOUR_WEEKS = timedelta(days=28)
FURTHEST_FIRST = ("changed", "annulled", "remitted", "upheld", "dismissed")
OF_CASE = ("case_id", "unit_id", "team_id", "paragraph", "application_type", "law", "danmarkskort_group")
OF_CASE += ("decision_outcome", "is_appealable", "decided_date")


def complaint_tables(cases: list[dict], complaints: list[dict], paragraphs: dict[str, dict] | None = None) -> dict:
    """Two tables by their whole name, as ``contract_warehouse(others=...)`` takes them.

    complaints: complaint_id, case_id, received_date and whatever more is known. paragraphs: what differs from an
    appealable paragraph of the act on social service outside the map's groups.
    """
    by_id = {case["case_id"]: _case_facts(case, paragraphs or {}) for case in cases}
    appeals = [_appeal(one, by_id.get(one["case_id"], {})) for one in complaints]
    return {"marts.appeals": appeals, "marts.board_decisions": _board_decisions(appeals)}


def _case_facts(case: dict, paragraphs: dict[str, dict]) -> dict:
    usual = {"law": "SEL", "is_appealable": True, "application_type": "new"}
    facts = usual | case | paragraphs.get(case.get("paragraph"), {})
    units = {"T1": "E1", "T2": "E1", "T3": "E2"}
    return {name: facts.get(name) for name in OF_CASE} | {"unit_id": units.get(case.get("team_id"))}


def _appeal(complaint: dict, case: dict) -> dict:
    received, outcome = complaint["received_date"], complaint.get("reassessment_outcome")
    finished = complaint.get("forwarded_date") if outcome in ("maintained", None) else None
    if outcome in ("changed", "partly_changed"):
        finished = complaint["reassessed_date"]
    fallen = complaint.get("reassessed_date") if outcome in ("withdrawn", "too_late") else None
    ends = [finished, complaint.get("closed_date"), fallen, complaint.get("board_decided_date")]
    maintains = complaint.get("citizen_maintains_date") if outcome == "partly_changed" else None
    return case | {
        "days_to_finish": (finished - received).days if finished else None,
        "is_reassessed_in_time": finished <= received + FOUR_WEEKS if finished else None,
        "reassessment_deadline_date": received + FOUR_WEEKS,
        "finished_date": finished,
        # Withdrawn or too late without any date: ended, and nobody knows since when.
        "clock_ended_date": min(
            (day for day in ends if day), default=received if outcome in ("withdrawn", "too_late") else None
        ),
        "forwarding_deadline_date": maintains + FOUR_WEEKS if maintains else None,
    } | complaint  # fmt: skip


def _board_decisions(appeals: list[dict]) -> list[dict]:
    decided: dict[str, list[dict]] = {}
    for one in appeals:
        if one.get("board_outcome"):
            decided.setdefault(one.get("board_case_id") or one["complaint_id"], []).append(one)
    return [_board_decision(key, rows) for key, rows in decided.items()]


def _board_decision(key: str, rows: list[dict]) -> dict:
    first = min(rows, key=lambda one: (FURTHEST_FIRST.index(one["board_outcome"]), one["complaint_id"]))
    decided, own = max(one["board_decided_date"] for one in rows), first.get("decided_date")
    is_reversed = first["board_outcome"] in FURTHEST_FIRST[:3]
    return {name: first.get(name) for name in OF_CASE} | {
        "board_decision_id": key,
        "complaint_id": first["complaint_id"],
        "board_outcome": first["board_outcome"],
        "reversal_reason": first.get("reversal_reason") if is_reversed else None,
        "complaint_count": len(rows),
        "days_to_outcome": (decided - own).days if own else None,
        "board_decided_date": decided,
    }

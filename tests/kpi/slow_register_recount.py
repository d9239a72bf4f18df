"""The KPIs on complaints, workload and outcomes counted row by row in plain Python from the words of kpis.md."""

from collections.abc import Callable
from datetime import date, timedelta

from tests.answers.small_register import REVERSED, is_employed
from tests.kpi.slow_recount import Asked, _count, _is_decided, _is_open, _is_overdue, _quantile, _share

Rows = dict[str, list[dict]]
ROLLING = {
    "reversal_rate", "reversal_rate_general", "reversal_rate_disability", "reversal_rate_other_laws", "remitted_share",
    "changed_share", "upheld_share", "remittals_per_application", "reassessment_changes", "days_to_board_outcome",
}  # fmt: skip
REFUSALS = ("refused", "partly_granted", "ended")


def twelve_months(asked: Asked) -> Asked:
    """At least the twelve months that end with the last one."""
    month = asked.last.year * 12 + asked.last.month - 12
    first = date(month // 12, month % 12 + 1, 1)
    return Asked(min(first, asked.first), asked.last, asked.knowledge)


def _may_be_appealed(row: dict) -> bool:
    return row["is_appealable"] is not False


def _decided_by_the_board(rows: Rows, asked: Asked, column: str = "board_decided_date") -> list[dict]:
    return [
        row
        for row in rows["board_decisions"]
        if row["board_decided_date"] <= asked.knowledge and asked.holds(row[column]) and _may_be_appealed(row)
    ]


def _heard(rows: Rows, asked: Asked) -> list[dict]:
    return [row for row in _decided_by_the_board(rows, asked) if row["board_outcome"] != "dismissed"]


def _board_share(outcomes: tuple[str, ...], chosen: Callable[[dict], bool] = bool) -> Callable:
    return lambda rows, asked: _share([row["board_outcome"] in outcomes for row in _heard(rows, asked) if chosen(row)])


def _ratio(numerator: int, denominator: int) -> dict[str, object]:
    value = numerator / denominator if denominator else None
    return {"numerator": numerator, "denominator": denominator, "n": denominator, "value": value}


def _remittals_per_application(rows: Rows, asked: Asked) -> dict[str, object]:
    remitted = sum(row["board_outcome"] == "remitted" for row in _decided_by_the_board(rows, asked))
    applications = [row for row in rows["cases"] if row["application_type"] in ("new", "renewal")]
    return _ratio(remitted, sum(asked.holds(row["received_date"]) for row in applications))


def _is_over_refusal(appeal: dict) -> bool:
    return appeal["decision_outcome"] in REFUSALS and _may_be_appealed(appeal)


def _received_complaints(rows: Rows, asked: Asked) -> list[dict]:
    return [row for row in rows["appeals"] if asked.holds(row["received_date"])]


def _complaints_per_100_refusals(rows: Rows, asked: Asked) -> dict[str, object]:
    refusals = [
        row
        for row in rows["cases"]
        if row.get("decision_outcome") in REFUSALS
        and _may_be_appealed(row)
        and asked.holds(row.get("decided_date"))
        and _is_decided(_case(row), asked.knowledge)
    ]
    return _ratio(sum(map(_is_over_refusal, _received_complaints(rows, asked))), len(refusals))


def _timely_reassessments(rows: Rows, asked: Asked) -> dict[str, object]:
    hits = []
    for row in rows["appeals"]:
        outcome = row.get("reassessment_outcome")
        is_sent = outcome in ("maintained", None)
        day = row["reassessed_date"] if outcome in ("changed", "partly_changed") else row["forwarded_date"]
        if (is_sent or outcome in ("changed", "partly_changed")) and asked.holds(day):
            hits.append((day - row["received_date"]).days <= 28)
    return _share(hits)


def _is_reassessed_later(row: dict, day: date) -> bool:
    """Whether the complaint has come and its four-week clock still runs at the end of the day."""
    if row["received_date"] > day:
        return False
    outcome = row.get("reassessment_outcome")
    ends = [row["closed_date"], row["board_decided_date"]]
    if outcome in ("changed", "partly_changed", "withdrawn", "too_late"):
        ends.append(row["reassessed_date"])
    if outcome in ("maintained", None):
        ends.append(row["forwarded_date"])
    return not any(end is not None and end <= day for end in ends)


def _open_reassessments(rows: Rows, asked: Asked) -> dict[str, object]:
    return _count([_is_reassessed_later(row, asked.stock_day) for row in rows["appeals"]])


def _overdue_reassessments(rows: Rows, asked: Asked) -> dict[str, object]:
    day = asked.stock_day
    hits = [_is_reassessed_later(row, day) and (day - row["received_date"]).days > 28 for row in rows["appeals"]]
    return _count(hits)


def _open_forwardings(rows: Rows, asked: Asked) -> dict[str, object]:
    """Partly changed, maintained by the citizen, and not yet sent on, closed or decided."""
    day = asked.stock_day
    partly = [row for row in rows["appeals"] if row.get("reassessment_outcome") == "partly_changed"]
    held = [row for row in partly if row["received_date"] <= day and _has_happened(row["citizen_maintains_date"], day)]
    ends = ("forwarded_date", "closed_date", "board_decided_date")
    return _count([not any(_has_happened(row[end], day) for end in ends) for row in held])


def _reassessment_changes(rows: Rows, asked: Asked) -> dict[str, object]:
    counted = [row for row in rows["appeals"] if asked.holds(row["reassessed_date"])]
    outcomes = [row["reassessment_outcome"] for row in counted]
    return _share(
        [one in ("changed", "partly_changed") for one in outcomes if one not in ("withdrawn", "too_late", None)]
    )


def _days_to_board_outcome(rows: Rows, asked: Asked) -> dict[str, object]:
    days = [
        (row["board_decided_date"] - row["decided_date"]).days for row in _heard(rows, asked) if row["decided_date"]
    ]
    return _quantile([one for one in days if one >= 0], 0.5)


def _reversal_by_cohort(rows: Rows, asked: Asked) -> dict[str, object]:
    cohort = _decided_by_the_board(rows, asked, "decided_date")
    pending = [
        row
        for row in rows["appeals"]
        if row["received_date"] <= asked.knowledge
        and asked.holds(row["decided_date"])
        and _may_be_appealed(row)
        and not _has_happened(row["board_decided_date"], asked.knowledge)
        and not _has_happened(row["closed_date"], asked.knowledge)
        and not (
            row["reassessment_outcome"] in ("changed", "withdrawn", "too_late")
            and _has_happened(row["reassessed_date"], asked.knowledge)
        )
    ]
    hits = [row["board_outcome"] in REVERSED for row in cohort if row["board_outcome"] != "dismissed"]
    return _share(hits) | {"pending": len(pending)}


def _has_happened(day: date | None, knowledge: date) -> bool:
    return day is not None and day <= knowledge


def _case(row: dict) -> dict:
    names = ("deadline_date", "decided_date", "withdrawn_date")
    return dict.fromkeys(names) | row


def _load(carried: float, n: int, carriers: float) -> dict[str, object]:
    value = carried / carriers if carriers else None
    return {"numerator": carried, "denominator": carriers, "n": n, "value": value}


def _positions(rows: Rows, day: date, with_temporary: bool = True) -> list[dict]:
    employed = [row for row in rows["workers"] if row["role"] == "caseworker" and is_employed(row, day)]
    return [row for row in employed if with_temporary or not row["is_temporary"]]


def _fte(rows: Rows, day: date) -> float:
    return round(sum(row["fte"] for row in _positions(rows, day)), 6)


def _stock_of_positions(with_temporary: bool) -> Callable[[Rows, Asked], dict[str, object]]:
    def count(rows: Rows, asked: Asked) -> dict[str, object]:
        counted = _positions(rows, asked.stock_day, with_temporary)
        return {"n": len(counted), "value": round(sum(row["fte"] for row in counted), 6)}

    return count


def _citizens_per_fte(rows: Rows, asked: Asked) -> dict[str, object]:
    day = asked.stock_day
    citizens = {
        row["citizen_id"]
        for row in rows["assignments"]
        if row["from_date"] <= day and (row["to_date"] is None or row["to_date"] >= day)
    }
    return _load(len(citizens), len(citizens), _fte(rows, day))


def _cases_per_fte(is_counted: Callable, carried: Callable[[list[dict]], float], n: Callable[[list[dict]], int] = len):
    def count(rows: Rows, asked: Asked) -> dict[str, object]:
        day = asked.stock_day
        counted = [row for row in rows["cases"] if is_counted(_case(row), day)]
        return _load(carried(counted), n(counted), _fte(rows, day))

    return count


def _citizens(cases: list[dict]) -> int:
    return len({row["citizen_id"] for row in cases} - {None})


def _worker_changes_per_citizen(rows: Rows, asked: Asked) -> dict[str, object]:
    days = last_year(asked.stock_day)
    changes = sum(row["change_date"] in days for row in rows["worker_changes"])
    covered = sum(_holder(row["of_citizen"], day, asked.stock_day) is row["told"] for row in rows["assignments"]
                  for day in days)  # fmt: skip
    return _load(changes, changes, round(covered / len(days), 6))


def with_company(assignments: list[dict]) -> list[dict]:
    """Each period with itself and all the periods of its citizen, whatever is then chosen among them."""
    return [
        row | {"told": row, "of_citizen": [one for one in assignments if one["citizen_id"] == row["citizen_id"]]}
        for row in assignments
    ]


def last_year(day: date) -> set[date]:
    """The days of the year that ends with the day: whole months where it is a month's last, else back to its like."""
    tomorrow = day + timedelta(days=1)
    first = tomorrow.replace(year=tomorrow.year - 1, day=1) if tomorrow.day == 1 else None
    if first is None:
        first = day.replace(year=day.year - 1) + timedelta(days=1)
    return {first + timedelta(days=number) for number in range((day - first).days + 1)}


def _holder(periods: list[dict], day: date, stock_day: date) -> dict | None:
    """Whose day it is: the period that ends last as far as is known, then one in a team, then the one that began last."""
    in_force = [row for row in periods if row["from_date"] <= day and (row["to_date"] is None or row["to_date"] >= day)]
    by_name = sorted(in_force, key=lambda row: (row["worker_id"], row["team_id"] or ""))

    def priority(row: dict) -> tuple:
        return min(row["to_date"] or stock_day, stock_day), row["team_id"] is not None, row["from_date"]

    return max(by_name, key=priority, default=None)


def _decided_share(outcome: str) -> Callable[[Rows, Asked], dict[str, object]]:
    def count(rows: Rows, asked: Asked) -> dict[str, object]:
        decided = [row for row in rows["cases"] if asked.holds(row.get("decided_date"))]
        stated = [row for row in decided if row.get("decision_outcome") and _is_decided(_case(row), asked.knowledge)]
        return _share([row["decision_outcome"] == outcome for row in stated])

    return count


REGISTER_KPIS: dict[str, Callable[[Rows, Asked], dict[str, object]]] = {
    "reversal_rate": _board_share(REVERSED),
    "reversal_rate_general": _board_share(REVERSED, lambda row: row["law"] == "SEL"),
    "reversal_rate_disability": _board_share(REVERSED, lambda row: row["danmarkskort_group"] == "voksenhandicap"),
    "reversal_rate_other_laws": _board_share(REVERSED, lambda row: row["law"] not in ("SEL", None)),
    "remitted_share": _board_share(("remitted",)),
    "changed_share": _board_share(("changed", "annulled")),
    "upheld_share": _board_share(("upheld",)),
    "reversals": lambda rows, asked: _count(
        [row["board_outcome"] in REVERSED for row in _decided_by_the_board(rows, asked)]
    ),
    "board_decisions": lambda rows, asked: _count([True for _ in _decided_by_the_board(rows, asked)]),
    "remittals_per_application": _remittals_per_application,
    "complaints": lambda rows, asked: _count([True for _ in _received_complaints(rows, asked)]),
    "complaints_per_100_refusals": _complaints_per_100_refusals,
    "complaints_over_other_decisions": lambda rows, asked: _count(
        [not _is_over_refusal(row) for row in _received_complaints(rows, asked)]
    ),
    "timely_reassessments": _timely_reassessments,
    "overdue_reassessments": _overdue_reassessments,
    "open_reassessments": _open_reassessments,
    "open_forwardings": _open_forwardings,
    "reassessment_changes": _reassessment_changes,
    "days_to_board_outcome": _days_to_board_outcome,
    "reversal_by_cohort": _reversal_by_cohort,
    "citizens_per_fte": _citizens_per_fte,
    "citizens_with_open_case_per_fte": _cases_per_fte(_is_open, _citizens, _citizens),
    "open_cases_per_fte": _cases_per_fte(_is_open, len),
    "overdue_per_fte": _cases_per_fte(_is_overdue, len),
    "weighted_open_cases_per_fte": _cases_per_fte(_is_open, lambda cases: sum(row["case_weight"] for row in cases)),
    "fte": _stock_of_positions(True),
    "permanent_fte": _stock_of_positions(False),
    "worker_changes_per_citizen": _worker_changes_per_citizen,
    "worker_changes": lambda rows, asked: _count([asked.holds(row["change_date"]) for row in rows["worker_changes"]]),
    "granted_share": _decided_share("granted"),
    "partly_granted_share": _decided_share("partly_granted"),
    "refused_share": _decided_share("refused"),
    "ended_share": _decided_share("ended"),
}

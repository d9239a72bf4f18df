"""Every deadline KPI counted case by case in plain Python from the words of kpis.md, without SQL and without derived columns."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Asked:
    """first, last: the period's days. knowledge: nothing after it is known."""

    first: date
    last: date
    knowledge: date

    @property
    def stock_day(self) -> date:
        return min(self.last, self.knowledge)

    def holds(self, day: date | None) -> bool:
        """Whether an event lies in the period and is known."""
        return day is not None and self.first <= day <= self.last and day <= self.knowledge


def recount(kpi_id: str, cases: list[dict], asked: Asked) -> dict[str, object]:
    """numerator, denominator, n, value and pending as far as the KPI has them; value None where nothing can be said."""
    return KPIS[kpi_id]([_complete(case) for case in cases], asked)


def _complete(case: dict) -> dict:
    names = ("deadline", "decided", "withdrawn", "sent", "notice", "start")
    whole = {f"{name}_date": case.get(f"{name}_date") for name in names} | case
    if whole.get("application_type") in ("follow_up", "own_initiative"):
        whole["deadline_date"] = None
    return whole


def _happened(day: date | None, knowledge: date) -> bool:
    return day is not None and day <= knowledge


def _is_decided(case: dict, knowledge: date) -> bool:
    return _happened(case["decided_date"], knowledge) and not _happened(case["withdrawn_date"], knowledge)


def _is_open(case: dict, day: date) -> bool:
    closed = case["decided_date"] or case["withdrawn_date"]
    return case["received_date"] <= day and (closed is None or closed > day)


def _is_overdue(case: dict, day: date) -> bool:
    return _is_open(case, day) and case["deadline_date"] is not None and case["deadline_date"] < day


def _share(hits: list[bool]) -> dict[str, object]:
    n = len(hits)
    return {"numerator": sum(hits), "denominator": n, "n": n, "value": sum(hits) / n if n else None}


def _count(hits: list[bool]) -> dict[str, object]:
    return {"n": sum(hits), "value": float(sum(hits))}


def _quantile(values: list[int], quantile: float) -> dict[str, object]:
    if not values:
        return {"n": 0, "value": None}
    ordered = sorted(values)
    place = quantile * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return {"n": len(ordered), "value": ordered[below] + (place - below) * (ordered[above] - ordered[below])}


def _timely_decisions(cases: list[dict], asked: Asked) -> dict[str, object]:
    counted = [case for case in cases if _is_decided(case, asked.knowledge) and asked.holds(case["decided_date"])]
    return _share([case["decided_date"] <= case["deadline_date"] for case in counted if case["deadline_date"]])


def _notified_delays(cases: list[dict], asked: Asked) -> dict[str, object]:
    hits = []
    for case in cases:
        deadline = case["deadline_date"]
        if deadline is None or not asked.first <= deadline <= asked.last or deadline >= asked.knowledge:
            continue
        if case["received_date"] > asked.knowledge:
            continue
        closed_by_then = [day for day in (case["decided_date"], case["withdrawn_date"]) if day and day <= deadline]
        if not closed_by_then:
            hits.append(case["notice_date"] is not None and case["notice_date"] <= deadline)
    return _share(hits)


def _timely_by_cohort(cases: list[dict], asked: Asked) -> dict[str, object]:
    cohort = [
        case
        for case in cases
        if asked.holds(case["received_date"])
        and case["deadline_date"]
        and not _happened(case["withdrawn_date"], asked.knowledge)
    ]
    ripe = [case for case in cohort if case["deadline_date"] < asked.knowledge]
    hits = [case["decided_date"] is not None and case["decided_date"] <= case["deadline_date"] for case in ripe]
    return _share(hits) | {"pending": len(cohort) - len(ripe)}


def _clearance_rate(cases: list[dict], asked: Asked) -> dict[str, object]:
    closed = sum(asked.holds(case["decided_date"] or case["withdrawn_date"]) for case in cases)
    received = sum(asked.holds(case["received_date"]) for case in cases)
    value = closed / received if received else None
    return {"numerator": closed, "denominator": received, "n": received, "value": value}


def _timely_start_101(cases: list[dict], asked: Asked) -> dict[str, object]:
    hits = [
        case["start_date"] <= case["received_date"] + timedelta(days=14)
        for case in cases
        if case.get("paragraph") == "101"
        and asked.holds(case["start_date"])
        and _is_decided(case, asked.knowledge)
        and case.get("decision_outcome") == "granted"
    ]
    return _share(hits)


def _oldest_overdue_days(cases: list[dict], asked: Asked) -> dict[str, object]:
    day = asked.stock_day
    ages = [(day - case["deadline_date"]).days for case in cases if _is_overdue(case, day)]
    return {"n": len(ages), "value": float(max(ages)) if ages else None}


def _processing(quantile: float) -> Callable[[list[dict], Asked], dict[str, object]]:
    def count(cases: list[dict], asked: Asked) -> dict[str, object]:
        decided = [case for case in cases if _is_decided(case, asked.knowledge) and asked.holds(case["decided_date"])]
        return _quantile([(case["decided_date"] - case["received_date"]).days for case in decided], quantile)

    return count


def _dispatch(quantile: float) -> Callable[[list[dict], Asked], dict[str, object]]:
    def count(cases: list[dict], asked: Asked) -> dict[str, object]:
        sent = [case for case in cases if asked.holds(case["sent_date"])]
        return _quantile([(case["sent_date"] - case["decided_date"]).days for case in sent], quantile)

    return count


def _stock(condition: Callable[[dict, date], bool]) -> Callable[[list[dict], Asked], dict[str, object]]:
    return lambda cases, asked: _count([condition(case, asked.stock_day) for case in cases])


def _flow(column: str) -> Callable[[list[dict], Asked], dict[str, object]]:
    return lambda cases, asked: _count([asked.holds(case[column]) for case in cases])


def _is_due(case: dict, day: date) -> bool:
    deadline = case["deadline_date"]
    return _is_open(case, day) and deadline is not None and 0 <= (deadline - day).days <= 14


def _is_unsent(case: dict, day: date) -> bool:
    return _is_decided(case, day) and not _happened(case["sent_date"], day)


KPIS = {
    "timely_decisions": _timely_decisions,
    "notified_delays": _notified_delays,
    "overdue_open_cases": _stock(_is_overdue),
    "oldest_overdue_days": _oldest_overdue_days,
    "due_within_14_days": _stock(_is_due),
    "open_cases": _stock(_is_open),
    "received_cases": _flow("received_date"),
    "decisions": _flow("decided_date"),
    "withdrawn_cases": _flow("withdrawn_date"),
    "clearance_rate": _clearance_rate,
    "median_processing_days": _processing(0.5),
    "p80_processing_days": _processing(0.8),
    "p90_processing_days": _processing(0.9),
    "timely_by_cohort": _timely_by_cohort,
    "median_dispatch_days": _dispatch(0.5),
    "p90_dispatch_days": _dispatch(0.9),
    "unsent_decisions": _stock(_is_unsent),
    "timely_start_101": _timely_start_101,
}

"""Random complaints, workers and fixed workers beside random cases; as close in time, so that every edge is met often."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from hypothesis import strategies as st

from tests.answers.small_register import register_tables
from tests.answers.small_warehouse import TEAMS, contract_warehouse, derived
from tests.kpi.random_cases import DATA_AS_OF, some_cases
from tests.kpi.slow_register_recount import with_company

UNIT_OF_TEAM = {team: unit for team, _, unit in TEAMS}
PARAGRAPHS = [
    {"paragraph": "85", "law": "SEL", "is_appealable": True},
    {"paragraph": "97", "law": "SEL", "is_appealable": True, "danmarkskort_group": "voksenhandicap"},
    {"paragraph": "101", "law": "SEL", "is_appealable": True},
    {"paragraph": "82 a", "law": "SEL", "is_appealable": False},
    {"paragraph": "141", "law": "SUL", "is_appealable": True},
]
WEIGHTS = {"97": 2.5, "141": 0.5}
OUTCOMES = ["granted", "partly_granted", "refused", "ended", None]
REASSESSED = ["changed", "partly_changed", "maintained", "withdrawn", "too_late", None]
BOARD = ["upheld", "changed", "annulled", "remitted", "dismissed"]
FIRST_DAY = date(2021, 11, 1)
# Old rows, so that nothing counts as not delivered; they touch no period asked about.
ANCHOR_CASE = {
    "case_id": "anchor-refused", "received_date": date(2020, 1, 2), "decided_date": date(2020, 1, 9), "paragraph": "85",
    "deadline_date": date(2020, 2, 1), "decision_outcome": "refused", "citizen_id": "anchor",
}  # fmt: skip
ANCHOR_APPEAL = {
    "complaint_id": "anchor", "case_id": "anchor-refused", "received_date": date(2020, 1, 20),
    "reassessment_outcome": "maintained", "reassessed_date": date(2020, 1, 25), "forwarded_date": date(2020, 1, 25),
    "board_outcome": "upheld", "board_decided_date": date(2020, 6, 1), "closed_date": None, "citizen_maintains_date": None,
}  # fmt: skip
ANCHOR_ASSIGNMENT = {
    "citizen_id": "anchor", "worker_id": "anchor", "change_reason": None, "from_date": date(2020, 1, 2),
    "to_date": date(2020, 1, 9),
}  # fmt: skip


@dataclass(frozen=True)
class World:
    """Rows of marts by the table's own name, each as contract.toml has it."""

    rows: dict[str, list[dict]] = field(repr=False)
    others: dict[str, list[dict]] = field(repr=False)

    def written(self, folder: Path) -> Path:
        """The warehouse of these rows."""
        return contract_warehouse(folder, self.rows["cases"], DATA_AS_OF, others=self.others)


@st.composite
def worlds(draw: st.DrawFn, most: int = 25) -> World:
    """Up to ``most`` cases and complaints, six employments and twelve fixed workers, with the anchors."""
    cases = [ANCHOR_CASE] + [_with_more(draw, case) for case in draw(some_cases(most))]
    rows = [derived(case) for case in cases]
    for row in rows:
        row["is_appealable"] = None if row.get("paragraph") is None else row["paragraph"] != "82 a"
        row["case_weight"] = WEIGHTS.get(row.get("paragraph"), 1.0)
    appeals = [ANCHOR_APPEAL] + [_appeal(draw, number, cases) for number in range(draw(st.integers(0, most)))]
    workers = [_worker(draw) for _ in range(draw(st.integers(0, 6)))]
    assignments = _unique([ANCHOR_ASSIGNMENT] + [_assignment(draw) for _ in range(draw(st.integers(0, 12)))])
    tables = register_tables(rows, appeals, workers, assignments, PARAGRAPHS, UNIT_OF_TEAM)
    named = [row | {"label": row["paragraph"], "short_name": "x"} for row in PARAGRAPHS]
    marts = {name.removeprefix("marts."): content for name, content in tables.items()}
    marts["assignments"] = with_company(marts["assignments"])
    return World({"cases": rows} | marts, tables | {"reference.paragraphs": named})


def _with_more(draw: st.DrawFn, case: dict) -> dict:
    if case["case_id"].startswith("anchor"):
        return case | {"citizen_id": "anchor"}
    outcome = draw(st.sampled_from(OUTCOMES)) if case["decided_date"] else None
    return case | {
        "citizen_id": draw(st.sampled_from(["c1", "c2", "c3", "c4", None])),
        "paragraph": draw(st.sampled_from(["85", "97", "101", "82 a", "141", None])),
        "decision_outcome": outcome,
    }


def _appeal(draw: st.DrawFn, number: int, cases: list[dict]) -> dict:
    received = FIRST_DAY + timedelta(draw(st.integers(0, (DATA_AS_OF - FIRST_DAY).days)))

    def later(start: date | None, most: int) -> date | None:
        days = draw(st.none() | st.integers(0, most))
        day = None if days is None or start is None else start + timedelta(days)
        return None if day is not None and day > DATA_AS_OF else day

    outcome = draw(st.sampled_from(REASSESSED))
    reassessed = later(received, 40) if outcome else None
    forwarded = later(reassessed or received, 20) if outcome in ("partly_changed", "maintained", None) else None
    board = later(forwarded or received, 200)
    return {
        "complaint_id": f"K{number:02}",
        "case_id": draw(st.sampled_from([case["case_id"] for case in cases] + [None])),
        "board_case_id": draw(st.sampled_from(["B1", "B2", None, None, None])),
        "received_date": received,
        "reassessment_outcome": outcome if reassessed else None,
        "reassessed_date": reassessed,
        "citizen_maintains_date": later(reassessed, 20) if outcome == "partly_changed" else None,
        "forwarded_date": forwarded,
        "closed_date": later(reassessed, 30) if outcome in ("changed", "withdrawn", "too_late") else None,
        "board_outcome": draw(st.sampled_from(BOARD)) if board else None,
        "board_decided_date": board,
        "reversal_reason": draw(st.sampled_from(["reasoning", "hearing", None])) if board else None,
    }


def _worker(draw: st.DrawFn) -> dict:
    start = FIRST_DAY + timedelta(draw(st.integers(-200, 545)))
    days = draw(st.none() | st.integers(0, 400))
    return {
        "worker_id": draw(st.sampled_from(["w1", "w2", "w3"])),
        "team_id": draw(st.sampled_from(["T1", "T2", "T3", None])),
        "role": draw(st.sampled_from(["caseworker", "caseworker", "leader"])),
        "fte": draw(st.sampled_from([0.25, 0.5, 0.81, 1.0])),
        "is_temporary": draw(st.sampled_from([True, False, None])),
        "valid_from": start,
        "valid_to": None if days is None else start + timedelta(days),
    }


def _assignment(draw: st.DrawFn) -> dict:
    start = FIRST_DAY + timedelta(draw(st.integers(-100, 545)))
    days = draw(st.none() | st.integers(0, 300))
    return {
        "citizen_id": draw(st.sampled_from(["c1", "c2", "c3", "c4"])),
        "worker_id": draw(st.sampled_from(["w1", "w2", "w3"])),
        "change_reason": draw(st.sampled_from(["planned", "unplanned", None])),
        "from_date": start,
        "to_date": None if days is None else start + timedelta(days),
    }


def _unique(assignments: list[dict]) -> list[dict]:
    keyed = {(one["citizen_id"], one["worker_id"], one["from_date"]): one for one in assignments}
    return list(keyed.values())

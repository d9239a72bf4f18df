"""Planted bad rows: what registrars and systems really get wrong, in known numbers."""

import numpy as np

from etl.demo_data.case_table import DAY_COLUMNS, Rows
from etl.demo_data.days import NONE
from etl.demo_data.draws import stream
from etl.demo_data.plan import Plan

# Beyond the lists of texts: see case_files.py, which knows what is written for each.
UNKNOWN_TEAM, BLANK_TEAM = -1, NONE
UNREADABLE_DAY = 1_000_000  # plus 0, 1, 2: which of the unreadable texts
TOO_MANY_FIELDS = -1

# Faults that are one value in one column.
_FIXED = {
    "received_missing": ("received", NONE),
    "unknown_team": ("team", UNKNOWN_TEAM),
    "blank_team": ("team", BLANK_TEAM),
    "blank_worker": ("worker", NONE),
    "too_many_fields": ("remark", TOO_MANY_FIELDS),
}
_ROW_FAULTS = (
    "decided_before_received",
    "sent_before_decided",
    "received_in_future",
    "received_missing",
    "unreadable_date",
    "unknown_team",
    "blank_team",
    "blank_worker",
    "unmatched_paragraph",
    "negative_waiting_days",
    "too_many_fields",
    "disagreeing_duplicate",
)


def fault_count(plan: Plan, fault: str, cases: int) -> int:
    """How many rows of one fault belong to so many cases."""
    return max(int(plan.faults["fewest"]), round(cases * plan.faults[fault]))


def plant_faults(plan: Plan, seed: int, rows: Rows, untouched: np.ndarray, cases: int, unmatched: list[int]) -> Rows:
    """Spoil known numbers of rows of the full extract, one fault per row; returns it with the duplicates appended.

    ``untouched``: True where nobody appealed, the board did not remit and no later extract has the row.
    ``unmatched``: positions of the spellings no table knows.
    """
    rng = stream(seed, "faults")
    ready = untouched & (rows["decided"] != NONE) & (rows["decided"] - rows["received"] > 10)
    candidates = rng.permutation(np.flatnonzero(ready))
    duplicates = np.array([], dtype=int)
    for fault in _ROW_FAULTS:
        chosen, candidates = np.split(candidates, [min(fault_count(plan, fault, cases), len(candidates))])
        if fault == "disagreeing_duplicate":
            duplicates = chosen
        elif fault == "unmatched_paragraph":
            rows["spelling"][chosen] = rng.choice(unmatched, len(chosen))
        else:
            _spoil(plan, rng, fault, rows, chosen)
    return _with_duplicates(rows, duplicates)


def _spoil(plan: Plan, rng: np.random.Generator, fault: str, rows: Rows, chosen: np.ndarray) -> None:
    """Write one fault into the chosen rows."""
    size = len(chosen)
    match fault:
        case "decided_before_received":
            decided = rows["received"][chosen] - rng.integers(1, 31, size)
            _overwrite(rows, chosen, NONE, "start", "informed", "notice", "second_notice", "waiting")
            _overwrite(rows, chosen, decided, "decided", "sent")
        case "sent_before_decided":
            _overwrite(rows, chosen, rows["decided"][chosen] - rng.integers(1, 6, size), "sent")
        case "received_in_future":
            _overwrite(rows, chosen, NONE, *DAY_COLUMNS, "outcome", "waiting")
            _overwrite(rows, chosen, plan.as_of + rng.integers(30, 400, size), "received")
        case "unreadable_date":
            _overwrite(rows, chosen, UNREADABLE_DAY + rng.integers(0, 3, size), "decided")
        case "negative_waiting_days":
            _overwrite(rows, chosen, -rng.integers(1, 15, size), "waiting")
        case _:
            column, value = _FIXED[fault]
            _overwrite(rows, chosen, value, column)


def _overwrite(rows: Rows, chosen: np.ndarray, values: np.ndarray | int, *columns: str) -> None:
    for column in columns:
        rows[column][chosen] = values


def _with_duplicates(rows: Rows, chosen: np.ndarray) -> Rows:
    """The chosen rows once more at the end, decided one day later: the same key, another content."""
    doubled = {name: np.concatenate([values, values[chosen]]) for name, values in rows.items()}
    copies = slice(len(rows["decided"]), None)
    doubled["decided"][copies] += 1
    # Sent follows: the copy breaks no other rule.
    doubled["sent"][copies] = doubled["decided"][copies]
    return doubled


def last_event(rows: Rows) -> np.ndarray:
    """The last day anything happened to each case."""
    return np.max([rows[name] for name in DAY_COLUMNS], axis=0)

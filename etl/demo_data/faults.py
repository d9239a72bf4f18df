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

_EVENTS_AFTER_DECISION = ("decided", "sent", "withdrawn", "start", "informed", "notice", "second_notice")
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
            _SPOIL[fault](rng, rows, chosen, plan.as_of)
    return _with_duplicates(rows, duplicates)


def _decided_before_received(rng: np.random.Generator, rows: Rows, chosen: np.ndarray, as_of: int) -> None:
    rows["decided"][chosen] = rows["received"][chosen] - rng.integers(1, 31, len(chosen))
    rows["sent"][chosen] = rows["decided"][chosen]
    for name in ("start", "informed", "notice", "second_notice"):
        rows[name][chosen] = NONE
    rows["waiting"][chosen] = 0


def _sent_before_decided(rng: np.random.Generator, rows: Rows, chosen: np.ndarray, as_of: int) -> None:
    rows["sent"][chosen] = rows["decided"][chosen] - rng.integers(1, 6, len(chosen))


def _received_in_future(rng: np.random.Generator, rows: Rows, chosen: np.ndarray, as_of: int) -> None:
    rows["received"][chosen] = as_of + rng.integers(30, 400, len(chosen))
    for name in (*_EVENTS_AFTER_DECISION, "outcome", "waiting"):
        rows[name][chosen] = NONE


def _received_missing(rng: np.random.Generator, rows: Rows, chosen: np.ndarray, as_of: int) -> None:
    rows["received"][chosen] = NONE


def _unreadable_date(rng: np.random.Generator, rows: Rows, chosen: np.ndarray, as_of: int) -> None:
    rows["decided"][chosen] = UNREADABLE_DAY + rng.integers(0, 3, len(chosen))


def _unknown_team(rng: np.random.Generator, rows: Rows, chosen: np.ndarray, as_of: int) -> None:
    rows["team"][chosen] = UNKNOWN_TEAM


def _blank_team(rng: np.random.Generator, rows: Rows, chosen: np.ndarray, as_of: int) -> None:
    rows["team"][chosen] = BLANK_TEAM


def _blank_worker(rng: np.random.Generator, rows: Rows, chosen: np.ndarray, as_of: int) -> None:
    rows["worker"][chosen] = NONE


def _negative_waiting_days(rng: np.random.Generator, rows: Rows, chosen: np.ndarray, as_of: int) -> None:
    rows["waiting"][chosen] = -rng.integers(1, 15, len(chosen))


def _too_many_fields(rng: np.random.Generator, rows: Rows, chosen: np.ndarray, as_of: int) -> None:
    rows["remark"][chosen] = TOO_MANY_FIELDS


_SPOIL = {
    "decided_before_received": _decided_before_received,
    "sent_before_decided": _sent_before_decided,
    "received_in_future": _received_in_future,
    "received_missing": _received_missing,
    "unreadable_date": _unreadable_date,
    "unknown_team": _unknown_team,
    "blank_team": _blank_team,
    "blank_worker": _blank_worker,
    "negative_waiting_days": _negative_waiting_days,
    "too_many_fields": _too_many_fields,
}


def _with_duplicates(rows: Rows, chosen: np.ndarray) -> Rows:
    """The chosen rows once more at the end, decided one day later: the same key, another content."""
    doubled = {name: np.concatenate([values, values[chosen]]) for name, values in rows.items()}
    doubled["decided"][len(rows["decided"]) :] += 1
    # The rest of the copy follows, so that the decision date is all that disagrees with good sense.
    doubled["sent"][len(rows["sent"]) :] = doubled["decided"][len(rows["decided"]) :]
    return doubled


def last_event(rows: Rows) -> np.ndarray:
    """The last day anything happened to each case."""
    return np.max([rows[name] for name in DAY_COLUMNS], axis=0)

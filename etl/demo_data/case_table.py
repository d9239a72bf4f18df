"""The cases as the case system knows them on a given day."""

from dataclasses import dataclass

import numpy as np

from etl.demo_data.course import Course
from etl.demo_data.days import NONE
from etl.demo_data.draws import choose, stream
from etl.demo_data.intake import Intake
from etl.demo_data.plan import Plan, load_words

DAY_COLUMNS = ("received", "informed", "notice", "second_notice", "decided", "sent", "withdrawn", "start")
_CPR_WEIGHTS = (0.60, 0.33, 0.07)
_USUAL_SPELLING_SHARE = 0.72
_OWN_SPELLING_SHARE = 0.03


@dataclass(frozen=True)
class Spellings:
    """Every way a paragraph is written: ``texts``; those of plan.kinds[k] are first[k] (the usual), then others,
    last own[k] (NONE where it has none); the unmatched ones stand from ``unmatched`` on."""

    texts: list[str]
    first: np.ndarray
    count: np.ndarray
    own: np.ndarray
    unmatched: int


def paragraph_spellings(plan: Plan) -> Spellings:
    """The spellings of words.toml for each kind of case."""
    words = load_words()["paragraph_spellings"]
    texts: list[str] = []
    first, count, own = [], [], []
    for kind in plan.kinds:
        first.append(len(texts))
        names = {"p": kind.paragraph, "tight": kind.paragraph.replace(" ", "")}
        # "82a.1" is nowhere used: a dot and a paragraph's part only follow a plain number.
        patterns = [one for one in words["others"] if kind.paragraph.isdigit() or ".1" not in one]
        texts += [pattern.format(**names) for pattern in (words["usual"], *patterns)]
        count.append(len(texts) - first[-1])
        own.append(len(texts) if kind.paragraph in words["own"] else NONE)
        if kind.paragraph in words["own"]:
            texts.append(words["own"][kind.paragraph])
    return Spellings(texts + words["unmatched"], np.array(first), np.array(count), np.array(own), len(texts))


# What one extract says: column -> one number per row (day, position in a list of texts, or NONE).
Rows = dict[str, np.ndarray]


def case_table(seed: int, intake: Intake, course: Course, complaint: np.ndarray, spellings: Spellings) -> Rows:
    """The whole truth, one entry per case in order of receipt; ``complaint``: position of the remitted complaint."""
    rng = stream(seed, "writing")
    size = len(intake)
    spelling = np.where(
        rng.random(size) < _USUAL_SPELLING_SHARE,
        spellings.first[intake.kind],
        spellings.first[intake.kind] + 1 + (rng.random(size) * (spellings.count[intake.kind] - 1)).astype(int),
    )
    own = (rng.random(size) < _OWN_SPELLING_SHARE) & (spellings.own[intake.kind] != NONE)
    table = {
        "citizen": intake.citizen,
        "cpr_style": choose(rng, _CPR_WEIGHTS, size),
        "team": intake.team,
        "worker": intake.worker,
        "kind": intake.kind,
        "spelling": np.where(own, spellings.own[intake.kind], spelling),
        "type": intake.type,
        "urgent": intake.is_urgent.astype(np.int32),
        "remark": choose(rng, load_words()["remarks"]["weights"], size),
        "complaint": complaint,
        "received": intake.received,
    } | vars(course)
    return {name: values.astype(np.int32) for name, values in table.items()}


def as_of_day(table: Rows, rows: np.ndarray, day: int) -> Rows:
    """The chosen rows as they stood at the end of ``day``."""
    known = {name: values[rows] for name, values in table.items()}
    for name in DAY_COLUMNS:
        known[name] = np.where(known[name] > day, NONE, known[name])
    for name in ("outcome", "waiting"):
        known[name] = np.where(known["decided"] == NONE, NONE, known[name])
    return known


def changed_between(table: Rows, first: int, last: int) -> np.ndarray:
    """True for the cases with anything dated from ``first`` to ``last``."""
    changed = np.zeros(len(table["received"]), dtype=bool)
    for name in DAY_COLUMNS:
        changed |= (table[name] >= first) & (table[name] <= last)
    return changed & (table["received"] <= last)

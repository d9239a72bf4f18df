"""Random cases whose dates lie so close that every edge (same day, month end, as-of day) is met often."""

from datetime import date, timedelta

from hypothesis import strategies as st

DATA_AS_OF = date(2023, 4, 30)
FIRST_DAY = date(2023, 1, 1)
# Two old closed cases fill every column, so that no KPI counts as not delivered; they touch no period asked about.
ANCHORS = [
    {
        "case_id": "anchor-decided",
        "received_date": date(2022, 1, 3),
        "deadline_date": date(2022, 1, 4),
        "notice_date": date(2022, 1, 4),
        "decided_date": date(2022, 1, 5),
        "sent_date": date(2022, 1, 6),
        "start_date": date(2022, 1, 7),
        "decision_outcome": "granted",
    },
    {"case_id": "anchor-withdrawn", "received_date": date(2022, 1, 3), "withdrawn_date": date(2022, 1, 5)},
]


@st.composite
def one_case(draw: st.DrawFn) -> dict:
    """A case in the order a case can go: nothing is known after DATA_AS_OF."""
    received = FIRST_DAY + timedelta(draw(st.integers(-20, 119)))

    def later(start: date | None, most: int) -> date | None:
        days = draw(st.none() | st.integers(0, most))
        day = None if days is None or start is None else start + timedelta(days)
        return None if day is not None and day > DATA_AS_OF else day

    closed = later(received, 70)
    is_withdrawn = draw(st.integers(0, 5)) == 0
    decided = None if is_withdrawn else closed
    deadline_days = draw(st.none() | st.integers(0, 60))
    return {
        "received_date": received,
        "deadline_date": None if deadline_days is None else received + timedelta(deadline_days),
        "decided_date": decided,
        "withdrawn_date": closed if is_withdrawn else None,
        "sent_date": later(decided, 8),
        "notice_date": later(received, 60),
        "start_date": later(decided, 20),
        "decision_outcome": draw(st.sampled_from(["granted", "refused"])) if decided else None,
        "team_id": draw(st.sampled_from(["T1", "T2", "T3", None])),
        "paragraph": draw(st.sampled_from(["85", "101", None])),
        "application_type": draw(st.sampled_from(["new", "renewal", "follow_up", "remitted"])),
    }


@st.composite
def some_cases(draw: st.DrawFn, most: int = 40) -> list[dict]:
    """The anchors and up to ``most`` random cases."""
    cases = draw(st.lists(one_case(), max_size=most))
    return ANCHORS + [case | {"case_id": f"S{number}"} for number, case in enumerate(cases)]

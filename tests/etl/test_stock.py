"""The stock at month ends agrees with a slow count of every case at every month end."""

import calendar
import random
from collections import Counter
from datetime import date, timedelta

import pytest

from tests.etl.folders import ask, built, mapping, municipality, rows_text


def random_rows(rng: random.Random, count: int) -> list[dict[str, str]]:
    rows = []
    for number in range(count):
        received = date(2022, 1, 1) + timedelta(days=rng.randrange(500))
        if rng.random() < 0.2:  # the edges of months are where such a count goes wrong
            received = received.replace(day=rng.choice([1, calendar.monthrange(received.year, received.month)[1]]))
        closed = received + timedelta(days=int(rng.expovariate(1 / 60)))
        if rng.random() < 0.2:
            closed = closed.replace(day=calendar.monthrange(closed.year, closed.month)[1])
        row = {
            "case_id": str(number), "received_date": str(received), "team_id": rng.choice(["t1", "t2", "", "t9"]),
            "paragraph": rng.choice(["83", "85", "112", "101", ""]),
            "application_type": rng.choice(["new", "new", "renewal", "follow_up"]),
        }  # fmt: skip
        if closed <= date(2023, 5, 20) and rng.random() < 0.9:
            row[rng.choice(["decided_date", "decided_date", "withdrawn_date"])] = str(closed)
        rows.append(row)
    return rows


def month_ends(first: date, last: date) -> list[date]:
    ends, year, month = [], first.year, first.month
    while (end := date(year, month, calendar.monthrange(year, month)[1])) <= last:
        ends.append(end)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return ends


@pytest.mark.parametrize(("seed", "extract_date"), [(1, "2023-05-20"), (2, "2023-05-31")])
def test_the_stock_mart_is_what_a_slow_count_gives(tmp_path, seed, extract_date):
    rows = [row for row in random_rows(random.Random(seed), 400) if row["received_date"] <= extract_date]
    folder = municipality(
        tmp_path, {"cases.csv": rows_text(*rows)}, sources={"cases": mapping(extract_date={"value": extract_date})}
    )
    snapshot = built(folder)
    cases = ask(
        snapshot,
        "select (unit_id, team_id, paragraph, application_type), received_date, closed_date, deadline_date from marts.cases",
    )
    assert len(cases) == len(rows)
    ends = month_ends(date(2022, 1, 1), date.fromisoformat(extract_date))
    assert ends[-1] == date(2023, 4, 30) if seed == 1 else date(2023, 5, 31)

    expected = {}
    for end in ends:
        first = end.replace(day=1)
        for group, received, closed, deadline in cases:
            counts = expected.setdefault((group, end), Counter(oldest=0))
            is_open = received <= end and (closed is None or closed > end)
            is_overdue = is_open and deadline is not None and deadline < end
            counts["open"] += is_open
            counts["overdue"] += is_overdue
            counts["received"] += first <= received <= end
            counts["closed"] += closed is not None and first <= closed <= end
            if is_overdue:
                counts["oldest"] = max(counts["oldest"], (end - deadline).days)
    wanted = {
        place: (c["open"], c["overdue"], c["received"], c["closed"], c["oldest"] or None)
        for place, c in expected.items()
        if c["open"] or c["received"] or c["closed"]
    }
    found = {
        (group, end): tuple(numbers)
        for group, end, *numbers in ask(
            snapshot,
            "select (unit_id, team_id, paragraph, application_type), month_end_date, open_cases, overdue_open_cases,"
            " received_cases, closed_cases, oldest_overdue_days from marts.stock_month_ends",
        )
    }
    assert found == wanted
    totals = [
        tuple(sum(numbers[part] for (_, at), numbers in found.items() if at == end) for part in (0, 2, 3))
        for end in ends
    ]
    before = 0
    for stock, received, closed in totals:
        assert stock == before + received - closed
        before = stock
    assert before > 50


def test_a_case_received_and_closed_on_one_day_is_in_no_stock_but_counted_twice(tmp_path):
    snapshot = built(municipality(tmp_path, {"cases.csv": rows_text({"decided_date": "2023-03-01"})}))
    answer = ask(snapshot, "select open_cases, received_cases, closed_cases from marts.stock_month_ends")
    assert answer == [(0, 1, 1)]


def test_a_case_closed_on_the_last_day_of_a_month_is_not_in_that_month_s_stock(tmp_path):
    rows = {"received_date": "2023-03-31", "decided_date": "2023-04-30"}
    snapshot = built(municipality(tmp_path, {"cases.csv": rows_text(rows)}))
    answer = ask(snapshot, "select month_end_date::varchar, open_cases from marts.stock_month_ends order by all")
    assert answer == [("2023-03-31", 1), ("2023-04-30", 0)]

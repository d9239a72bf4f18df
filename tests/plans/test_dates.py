"""A planned date follows from the document's words kept beside it; words that name no calendar month have no date."""

import re
from calendar import monthrange
from datetime import date

import pytest

from tests.plans.documents import rows

MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
MONTH = "|".join(MONTHS)
ORDINALS = {"1.": 1, "første": 1, "andet": 2}
VAGUE = r"primo \d|medio \d|forsommer|forår|sommerferie|budget|herefter|halvandet"
YEAR_OF = {"cvv_2023": 2023}  # the title of its timetable; no other plan leaves the year out


def span(words: str, year: int | None) -> tuple[date, date, str] | None:
    """First day, last day and precision of the words; None where they name nothing the calendar knows."""
    words = words.lower()
    if re.search(VAGUE, words):
        return None
    if day := re.search(rf"(\d+)\. ({MONTH}) (\d{{4}})", words):
        whole = date(int(day[3]), MONTHS.index(day[2]) + 1, int(day[1]))
        return whole, whole, "day"
    if month := re.search(rf"\b({MONTH})\b,?(?: (\d{{4}}))?", words):
        return _months(int(month[2]) if month[2] else year, MONTHS.index(month[1]) + 1, 1, "month")
    if quarter := re.search(r"(1\.|første) kvartal (\d{4})", words):
        return _months(int(quarter[2]), ORDINALS[quarter[1]] * 3 - 2, 3, "quarter")
    if half := re.search(r"(1\.|andet) halv\w+ (?:af )?(\d{4})", words):
        return _months(int(half[2]), ORDINALS[half[1]] * 6 - 5, 6, "half_year")
    years = [int(one) for one in re.findall(r"\b(\d{4})\b", words)]
    return (date(years[0], 1, 1), date(years[-1], 12, 31), "year") if years else None


def _months(year: int, first: int, count: int, precision: str) -> tuple[date, date, str]:
    last = first + count - 1
    return date(year, first, 1), date(year, last, monthrange(year, last)[1]), precision


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Primo april", (date(2023, 4, 1), date(2023, 4, 30), "month")),
        ("den 1. juni 2023", (date(2023, 6, 1), date(2023, 6, 1), "day")),
        ("februar, 2018", (date(2018, 2, 1), date(2018, 2, 28), "month")),
        ("første kvartal 2018", (date(2018, 1, 1), date(2018, 3, 31), "quarter")),
        ("fra andet halvår af 2018", (date(2018, 7, 1), date(2018, 12, 31), "half_year")),
        ("i 2015 og 2016", (date(2015, 1, 1), date(2016, 12, 31), "year")),
        ("primo 2018", None), ("medio 2018", None), ("forsommeren 2018", None), ("efter sommerferien 2018", None),
        ("foråret 2015", None), ("to gange årligt", None),
    ],
)  # fmt: skip
def test_the_words_are_read_as_a_person_reads_them(words, expected):
    assert span(words, 2023) == expected


def plan_of(row: dict[str, str]) -> str:
    plans = {one["initiative_id"]: one["plan_id"] for one in rows("initiatives")}
    return row.get("plan_id") or plans[row["initiative_id"]]


@pytest.mark.parametrize("end", ["start", "end"])
def test_every_date_of_a_phase_follows_from_its_words_or_is_assumed(end):
    for row in rows("initiative_phases"):
        told, precision = row[f"planned_{end}"], row[f"{end}_precision"]
        if row[f"{end}_is_assumed"] == "true":
            assert told, row
            assert not row[f"{end}_text"], row
            continue
        read = span(row[f"{end}_text"], YEAR_OF.get(plan_of(row)))
        expected = ("", "") if read is None else (read[0 if end == "start" else 1].isoformat(), read[2])
        assert (told, precision) == expected, row


def test_every_date_of_a_milestone_follows_from_its_words():
    for row in rows("initiative_milestones"):
        read = span(row["date_text"], YEAR_OF.get(plan_of(row)))
        is_first = row["date_text"].lower().startswith(("fra ", "primo "))
        expected = ("", "") if read is None else (read[0 if is_first else 1].isoformat(), read[2])
        assert (row["planned_date"], row["precision"]) == expected, row


def test_the_dates_of_a_plan_follow_from_its_words():
    for row in rows("plans"):
        read = span(row["period_text"], None)
        expected = ("", "") if read is None else (read[0].isoformat(), read[1].isoformat())
        assert (row["first_date"], row["last_date"]) == expected, row


def test_only_the_timetable_without_ends_has_assumed_dates():
    assumed = {
        plan_of(row) for row in rows("initiative_phases") if "true" in (row["start_is_assumed"], row["end_is_assumed"])
    }
    assert assumed == {"cvv_2023"}


def test_no_note_of_a_plan_is_dated_as_no_plan_is():
    assert {row["noted_on"] for row in rows("initiative_notes")} == {""}

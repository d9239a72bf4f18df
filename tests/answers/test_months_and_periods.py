"""Months as the reader writes them, at the edges of the calendar too."""

from datetime import date

import pytest

from dashboard.selection import Month


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2023",
        "2023-13",
        "2023-00",
        "0000-01",
        "2023-1",
        "23-01",
        "2023-1_1",
        " 2023-01",
        "٢٠٢٣-٠١",
        "9" * 5000 + "-01",
        "nu",
    ],
)
def test_what_is_no_month_of_a_calendar_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever the reader wrote, one kind of refusal
        Month.parse(text)


def test_a_month_ends_on_its_last_day_even_at_the_end_of_the_calendar() -> None:
    assert Month.parse("2024-02").last_day == date(2024, 2, 29)
    assert Month.parse("9999-12").last_day == date(9999, 12, 31)
    assert Month.parse("0001-01").first_day == date(1, 1, 1)

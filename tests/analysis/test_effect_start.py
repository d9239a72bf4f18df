"""Which month is the first one after an initiative's start."""

from datetime import date

import pytest

from dashboard.analysis.effect_start import EffectStart, effect_start

JANUARY_2021 = date(2021, 1, 1)


@pytest.mark.parametrize(
    ("actual_start", "expected"),
    [
        (date(2023, 2, 1), EffectStart(25)),
        (date(2023, 1, 2), EffectStart(24)),  # the first working day of that January
        (date(2023, 2, 3), EffectStart(25)),
        (date(2023, 2, 4), EffectStart(26, left_out=25)),
        (date(2023, 1, 16), EffectStart(25, left_out=24)),
        (date(2022, 12, 31), EffectStart(24, left_out=23)),
        (date(2021, 1, 1), EffectStart(0)),
        (date(2020, 11, 20), EffectStart(-1, left_out=-2)),
    ],
)
def test_a_start_on_the_first_days_counts_its_month_as_after_and_a_later_one_leaves_it_out(actual_start, expected):
    assert effect_start(JANUARY_2021, actual_start) == expected


def test_an_unknown_start_has_no_place():
    assert effect_start(JANUARY_2021, None) is None

"""Where an axis from zero has its ticks, when they are written more than once."""

from math import isclose

FEW = 5  # an axis of no more than so many of something counts them one by one
FACTORS = (0.25, 0.5, 1, 2, 2.5, 5, 10)


def round_ticks(highest: float, most: int = 4, decimals: int = 0) -> list[float]:
    """Zero and up to ``most`` round steps that reach the highest value, none finer than it is written with ``decimals``.

    A tick at 2,5 written without decimals would be called 3.
    """
    least = 10.0**-decimals
    size = 10.0 ** (len(str(int(highest))) - 1) if highest >= 1 else least
    steps = (size * factor for factor in FACTORS)
    step = next(one for one in steps if highest / one <= most and isclose(one / least, round(one / least)))
    return [step * count for count in range(int(highest / step) + 1)]


def step_of_few(highest: float) -> int | None:
    """One, for an axis of few; else None, which leaves the step to Plotly: of few it would write 2,5 as 3."""
    return 1 if highest <= FEW else None

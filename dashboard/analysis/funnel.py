"""Control limits of a funnel: how far a group's share may lie from the share of all by chance alone, at its own size.

D. J. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24 (2005): score limits
p ± z · sqrt(p(1 - p) / n) around the share p of all groups together, cut to 0-1.
"""

from enum import StrEnum
from math import sqrt

from dashboard.analysis.intervals import Z_95

Z_998 = 3.090232306167813  # 99.8 % of a normal distribution lies within so many standard deviations
LEVELS = (Z_95, Z_998)


class Place(StrEnum):
    """Where a group lies: within what chance would give, beyond the 95 % limit, or beyond the 99.8 % limit as well."""

    INSIDE = "inside"
    BEYOND_95 = "beyond_95"
    BEYOND_998 = "beyond_998"


def limits(share: float, n: int, z: float) -> tuple[float, float]:
    """The lowest and highest share (0-1) that chance would give a group of n, where ``share`` holds for all; n above 0."""
    half = z * sqrt(share * (1 - share) / n)
    return max(0.0, share - half), min(1.0, share + half)


def place(numerator: int, n: int, share: float) -> Place:
    """Where a group with numerator of n lies around the share of all; on a limit counts as within it."""
    distance = abs(numerator / n - share)
    spread = sqrt(share * (1 - share) / n)
    if distance <= Z_95 * spread:
        return Place.INSIDE
    return Place.BEYOND_95 if distance <= Z_998 * spread else Place.BEYOND_998

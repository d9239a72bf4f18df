"""Intervals of shares, of differences between shares, and of quantiles; at 95 % where nothing else is asked for."""

from math import ceil, floor, sqrt

Z_95 = 1.959963984540054


def wilson(numerator: int, denominator: int, z: float = Z_95) -> tuple[float, float]:
    """The Wilson score interval of numerator ÷ denominator, as shares 0-1; the denominator must be above 0.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
    """
    share = numerator / denominator
    z_squared_share = z**2 / denominator
    middle = (share + z_squared_share / 2) / (1 + z_squared_share)
    half = z * sqrt(share * (1 - share) / denominator + z_squared_share / denominator / 4) / (1 + z_squared_share)
    # Exact at the ends, where rounding would leave 0.9999999999999999.
    return (max(0.0, middle - half) if numerator else 0.0), (
        min(1.0, middle + half) if numerator < denominator else 1.0
    )


def difference_of_shares(now: tuple[int, int], then: tuple[int, int], z: float = Z_95) -> tuple[float, float]:
    """The interval of share now - share then, each given as (numerator, denominator).

    R. G. Newcombe's hybrid score interval (method 10, Statistics in Medicine 17, 1998): built from the two Wilson
    intervals, so it agrees with what is drawn and holds for small n, where a pooled z-test does not.
    """
    share_now, share_then = now[0] / now[1], then[0] / then[1]
    (low_now, high_now), (low_then, high_then) = wilson(*now, z), wilson(*then, z)
    difference = share_now - share_then
    return (
        difference - sqrt((share_now - low_now) ** 2 + (high_then - share_then) ** 2),
        difference + sqrt((high_now - share_now) ** 2 + (share_then - low_then) ** 2),
    )


def quantile_ranks(quantile: float, n: int) -> tuple[int, int]:
    """Which ordered values (1 = smallest) bound a quantile of n values with 95 % confidence, without a distribution.

    The number of values below the true quantile is binomial(n, quantile); its normal approximation, rounded outwards
    (W. J. Conover, Practical Nonparametric Statistics, section 3.2). Ranks outside 1-n are cut to the ends.
    """
    spread = Z_95 * sqrt(n * quantile * (1 - quantile))
    return max(1, floor(n * quantile - spread)), min(n, ceil(n * quantile + spread) + 1)

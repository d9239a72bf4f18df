"""Where an axis from zero has its ticks, when they are written more than once."""


def round_ticks(highest: float, most: int = 4) -> list[float]:
    """Zero and up to ``most`` round steps that reach the highest value."""
    size = 10 ** (len(str(int(highest))) - 1) if highest >= 1 else 0.1
    step = next(size * factor for factor in (0.25, 0.5, 1, 2, 2.5, 5, 10) if highest / (size * factor) <= most)
    return [step * count for count in range(int(highest / step) + 1)]

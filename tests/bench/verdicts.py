"""How the bench says whether a measured value is within what was asked for; no test reads it."""


def verdict(what: str, value: float, unit: str, at_most: float) -> None:
    """One line: the value, its limit, yes or NO."""
    print(f"{what}: {value:.2f} {unit} (at most {at_most:g}): {'yes' if value <= at_most else 'NO'}", flush=True)

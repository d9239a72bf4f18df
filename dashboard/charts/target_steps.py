"""A target that changes with the months, as the corners of a step line."""

from collections.abc import Sequence

Corner = tuple[float, float]


def target_steps(values: Sequence[float | None]) -> list[list[Corner]]:
    """One list of corners (place, value) per stretch of months with a target; month ``i`` reaches from i - 0.5 to i + 0.5.

    A month without a target (None) ends the stretch; a change of target is a corner, never a slope.
    """
    stretches: list[list[Corner]] = []
    before = None
    for place, value in enumerate(values):
        if value is not None:
            if before is None:
                stretches.append([(place - 0.5, value)])
            elif value != before:
                stretches[-1] += [(place - 0.5, before), (place - 0.5, value)]
            if place == len(values) - 1 or values[place + 1] is None:
                stretches[-1].append((place + 0.5, value))
        before = value
    return stretches

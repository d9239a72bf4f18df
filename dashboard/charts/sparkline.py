"""A series small enough to stand beside a number, as SVG text (Tufte): shape only, no axis; the targets dashed."""

from collections.abc import Callable, Sequence

from dashboard.charts.drawn_once import drawn_once
from dashboard.charts.style import Palette
from dashboard.charts.target_steps import Corner, target_steps

WIDTH, HEIGHT, MARGIN = 240, 44, 5
Placer = Callable[[float, float], tuple[float, float]]


@drawn_once
def sparkline(
    values: Sequence[float | None],
    targets: Sequence[float | None],
    colours: Palette,
    band: tuple[float, float] | None = None,
) -> str:
    """An SVG document of the values in order and the targets beside them, as many; None is a gap in either.

    band: low and high of what a guide calls usual, drawn behind. Nothing to draw gives an empty drawing of the same size,
    so that tiles stay aligned.
    """
    known = [value for value in values if value is not None]
    levels = known + [target for target in targets if target is not None] + list(band or ())
    place = _placer(len(values), min(levels, default=0.0), max(levels, default=1.0))
    marks = [_band(band, place, colours)] if known and band else []
    marks += [_step(corners, len(values), place, colours) for corners in target_steps(targets)] if known else []
    marks += [_path(run, place, colours) for run in _runs(values)]
    if values and values[-1] is not None:
        x, y = place(len(values) - 1, values[-1])
        marks.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colours.ink}"/>')
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{"".join(marks)}</svg>'


def _placer(count: int, low: float, high: float) -> Placer:
    """(position, value) → pixel; a flat series lies in the middle."""
    step = (WIDTH - 2 * MARGIN) / max(count - 1, 1)
    span = high - low

    def place(position: float, value: float) -> tuple[float, float]:
        share = (value - low) / span if span else 0.5
        return MARGIN + position * step, HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN)

    return place


def _runs(values: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    """The stretches without a gap, each as (position, value)."""
    runs: list[list[tuple[int, float]]] = [[]]
    for position, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((position, value))
    return [run for run in runs if run]


def _band(band: tuple[float, float], place: Placer, colours: Palette) -> str:
    top, bottom = (place(0, level)[1] for level in reversed(band))
    return f'<rect x="0" y="{top:.1f}" width="{WIDTH}" height="{bottom - top:.1f}" fill="{colours.band}"/>'


def _step(corners: Sequence[Corner], count: int, place: Placer, colours: Palette) -> str:
    """A dashed step line; the first and last month reach the edges of the picture."""
    edges = {-0.5: 0.0, count - 0.5: float(WIDTH)}
    pixels = [place(position, value) for position, value in corners]
    moved = [(edges.get(position, x), y) for (position, _), (x, y) in zip(corners, pixels, strict=True)]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in moved)
    return f'<polyline points="{points}" fill="none" stroke="{colours.ink}" stroke-width="1.5" stroke-dasharray="6 5"/>'


def _path(run: list[tuple[int, float]], place: Placer, colours: Palette) -> str:
    points = " ".join("{:.1f},{:.1f}".format(*place(position, value)) for position, value in run)
    # A month alone between two gaps has no line to stand on.
    if len(run) == 1:
        x, y = points.split(",")
        return f'<circle cx="{x}" cy="{y}" r="2" fill="{colours.series}"/>'
    return f'<polyline points="{points}" fill="none" stroke="{colours.series}" stroke-width="2"/>'

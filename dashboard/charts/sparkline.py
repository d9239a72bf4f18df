"""A series small enough to stand beside a number, as SVG text (Tufte): shape only, no axis; the target dashed."""

from collections.abc import Callable, Sequence

from dashboard.charts.style import Palette

WIDTH, HEIGHT, MARGIN = 240, 44, 5
Placer = Callable[[int, float], tuple[float, float]]


def sparkline(values: Sequence[float | None], target: float | None, colours: Palette) -> str:
    """An SVG document of the values in order; None is a gap.

    Nothing to draw gives an empty drawing of the same size, so that tiles stay aligned.
    """
    known = [value for value in values if value is not None]
    levels = known + ([target] if target is not None else [])
    place = _placer(len(values), min(levels, default=0.0), max(levels, default=1.0))
    marks = [_path(run, place, colours) for run in _runs(values)]
    if target is not None and known:
        _, level = place(0, target)
        stroke = f'stroke="{colours.ink}" stroke-width="1.5" stroke-dasharray="6 5"'
        marks.insert(0, f'<line x1="0" x2="{WIDTH}" y1="{level:.1f}" y2="{level:.1f}" {stroke}/>')
    if values and values[-1] is not None:
        x, y = place(len(values) - 1, values[-1])
        marks.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colours.ink}"/>')
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{"".join(marks)}</svg>'


def _placer(count: int, low: float, high: float) -> Placer:
    """(position, value) → pixel; a flat series lies in the middle."""
    step = (WIDTH - 2 * MARGIN) / max(count - 1, 1)
    span = high - low

    def place(position: int, value: float) -> tuple[float, float]:
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


def _path(run: list[tuple[int, float]], place: Placer, colours: Palette) -> str:
    points = " ".join("{:.1f},{:.1f}".format(*place(position, value)) for position, value in run)
    # A month alone between two gaps has no line to stand on.
    if len(run) == 1:
        x, y = points.split(",")
        return f'<circle cx="{x}" cy="{y}" r="2" fill="{colours.series}"/>'
    return f'<polyline points="{points}" fill="none" stroke="{colours.series}" stroke-width="2"/>'

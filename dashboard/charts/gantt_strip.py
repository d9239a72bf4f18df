"""The bars of one initiative as a small picture without words, for a card on a phone; its text stands beside it."""

from collections.abc import Sequence
from datetime import date

from dashboard.charts.gantt import Row, fill_of, span_of, today_place
from dashboard.charts.months import place_of
from dashboard.charts.planned_outline import stretches
from dashboard.charts.style import Palette
from dashboard.selection import Month

WIDTH, HEIGHT, TOP, BOTTOM = 320, 28, 4, 24  # pixels; the frame lies between TOP and BOTTOM
FILL = (10, 18)  # the fill lies between these
DIAMOND = 6  # from the middle of a milestone to its corners


def gantt_strip(row: Row, months: Sequence[Month], today: date, colours: Palette) -> str:
    """SVG as wide as its place; the columns are months, as in the chart."""
    scale = WIDTH / len(months)
    parts = [_line(0, WIDTH, BOTTOM + 3, BOTTOM + 3, colours.line)]
    parts += [_line(place * scale, place * scale, 0, HEIGHT, colours.line) for place in range(len(months) + 1)]
    for phase in row.phases:
        fill, span = fill_of(phase, months, today), span_of(phase, months)
        if fill:
            pieces = stretches(fill, (False, True)) if phase.is_unended else [(*fill, 1.0)]
            parts += [_fill(begin, end, scale, colours.series, strength) for begin, end, strength in pieces]
        if span:
            is_open = (phase.start_is_open or not phase.planned_start, phase.end_is_open or not phase.planned_end)
            parts += _outline(span, is_open, scale, colours.ink)
    parts += [_diamond(_place(place_of(one.day, months[0]), scale), one.is_done, colours) for one in row.milestones]
    line = today_place(today, months)
    parts += [] if line is None else [_line(_place(line, scale), _place(line, scale), 0, HEIGHT, colours.link, 2)]
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">{"".join(parts)}</svg>'


def _outline(span: tuple[float, float], is_open: tuple[bool, bool], scale: float, colour: str) -> list[str]:
    parts = [
        _line(_place(begin, scale), _place(end, scale), row, row, colour, 1.5, strength)
        for begin, end, strength in stretches(span, is_open)
        for row in (TOP, BOTTOM)
    ]
    closed = [end for end, is_faded in zip(span, is_open, strict=True) if not is_faded]
    return parts + [_line(_place(end, scale), _place(end, scale), TOP, BOTTOM, colour, 1.5) for end in closed]


def _fill(begin: float, end: float, scale: float, colour: str, strength: float) -> str:
    left, right = _place(begin, scale), _place(end, scale)
    least = 2 if strength == 1 else 0  # pixels: what lasted a day is seen
    return (
        f'<rect x="{left:.1f}" y="{FILL[0]}" width="{max(right - left, least):.1f}" height="{FILL[1] - FILL[0]}" '
        f'fill="{colour}" fill-opacity="{strength:.2f}"/>'
    )


def _diamond(place: float, is_done: bool, colours: Palette) -> str:
    middle, left = (TOP + BOTTOM) / 2, min(max(place, DIAMOND + 1), WIDTH - DIAMOND - 1)
    corners = ((left, middle - DIAMOND), (left + DIAMOND, middle), (left, middle + DIAMOND), (left - DIAMOND, middle))
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    fill = colours.ink if is_done else colours.page
    return f'<polygon points="{points}" fill="{fill}" stroke="{colours.ink}" stroke-width="1.5"/>'


def _place(months: float, scale: float) -> float:
    """Pixels: the first month's middle is 0 on the chart's axis, so its morning lies at -0.5."""
    return min(max((months + 0.5) * scale, 1), WIDTH - 1)


def _line(x1: float, x2: float, y1: float, y2: float, colour: str, width: float = 1, strength: float = 1) -> str:
    return (
        f'<line x1="{x1:.1f}" x2="{x2:.1f}" y1="{y1}" y2="{y2}" stroke="{colour}" stroke-width="{width}" '
        f'stroke-opacity="{strength:.2f}"/>'
    )

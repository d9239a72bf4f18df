"""A chart follows from what it is given alone, so the same chart is drawn once for all who look at it."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, wraps
from typing import ParamSpec, TypeVar

from dashboard.charts.style import Drawing
from dashboard.remembering import Memory

REMEMBERED_CHARTS = 512  # a figure takes some 100 kB
NUMBERS = {int, float, bool}
Arguments = ParamSpec("Arguments")
Chart = TypeVar("Chart")

_charts = Memory(REMEMBERED_CHARTS)


def drawn_once(draw: Callable[Arguments, Chart]) -> Callable[Arguments, Chart]:
    """Decorate a function that draws; what it returns must not be changed afterwards.

    Its arguments are plain values, dataclasses, and sequences and mappings of them; anything else raises TypeError.
    """

    @wraps(draw)
    def drawn(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Chart:
        question = (draw, _frozen(args), _frozen(kwargs))
        return _charts.recall(question, lambda: _finished(draw(*args, **kwargs)))

    return drawn


def _finished(chart: Chart) -> Chart:
    if isinstance(chart, Drawing):
        chart.finish()
    return chart


def _frozen(value: object) -> Hashable:
    """The value as something that is equal exactly where every part of it is."""
    kind = type(value)
    if kind is str or value is None:
        return value
    # 1, 1.0 and True are equal, and drawn differently as text.
    if kind in NUMBERS:
        return (kind, value)
    if isinstance(value, list | tuple):
        return (kind, *map(_frozen, value))
    if isinstance(value, Mapping):
        return ("mapping", *((key, _frozen(part)) for key, part in value.items()))
    if is_dataclass(value):
        return (kind, *(_frozen(getattr(value, name)) for name in _names_of_fields(kind)))
    hash(value)
    return (kind, value)


@cache
def _names_of_fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))

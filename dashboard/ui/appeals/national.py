"""The national figures: which of them stand on a chart, and where each comes from."""

from collections.abc import Sequence

from dashboard import formatting
from dashboard.answers import Benchmark
from dashboard.charts.reference_lines import Reference
from dashboard.selection import Month
from dashboard.words import words


def known_figure(benchmarks: Sequence[Benchmark], last: Month) -> Benchmark | None:
    """The newest figure whose days had begun at the end of ``last``; None without any."""
    begun = [one for one in benchmarks if one.first_date <= last.last_day]
    return begun[-1] if begun else None


def references(benchmarks: Sequence[Benchmark], months: Sequence[Month]) -> list[Reference]:
    """The figures of the months shown, each over its own days; the newest known one is carried on to the last month."""
    shown = [_reference(one, months) for one in benchmarks if _overlaps(one, months)]
    newest = known_figure(benchmarks, months[-1]) if months else None
    if newest is not None and newest.last_date < months[-1].last_day:
        begins = max(0, months[0].months_until(Month.of(newest.last_date)) + 1)
        shown.append(_carried_on(newest, begins, len(months) - 1))
    return shown


def source_sentence(benchmark: Benchmark, months: Sequence[Month]) -> str:
    """Whose figure the line is, and when it was taken down."""
    is_dotted = bool(months) and benchmark.last_date < months[-1].last_day
    return words("appeals")(f"national.remark{'_dotted' if is_dotted else ''}", **_told(benchmark))


def break_sentence(benchmarks: Sequence[Benchmark], months: Sequence[Month]) -> str:
    """What the break on the chart means, and which figures stood before it; empty where no break is drawn."""
    drawn = [one for one in benchmarks if _overlaps(one, months)]
    place = next((at for at, one in enumerate(drawn) if at and one.is_series_break), 0)
    if not place:
        return ""
    text = words("appeals")
    figures = ", ".join(text("national.figure", **_told(one)) for one in drawn[:place])
    return formatting.sentences(text("national.remark_break"), text("national.remark_earlier", figures=figures))


def year_words(benchmark: Benchmark) -> str:
    """``2022``; figures of several years tell both ends."""
    years = sorted({benchmark.first_date.year, benchmark.last_date.year})
    return formatting.DASH.join(str(year) for year in years)


def source_words(benchmark: Benchmark) -> str:
    """Year, source and the day it was taken down, for a table's cell."""
    return words("appeals")("tables.national_year_source", **_told(benchmark))


def _overlaps(benchmark: Benchmark, months: Sequence[Month]) -> bool:
    if not months:
        return False
    return benchmark.first_date <= months[-1].last_day and benchmark.last_date >= months[0].first_day


def _reference(benchmark: Benchmark, months: Sequence[Month]) -> Reference:
    text = words("appeals")
    begins = months[0].months_until(Month.of(benchmark.first_date))
    ends = months[0].months_until(Month.of(benchmark.last_date))
    return Reference(
        first=max(begins, 0), last=min(ends, len(months) - 1), value=benchmark.value,
        name=text("national.name", **_told(benchmark)), sentence=text("national.hover", **_told(benchmark)),
        break_name=text("national.break") if benchmark.is_series_break and begins > 0 else "",
    )  # fmt: skip


def _carried_on(benchmark: Benchmark, first: int, last: int) -> Reference:
    text = words("appeals")
    name, sentence = text("national.name", **_told(benchmark)), text("national.hover_extended", **_told(benchmark))
    return Reference(first, last, benchmark.value, name, sentence, is_extended=True)


def _told(benchmark: Benchmark) -> dict[str, str]:
    text = words("appeals")
    day = benchmark.retrieved_date
    retrieved = text("national.retrieved", day=formatting.long_date(day)) if day else text("national.not_stated")
    return {
        "year": year_words(benchmark),
        "value": formatting.percent(benchmark.value),
        "source": benchmark.source,
        "retrieved": retrieved,
    }

"""How long the open cases have waited, and how many of them are over their deadline."""

from collections.abc import Sequence
from functools import partial

from dashboard import formatting
from dashboard.answers import AgeBand
from dashboard.charts.age_bands import age_bands
from dashboard.kpi import wording
from dashboard.ui.case_table import DUE_COLUMNS, OVERDUE_COLUMNS
from dashboard.ui.deadlines.tables import bands_table
from dashboard.ui.frame import Frame
from dashboard.ui.names import population_words
from dashboard.ui.panel import Bar, Panel
from dashboard.words import words

COLUMNS = {"over": OVERDUE_COLUMNS, "rest": DUE_COLUMNS}


def age_panel(frame: Frame, open_id: str, overdue_id: str) -> Panel:
    """Open cases by days since receipt; each part of a bar opens its own cases."""
    answers, selection, text = frame.answers, frame.selection, words("deadlines")
    bands = answers.age_bands(selection)
    labels = [_label(band) for band in bands]
    opened, overdue = (answers.measure(kpi_id, selection) for kpi_id in (open_id, overdue_id))
    said = {kind: [_sentence(kind, band, label) for band, label in zip(bands, labels, strict=True)] for kind in COLUMNS}
    bars = {
        f"{kind}:{place}": Bar(said[kind][place], partial(answers.rows_in_band, band, kind == "over", selection), columns)
        for kind, columns in COLUMNS.items() for place, band in enumerate(bands) if _count(kind, band)
    }  # fmt: skip
    return Panel(
        key="age",
        title=_finding(opened.measurement.value, overdue.measurement.value),
        subtitle=text(
            "age.subtitle", day=formatting.long_date(opened.stock_date), population=population_words(answers, selection),
            basis=wording.count_text(opened.kpi, opened.measurement, "open_cases"),
        ),
        kpis=(opened.kpi, overdue.kpi),
        figure=age_bands(bands, labels, (_hovers(said["over"]), _hovers(said["rest"])), frame.theme),
        description=text("age.description"),
        table=bands_table(bands, labels, opened, overdue),
        bars=bars,
    )  # fmt: skip


def _hovers(sentences: Sequence[str]) -> list[str]:
    """In two lines: one would be wider than the chart on a phone."""
    return [sentence.replace(", ", ",<br>", 1) for sentence in sentences]


def _count(kind: str, band: AgeBand) -> int | None:
    if band.open is None or band.overdue is None:
        return None
    return band.overdue if kind == "over" else band.open - band.overdue


def _label(band: AgeBand) -> str:
    if band.last_day is None:
        return words("deadlines")("age.older", days=band.first_day - 1)
    return words("deadlines")("age.band", first=band.first_day, last=band.last_day)


def _sentence(kind: str, band: AgeBand, label: str) -> str:
    count = _count(kind, band)
    if count is None:
        return words("common")("silence_explanation.suppressed")
    return words("deadlines")(f"age.sentences.{kind}", cases=formatting.counted(count, "open_cases"), days=label)


def _finding(opened: float | None, overdue: float | None) -> str:
    text = words("deadlines")
    if opened == 0:
        return text("age.title_empty")
    if opened is None or overdue is None:
        return text("age.title_plain")
    if not overdue:
        return text("age.title_none")
    return text("age.title", overdue=formatting.number(overdue), opened=formatting.counted(opened, "open_cases"))

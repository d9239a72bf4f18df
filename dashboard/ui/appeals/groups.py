"""Where cases are reversed: the groups of the Danmarkskort beside the country's figures, and the paragraphs."""

from collections.abc import Sequence
from functools import partial

from dashboard import formatting
from dashboard.answers import Answer, Benchmark, SplitAnswer
from dashboard.charts.share_rows import Row, share_rows
from dashboard.kpi import wording
from dashboard.kpi.definition import Kpi
from dashboard.measurement import GroupMeasurement, Measurement, Silence, Split
from dashboard.ui.appeals.national import known_figure, source_words, year_words
from dashboard.ui.appeals.tables import shares_table
from dashboard.ui.appeals.window import RATE, only_hidden, why_empty, window_words
from dashboard.ui.case_table import BOARD_COLUMNS
from dashboard.ui.frame import Frame
from dashboard.ui.names import population_words
from dashboard.ui.panel import Bar, Panel
from dashboard.words import words

GENERAL, OTHER = "reversal_rate_general", "reversal_rate_other_laws"
GROUPS = (GENERAL, "reversal_rate_disability", OTHER)
SHOWN = 6


def groups_panel(frame: Frame) -> Panel:
    """Three groups and the paragraphs with most cases; few cases are drawn open and never judged."""
    answers, selection, text = frame.answers, frame.selection, words("appeals")
    groups = [answers.measure(kpi_id, selection) for kpi_id in GROUPS]
    figures = [known_figure(answers.benchmarks(kpi_id), selection.period.last) for kpi_id in GROUPS]
    paragraphs = answers.split(RATE, selection, Split.PARAGRAPH)
    kpi = paragraphs.kpi
    shown = [one for one in paragraphs.groups if one.measurement.value is not None][:SHOWN]
    rows = [Row(text("groups.of_map"))]
    rows += [_group_row(answer, figure) for answer, figure in zip(groups, figures, strict=True)]
    without_law = _without_law(paragraphs.total, groups)
    rows += [_row_without_law(without_law)] if without_law else []
    rows += [Row(text("groups.of_paragraphs"))] if shown else []
    rows += [_row(kpi, _paragraph_id(one), _name(frame, one), one.measurement) for one in shown]
    title = _finding(groups[0], figures[0])
    return Panel(
        key="groups",
        title=title,
        subtitle=text(
            "groups.subtitle", window=window_words(frame), population=population_words(answers, selection),
            basis=wording.n_text(kpi, paragraphs.total) or wording.value_text(kpi, paragraphs.total),
            minimum=kpi.minimum_cases,
        ),
        kpis=(kpi, *(answer.kpi for answer in groups)),
        figure=share_rows(rows, frame.theme),
        description=text("groups.description", finding=title),
        table=_table(frame, groups, figures, paragraphs, without_law),
        is_of_rows=True,
        bars=_bars(frame, groups, shown),
        silence=why_empty(frame)
        or only_hidden([*(one.measurement for one in groups), *(one.measurement for one in paragraphs.groups)]),
        remark=_remark(figures, len(shown), len(paragraphs.groups)),
    )  # fmt: skip


def _group_row(answer: Answer, figure: Benchmark | None) -> Row:
    name = words("appeals")(f"groups.{answer.kpi.kpi_id}")
    return _row(answer.kpi, answer.kpi.kpi_id, name, answer.measurement, figure)


def _without_law(total: Measurement, groups: Sequence[Answer]) -> Measurement | None:
    """What no act is known of, so that the groups add up to all; None for nothing or where one of them is hidden.

    Only told numbers are taken from each other, and the families see to it that small ones cannot be found that way.
    """
    parts = [answer.measurement for answer in groups if answer.kpi.kpi_id in (GENERAL, OTHER)]
    parts = [one for one in parts if one.silence is not Silence.NO_CASES]
    if any(one.denominator is None for one in (total, *parts)):
        return None
    reversed_ = total.numerator - sum(one.numerator for one in parts)
    decided = total.denominator - sum(one.denominator for one in parts)
    if not decided:
        return None
    return Measurement(reversed_ / decided, int(decided), numerator=reversed_, denominator=decided)


def _row_without_law(measurement: Measurement) -> Row:
    """Told as a count alone: these cases are one group only in that something is not known of them."""
    count = formatting.counted(measurement.denominator, "substantive_decisions")
    said = words("appeals")("groups.name_silent", name=words("appeals")("groups.without_law"), value=count)
    return Row(said, Measurement(None, None), said)


def _row(kpi: Kpi, row_id: str, name: str, measurement: Measurement, figure: Benchmark | None = None) -> Row:
    text = words("appeals")
    fields = {
        "name": name, "value": wording.value_text(kpi, measurement), "basis": wording.n_text(kpi, measurement),
        "interval": wording.interval_text(kpi, measurement),
    }  # fmt: skip
    reference = figure.value if figure else None
    if measurement.value is None:
        fields["value"] = text("groups.none") if measurement.silence is Silence.NO_CASES else fields["value"]
        return Row(
            text("groups.name_silent", **fields), measurement, text("groups.hover_silent", **fields), "", reference
        )
    if figure:
        fields |= {"national": formatting.percent(figure.value), "year": year_words(figure)}
    fields["basis"] = text(
        "groups.of", count=formatting.number(measurement.numerator), total=formatting.number(measurement.denominator)
    )
    is_few = measurement.n < kpi.minimum_cases
    shown = text("groups.name_national" if figure else "groups.name", **fields)
    return Row(shown, measurement, _sentence(kpi, fields, measurement, is_few), row_id, reference, is_few)


def _sentence(kpi: Kpi, fields: dict[str, str], measurement: Measurement, is_few: bool) -> str:
    text = words("appeals")
    said = [text("groups.hover", **(fields | {"basis": wording.n_text(kpi, measurement)}))]
    if "national" in fields:
        said.append(text("groups.hover_national", **fields))
    if is_few:
        said.append(text("groups.few"))
    return "<br>".join(said)


def _name(frame: Frame, one: GroupMeasurement) -> str:
    return frame.answers.group_label(Split.PARAGRAPH, one.group)


def _paragraph_id(one: GroupMeasurement) -> str:
    return f"paragraph:{one.group or ''}"


def _bars(frame: Frame, groups: Sequence[Answer], shown: Sequence[GroupMeasurement]) -> dict[str, Bar]:
    answers, text = frame.answers, words("appeals")
    bars = {}
    for answer in groups:
        if answer.measurement.n:
            kpi_id, count = answer.kpi.kpi_id, formatting.number(answer.measurement.n)
            label = text("groups.rows", name=text(f"groups.{kpi_id}"), count=count)
            bars[kpi_id] = Bar(label, partial(answers.rows_behind, kpi_id, frame.selection), BOARD_COLUMNS)
    for one in shown:
        if one.measurement.n:
            label = text("groups.rows", name=_name(frame, one), count=formatting.number(one.measurement.n))
            ask = partial(answers.rows_behind, RATE, frame.selection, split=Split.PARAGRAPH, group=one.group)
            bars[_paragraph_id(one)] = Bar(label, ask, BOARD_COLUMNS)
    return bars


def _table(
    frame: Frame, groups: Sequence[Answer], figures: Sequence[Benchmark | None], split: SplitAnswer,
    without_law: Measurement | None,
) -> object:  # fmt: skip
    """Groups first, then every paragraph; the country's figure with its year where there is one."""
    text = words("appeals")
    rows = [(text(f"groups.{answer.kpi.kpi_id}"), answer.measurement) for answer in groups]
    rows += [(text("groups.without_law"), without_law)] if without_law else []
    known = [*figures, *[None] * (len(rows) - len(figures) + len(split.groups))]
    rows += [(_name(frame, one), one.measurement) for one in split.groups]
    few = [text("tables.few") if (one.n or 0) < split.kpi.minimum_cases else "" for _, one in rows]
    table = shares_table(split.kpi, text("tables.group"), rows, few)
    table.insert(6, text("tables.national"), [round(one.value * 100, 1) if one else None for one in known])
    table.insert(7, text("tables.national_source"), [source_words(one) if one else "" for one in known])
    return table


def _finding(general: Answer, figure: Benchmark | None) -> str:
    """The municipal rate under the act against the country's own, told apart only where the interval leaves it out."""
    text, measurement = words("appeals"), general.measurement
    if measurement.value is None or figure is None:
        return text("groups.title_plain")
    if measurement.n < general.kpi.minimum_cases:
        return text("groups.title_few")
    low, high = measurement.interval
    key = "above" if figure.value < low else "below" if figure.value > high else "same"
    return text(
        f"groups.title_{key}", value=formatting.percent(measurement.value),
        national=f"{formatting.percent(figure.value)} ({year_words(figure)})",
    )  # fmt: skip


def _remark(figures: Sequence[Benchmark | None], shown: int, rows: int) -> str:
    """Who the groups are, which year each of the country's figures is of, and how many paragraphs are left out."""
    text = words("appeals")
    known = [
        text("groups.figure", name=text(f"groups.{kpi_id}").lower(), year=year_words(figure))
        for kpi_id, figure in zip(GROUPS, figures, strict=True)
        if figure
    ]
    told = [
        text("groups.map"),
        text("groups.years", figures=", ".join(known)) if known else "",
        "" if shown == rows else text("groups.remark", shown=shown, rows=rows),
    ]
    return formatting.sentences(*told)

"""How the cases ended at Ankestyrelsen; those it did not decide on stand apart, outside the 100 percent."""

from collections.abc import Mapping
from functools import partial

from dashboard import formatting
from dashboard.answers import Answer
from dashboard.charts.named_bars import Look, Row, named_bars
from dashboard.kpi import wording
from dashboard.measurement import GroupMeasurement, Measurement, Split
from dashboard.ui.appeals.tables import counts_table
from dashboard.ui.appeals.window import only_hidden, rolling, why_empty, window_words
from dashboard.ui.case_table import BOARD_COLUMNS
from dashboard.ui.columns import percents, wholes
from dashboard.ui.frame import Frame
from dashboard.ui.names import how_many, population_words
from dashboard.ui.panel import Bar, Panel
from dashboard.words import words

SHARES = ("upheld_share", "remitted_share", "changed_share")  # together 100 %
DECISIONS = "board_decisions"
DISMISSED = "dismissed"

Outcomes = Mapping[str | None, GroupMeasurement]


def mix_panel(frame: Frame) -> Panel:
    """The three outcomes of the denominator, and under a line the dismissed ones; a bar opens its decisions."""
    answers, text = frame.answers, words("appeals")
    asked = [answers.measure(kpi_id, frame.selection) for kpi_id in SHARES]
    decided = answers.split(DECISIONS, rolling(frame), Split.BOARD_OUTCOME)
    outcomes = {one.group: one for one in decided.groups}
    rows = [_row(answer, outcomes) for answer in asked]
    dismissed = outcomes[DISMISSED].measurement if DISMISSED in outcomes else Measurement(0.0, 0)
    rows.append(_dismissed(dismissed))
    return Panel(
        key="mix",
        title=_finding(asked[0].measurement),
        subtitle=text(
            "mix.subtitle", window=window_words(frame), population=population_words(answers, frame.selection)
        ),
        kpis=(*(answer.kpi for answer in asked), decided.kpi),
        figure=named_bars(rows, frame.theme),
        description=text("mix.description", finding=_finding(asked[0].measurement)),
        table=_table(asked, dismissed),
        is_of_rows=True,
        bars=_bars(frame, asked, dismissed),
        silence=(why_empty(frame) if dismissed.value == 0 else "")
        or only_hidden([*(answer.measurement for answer in asked), dismissed]),
    )


def _row(answer: Answer, outcomes: Outcomes) -> Row:
    text, measurement = words("appeals"), answer.measurement
    name = text(f"mix.{answer.kpi.kpi_id}")
    value = wording.value_text(answer.kpi, measurement)
    look = Look.PLAIN if answer.kpi.kpi_id == SHARES[0] else Look.STRONG
    if measurement.numerator is None or measurement.silence:
        hidden = text("mix.name_hidden", name=name, value=value)
        return Row(hidden, measurement.numerator, hidden, look=look)
    count, total = formatting.number(measurement.numerator), formatting.number(measurement.denominator)
    interval = wording.interval_text(answer.kpi, measurement)
    said = text("mix.hover", name=name, count=count, total=total, value=value, interval=interval)
    parts = _parts(outcomes) if answer.kpi.kpi_id == "changed_share" else ""
    said = f"{said}<br>{parts}" if parts else said
    return Row(
        text("mix.name", name=name, count=count, value=value), measurement.numerator, said, answer.kpi.kpi_id, look
    )


def _parts(outcomes: Outcomes) -> str:
    """How many were changed and how many annulled; nothing where either is hidden."""
    counts = [outcomes[one].measurement.value if one in outcomes else 0 for one in ("changed", "annulled")]
    if None in counts:
        return ""
    changed, annulled = (formatting.number(count) for count in counts)
    return words("appeals")("mix.hover_changed", changed=changed, annulled=annulled)


def _dismissed(measurement: Measurement) -> Row:
    text = words("appeals")
    name, count = text("mix.dismissed"), _count_text(measurement)
    said = text("mix.hover_dismissed", name=name, count=count)
    return Row(text("mix.name_apart", name=name, count=count), measurement.value, said, DISMISSED, Look.OPEN)


def _count_text(measurement: Measurement) -> str:
    if measurement.fewer_than is not None:
        return words("common")("silence.fewer_than", limit=measurement.fewer_than)
    if measurement.value is None:
        return words("common")(f"silence.{measurement.silence}")
    return formatting.number(measurement.value)


def _table(asked: list[Answer], dismissed: Measurement) -> object:
    text, measured = words("appeals"), [answer.measurement for answer in asked]
    told = [
        wording.value_text(answer.kpi, one) if one.silence else "" for answer, one in zip(asked, measured, strict=True)
    ]
    return counts_table(
        {
            "outcome": [text(f"mix.{answer.kpi.kpi_id}") for answer in asked] + [text("mix.dismissed")],
            "count": wholes([*(one.numerator for one in measured), dismissed.value]),
            "share": percents([*(one.value for one in measured), None]),
            "remark": [*told, _count_text(dismissed) if dismissed.value is None else ""],
        }
    )


def _bars(frame: Frame, asked: list[Answer], dismissed: Measurement) -> dict[str, Bar]:
    text, answers = words("appeals"), frame.answers
    bars = {}
    for answer in asked:
        if answer.measurement.numerator:
            kpi_id = answer.kpi.kpi_id
            label = text("mix.rows", name=text(f"mix.{kpi_id}"), count=formatting.number(answer.measurement.numerator))
            bars[kpi_id] = Bar(
                label, partial(answers.rows_behind, kpi_id, frame.selection, part="numerator"), BOARD_COLUMNS
            )
    if dismissed.value:
        label = text("mix.rows", name=text("mix.dismissed"), count=formatting.number(dismissed.value))
        ask = partial(answers.rows_behind, DECISIONS, rolling(frame), split=Split.BOARD_OUTCOME, group=DISMISSED)
        bars[DISMISSED] = Bar(label, ask, BOARD_COLUMNS)
    return bars


def _finding(upheld: Measurement) -> str:
    text = words("appeals")
    if upheld.numerator is None or not upheld.denominator:
        return text("mix.title_plain")
    return text("mix.title", upheld=how_many(upheld.numerator), total=formatting.number(upheld.denominator))

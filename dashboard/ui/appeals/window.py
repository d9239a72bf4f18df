"""The months a rolling number covers: counts that stand beside it must be of the same months."""

from collections.abc import Iterable
from dataclasses import replace

from dashboard import formatting
from dashboard.kpi.query import counted_period
from dashboard.measurement import Measurement, Silence
from dashboard.selection import Selection
from dashboard.ui.frame import Frame
from dashboard.ui.names import population_words
from dashboard.words import words

RATE = "reversal_rate"


def rolling(frame: Frame) -> Selection:
    """The selection over the months the reversal rate counts: the period, and at least twelve months up to its end."""
    return replace(frame.selection, period=counted_period(frame.answers.kpi(RATE), frame.selection.period))


def window_words(frame: Frame) -> str:
    """Those months, as a subtitle tells them."""
    return formatting.period(rolling(frame).period)


def why_empty(frame: Frame) -> str:
    """The sentence in place of a chart: Ankestyrelsen decided on nothing, or the extract lacks months; else empty."""
    silence = frame.answers.measure(RATE, frame.selection).measurement.silence
    if silence is Silence.NOT_WHOLE:
        return words("common")(f"silence_explanation.{silence}")
    return words("appeals")("none") if silence is Silence.NO_CASES else ""


def only_hidden(measurements: Iterable[Measurement]) -> str:
    """The sentence in place of a chart that would only say that its numbers are hidden; empty where one is told."""
    shown = tuple(measurements)
    is_told = any(one.value is not None for one in shown)
    is_hidden = any(one.silence is Silence.SUPPRESSED for one in shown)
    return words("common")("silence_explanation.suppressed") if is_hidden and not is_told else ""


def population_sentence(frame: Frame) -> str:
    """What the filters keep, as it stands at the beginning of a sentence."""
    told = population_words(frame.answers, frame.selection)
    return formatting.capital(told)


def is_longer(frame: Frame) -> bool:
    """Whether the rolling numbers cover other months than the chosen ones, so that both must be told."""
    return rolling(frame).period != frame.selection.period

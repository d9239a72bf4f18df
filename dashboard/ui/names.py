"""How things are called on the screen."""

from dashboard import formatting
from dashboard.answers import Answers
from dashboard.measurement import Measurement, Split
from dashboard.selection import Selection
from dashboard.words import words


def count_text(measurement: Measurement) -> str:
    """How many cases a number rests on, or that this is hidden."""
    return words("common")("silence.suppressed") if measurement.n is None else formatting.number(measurement.n)


def how_many(count: float) -> str:
    """A count within a sentence: none is a word."""
    return formatting.number(count) if count else words("frame")("names.none")


def scope_words(answers: Answers, selection: Selection) -> str:
    """Period and population, as a subtitle tells them."""
    return f"{formatting.period(selection.period)}, {population_words(answers, selection)}"


def population_words(answers: Answers, selection: Selection) -> str:
    """What the filters keep, or that they keep everything; alone where a number belongs to a day, not to a period."""
    kept = [answers.group_label(Split.UNIT, one) for one in selection.unit_ids]
    kept += [answers.group_label(Split.TEAM, one) for one in selection.team_ids]
    kept += [answers.group_label(Split.PARAGRAPH, one) for one in selection.paragraphs]
    kept += [answers.group_label(Split.APPLICATION_TYPE, one) for one in selection.application_types]
    return ", ".join(kept) or words("frame")("names.everything")

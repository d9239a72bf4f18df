"""Whom the numbers of the page speak of: positions and fixed workers have no paragraph, so that filter is said not to count."""

from collections.abc import Sequence
from dataclasses import replace

from dashboard.answers import Answers
from dashboard.kpi import wording
from dashboard.kpi.query import DIMENSIONS
from dashboard.measurement import Split
from dashboard.selection import Selection
from dashboard.ui.names import population_words
from dashboard.words import words


def followed_words(answers: Answers, selection: Selection, ignored: Sequence[Split]) -> str:
    """The population as a subtitle tells it, without the filters the number cannot follow."""
    return population_words(answers, replace(selection, **{DIMENSIONS[split]: () for split in ignored}))


def ignored_text(ignored: Sequence[Split]) -> str:
    """That these filters do not count here; empty where all of them do."""
    names = wording.ignored_names(ignored)
    return words("caseload")("tile.ignored", names=names) if names else ""

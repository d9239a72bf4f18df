"""The questions a page may ask, with typed answers; scope and suppression are applied here and nowhere else."""

from dashboard.answers.questions import Answers
from dashboard.answers.results import (
    AgeBand,
    Answer,
    CaseRows,
    Choices,
    DeliveredTable,
    Event,
    Paragraph,
    ParagraphDeadline,
    Run,
    SplitAnswer,
    Team,
    Unit,
)

__all__ = [
    "AgeBand",
    "Answer",
    "Answers",
    "CaseRows",
    "Choices",
    "DeliveredTable",
    "Event",
    "Paragraph",
    "ParagraphDeadline",
    "Run",
    "SplitAnswer",
    "Team",
    "Unit",
]

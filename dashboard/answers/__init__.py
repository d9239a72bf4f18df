"""The questions a page may ask, with typed answers; scope and suppression are applied here and nowhere else."""

from dashboard.answers.appeals import Benchmark, Way
from dashboard.answers.caseload import CaseWeight, OwnTeam, TeamSpread, WorkerLoad
from dashboard.answers.outcomes import OutcomeGroup
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
    "Benchmark",
    "CaseRows",
    "CaseWeight",
    "Choices",
    "DeliveredTable",
    "Event",
    "OutcomeGroup",
    "OwnTeam",
    "Paragraph",
    "ParagraphDeadline",
    "Run",
    "SplitAnswer",
    "Team",
    "TeamSpread",
    "Unit",
    "Way",
    "WorkerLoad",
]

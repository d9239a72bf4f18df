"""A PDSA test under an initiative: four steps, each an entry of its own with the same ``test_id``."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import uuid4

from dashboard.register.cpr import has_cpr_number
from dashboard.register.field_rules import identifier, long_text, short_text


class ActDecision(StrEnum):
    """What the test led to."""

    ADOPT = "adopt"
    ADAPT = "adapt"
    ABANDON = "abandon"


def new_test_id() -> str:
    """An id that no other test has, and that is not refused: one in some hundreds happens to hold a CPR number's digits."""
    while has_cpr_number(test_id := uuid4().hex):
        pass
    return test_id


@dataclass(frozen=True)
class PdsaPlan:
    """Plan: what is to be tried, and what its writer believes will happen."""

    initiative_id: str = identifier()
    test_id: str = identifier()
    title: str = short_text()
    plan: str = long_text()
    prediction: str = long_text()

    @property
    def subject(self) -> str:
        return f"test:{self.test_id}"


@dataclass(frozen=True)
class PdsaDo:
    """Do: what was done, and when."""

    initiative_id: str = identifier()
    test_id: str = identifier()
    done: str = long_text()
    started_on: date
    ended_on: date | None = None

    @property
    def subject(self) -> str:
        return f"test:{self.test_id}"


@dataclass(frozen=True)
class PdsaStudy:
    """Study: what was seen. A number is given with its KPI and the n behind it, or not at all."""

    initiative_id: str = identifier()
    test_id: str = identifier()
    study: str = long_text()
    kpi_id: str | None = identifier(default=None)
    observed: float | None = None  # in the KPI's own unit, a share as 0-1
    observed_count: int | None = None

    @property
    def subject(self) -> str:
        return f"test:{self.test_id}"


@dataclass(frozen=True)
class PdsaAct:
    """Act: adopt, adapt or abandon what was tried."""

    initiative_id: str = identifier()
    test_id: str = identifier()
    decision: ActDecision
    reason: str = long_text()

    @property
    def subject(self) -> str:
        return f"test:{self.test_id}"

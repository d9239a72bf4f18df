"""The guide's band of citizens per full-time position, and how a number stands against it: in words, and no verdict of law."""

from enum import StrEnum

from dashboard.answers import Answers
from dashboard.charts.load_bars import Band
from dashboard.kpi.definition import Kpi
from dashboard.measurement import Measurement
from dashboard.words import words

GUIDED = "citizens_per_fte"  # the band speaks of this number only


class Stand(StrEnum):
    UNDER = "under"
    WITHIN = "within"
    OVER = "over"


def guide_band(answers: Answers, kpi: Kpi) -> Band | None:
    """The band of a KPI, None where the guide does not speak of it or is not configured."""
    limits = answers.caseload_band if kpi.kpi_id == GUIDED else None
    return Band(*limits, words("caseload")("teams.band", low=limits[0], high=limits[1])) if limits else None


def stand(kpi: Kpi, measurement: Measurement, band: Band | None) -> Stand | None:
    """Where the number stands; both ends of the band belong to it. None on too few citizens, or without number or band."""
    if band is None or measurement.value is None or (measurement.n or 0) < kpi.minimum_cases:
        return None
    if measurement.value < band.low:
        return Stand.UNDER
    return Stand.OVER if measurement.value > band.high else Stand.WITHIN

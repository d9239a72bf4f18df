"""What the answers are: frozen values a page, a chart or an export can show without asking further."""

from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from dashboard.kpi.definition import Kpi
from dashboard.kpi.query import counted_period
from dashboard.measurement import Comparison, GroupMeasurement, Measurement, Split, Target, Verdict
from dashboard.selection import Month, Period, Selection


@dataclass(frozen=True)
class Answer:
    """One KPI over one selection.

    as_of: the day of knowledge. stock_date: the day a stock is taken, else None. previous: the equally long period just
    before. year_before: the same months a year earlier. without_rule: cases no deadline rule matches; None where the KPI
    needs no deadline or the count is hidden. pending: cohort cases still to mature, None where there is no such thing or
    it is hidden. is_unfinished: the period reaches beyond the as-of date. ignored: filters of the selection the KPI
    cannot follow, and therefore left unused.
    """

    kpi: Kpi
    selection: Selection
    as_of: date
    stock_date: date | None
    measurement: Measurement
    target: Target | None
    verdict: Verdict
    previous: Comparison
    year_before: Comparison
    without_rule: int | None
    pending: int | None
    is_unfinished: bool
    ignored: tuple[Split, ...] = ()

    @property
    def counted_period(self) -> Period:
        """The months the number covers: the selected ones, of a rolling KPI at least so many up to the last."""
        return counted_period(self.kpi, self.selection.period)


@dataclass(frozen=True)
class SplitAnswer:
    """One KPI divided. Months come in order and without those still to come; other groups by n, largest first, "Uden …" last.

    target: in force at the end of the period. targets: of each group; of a month the one in force on its last day (or on
    the as-of date before it is over), else that of the period.
    """

    kpi: Kpi
    selection: Selection
    as_of: date
    split: Split
    total: Measurement
    groups: tuple[GroupMeasurement, ...]
    target: Target | None
    targets: tuple[Target | None, ...]
    ignored: tuple[Split, ...] = ()

    @property
    def counted_period(self) -> Period:
        """The months the total covers; each month of a rolling KPI covers its own."""
        return counted_period(self.kpi, self.selection.period)


@dataclass(frozen=True)
class AgeBand:
    """Open cases received so many days ago. last_day: None is "and older". open, overdue: None where hidden."""

    first_day: int
    last_day: int | None
    open: int | None
    overdue: int | None


@dataclass(frozen=True)
class CaseRows:
    """The rows behind a number, as far as this viewer may open them.

    frame: of cases case_id, paragraph, team_id, application_type, received_date, deadline_date, days_over, days_left,
    notice_date, is_notified_in_time, decided_date; of complaints and Ankestyrelsen's decisions the columns of
    sql/rows_behind_<mart>.sql; dates as datetime64, days as nullable integers. total_rows: how many the number
    counts; hidden_rows: those of teams this viewer may not open; both None where the counts themselves are hidden.
    """

    frame: pd.DataFrame
    total_rows: int | None
    hidden_rows: int | None


@dataclass(frozen=True)
class ParagraphDeadline:
    """How long one paragraph takes against its deadline, over decided cases of the period.

    median, p80, p90: gross days. deadline_days: the median of deadline_date - received_date, None without any.
    deadline_varies: the cases had different deadlines (other rules, working days, months of unlike length).
    """

    paragraph: str | None
    median: Measurement
    p80: Measurement
    p90: Measurement
    timely: Measurement
    deadline_days: float | None
    deadline_varies: bool


@dataclass(frozen=True)
class Unit:
    unit_id: str
    name: str


@dataclass(frozen=True)
class Team:
    team_id: str
    name: str
    unit_id: str | None


@dataclass(frozen=True)
class Paragraph:
    """label: the full Danish name. short_name: number and short name, as a chart shows them."""

    paragraph: str
    label: str
    short_name: str


@dataclass(frozen=True)
class Choices:
    """What the selection bar may offer; only values that occur in cases or belong to the reference tables."""

    units: tuple[Unit, ...]
    teams: tuple[Team, ...]
    paragraphs: tuple[Paragraph, ...]
    application_types: tuple[str, ...]
    first_month: Month
    last_month: Month


@dataclass(frozen=True)
class DeliveredTable:
    """table_name: cases, appeals, workers or assignments. as_of: None where it was not delivered."""

    table_name: str
    is_delivered: bool
    as_of: date | None


@dataclass(frozen=True)
class Event:
    """Something that may explain a turn in a time chart. initiative_id: of the initiative it is a part of, as its start is."""

    day: date
    label: str
    paragraph: str | None
    team_id: str | None
    is_example: bool
    initiative_id: str | None = None


@dataclass(frozen=True)
class Run:
    """The run that built the snapshot; times in UTC."""

    run_id: str
    code_version: str | None
    municipality_name: str | None
    is_example: bool
    finished_at: datetime
    tables: tuple[DeliveredTable, ...]

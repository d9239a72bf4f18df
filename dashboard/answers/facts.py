"""What the snapshot says about itself: the run, the as-of dates, the names, settings and choices."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from dashboard.answers.results import Choices, DeliveredTable, Event, Paragraph, Run, Team, Unit
from dashboard.errors import WrongSetting
from dashboard.kpi.target import TargetRow
from dashboard.measurement import Split
from dashboard.selection import APPLICATION_TYPES, Month, Selection
from dashboard.warehouse import Warehouse
from dashboard.words import words

DEFAULT_NUMBERS = {"small_count_limit": 5, "stale_after_days": 10}


def run(warehouse: Warehouse) -> Run:
    """The run that built the snapshot, with what it was given."""
    tables = warehouse.rows("select table_name, is_delivered, as_of_date from quality.tables order by 1")
    (facts,) = warehouse.rows(
        "select run_id, code_version, municipality_name, is_example, finished_at from quality.run"
    )
    return Run(*facts, tables=tuple(DeliveredTable(*table) for table in tables))


def settings(warehouse: Warehouse) -> dict[str, str]:
    """Every setting of reference.settings as text."""
    return dict(warehouse.rows("select setting, value from reference.settings"))


def whole_number(settings: Mapping[str, str], setting: str) -> int:
    """A setting that is a count, or its default where the municipality has not set it; raises WrongSetting."""
    if setting not in settings:
        return DEFAULT_NUMBERS[setting]
    value = settings[setting] or ""
    if not re.fullmatch(r"[0-9]{1,9}", value):
        raise WrongSetting(setting=setting, value=value)
    return int(value)


def target_rows(warehouse: Warehouse) -> list[TargetRow]:
    """Every row of reference.targets, as target_in_force reads them."""
    return warehouse.rows("select kpi_id, value, is_example, valid_from from reference.targets")


def first_day(warehouse: Warehouse, mart: str) -> date | None:
    """The first day the mart's own table knows of; None where it is empty."""
    table, column = _BEGINS.get(mart, (mart, "received_date"))
    sql = f"select min({column}) from marts.{table}"
    return warehouse.worked_out(("first_day", table, column), lambda: warehouse.rows(sql)[0][0])


def reaches_back(warehouse: Warehouse, mart: str, month: Month) -> bool:
    """Whether the mart's own table knows of anything in the month or before."""
    first = first_day(warehouse, mart)
    return first is not None and Month.of(first).first_day <= month.first_day


def choices(warehouse: Warehouse, as_of: date) -> Choices:
    """What the selection bar may offer."""
    units = warehouse.rows("select unit_id, unit_name from reference.units order by unit_name")
    teams = warehouse.rows("select team_id, team_name, unit_id from reference.teams order by team_name")
    paragraphs = warehouse.rows(
        "select paragraph, label, short_name from reference.paragraphs "
        "where paragraph in (select paragraph from marts.cases) "
        "order by law, try_cast(regexp_extract(paragraph, '[0-9]+') as integer), paragraph"
    )
    found = {kind for (kind,) in warehouse.rows("select distinct application_type from marts.cases")}
    first = first_day(warehouse, "cases")
    return Choices(
        units=tuple(Unit(*unit) for unit in units),
        teams=tuple(Team(*team) for team in teams),
        paragraphs=tuple(Paragraph(key, label, paragraph_name(key, short)) for key, label, short in paragraphs),
        application_types=tuple(kind for kind in APPLICATION_TYPES if kind in found),
        first_month=Month.of(first or as_of),
        last_month=Month.of(as_of),
    )


def events(warehouse: Warehouse, selection: Selection, written: Iterable[Event] = ()) -> tuple[Event, ...]:
    """The events of the period in order; one of another team or paragraph than the chosen ones explains nothing.

    written: those people wrote in the dashboard, whatever their day; they stand among the configured ones.
    """
    days = selection.period.first_day, selection.period.last_day
    told = [
        event
        for event in (*configured_events(warehouse), *written)
        if days[0] <= event.day <= days[1] and _concerns(event, selection)
    ]
    return tuple(sorted(told, key=lambda event: (event.day, event.label)))


def configured_events(warehouse: Warehouse) -> tuple[Event, ...]:
    """Every event of reference.events, by its day."""
    columns = "event_date, label, paragraph, team_id, is_example, initiative_id"
    rows = warehouse.rows(f"select {columns} from reference.events order by event_date, label")
    return tuple(Event(*row) for row in rows)


def _concerns(event: Event, selection: Selection) -> bool:
    is_team = event.team_id is None or not selection.team_ids or event.team_id in selection.team_ids
    return is_team and (event.paragraph is None or not selection.paragraphs or event.paragraph in selection.paragraphs)


def group_labels(warehouse: Warehouse, split: Split) -> Mapping[str | None, str]:
    """The Danish name of every group id of a split but month; None is the row "Uden ..."."""
    return warehouse.worked_out(("group_labels", split), lambda: _group_labels(warehouse, split))


def _group_labels(warehouse: Warehouse, split: Split) -> dict[str | None, str]:
    is_reference = split in _LABELS
    labels = dict(warehouse.rows(_LABELS[split]) if is_reference else words("common").table(f"{split}s"))
    if split is Split.PARAGRAPH:
        labels = {paragraph: paragraph_name(paragraph, short_name) for paragraph, short_name in labels.items()}
    return labels | {None: words("common")(f"without.{split}")}


def paragraph_name(paragraph: str, short_name: str | None) -> str:
    """Number and short name as a chart shows them; an id that is no paragraph number keeps its name alone."""
    if not paragraph[:1].isdigit():
        return short_name or paragraph
    return words("common")("paragraphs.named", paragraph=paragraph, short_name=short_name or "").strip()


# A register of complaints, or of who is whose worker, begins with its first complaint or assignment.
_BEGINS = {
    "board_decisions": ("appeals", "received_date"),
    "workers": ("workers", "valid_from"),
    "assignments": ("assignments", "from_date"),
    "worker_changes": ("assignments", "from_date"),
}
_LABELS = {
    Split.TEAM: "select team_id, team_name from reference.teams",
    Split.UNIT: "select unit_id, unit_name from reference.units",
    Split.PARAGRAPH: "select paragraph, short_name from reference.paragraphs",
}

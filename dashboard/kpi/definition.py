"""What one KPI is: the frozen Kpi and the reader of its TOML file. What is missing, unknown or wrong is a named error."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from dashboard.analysis.control_chart import ChartKind
from dashboard.errors import MissingKpiField, UnknownKpiField, UnreadableKpi, WrongKpiField


class Kind(StrEnum):
    """How the number is made from its parts."""

    SHARE = "share"  # numerator is a subset of denominator: Wilson interval
    RATIO = "ratio"  # two populations, each with its own counted_on: no interval
    COUNT = "count"  # cases whose counted_on lies in the period
    STOCK = "stock"  # cases that fulfil the expression at the end of a day
    EXTREME = "extreme"  # the largest value in a stock
    LOAD = "load"  # two amounts at the end of a day, one per the other: citizens per full-time position
    QUANTILE = "quantile"  # a quantile of a value over the cases whose counted_on lies in the period


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"
    NEUTRAL = "neutral"


class Steps(StrEnum):
    """The points of the KPI's control chart (kpis.md, "Process control and effect")."""

    MONTHS = "months"  # each month its own cases
    QUARTERS = "quarters"  # each quarter its own cases: too few a month, or told over twelve months that overlap
    MONTH_ENDS = "month_ends"  # what is in stock at each month's end: a run chart without a verdict
    NONE = "none"  # no chart


PARTS_BY_KIND = {
    Kind.SHARE: ("numerator", "denominator"),
    Kind.RATIO: ("numerator", "denominator"),
    Kind.COUNT: ("cases",),
    Kind.STOCK: ("cases",),
    Kind.EXTREME: ("cases",),
    Kind.QUANTILE: ("cases",),
    Kind.LOAD: ("numerator", "denominator"),
}
OPTIONAL_PARTS = ("pending", "without_rule")
AS_OF_DATE = "as_of_date"
VALUED_KINDS = (Kind.EXTREME, Kind.QUANTILE)
AS_OF_KINDS = (Kind.STOCK, Kind.EXTREME, Kind.LOAD)
SUMMED_KINDS = (Kind.STOCK, Kind.LOAD)


@dataclass(frozen=True)
class Part:
    """One population of a KPI.

    words: who is counted, in Danish. noun: its name in common.toml. mart: the table under marts. expression: SQL condition
    over columns of that mart and as_of_date. counted_on: the date column that decides the period, or as_of_date.
    needs_columns: delivered columns that decide the number; needs_values: computed ones that must hold a value in
    some row. Without them the KPI was not delivered. value: number per row of an extreme or quantile, else None.
    distinct: the column whose different values are counted in place of rows (citizens), else None. amount: SQL aggregate
    the part adds up to in place of its count (full-time positions), else None.
    """

    name: str
    words: str
    noun: str
    mart: str
    expression: str
    counted_on: str
    needs_columns: tuple[str, ...]
    needs_values: tuple[str, ...]
    value: str | None = None
    distinct: str | None = None
    amount: str | None = None


@dataclass(frozen=True)
class Change:
    """One line of a definition's history."""

    day: date
    change: str


@dataclass(frozen=True)
class Confusion:
    """Another number this one is mistaken for, and how they differ."""

    name: str
    difference: str


@dataclass(frozen=True)
class ProcessControl:
    """How signal is told from noise. note: why these points, or why none, as a Danish sentence. chart: in place of the one
    that follows from kind and n (analysis.chart_choice); None leaves that to them."""

    steps: Steps
    note: str
    chart: ChartKind | None = None


@dataclass(frozen=True)
class Kpi:
    """One KPI; the fields are those of its TOML file, unit is a noun of common.toml, ``percent`` or ``per_hundred``.

    quantile: 0-1. rolling_months: it covers at least so many months up to the period's end, and by month the so many
    ending there; 0 is the period itself. is_published: Ankestyrelsen publishes it for the municipality. counts_citizens:
    False where it speaks of positions only, so that no small count is anybody's. comes_in_bunches: one event moves many of
    its rows at once, so that chance cannot be judged as if they came one by one. recount: how it was made of its definition
    (cohorts at equal maturity), to make those it adds up with alike; None for the definition itself.
    """

    kpi_id: str
    label: str
    short_label: str
    question: str
    explanation: str
    legal_basis: str
    unit: str
    decimals: int
    direction: Direction
    kind: Kind
    parts: dict[str, Part]
    title: dict[str, str]
    minimum_cases: int
    has_target: bool
    is_outcome: bool
    caveats: tuple[str, ...]
    confused_with: tuple[Confusion, ...]
    owner: str
    history: tuple[Change, ...]
    process_control: ProcessControl
    quantile: float | None = None
    rolling_months: int = 0
    is_published: bool = False
    counts_citizens: bool = True
    comes_in_bunches: bool = False
    recount: Callable[["Kpi"], "Kpi"] | None = None

    @property
    def main_part(self) -> Part:
        """The cases the number rests on: the denominator, or the only part; of a load what is carried."""
        if self.kind is Kind.LOAD:
            return self.parts["numerator"]
        return self.parts.get("denominator") or self.parts["cases"]

    @property
    def is_stock(self) -> bool:
        """Whether it is taken at the end of a day instead of over a period."""
        return self.kind in AS_OF_KINDS

    @property
    def is_carried_by_citizens(self) -> bool:
        """Of a load: whether it is divided by citizens (their years), who may be few, and not by positions."""
        return self.kind is Kind.LOAD and self.parts["denominator"].mart != "workers"

    @property
    def marts(self) -> frozenset[str]:
        return frozenset(part.mart for part in self.parts.values())


FIELDS = {
    "label": str, "short_label": str, "question": str, "explanation": str, "legal_basis": str, "unit": str,
    "decimals": int, "direction": str, "kind": str, "minimum_cases": int, "has_target": bool, "is_outcome": bool,
    "caveats": list, "confused_with": list, "owner": str, "history": list, "title": dict,
    "process_control": dict,
}  # fmt: skip
# Left out, they say what is usual; the field of the Kpi has the default.
OPTIONAL_FIELDS = {"rolling_months": int, "is_published": bool, "counts_citizens": bool, "comes_in_bunches": bool}
PART_FIELDS = {
    "words": str, "noun": str, "mart": str, "expression": str, "counted_on": str, "needs_columns": list,
    "needs_values": list,
}  # fmt: skip
TITLES = ("some", "one", "none")
IDENTIFIER = re.compile(r"[a-z_][a-z0-9_]*")


def read_kpi(file: Path) -> Kpi:
    """Read one definition; the stem is its id. Raises UnreadableKpi, MissingKpiField, UnknownKpiField or WrongKpiField."""
    text = file.read_text(encoding="utf-8-sig")
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        # Before Python 3.14 the line stands in the message only; without one the file ended too early.
        place = re.search(r"at line (\d+)", str(error))
        raise UnreadableKpi(file=file.name, line=int(place[1]) if place else text.count("\n") + 1) from None
    kind = _enum(file, "kind", Kind, table)
    extra = {"quantile": float} if kind is Kind.QUANTILE else {}
    part_names = PARTS_BY_KIND[kind]
    optional = OPTIONAL_FIELDS | dict.fromkeys(OPTIONAL_PARTS, dict)
    _check(file, "", table, FIELDS | extra | dict.fromkeys(part_names, dict), optional)
    _check(file, "title.", table["title"], dict.fromkeys(TITLES, str))
    names = part_names + tuple(name for name in OPTIONAL_PARTS if name in table)
    parts = {name: _part(file, name, table[name], kind) for name in names}
    return Kpi(
        kpi_id=file.stem,
        **{
            field: table[field]
            for field in FIELDS
            if FIELDS[field] in (str, int, bool) and field not in ("kind", "direction")
        },
        kind=kind,
        direction=_enum(file, "direction", Direction, table),
        parts=parts,
        title=table["title"],
        caveats=tuple(table["caveats"]),
        confused_with=tuple(_confusion(file, entry) for entry in table["confused_with"]),
        history=tuple(_change(file, entry) for entry in table["history"]),
        process_control=_process_control(file, table["process_control"], kind, table.get("rolling_months", 0)),
        quantile=_quantile(file, table) if kind is Kind.QUANTILE else None,
        **{field: table[field] for field in OPTIONAL_FIELDS if field in table},
    )


def _part(file: Path, name: str, table: dict, kind: Kind) -> Part:
    valued = kind in VALUED_KINDS and name == "cases"
    summed = {"distinct": str, "amount": str} if kind in SUMMED_KINDS else {}
    _check(file, f"{name}.", table, PART_FIELDS | ({"value": str} if valued else {}), summed)
    is_as_of = table["counted_on"] == AS_OF_DATE
    if is_as_of != (kind in AS_OF_KINDS):
        raise WrongKpiField(file=file.name, field=f"{name}.counted_on", expected=f"{AS_OF_DATE} / *_date ({kind})")
    needed = {field: tuple(table[field]) for field in ("needs_columns", "needs_values")}
    named = {field: (table[field],) for field in ("mart", "counted_on", "distinct") if field in table}
    for field, identifiers in (named | needed).items():
        if not all(isinstance(one, str) and IDENTIFIER.fullmatch(one) for one in identifiers):
            raise WrongKpiField(file=file.name, field=f"{name}.{field}", expected="[a-z_]+")
    return Part(name, **(table | needed))


def _check(
    file: Path, prefix: str, table: dict, required: dict[str, type], optional: dict[str, type] | None = None
) -> None:
    allowed = required | (optional or {})
    for field, value in table.items():
        if field not in allowed:
            raise UnknownKpiField(file=file.name, field=prefix + field)
        if type(value) is not allowed[field]:
            raise WrongKpiField(file=file.name, field=prefix + field, expected=allowed[field].__name__)
    for field in required:
        # Empty lists are an answer ("no caveats"); an empty text is a field left open.
        if field not in table or table[field] == "":
            raise MissingKpiField(file=file.name, field=prefix + field)


def _enum(file: Path, field: str, options: type[StrEnum], table: dict) -> StrEnum:
    if field not in table:
        raise MissingKpiField(file=file.name, field=field)
    if table[field] not in tuple(options):
        raise WrongKpiField(file=file.name, field=field, expected=", ".join(options))
    return options(table[field])


def _quantile(file: Path, table: dict) -> float:
    if not 0 < table["quantile"] < 1:
        raise WrongKpiField(file=file.name, field="quantile", expected="0 < quantile < 1")
    return table["quantile"]


def _process_control(file: Path, table: dict, kind: Kind, rolling_months: int) -> ProcessControl:
    """Windows that overlap and the ends of months that hang together give false signals almost always (kpis.md)."""
    _check(file, "process_control.", table, {"steps": str, "note": str}, {"chart": str})
    own = (Steps.MONTH_ENDS,) if kind in AS_OF_KINDS else (Steps.MONTHS, Steps.QUARTERS)
    allowed = {Steps.NONE, *own} - ({Steps.MONTHS, Steps.MONTH_ENDS} if rolling_months else set())
    if table["steps"] not in allowed:
        raise WrongKpiField(file=file.name, field="process_control.steps", expected=", ".join(sorted(allowed)))
    # Days between events are no points of months or quarters, so no definition can ask for them.
    charts = (ChartKind.XMR, ChartKind.RUN, *((ChartKind.P, ChartKind.P_PRIME) if kind is Kind.SHARE else ()))
    chart = table.get("chart")
    if chart is not None and chart not in charts:
        raise WrongKpiField(file=file.name, field="process_control.chart", expected=", ".join(sorted(charts)))
    return ProcessControl(Steps(table["steps"]), table["note"], ChartKind(chart) if chart else None)


def _change(file: Path, entry: dict) -> Change:
    _check(file, "history.", entry, {"date": date, "change": str})
    return Change(entry["date"], entry["change"])


def _confusion(file: Path, entry: dict) -> Confusion:
    _check(file, "confused_with.", entry, {"name": str, "difference": str})
    return Confusion(entry["name"], entry["difference"])

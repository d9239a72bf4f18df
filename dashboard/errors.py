"""The dashboard's named errors. Each carries the fields of its Danish sentence in texts/errors.toml."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path


class DashboardError(Exception):
    """The set-up or a question is wrong; caught in one place and shown as a kind sentence."""

    def __init_subclass__(cls) -> None:
        dataclass(eq=False)(cls)


class NoWarehouse(DashboardError):
    folder: Path


class WrongContract(DashboardError):
    file: str
    found: int | None
    expected: int


class MissingText(DashboardError):
    page: str
    key: str


class UnreadableWarehouse(DashboardError):
    file: str


class UnknownViewer(DashboardError):
    text: str


class MissingKpiField(DashboardError):
    file: str
    field: str


class UnknownKpiField(DashboardError):
    file: str
    field: str


class WrongKpiField(DashboardError):
    file: str
    field: str
    expected: str


class UnreadableKpi(DashboardError):
    file: str
    line: int


class UnknownKpi(DashboardError):
    kpi_id: str
    known: str


class SplitNotPossible(DashboardError):
    kpi_id: str
    split: str
    known: str


class UnknownChoice(DashboardError):
    option: str
    text: str
    known: str


class UnreadableDate(DashboardError):
    option: str
    text: str
    expected: str


class PeriodBackwards(DashboardError):
    first: str
    last: str


class PeriodOutsideData(DashboardError):
    month: str
    first: str
    last: str


class PeriodAfterAsOf(DashboardError):
    first: str
    as_of: date


class AsOfBeforeData(DashboardError):
    as_of: str
    oldest: date


class WrongSetting(DashboardError):
    setting: str
    value: str


class UnreadableCommand(DashboardError):
    arguments: str


class AsOfBeyondData(DashboardError):
    as_of: date
    newest: date

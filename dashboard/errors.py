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


class MayNotWrite(DashboardError):
    pass


class MayNotWriteOfTeam(DashboardError):
    pass


class WrongInitials(DashboardError):
    text: str


# The errors about one field of an entry; name is the field's own, field its Danish name.
class EmptyField(DashboardError):
    name: str
    field: str


class TooLong(DashboardError):
    name: str
    field: str
    limit: int
    length: int


class HoldsCprNumber(DashboardError):
    name: str
    field: str


class WrongField(DashboardError):
    name: str
    field: str
    expected: str


class NotErasedHere(DashboardError):
    name: str
    field: str


class DateAhead(DashboardError):
    name: str
    field: str
    day: date


class UnknownEntry(DashboardError):
    pass


class OtherSubject(DashboardError):
    pass


class StepTooEarly(DashboardError):
    pass


# The errors about the register itself; place is its file, or its server without user and password.
class RegisterBusy(DashboardError):
    place: str


class RegisterUnreachable(DashboardError):
    place: str


class RegisterNotWritable(DashboardError):
    place: str


class UnreadableRegister(DashboardError):
    place: str


class NewerRegister(DashboardError):
    place: str
    found: str
    known: str


class WrongRegisterUrl(DashboardError):
    pass


class NoRegisterFiles(DashboardError):
    folder: Path


class FaultyRegisterFile(DashboardError):
    file: str
    line: int
    column: str
    problem: str

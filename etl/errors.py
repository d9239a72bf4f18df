"""What stops a run because the set-up is wrong. Each error is named after what happened; its Danish
sentence stands in ``texts.toml`` under the class name and is filled with the error's fields."""

from etl.masking import masked
from etl.texts import sentence


class EtlError(Exception):
    """A set-up that cannot be used: one sentence with place and remedy, exit code 2."""

    def __init__(self, **fields: object) -> None:
        # A path or a cell may hold anything, also what must not be shown.
        super().__init__(masked(sentence("errors", type(self).__name__, **fields)))


class DataFolderMissing(EtlError):
    """The folder named with --data or DATA_DIR does not exist."""


class NoMappings(EtlError):
    """No data/sources/*.toml at all."""


class MappingInvalid(EtlError):
    """A mapping cannot be read or says something the product does not know."""


class CasesNotMapped(EtlError):
    """No mapping fills the one table that is required."""


class NoCaseFiles(EtlError):
    """The cases table is mapped, but no file matches its pattern."""


class ReferenceMissing(EtlError):
    """A reference table's file is not there."""


class ReferenceInvalid(EtlError):
    """A reference table has a value its column cannot hold."""


class RulesInvalid(EtlError):
    """A data-quality rule cannot be read or its SQL does not fit the staged table."""


class PseudonymKeyMissing(EtlError):
    """A mapping marks personal columns, but there is no key to hash them with."""


class IdentifierNeedsKey(EtlError):
    """An identifier looks like a CPR number, no column is marked personal, and there is no key to hide it with."""


class PseudonymKeyUnreadable(EtlError):
    """A key file that cannot be opened or is no text."""


class PseudonymKeyTooShort(EtlError):
    """A key that could be guessed would not protect anyone."""


class RawFolderHoldsOtherFiles(EtlError):
    """Example data is never written among a municipality's own files."""


class ExampleAmongOwnFiles(EtlError):
    """A raw folder with the example marker and other files: fiction and fact must not be mixed."""


class AnotherRunIsActive(EtlError):
    """Two builds at once would clean up after each other."""


class WarehouseFolderUnusable(EtlError):
    """The place for snapshots is a file, or may not be written to."""


class FileMappedTwice(EtlError):
    """One delivery would be read as two of the same table, and half of it would supersede the other half."""


class UnreadableCommand(EtlError):
    """A command or option the command line does not know."""


class NothingToRollBackTo(EtlError):
    """No readable build lies before the one that is served."""


class WarehouseUnreadable(EtlError):
    """The newest snapshot cannot be opened, so the delivery cannot be compared with it."""

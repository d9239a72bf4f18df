"""Reads the mappings of ``data/sources`` and checks them before any file is opened; every fault is told with its place."""

import re
import tomllib
from datetime import date, datetime
from pathlib import Path, PurePath

from etl.errors import CasesNotMapped, MappingInvalid, NoMappings
from etl.mapping import Column, ExtractDate, Mapping
from etl.tables import Table, boolean_spellings, known_tables
from etl.texts import sentence

FORMATS = ("csv", "xlsx")
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16", "utf-16-le", "utf-16-be")
DATE_FORMATS = ("iso", "dmy", "excel")
TIMEZONES = ("local", "utc")
# Whether a newer extract adds to the older ones (daily extracts that overlap) or is the whole table anew.
DELIVERIES = ("overlapping", "full")
# A delivered identifier may be a CPR number; any other type is the table's own.
PERSONAL_TYPES = ("text", "cpr")

_FIELDS = {
    "table", "files", "format", "label", "delimiter", "quote", "encoding", "sheet", "date_formats", "decimal",
    "timezone", "delivery", "extract_date", "columns", "constants", "codes",
}  # fmt: skip
_COLUMN_FIELDS = {"header", "type", "required", "personal", "separator"}


def read_mappings(folder: Path) -> list[Mapping]:
    """Every mapping of ``folder`` in name order; raises NoMappings, MappingInvalid or CasesNotMapped."""
    files = sorted(file for file in folder.glob("*.toml") if file.is_file())
    if not files:
        raise NoMappings(folder=folder)
    mappings = [read_mapping(file) for file in files]
    if all(mapping.table.name != "cases" for mapping in mappings):
        raise CasesNotMapped(folder=folder)
    return mappings


def read_mapping(file: Path) -> Mapping:
    """One mapping; raises MappingInvalid with the field that is wrong."""
    return _MappingReader(file).read()


class _MappingReader:
    """Reads one file field by field, so that every fault can be told with its place."""

    def __init__(self, file: Path) -> None:
        self.file = file
        try:
            self.entry = tomllib.loads(file.read_text(encoding="utf-8-sig"))
        except UnicodeDecodeError:
            raise self.invalid("not_utf8") from None
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"line (\d+)", str(error))
            raise self.invalid("not_toml", line=line.group(1) if line else "?") from None

    def invalid(self, problem: str, **fields: object) -> MappingInvalid:
        return MappingInvalid(file=self.file, problem=sentence("problems", problem, **fields))

    def read(self) -> Mapping:
        for field in self.entry.keys() - _FIELDS:
            raise self.invalid("unknown_field", field=field)
        table = known_tables()[self.choice("table", tuple(known_tables()))]
        mapping = Mapping(
            source=self.file.stem,
            file=self.file,
            table=table,
            label=self.text("label", default=self.file.stem),
            pattern=self.file_pattern(),
            format=self.choice("format", FORMATS, default="csv"),
            delimiter=self.one_character("delimiter", default=";"),
            quote=self.one_character("quote", default='"', may_be_empty=True),
            encoding=self.choice("encoding", ENCODINGS, default="utf-8"),
            sheet=self.text("sheet", default=""),
            date_formats=self.date_formats(),
            decimal=self.choice("decimal", (",", "."), default=","),
            timezone=self.choice("timezone", TIMEZONES, default="local"),
            delivery=self.choice("delivery", DELIVERIES, default="overlapping"),
            extract_date=self.extract_date(),
            columns=self.columns(table),
            constants=self.constants(table),
            codes=self.codes(table),
        )
        if mapping.delimiter == mapping.quote:
            raise self.invalid("unknown_value", field="quote", value=mapping.quote, allowed='"')
        self.check_required(mapping)
        return mapping

    def file_pattern(self) -> str:
        """A pattern of files in the raw folder or below it, and nowhere else."""
        pattern = self.text("files")
        path = PurePath(pattern)
        if path.is_absolute() or ".." in path.parts or any("**" in part and part != "**" for part in path.parts):
            raise self.invalid("bad_pattern", field="files")
        return pattern

    def table_entry(self, field: str) -> dict:
        """A field that is a TOML table of its own."""
        entry = self.entry.get(field, {})
        if not isinstance(entry, dict):
            raise self.invalid("not_table", field=field)
        return entry

    def text(self, field: str, default: str | None = None) -> str:
        value = self.entry.get(field, default)
        if not isinstance(value, str) or (not value and default is None):
            raise self.invalid("missing", field=field)
        return value

    def choice(self, field: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        value = self.text(field, default)
        if value not in allowed:
            raise self.invalid("unknown_value", field=field, value=value, allowed=", ".join(allowed))
        return value

    def one_character(self, field: str, default: str, may_be_empty: bool = False) -> str:
        value = self.text(field, default)
        if not value and may_be_empty:
            return value
        if len(value) != 1 or not value.isascii() or value in "\r\n\0":
            raise self.invalid("unknown_value", field=field, value=value, allowed='; , \\t | "')
        return value

    def date_formats(self) -> tuple[str, ...]:
        values = self.entry.get("date_formats", ["iso"])
        values = values if isinstance(values, list) else [values]
        for value in values or [""]:
            if value not in DATE_FORMATS:
                raise self.invalid("unknown_value", field="date_formats", value=value, allowed=", ".join(DATE_FORMATS))
        return tuple(values)

    def extract_date(self) -> ExtractDate:
        entry = self.entry.get("extract_date")
        if not isinstance(entry, dict) or len(entry.keys() & {"file_name", "column", "value"}) != 1:
            raise self.invalid("one_extract_date")
        if entry.keys() - {"file_name", "format", "column", "value"}:
            raise self.invalid("one_extract_date")
        for name, value in entry.items():
            if not (isinstance(value, str) and value) and not (name == "value" and type(value) is date):
                raise self.invalid("bad_date", field=f"extract_date.{name}", value=value)
        if "file_name" in entry:
            self.check_pattern(entry["file_name"])
            self.check_format(entry.get("format", "%Y%m%d"))
        value = entry.get("value")
        if isinstance(value, str):
            value = self.parsed_date(value)
        return ExtractDate(entry.get("file_name"), entry.get("format", "%Y%m%d"), entry.get("column"), value)

    def check_format(self, format_: str) -> None:
        day = date(2023, 11, 30)
        try:
            is_whole = datetime.strptime(day.strftime(format_), format_).date() == day
        except (ValueError, re.error):
            is_whole = False
        if not is_whole:
            raise self.invalid("bad_pattern", field="extract_date.format")

    def check_pattern(self, pattern: str) -> None:
        try:
            groups = re.compile(pattern).groups
        except re.error:
            groups = 0
        if groups != 1:
            raise self.invalid("bad_pattern", field="extract_date.file_name")

    def parsed_date(self, text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise self.invalid("bad_date", field="extract_date.value", value=text) from None

    def columns(self, table: Table) -> tuple[Column, ...]:
        entries = self.table_entry("columns")
        for name in entries.keys() - table.columns.keys():
            raise self.invalid("unknown_column", table=table.name, column=name)
        return tuple(self.column(table, name, entry) for name, entry in entries.items())

    def column(self, table: Table, name: str, entry: object) -> Column:
        if isinstance(entry, str):
            entry = {"header": entry}
        if not isinstance(entry, dict) or not entry.get("header"):
            raise self.invalid("missing", field=f"columns.{name}.header")
        for field in entry.keys() - _COLUMN_FIELDS:
            raise self.invalid("unknown_field", field=f"columns.{name}.{field}")
        own_type = table.columns[name]
        # A single date may be delivered where a list is known, and a CPR number where a text is.
        allowed = {"text": PERSONAL_TYPES, "date_list": ("date_list", "date"), "code": ("code", "text")}
        type_ = entry.get("type", own_type)
        if type_ not in allowed.get(own_type, (own_type,)):
            raise self.invalid(
                "unknown_value",
                field=f"columns.{name}.type",
                value=type_,
                allowed=", ".join(allowed.get(own_type, (own_type,))),
            )
        headers = entry["header"] if isinstance(entry["header"], list) else [entry["header"]]
        if not all(isinstance(header, str) and header.strip() for header in headers):
            raise self.invalid("missing", field=f"columns.{name}.header")
        if not entry.get("separator", ","):
            raise self.invalid("missing", field=f"columns.{name}.separator")
        return Column(
            name=name,
            headers=tuple(headers),
            type="cpr" if type_ == "cpr" else own_type,
            required=self.flag(name, entry, "required", name in table.required),
            # A CPR number is personal whether or not the mapping remembers to say so.
            personal=self.flag(name, entry, "personal", False) or type_ == "cpr",
            separator=str(entry.get("separator", ",")),
        )

    def flag(self, column: str, entry: dict, field: str, default: bool) -> bool:
        value = entry.get(field, default)
        if not isinstance(value, bool):
            place = f"columns.{column}.{field}"
            raise self.invalid("unknown_value", field=place, value=value, allowed="true, false")
        return value

    def constants(self, table: Table) -> dict[str, str]:
        entries = self.table_entry("constants")
        for name, value in entries.items():
            if name not in table.columns:
                raise self.invalid("unknown_column", table=table.name, column=name)
            allowed = table.codes.get(name)
            if allowed and value not in allowed:
                raise self.invalid("unknown_value", field=f"constants.{name}", value=value, allowed=", ".join(allowed))
            if table.columns[name] not in ("text", "code", "paragraph", "boolean"):
                raise self.invalid("no_constant", column=name)
            if table.columns[name] == "boolean" and str(value).lower() not in boolean_spellings():
                spellings = ", ".join(boolean_spellings())
                raise self.invalid("unknown_value", field=f"constants.{name}", value=value, allowed=spellings)
        return {name: str(value).strip() for name, value in entries.items()}

    def codes(self, table: Table) -> dict[str, dict[str, str]]:
        entries = self.table_entry("codes")
        for column, translations in entries.items():
            if not isinstance(translations, dict):
                raise self.invalid("not_table", field=f"codes.{column}")
            if column != "boolean" and column not in table.columns:
                raise self.invalid("unknown_column", table=table.name, column=column)
            allowed = ("true", "false") if column == "boolean" else table.codes.get(column)
            for theirs, ours in translations.items():
                if not isinstance(ours, str):
                    raise self.invalid("not_text", field=f"codes.{column}.{theirs}")
                if allowed and ours not in allowed:
                    raise self.invalid("bad_code", column=column, theirs=theirs, ours=ours, allowed=", ".join(allowed))
        return {column: {k.strip().lower(): v for k, v in pairs.items()} for column, pairs in entries.items()}

    def check_required(self, mapping: Mapping) -> None:
        delivered = {column.name for column in mapping.columns} | mapping.constants.keys()
        for column in sorted(mapping.table.required - delivered):
            raise self.invalid("required_unmapped", column=column, table=mapping.table.name)

"""Persons who stand where nobody should: CPR numbers and names in columns not marked personal, hidden before staging."""

import duckdb

from etl.errors import IdentifierNeedsKey
from etl.findings import Findings
from etl.mapping import Column, Mapping
from etl.masking import CPR_PATTERN, MASK, TEXT_TYPES, looks_like_name, masked_sql
from etl.pseudonym import Pseudonymiser
from etl.staging_sql import literal, quoted
from etl.texts import sentence

# A text of several words that this many cases share is a team or a code; below that it may be a name in a shifted row.
_COMMON = 3
# What rows are told apart and joined by, in any table.
_IDENTIFIERS = ("case_id", "citizen_id", "complaint_id", "board_case_id", "remitted_from_complaint_id")


def hide_cpr_numbers(
    connection: duckdb.DuckDBPyConnection, mapping: Mapping, pseudonymise: Pseudonymiser, findings: Findings
) -> None:
    """Look for CPR numbers in columns not marked personal, hide them and report where they stood.

    In a column of identifiers the whole value becomes a pseudonym (rows must still be told apart and joined); elsewhere
    the number is masked. Raises IdentifierNeedsKey.
    """
    raw = f"raw.{quoted(mapping.source)}"
    for column in mapping.columns:
        if column.personal:
            continue
        name = quoted(column.name)
        hit = _cpr_condition(column, name)
        found = findings.add_selected(_finding("cpr_in_text", column, raw, hit))
        if not found:
            continue
        if column.name.endswith("_id"):
            if not pseudonymise.has_key:
                raise IdentifierNeedsKey(column=column.name, source=mapping.source)
            connection.execute(
                f"update {raw} set {name} = {pseudonymise.sql(name)} where {hit}", pseudonymise.parameters
            )
        elif column.type in TEXT_TYPES:
            connection.execute(f"update {raw} set {name} = {masked_sql(name)} where {hit}")
        else:
            connection.execute(f"update {raw} set {name} = {literal(MASK)} where {hit}")


def _cpr_condition(column: Column, name: str) -> str:
    """True of a text that holds a CPR number, or, among numbers and dates, is one (a leading zero may be lost)."""
    if column.type in TEXT_TYPES:
        return f"length({name}) >= 10 and regexp_matches({name}, '{CPR_PATTERN}')"
    if column.type in ("date", "date_list"):  # one with its zero is masked wherever it is shown
        return f"length({name}) = 9 and regexp_full_match({name}, '\\d+')"
    return f"length({name}) between 9 and 10 and regexp_full_match({name}, '\\d+')"


def known_names(connection: duckdb.DuckDBPyConnection, mappings: list[Mapping]) -> set[str]:
    """Texts that may stand in a case although they look like names: units, teams, subtypes and delivered workers."""
    selects = [
        "select unit_id from reference.units",
        "select team_id from reference.teams",
        "select subtype from reference.deadlines",
    ]
    selects += [
        f"select worker_id from raw.{quoted(mapping.source)}"
        for mapping in mappings
        if mapping.table.name == "workers" and mapping.column("worker_id")
    ]
    rows = connection.execute(" union ".join(selects)).fetchall()
    return {text.lower() for (text,) in rows if text}


def hide_names(
    connection: duckdb.DuckDBPyConnection,
    mapping: Mapping,
    pseudonymise: Pseudonymiser,
    known: set[str],
    findings: Findings,
) -> None:
    """Look for texts that may be a citizen's name in the wrong column, hide them and report where they stood.

    A text of two words or more that fewer than three cases have and neither the mapping nor ``known`` knows. An identifier
    without a digit becomes a pseudonym, since rows must still be told apart and joined; elsewhere the text is masked. A
    name of one word cannot be told from a code. Raises IdentifierNeedsKey.
    """
    if mapping.table.name == "workers":
        return
    raw = f"raw.{quoted(mapping.source)}"
    for column in mapping.columns:
        # How a paragraph was written reaches no mart and no finding.
        if column.personal or column.type not in ("text", "code"):
            continue
        rows = connection.execute(_name_like(mapping, column, raw)).fetchall()
        values = [text for (text,) in rows if text.lower() not in known | mapping.codes.get(column.name, {}).keys()]
        if values and column.name in _IDENTIFIERS and not pseudonymise.has_key:
            raise IdentifierNeedsKey(column=column.name, source=mapping.source)
        if values:
            is_identifier = column.name in _IDENTIFIERS
            _report_and_replace(connection, column, raw, values, pseudonymise if is_identifier else None, findings)


def _name_like(mapping: Mapping, column: Column, raw: str) -> str:
    """The select of the distinct texts of a column that may be names."""
    name = quoted(column.name)
    if column.name in _IDENTIFIERS:
        return (
            f"select distinct {name} from {raw} where {looks_like_name(name)} and not regexp_matches({name}, '[0-9]')"
        )
    # Counted in cases, not rows: the same shifted row comes again with every overlapping extract.
    keys = ", ".join(quoted(part) for part in mapping.table.key if mapping.column(part))
    rare = f"count(distinct concat_ws(' / ', {keys})) < {_COMMON}" if keys else f"count(*) < {_COMMON}"
    return f"select {name} from {raw} where {looks_like_name(name)} group by {name} having {rare}"


def _report_and_replace(
    connection: duckdb.DuckDBPyConnection,
    column: Column,
    raw: str,
    values: list[str],
    pseudonymise: Pseudonymiser | None,
    findings: Findings,
) -> None:
    name = quoted(column.name)
    hit = f"list_contains($values, {name})"
    findings.add_selected(_finding("name_in_text", column, raw, hit), {"values": values})
    hidden = pseudonymise.sql(name) if pseudonymise else literal(MASK)
    parameters = pseudonymise.parameters if pseudonymise else {}
    connection.execute(f"update {raw} set {name} = {hidden} where {hit}", {"values": values} | parameters)


def _finding(rule: str, column: Column, raw: str, hit: str) -> str:
    """The select of a warning whose value is never shown."""
    return f"""
        select '{rule}' as rule, 'warn' as severity, source, file, null::varchar as key,
            {literal(column.name)} as column_name, null::varchar as value,
            {literal(sentence("findings", rule, column=column.name))} as message, line
        from {raw} join raw.files using (file_id) where {hit}
    """

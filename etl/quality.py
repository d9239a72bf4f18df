"""Which of the newest rows count: judged by the rules in ``rules/<table>.toml`` and by what each table requires."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.errors import RulesInvalid
from etl.findings import Findings, Place, Severity
from etl.mapping import Column, Mapping
from etl.masking import MASK, TEXT_TYPES, looks_like_name
from etl.staging_sql import literal, quoted
from etl.tables import Table, known_tables
from etl.texts import sentence

_RULES = Path(__file__).with_name("rules")
_RULE_FIELDS = {"code", "severity", "column", "holds", "message"}
# Below this many rows a busy day is not a sign of anything.
_PILE_UP_MINIMUM = 30


@dataclass(frozen=True)
class Rule:
    """``holds``: a SQL expression over one staged row that is true of what is right (unknown counts as right)."""

    code: str
    severity: Severity
    column: str
    holds: str
    message: str


def shown_value(column: Column, value: str) -> str:
    """``value`` as a finding or a quarantined row may show it: in a shifted row a date's place may hold a name."""
    if column.type in TEXT_TYPES:
        return value  # what looks like a name there is hidden before staging
    return f"if({looks_like_name(value)}, '{MASK}', {value})"


def read_rules(table: Table, folder: Path = _RULES) -> list[Rule]:
    """The rules of one table; raises RulesInvalid."""
    file = folder / f"{table.name}.toml"
    rules = []
    for entry in tomllib.loads(file.read_text(encoding="utf-8"))["rules"]:
        if wrong := entry.keys() ^ _RULE_FIELDS:
            problem = sentence("problems", "rule_field", code=entry.get("code", "?"), field=", ".join(sorted(wrong)))
            raise RulesInvalid(file=file, problem=problem)
        rules.append(Rule(**{**entry, "severity": Severity(entry["severity"])}))
    return rules


def judge(
    connection: duckdb.DuckDBPyConnection, mappings: list[Mapping], findings: Findings, pile_up_share: float
) -> None:
    """Apply every rule to the newest versions, then write ``staging.quarantined`` and the views ``accepted.<table>``."""
    connection.execute("create schema if not exists accepted")
    connection.execute("create or replace table staging.quarantined (table_name varchar, row_id bigint)")
    for table in known_tables().values():
        personal = {c.name for m in mappings if m.table == table for c in m.columns if c.personal}
        rules = read_rules(table)
        _create_current(connection, table)
        if not _create_suspects(connection, table, rules):
            continue
        _judge_required(table, findings)
        for mapping in mappings:
            if mapping.table == table:
                _judge_unreadable(mapping, findings)
        for rule in rules:
            _judge_rule(table, rule, findings, personal)
    _judge_pile_up(connection, findings, pile_up_share)
    for table in known_tables().values():
        _keep_accepted(connection, table)


def _create_current(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """The view ``staging.current_<table>``: the newest versions with their file's name."""
    connection.execute(
        f"""
        create or replace view staging.current_{table.name} as
        select {table.name}.*, files.file
        from staging.{table.name} join raw.files using (file_id)
        """
    )


def _create_suspects(connection: duckdb.DuckDBPyConnection, table: Table, rules: list[Rule]) -> int:
    """``staging.suspect_<table>``: the few rows that break anything, found in one pass; each rule then looks at these only.

    Returns how many there are; raises RulesInvalid.
    """
    rows = f"staging.current_{table.name} as {table.name}"
    for rule in rules:
        try:
            connection.execute(f"explain select ({rule.holds}) is false from {rows}")
        except (duckdb.BinderException, duckdb.ParserException, duckdb.CatalogException):
            problem = sentence("problems", "rule_sql", code=rule.code, table=table.name)
            raise RulesInvalid(file=_RULES / f"{table.name}.toml", problem=problem) from None
    broken = [f"({rule.holds}) is false" for rule in rules] + [f"{name} is null" for name in sorted(table.required)]
    created = connection.execute(
        f"create or replace table staging.suspect_{table.name} as select * from {rows}"
        f" where len(unreadable) > 0 or {' or '.join(broken)}"
    )
    return created.fetchone()[0]


def _judge_required(table: Table, findings: Findings) -> None:
    for column in sorted(table.required):
        findings.add_selected(
            f"""
            select 'required_blank' as rule, 'quarantine' as severity, source, file, key, '{column}' as column_name,
                null as value, {literal(sentence("findings", "required_blank", column=column))} as message, line
            from staging.suspect_{table.name}
            where {column} is null and not list_contains(unreadable, '{column}')
            """
        )


def _judge_unreadable(mapping: Mapping, findings: Findings) -> None:
    """Texts that were there but could not be read: grave where a decisive column is left without its value."""
    table = mapping.table
    for column in mapping.columns:
        if column.type in ("text", "cpr", "paragraph"):
            continue
        rule = "unknown_code" if column.type == "code" else "unreadable_value"
        severity = Severity.QUARANTINE if column.name in table.decisive or column.required else Severity.WARN
        value = "null" if column.personal else shown_value(column, f"raw.{quoted(column.name)}")
        findings.add_selected(
            f"""
            select '{rule}' as rule, '{severity}' as severity, source, file, key, '{column.name}' as column_name,
                {value} as value, {literal(sentence("findings", rule, column=column.name))} as message, suspect.line
            from staging.suspect_{table.name} as suspect join raw.{quoted(mapping.source)} as raw using (row_id)
            where len(unreadable) > 0 and list_contains(unreadable, '{column.name}')
            """
        )


def _judge_rule(table: Table, rule: Rule, findings: Findings, personal: set[str]) -> None:
    value = "null" if rule.column in personal else _as_text(rule.column, table)
    findings.add_selected(
        f"""
        select '{rule.code}' as rule, '{rule.severity}' as severity, source, file, key, '{rule.column}' as column_name,
            {value} as value, {_message(rule, table, personal)} as message, line
        from staging.suspect_{table.name} as {table.name}
        where ({rule.holds}) is false and not list_has_any(unreadable, {_columns_in(rule.holds, table)})
        """
    )


def _columns_in(holds: str, table: Table) -> list[str]:
    """The columns a rule speaks of: where one of them could not be read, that has been said, and the rule is silent."""
    return [name for name in table.columns if re.search(rf"\b{name}\b", holds)]


def _message(rule: Rule, table: Table, personal: set[str]) -> str:
    """The rule's sentence as a SQL expression, its placeholders filled from the row; personal values never are."""
    parts = []
    for index, part in enumerate(re.split(r"\{(\w+)\}", rule.message)):
        is_column = index % 2
        parts.append(
            _as_text(part, table) if is_column and part not in personal else literal(MASK if is_column else part)
        )
    return " || ".join(parts)


def _as_text(column: str, table: Table) -> str:
    """A column as a Danish reader would write it; a dash where it is blank."""
    type_ = "date" if column == "extract_date" else table.columns[column]
    match type_:
        case "date":
            text = f"strftime({column}, '%d-%m-%Y')"
        case "date_list":
            text = f"nullif(array_to_string(list_transform({column}, day -> strftime(day, '%d-%m-%Y')), ', '), '')"
        case "decimal":
            text = f"replace({column}::varchar, '.', ',')"
        case _:
            text = f"{column}::varchar"
    return f"coalesce({text}, '\u2013')"


def _judge_pile_up(connection: duckdb.DuckDBPyConnection, findings: Findings, limit: float) -> None:
    """Many cases received on one day are the mark of a move from another system, not of a busy Monday."""
    rows = connection.execute(
        """
        select source, received_date, count(*) as rows, max(file) as file,
            sum(count(*)) over (partition by source) as source_rows
        from staging.current_cases where received_date is not null
        group by source, received_date
        qualify rows >= $minimum and rows > $limit * source_rows
        order by all
        """,
        {"minimum": _PILE_UP_MINIMUM, "limit": limit},
    ).fetchall()
    for source, day, count, file, total in rows:
        share = f"{100 * count / float(total):.1f} %".replace(".", ",")
        place = Place(source, file, column="received_date")
        findings.add("pile_up", Severity.WARN, place, str(count), share=share, rows=count, day=f"{day:%d-%m-%Y}")


def _keep_accepted(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    connection.execute(
        f"""
        insert into staging.quarantined
        select distinct '{table.name}', current.row_id
        from staging.current_{table.name} as current
        join quality.findings on findings.source = current.source and findings.file = current.file
            and findings.line = current.line and findings.severity = 'quarantine'
        """
    )
    connection.execute(
        f"""
        create or replace view accepted.{table.name} as
        select * from staging.current_{table.name}
        where row_id not in (select row_id from staging.quarantined where table_name = '{table.name}')
        """
    )

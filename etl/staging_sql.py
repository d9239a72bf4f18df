"""The SQL that turns one source's text into typed columns. Nothing is guessed: formats and codes come from the mapping."""

from etl.mapping import Column, Mapping
from etl.tables import boolean_spellings

_ISO_WITH_TIME = r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?\s*([Zz]|[+-]\d{2}(:?\d{2})?)?"
# A year before this is a typing error or a placeholder, not a day anybody applied for help.
_FIRST_PLAUSIBLE_YEAR = 1900


def quoted(name: str) -> str:
    """A SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A SQL string."""
    return "'" + text.replace("'", "''") + "'"


def typed_expression(column: Column, text: str, mapping: Mapping) -> str:
    """The typed value of ``text`` (a SQL expression: trimmed text or null), null where blank or unreadable."""
    match column.type:
        case "date":
            return date_expression(text, mapping)
        case "date_list":
            parts = f"list_filter(string_split({text}, {literal(column.separator)}), part -> trim(part) <> '')"
            return f"list_sort(list_transform({parts}, part -> {date_expression('trim(part)', mapping)}))"
        case "integer":
            number = _number(text, mapping)
            return f"case when {number} = floor({number}) then try_cast({number} as integer) end"
        case "decimal":
            return _number(text, mapping)
        case "boolean":
            spellings = boolean_spellings() | mapping.codes.get("boolean", {})
            return f"try_cast({_translated(text, spellings, None)} as boolean)"
        case "code":
            own = {value: value for value in mapping.table.codes[column.name]}
            return _translated(text, own | mapping.codes.get(column.name, {}), None)
        case _:
            return _translated(text, mapping.codes.get(column.name, {}), text)


def plausible_expression(column: Column, value: str) -> str:
    """The typed value, or null where it is a date nobody can mean (a placeholder, or a year of two digits)."""
    if column.type == "date":
        return f"case when year({value}) >= {_FIRST_PLAUSIBLE_YEAR} then {value} end"
    if column.type == "date_list":
        years = f"list_transform({value}, day -> coalesce(year(day), 0) >= {_FIRST_PLAUSIBLE_YEAR})"
        return f"case when not list_contains({years}, false) then {value} end"
    return value


def _number(text: str, mapping: Mapping) -> str:
    """A number in the delivery's own notation, strictly: "0.8" is not 8 where the comma is the decimal sign.

    Excel's own cells always come with a point, and a number typed as a text may have a comma.
    """
    if mapping.format == "xlsx":
        shape, plain = r"-?\d+([.,]\d+)?([eE][+-]?\d+)?", f"replace({text}, ',', '.')"
    elif mapping.decimal == ",":
        shape, plain = r"[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?", f"replace(replace({text}, '.', ''), ',', '.')"
    else:
        shape, plain = r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?", f"replace({text}, ',', '')"
    return f"case when regexp_full_match({text}, '{shape}') then try_cast({plain} as double) end"


def _translated(text: str, codes: dict[str, str], otherwise: str | None) -> str:
    if not codes:
        return otherwise or "null"
    whens = " ".join(f"when {literal(theirs)} then {literal(ours)}" for theirs, ours in codes.items())
    return f"case lower(coalesce({text}, '')) {whens} else {otherwise or 'null'} end"


def date_expression(text: str, mapping: Mapping) -> str:
    """The calendar day as written; a timestamp's offset never moves it, only a source declared as UTC is converted."""
    formats = dict.fromkeys(mapping.date_formats)
    if mapping.format == "xlsx":
        formats["iso"] = None  # Excel's own dates arrive as ISO text
    readings = [_READERS[name](text, mapping.timezone) for name in formats]
    return readings[0] if len(readings) == 1 else f"coalesce({', '.join(readings)})"


def _iso(text: str, timezone: str) -> str:
    day = f"left({text}, 10)"
    if timezone == "utc":
        # DuckDB reads an offset as +02:00 without a blank before it, and decimals of a second after a point.
        tight = f"regexp_replace(replace({text}, ',', '.'), '\\s+([+-]|[Zz])', '\\1')"
        plain = f"regexp_replace({tight}, '([+-]\\d{{2}})(\\d{{2}})$', '\\1:\\2')"
        day = f"(try_cast({plain} as timestamptz) at time zone 'Europe/Copenhagen')"
    return (
        f"case when length({text}) = 10 then try_cast({text} as date)"
        f" when regexp_full_match({text}, '{_ISO_WITH_TIME}') then try_cast({day} as date) end"
    )


_DAY_FIRST = ("%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y")
_TIMES = (" %H:%M:%S.%g", " %H:%M:%S", " %H:%M")


def _day_first(text: str, timezone: str) -> str:
    formats = ", ".join(literal(day) for day in _DAY_FIRST)
    day = f"try_strptime(split_part({text}, ' ', 1), [{formats}])::date"
    with_time = day
    if timezone == "utc":
        timed = ", ".join(literal(day + time) for day in _DAY_FIRST for time in _TIMES)
        with_time = _local_day(f"try_strptime({text}, [{timed}])")
    return f"case when position(' ' in {text}) = 0 then {day} when {text} like '% %:%' then {with_time} end"


def _excel_serial(text: str, timezone: str) -> str:
    # Serial 1 is 1 January 1900, and Excel counts a 29 February 1900 that never was: from March 1900 day 0 is this.
    day = f"date '1899-12-30' + left({text}, 5)::integer"
    if timezone == "utc":
        seconds = f"round(86400 * replace({text}, ',', '.')::double)::bigint"
        moment = _local_day(f"timestamp '1899-12-30' + to_seconds({seconds})")
        day = f"case when length({text}) = 5 then {day} else {moment} end"
    return f"case when regexp_full_match({text}, '\\d{{5}}([.,]\\d+)?') then {day} end"


def _local_day(moment: str) -> str:
    """The Danish day of a UTC timestamp."""
    return f"(({moment}) at time zone 'UTC' at time zone 'Europe/Copenhagen')::date"


_READERS = {"iso": _iso, "dmy": _day_first, "excel": _excel_serial}

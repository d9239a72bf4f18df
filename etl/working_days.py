"""The days themselves: which are working days, for deadlines counted in them."""

from datetime import date

import duckdb
import holidays


def load_calendar(connection: duckdb.DuckDBPyConnection, first: date, last: date) -> None:
    """Write ``reference.holidays`` and ``reference.calendar`` for the days from ``first`` to ``last``.

    calendar: calendar_date, is_working_day, working_day_number (how many working days have begun up to and with that
    day). Working days are Monday to Friday without the Danish public holidays (library ``holidays``) and without the
    municipality's own closing days.
    """
    danish = holidays.country_holidays("DK", years=range(first.year, last.year + 1), language="da")
    local = connection.execute("select closing_date, name from reference.closing_days").fetchall()
    rows = [(name, False, day) for day, name in danish.items()] + [(name, True, day) for day, name in local]
    connection.execute("create or replace table reference.holidays (name varchar, is_local boolean, holiday_date date)")
    connection.executemany("insert into reference.holidays values (?, ?, ?)", sorted(rows, key=lambda row: row[2]))
    connection.execute(
        """
        create or replace table reference.calendar as
        with days as (
            select unnest(generate_series($first::date, $last::date, interval 1 day))::date as calendar_date
        ),
        judged as (
            select
                calendar_date,
                isodow(calendar_date) < 6
                    and calendar_date not in (select holiday_date from reference.holidays) as is_working_day
            from days
        )
        select *, sum(is_working_day::integer) over (order by calendar_date)::integer as working_day_number
        from judged
        """,
        {"first": first, "last": last},
    )

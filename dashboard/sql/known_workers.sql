-- grain: one employment in force at the end of one as_of_date
with as_of_dates as (select unnest($as_of_dates::date[]) as as_of_date),

workers as (select * from marts.workers),

in_force as (
    select workers.*, as_of_dates.as_of_date
    from workers
    inner join as_of_dates
        on workers.valid_from <= as_of_dates.as_of_date
        and coalesce(workers.valid_to >= as_of_dates.as_of_date, true)
)

select * from in_force

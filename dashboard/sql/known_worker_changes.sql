-- grain: one change of a citizen's fixed worker and one as_of_date it was known at
with as_of_dates as (select unnest($as_of_dates::date[]) as as_of_date),

worker_changes as (select * from marts.worker_changes),

known as (
    select
        worker_changes.*,
        worker_changes.change_date > (as_of_dates.as_of_date - to_months(12))::date as is_in_last_year,
        as_of_dates.as_of_date
    from worker_changes
    inner join as_of_dates on worker_changes.change_date <= as_of_dates.as_of_date
)

select * from known

-- grain: one change of a citizen's fixed worker and one as_of_date it was known at
-- The last year begins after the same day a year before; a month's end is held against that month's end a year before.
with as_of_dates as (
    select
        unnest($as_of_dates::date[]) as as_of_date,
        (as_of_date - to_months(12))::date as same_day_date,
        if(as_of_date = last_day(as_of_date), last_day(same_day_date), same_day_date) as year_before_date
),

worker_changes as (select * from marts.worker_changes),

known as (
    select
        worker_changes.*,
        worker_changes.change_date > as_of_dates.year_before_date as is_in_last_year,
        as_of_dates.as_of_date
    from worker_changes
    inner join as_of_dates on worker_changes.change_date <= as_of_dates.as_of_date
)

select * from known

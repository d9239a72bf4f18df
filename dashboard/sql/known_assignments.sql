-- grain: one period of a fixed worker in one team, and one as_of_date in whose last twelve months it lay
-- last_year_share: how much of those twelve months it covers, 1 = all of them.
with as_of_dates as (select unnest($as_of_dates::date[]) as as_of_date),

assignments as (select * from marts.assignments),

known as (
    select
        assignments.citizen_id,
        assignments.worker_id,
        assignments.unit_id,
        assignments.team_id,
        coalesce(assignments.to_date >= as_of_dates.as_of_date, true) as is_in_force,
        (
            least(coalesce(assignments.to_date, as_of_dates.as_of_date), as_of_dates.as_of_date)
            - greatest(assignments.from_date - 1, (as_of_dates.as_of_date - to_months(12))::date)
        ) / (as_of_dates.as_of_date - (as_of_dates.as_of_date - to_months(12))::date) as last_year_share,
        as_of_dates.as_of_date,
        assignments.from_date,
        assignments.to_date
    from assignments
    inner join as_of_dates
        on assignments.from_date <= as_of_dates.as_of_date
        and coalesce(assignments.to_date > (as_of_dates.as_of_date - to_months(12))::date, true)
)

select * from known

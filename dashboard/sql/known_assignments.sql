-- grain: one period of a fixed worker in one team, and one as_of_date in whose last twelve months it lay
-- The last year begins after the same day a year before; a month's end is held against that month's end a year before.
-- last_year_share: how much of that year it covers, 1 = all of it. A day with several fixed workers counts once: with the
-- one whose period ends last, then the one employed in a team, then the one that began last.
with as_of_dates as (
    select
        unnest($as_of_dates::date[]) as as_of_date,
        (as_of_date - to_months(12))::date as same_day_date,
        if(as_of_date = last_day(as_of_date), last_day(same_day_date), same_day_date) as year_before_date
),

assignments as (select * from marts.assignments),

clipped as (
    select
        assignments.*,
        as_of_dates.as_of_date,
        as_of_dates.year_before_date,
        least(coalesce(assignments.to_date, as_of_dates.as_of_date), as_of_dates.as_of_date) as last_date,
        greatest(assignments.from_date, as_of_dates.year_before_date + 1) as first_date
    from assignments
    inner join as_of_dates
        on assignments.from_date <= as_of_dates.as_of_date
        and coalesce(assignments.to_date > as_of_dates.year_before_date, true)
),

-- Those that come first here end no earlier, so together they cover all days from the first of them to this one's last.
taken as (
    select
        *,
        min(first_date) over (
            partition by citizen_id, as_of_date
            order by last_date desc, team_id is null, from_date desc, worker_id, team_id
            rows between unbounded preceding and 1 preceding
        ) as taken_from_date
    from clipped
),

known as (
    select
        citizen_id,
        worker_id,
        unit_id,
        team_id,
        coalesce(to_date >= as_of_date, true) as is_in_force,
        greatest(least(last_date, coalesce(taken_from_date - 1, last_date)) - first_date + 1, 0)
            / (as_of_date - year_before_date) as last_year_share,
        as_of_date,
        from_date,
        to_date
    from taken
)

select * from known

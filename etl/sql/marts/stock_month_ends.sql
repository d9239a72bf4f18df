-- grain: one month end per unit, team, paragraph and application type with an open, received or closed case
with cases as (
    select * from marts.cases
),

-- Only months that are over at the cases' as-of date.
last_complete as (
    select
        case
            when as_of_date = last_day(as_of_date) then as_of_date
            else last_day(as_of_date - to_months(1))
        end as month_end_date
    from quality.tables
    where table_name = 'cases'
),

-- End-of-day view: a case is open at the ends of the months from its receipt up to, not with, the one it closed in.
open_month_ends as (
    select
        unit_id,
        team_id,
        paragraph,
        application_type,
        deadline_date,
        last_day((date_trunc('month', received_date) + to_months(step.step::integer))::date) as month_end_date
    from cases
    cross join last_complete
    cross join lateral (
        select unnest(
            range(
                date_diff(
                    'month',
                    received_date,
                    least(coalesce(closed_date, last_complete.month_end_date + 1), last_complete.month_end_date + 1)
                )
            )
        ) as step
    ) as step
),

events as (
    select
        unit_id,
        team_id,
        paragraph,
        application_type,
        month_end_date,
        1 as open_cases,
        (coalesce(deadline_date < month_end_date, false))::integer as overdue_open_cases,
        0 as received_cases,
        0 as closed_cases,
        case when deadline_date < month_end_date then month_end_date - deadline_date end as overdue_days
    from open_month_ends
    union all
    select unit_id, team_id, paragraph, application_type, last_day(received_date), 0, 0, 1, 0, null from cases
    union all
    select unit_id, team_id, paragraph, application_type, last_day(closed_date), 0, 0, 0, 1, null
    from cases
    where closed_date is not null
),

summed as (
    select
        unit_id,
        team_id,
        paragraph,
        application_type,
        sum(open_cases)::bigint as open_cases,
        sum(overdue_open_cases)::bigint as overdue_open_cases,
        sum(received_cases)::bigint as received_cases,
        sum(closed_cases)::bigint as closed_cases,
        max(overdue_days)::integer as oldest_overdue_days,
        month_end_date
    from events
    where month_end_date <= (select month_end_date from last_complete)
    group by unit_id, team_id, paragraph, application_type, month_end_date
    order by month_end_date, unit_id, team_id, paragraph, application_type
)

select * from summed

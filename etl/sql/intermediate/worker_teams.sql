-- grain: one period in which a worker had one main team, or none; a worker's periods cover all days, the last without end
with placed_workers as (
    select * from intermediate.placed_workers
),

boundaries as (
    select worker_id, date '0001-01-01' as first_date from placed_workers
    union
    select worker_id, valid_from from placed_workers
    union
    -- Some payroll systems write the last day there is for an employment that runs.
    select worker_id, valid_to + 1 from placed_workers where valid_to < date '9999-12-31'
),

periods as (
    select
        worker_id,
        first_date,
        lead(first_date) over (partition by worker_id order by first_date) as next_date
    from boundaries
),

-- Two employments in one team at once weigh together.
shares as (
    select
        periods.worker_id,
        periods.first_date,
        periods.next_date,
        placed_workers.unit_id,
        placed_workers.team_id,
        coalesce(sum(placed_workers.fte), 0) as fte
    from periods
    left join placed_workers
        on periods.worker_id = placed_workers.worker_id
        and (periods.next_date is null or placed_workers.valid_from < periods.next_date)
        and (placed_workers.valid_to is null or placed_workers.valid_to >= periods.first_date)
    group by all
),

main_teams as (
    select *
    from shares
    qualify row_number() over (
        partition by worker_id, first_date order by fte desc, team_id nulls last, unit_id nulls last
    ) = 1
),

-- A change of hours within a team is no change of team: only where the team is another one does a period begin.
begun as (
    select
        *,
        lag(team_id) over by_day is distinct from team_id
            or lag(unit_id) over by_day is distinct from unit_id
            or lag(first_date) over by_day is null as is_begun
    from main_teams
    window by_day as (partition by worker_id order by first_date)
),

worker_teams as (
    select
        worker_id,
        unit_id,
        team_id,
        first_date,
        lead(first_date) over (partition by worker_id order by first_date) - 1 as last_date
    from begun
    where is_begun
)

select * from worker_teams

-- grain: one change of a citizen's fixed worker
with assignments as (
    select * from accepted.assignments
),

worker_teams as (
    select * from intermediate.worker_teams
),

-- Of two that begin on one day the one that ends first comes first: the other goes on.
followed as (
    select
        *,
        lag(worker_id) over (
            partition by citizen_id order by from_date, to_date nulls last, worker_id
        ) as previous_worker_id
    from assignments
),

changes as (
    select
        followed.citizen_id,
        followed.worker_id,
        worker_teams.unit_id,
        worker_teams.team_id,
        coalesce(followed.change_reason, 'unknown') as change_reason,
        followed.from_date as change_date
    from followed
    left join worker_teams
        on followed.worker_id = worker_teams.worker_id
        and followed.from_date >= worker_teams.first_date
        and (worker_teams.last_date is null or followed.from_date <= worker_teams.last_date)
    where followed.worker_id <> followed.previous_worker_id
    order by followed.from_date, followed.citizen_id, followed.worker_id
)

select * from changes

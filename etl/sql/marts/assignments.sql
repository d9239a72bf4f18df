-- grain: one period in which one worker, while in one team, was the fixed worker of one citizen
with assignments as (
    select * from accepted.assignments
),

worker_teams as (
    select * from intermediate.worker_teams
),

-- A worker nobody employed keeps the whole period, without a team.
cut as (
    select
        assignments.citizen_id,
        assignments.worker_id,
        worker_teams.unit_id,
        worker_teams.team_id,
        greatest(assignments.from_date, worker_teams.first_date) as from_date,
        least(assignments.to_date, worker_teams.last_date) as to_date
    from assignments
    left join worker_teams
        on assignments.worker_id = worker_teams.worker_id
        and (worker_teams.last_date is null or worker_teams.last_date >= assignments.from_date)
        and (assignments.to_date is null or worker_teams.first_date <= assignments.to_date)
    order by assignments.citizen_id, from_date, assignments.worker_id
)

select * from cut

-- grain: one accepted employment period, its team and unit known or null
with workers as (
    select * from accepted.workers
),

teams as (
    select team_id, unit_id from reference.teams
),

units as (
    select unit_id from reference.units
),

placed as (
    select
        workers.worker_id,
        coalesce(units.unit_id, teams.unit_id) as unit_id,
        teams.team_id,
        workers.role,
        workers.fte,
        workers.is_temporary,
        workers.valid_from,
        workers.valid_to
    from workers
    left join teams on workers.team_id = teams.team_id
    left join units on workers.unit_id = units.unit_id
)

select * from placed

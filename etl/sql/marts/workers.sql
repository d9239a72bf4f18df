-- grain: one employment period of one worker in one team
with placed_workers as (
    select * from intermediate.placed_workers
),

ordered as (
    select * from placed_workers order by worker_id, valid_from, team_id
)

select * from ordered

-- grain: one period in which one worker was the fixed worker of one citizen
with assignments as (
    select * from accepted.assignments
),

ordered as (
    select citizen_id, worker_id, change_reason, from_date, to_date
    from assignments
    order by citizen_id, from_date, worker_id
)

select * from ordered

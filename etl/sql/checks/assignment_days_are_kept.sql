-- Cutting an assignment at a change of team neither loses a day nor counts one twice.
with delivered as (
    select citizen_id, worker_id, sum(coalesce(to_date, date '20000-01-01') - from_date + 1) as days
    from accepted.assignments
    group by citizen_id, worker_id
),

mart as (
    select citizen_id, worker_id, sum(coalesce(to_date, date '20000-01-01') - from_date + 1) as days
    from marts.assignments
    group by citizen_id, worker_id
),

different as (
    select *
    from delivered
    full join mart using (citizen_id, worker_id)
    where delivered.days is distinct from mart.days
)

select * from different

-- Every accepted complaint stands in the mart exactly once.
with accepted as (
    select count(*) as appeals from accepted.appeals
),

mart as (
    select count(*) as appeals, count(distinct complaint_id) as complaint_ids from marts.appeals
)

select * from accepted, mart where accepted.appeals <> mart.appeals or mart.appeals <> mart.complaint_ids

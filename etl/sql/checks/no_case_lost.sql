-- Every accepted case stands in the mart exactly once.
with accepted as (
    select count(*) as cases from accepted.cases
),

mart as (
    select count(*) as cases, count(distinct case_id) as case_ids from marts.cases
)

select * from accepted, mart where accepted.cases <> mart.cases or mart.cases <> mart.case_ids

-- grain: one combination of paragraph, application type and day of receipt that occurs, with the points in force
with clocked_cases as (
    select * from intermediate.clocked_cases
),

weights as (
    select * from reference.case_weights
),

keys as (
    select distinct paragraph, application_type, received_date
    from clocked_cases
    where paragraph in (select paragraph from weights)
),

by_type as (
    select keys.*, weights.weight
    from keys
    asof left join (select * from weights where application_type is not null) as weights
        on keys.paragraph = weights.paragraph
        and keys.application_type = weights.application_type
        and keys.received_date >= weights.valid_from
),

by_paragraph as (
    select keys.*, weights.weight
    from keys
    asof left join (select * from weights where application_type is null) as weights
        on keys.paragraph = weights.paragraph
        and keys.received_date >= weights.valid_from
),

-- The most specific row wins. A rule that has ended (no weight) does not hide a more general one.
weighted as (
    select
        keys.*,
        coalesce(by_type.weight, by_paragraph.weight) as case_weight
    from keys
    left join by_type using (paragraph, application_type, received_date)
    left join by_paragraph using (paragraph, application_type, received_date)
)

select * from weighted

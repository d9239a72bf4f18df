-- grain: one combination of paragraph, subtype, application type and day of receipt that occurs, with the rule in force
with clocked_cases as (
    select * from intermediate.clocked_cases
),

rules as (
    select * from reference.deadlines
),

keys as (
    select distinct
        paragraph,
        subtype,
        -- A remitted case has the deadline of a first application (retssikkerhedsloven § 3 a).
        case when application_type = 'remitted' then 'new' else application_type end as application_type,
        received_date
    from clocked_cases
    where paragraph is not null and application_type in ('new', 'renewal', 'remitted')
),

by_subtype_and_type as (
    select keys.*, rules.unit, rules.amount, rules.is_example
    from keys
    asof left join (select * from rules where subtype is not null and application_type is not null) as rules
        on keys.paragraph = rules.paragraph
        and keys.subtype = rules.subtype
        and keys.application_type = rules.application_type
        and keys.received_date >= rules.valid_from
),

by_subtype as (
    select keys.*, rules.unit, rules.amount, rules.is_example
    from keys
    asof left join (select * from rules where subtype is not null and application_type is null) as rules
        on keys.paragraph = rules.paragraph
        and keys.subtype = rules.subtype
        and keys.received_date >= rules.valid_from
),

by_type as (
    select keys.*, rules.unit, rules.amount, rules.is_example
    from keys
    asof left join (select * from rules where subtype is null and application_type is not null) as rules
        on keys.paragraph = rules.paragraph
        and keys.application_type = rules.application_type
        and keys.received_date >= rules.valid_from
),

by_paragraph as (
    select keys.*, rules.unit, rules.amount, rules.is_example
    from keys
    asof left join (select * from rules where subtype is null and application_type is null) as rules
        on keys.paragraph = rules.paragraph
        and keys.received_date >= rules.valid_from
),

-- The most specific row wins, a subtype before an application type. A rule that has ended (no unit) does not hide a
-- more general one.
ranked as (
    select 1 as rank, * from by_subtype_and_type where unit is not null
    union all
    select 2, * from by_subtype where unit is not null
    union all
    select 3, * from by_type where unit is not null
    union all
    select 4, * from by_paragraph where unit is not null
),

most_specific as (
    select * exclude (rank)
    from ranked
    qualify row_number() over (partition by paragraph, subtype, application_type, received_date order by rank) = 1
)

select * from most_specific

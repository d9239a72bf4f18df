-- grain: one combination of paragraph, subtype, application type and day of receipt, with the day its rule ends on
with deadline_rule_matches as (
    select * from intermediate.deadline_rule_matches
),

calendar as (
    select * from reference.calendar
),

working_days as (
    select calendar_date, working_day_number from reference.calendar where is_working_day
),

settings as (
    select coalesce(bool_or(lower(value) = 'true'), false) as rolls_to_working_day
    from reference.settings
    where setting = 'deadline_rolls_to_working_day'
),

-- The day of receipt is day 0. Months keep the date and are clipped at the month's end; half a month is 15 days.
counted as (
    select
        deadline_rule_matches.*,
        case unit
            when 'day' then received_date + amount::integer
            when 'week' then received_date + 7 * amount::integer
            when 'month' then
                (received_date + to_months(floor(amount)::integer))::date + (30 * (amount - floor(amount)))::integer
            when 'working_day' then working_days.calendar_date
        end as counted_date
    from deadline_rule_matches
    left join calendar on deadline_rule_matches.received_date = calendar.calendar_date
    left join working_days
        on deadline_rule_matches.unit = 'working_day'
        and working_days.working_day_number = calendar.working_day_number + deadline_rule_matches.amount::integer
),

rolled as (
    select
        counted.*,
        case
            when settings.rolls_to_working_day and not calendar.is_working_day then working_days.calendar_date
            else counted_date
        end as deadline_date
    from counted
    cross join settings
    left join calendar on counted.counted_date = calendar.calendar_date
    left join working_days on working_days.working_day_number = calendar.working_day_number + 1
)

select paragraph, subtype, application_type, unit, amount, is_example, received_date, deadline_date from rolled

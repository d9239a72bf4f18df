-- grain: one application, re-application, follow-up or remitted case, from receipt to decision
with clocked_cases as (
    select * from intermediate.clocked_cases
),

rule_deadlines as (
    select * from intermediate.rule_deadlines
),

case_weights as (
    select * from intermediate.case_weights
),

paragraphs as (
    select paragraph, is_appealable from reference.paragraphs
),

-- Follow-ups and cases the municipality raised itself have no decision deadline, whatever a case system says.
with_deadline as (
    select
        clocked_cases.* exclude (deadline_date),
        case
            when clocked_cases.application_type in ('follow_up', 'own_initiative') then 'none'
            when clocked_cases.deadline_date is not null then 'delivered'
            when rule_deadlines.unit = 'none' then 'none'
            when rule_deadlines.unit is not null then 'rule'
            else 'missing'
        end as deadline_source,
        clocked_cases.deadline_date as delivered_deadline_date,
        rule_deadlines.unit as rule_unit,
        rule_deadlines.amount as rule_amount,
        rule_deadlines.is_example as is_rule_example,
        rule_deadlines.deadline_date as rule_deadline_date,
        coalesce(case_weights.case_weight, 1) as case_weight,
        paragraphs.is_appealable
    from clocked_cases
    left join rule_deadlines
        on clocked_cases.paragraph = rule_deadlines.paragraph
        and clocked_cases.subtype is not distinct from rule_deadlines.subtype
        and case when clocked_cases.application_type = 'remitted' then 'new' else clocked_cases.application_type end
            = rule_deadlines.application_type
        and clocked_cases.received_date = rule_deadlines.received_date
    left join case_weights
        on clocked_cases.paragraph = case_weights.paragraph
        and clocked_cases.application_type = case_weights.application_type
        and clocked_cases.received_date = case_weights.received_date
    left join paragraphs on clocked_cases.paragraph = paragraphs.paragraph
),

dated as (
    select
        *,
        case deadline_source
            when 'delivered' then delivered_deadline_date
            when 'rule' then rule_deadline_date
        end as deadline_date,
        coalesce(decided_date, withdrawn_date) as closed_date,
        notice_date[1] as first_notice_date
    from with_deadline
),

cases as (
    select
        case_id,
        citizen_id,
        unit_id,
        team_id,
        worker_id,
        paragraph,
        subtype,
        application_type,
        decision_outcome,
        deadline_source,
        case when deadline_source = 'rule' then rule_unit end as deadline_unit,
        remitted_from_complaint_id,
        case when deadline_source = 'rule' then rule_amount end as deadline_amount,
        case_weight,
        decided_date - received_date as gross_days,
        decided_date - received_date - waiting_days as net_days,
        waiting_days,
        sent_date - decided_date as dispatch_days,
        is_urgent,
        is_appealable,
        deadline_source = 'rule' and is_rule_example as is_deadline_example,
        is_received_date_assumed,
        decided_date <= deadline_date as is_timely,
        case when deadline_date is not null then coalesce(first_notice_date <= deadline_date, false) end as is_notified_in_time,
        start_date <= received_date + 14 as is_started_in_time,
        received_date,
        informed_date,
        deadline_date,
        first_notice_date as notice_date,
        decided_date,
        sent_date,
        withdrawn_date,
        closed_date,
        start_date,
        notice_date as notice_dates
    from dated
)

select * from cases

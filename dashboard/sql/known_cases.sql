-- grain: one case and one as_of_date, as the case was known at the end of that day
-- What happened later is not known: a case received later does not exist, one decided later is open.
with as_of_dates as (select unnest($as_of_dates::date[]) as as_of_date),

cases as (select * from marts.cases),

known as (
    select
        cases.case_id,
        cases.citizen_id,
        cases.unit_id,
        cases.team_id,
        cases.worker_id,
        cases.paragraph,
        cases.subtype,
        cases.application_type,
        if(cases.decided_date <= as_of_dates.as_of_date, cases.decision_outcome, null) as decision_outcome,
        cases.deadline_source,
        cases.case_weight,
        cases.is_appealable,
        if(cases.decided_date <= as_of_dates.as_of_date, cases.gross_days, null) as gross_days,
        if(cases.decided_date <= as_of_dates.as_of_date, cases.net_days, null) as net_days,
        if(cases.sent_date <= as_of_dates.as_of_date, cases.dispatch_days, null) as dispatch_days,
        if(cases.decided_date <= as_of_dates.as_of_date, cases.is_timely, null) as is_timely,
        cases.is_notified_in_time and cases.notice_date <= as_of_dates.as_of_date as is_notified_in_time,
        if(cases.start_date <= as_of_dates.as_of_date, cases.is_started_in_time, null) as is_started_in_time,
        as_of_dates.as_of_date,
        cases.received_date,
        cases.deadline_date,
        if(cases.notice_date <= as_of_dates.as_of_date, cases.notice_date, null) as notice_date,
        if(cases.decided_date <= as_of_dates.as_of_date, cases.decided_date, null) as decided_date,
        if(cases.sent_date <= as_of_dates.as_of_date, cases.sent_date, null) as sent_date,
        if(cases.withdrawn_date <= as_of_dates.as_of_date, cases.withdrawn_date, null) as withdrawn_date,
        if(cases.closed_date <= as_of_dates.as_of_date, cases.closed_date, null) as closed_date,
        if(cases.start_date <= as_of_dates.as_of_date, cases.start_date, null) as start_date
    from cases
    inner join as_of_dates on cases.received_date <= as_of_dates.as_of_date
)

select * from known

-- grain: one complaint and one as_of_date, as the complaint was known at the end of that day
-- What happened later is not known: an outcome is blank until its day, and the clock still runs.
with as_of_dates as (select unnest($as_of_dates::date[]) as as_of_date),

appeals as (select * from marts.appeals),

known as (
    select
        appeals.complaint_id,
        appeals.case_id,
        appeals.unit_id,
        appeals.team_id,
        appeals.paragraph,
        appeals.application_type,
        appeals.law,
        appeals.danmarkskort_group,
        if(appeals.decided_date <= as_of_dates.as_of_date, appeals.decision_outcome, null) as decision_outcome,
        if(appeals.reassessed_date <= as_of_dates.as_of_date, appeals.reassessment_outcome, null) as reassessment_outcome,
        if(appeals.board_decided_date <= as_of_dates.as_of_date, appeals.board_outcome, null) as board_outcome,
        if(appeals.board_decided_date <= as_of_dates.as_of_date, appeals.reversal_reason, null) as reversal_reason,
        if(appeals.finished_date <= as_of_dates.as_of_date, appeals.days_to_finish, null) as days_to_finish,
        appeals.is_appealable,
        appeals.has_jurist_review,
        if(appeals.finished_date <= as_of_dates.as_of_date, appeals.is_reassessed_in_time, null) as is_reassessed_in_time,
        as_of_dates.as_of_date,
        appeals.received_date,
        appeals.reassessment_deadline_date,
        if(appeals.finished_date <= as_of_dates.as_of_date, appeals.finished_date, null) as finished_date,
        if(appeals.clock_ended_date <= as_of_dates.as_of_date, appeals.clock_ended_date, null) as clock_ended_date,
        if(appeals.citizen_maintains_date <= as_of_dates.as_of_date, appeals.forwarding_deadline_date, null)
            as forwarding_deadline_date,
        if(appeals.reassessed_date <= as_of_dates.as_of_date, appeals.reassessed_date, null) as reassessed_date,
        if(appeals.citizen_maintains_date <= as_of_dates.as_of_date, appeals.citizen_maintains_date, null)
            as citizen_maintains_date,
        if(appeals.forwarded_date <= as_of_dates.as_of_date, appeals.forwarded_date, null) as forwarded_date,
        if(appeals.closed_date <= as_of_dates.as_of_date, appeals.closed_date, null) as closed_date,
        if(appeals.board_decided_date <= as_of_dates.as_of_date, appeals.board_decided_date, null) as board_decided_date,
        if(appeals.decided_date <= as_of_dates.as_of_date, appeals.decided_date, null) as decided_date
    from appeals
    inner join as_of_dates on appeals.received_date <= as_of_dates.as_of_date
)

select * from known

-- grain: one complaint over one decision
with appeals as (
    select * from accepted.appeals
),

cases as (
    select * from marts.cases
),

joined as (
    select
        appeals.complaint_id,
        appeals.board_case_id,
        cases.case_id,
        cases.unit_id,
        cases.team_id,
        cases.paragraph,
        cases.application_type,
        cases.decision_outcome,
        appeals.reassessment_outcome,
        appeals.board_outcome,
        appeals.reversal_reason,
        appeals.has_jurist_review,
        appeals.received_date,
        appeals.reassessed_date,
        appeals.citizen_maintains_date,
        appeals.forwarded_date,
        appeals.closed_date,
        appeals.board_received_date,
        appeals.board_decided_date,
        cases.decided_date
    from appeals
    left join cases using (case_id)
    order by appeals.complaint_id
)

select * from joined

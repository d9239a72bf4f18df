-- grain: one complaint over one decision
with appeals as (
    select * from accepted.appeals
),

cases as (
    select * from marts.cases
),

paragraphs as (
    select paragraph, law, danmarkskort_group from reference.paragraphs
),

settings as (
    select coalesce(bool_and(lower(value) = 'true'), true) as has_partial_forwarding_clock
    from reference.settings
    where setting = 'partial_forwarding_clock'
),

-- The reassessment has four weeks and is finished when the citizen has got right, or the case is on its way to the
-- board, also unassessed. Withdrawn and too late are outside (../shared/kpis.md, timely_reassessments).
finished as (
    select
        *,
        received_date + 28 as reassessment_deadline_date,
        case
            when reassessment_outcome in ('changed', 'partly_changed') then reassessed_date
            when reassessment_outcome = 'maintained' or reassessment_outcome is null then forwarded_date
        end as finished_date
    from appeals
),

joined as (
    select
        finished.complaint_id,
        finished.board_case_id,
        cases.case_id,
        cases.unit_id,
        cases.team_id,
        cases.paragraph,
        cases.application_type,
        paragraphs.law,
        paragraphs.danmarkskort_group,
        cases.decision_outcome,
        finished.reassessment_outcome,
        finished.board_outcome,
        finished.reversal_reason,
        finished.finished_date - finished.received_date as days_to_finish,
        cases.is_appealable,
        finished.has_jurist_review,
        finished.finished_date <= finished.reassessment_deadline_date as is_reassessed_in_time,
        finished.received_date,
        finished.reassessment_deadline_date,
        finished.finished_date,
        -- Withdrawn or too late without any date: the clock stands still, nobody knows since when.
        coalesce(
            least(
                finished.finished_date,
                finished.closed_date,
                case when finished.reassessment_outcome in ('withdrawn', 'too_late') then finished.reassessed_date end,
                finished.board_decided_date
            ),
            case when finished.reassessment_outcome in ('withdrawn', 'too_late') then finished.received_date end
        ) as clock_ended_date,
        case
            when settings.has_partial_forwarding_clock and finished.reassessment_outcome = 'partly_changed'
                then finished.citizen_maintains_date + 28
        end as forwarding_deadline_date,
        finished.reassessed_date,
        finished.citizen_maintains_date,
        finished.forwarded_date,
        finished.closed_date,
        finished.board_received_date,
        finished.board_decided_date,
        cases.decided_date
    from finished
    cross join settings
    left join cases using (case_id)
    left join paragraphs on cases.paragraph = paragraphs.paragraph
    order by finished.complaint_id
)

select * from joined

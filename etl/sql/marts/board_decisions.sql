-- grain: one decision of Ankestyrelsen (board_case_id, else complaint_id), by its most far-reaching outcome
with appeals as (
    select * from marts.appeals
),

-- Ankestyrelsen counts a decision once, by what went furthest (../shared/kpis.md, reversal_rate).
ranked as (
    select
        *,
        row_number() over (
            by_decision
            order by
                case board_outcome
                    when 'changed' then 1
                    when 'annulled' then 1
                    when 'remitted' then 2
                    when 'upheld' then 3
                    when 'dismissed' then 4
                end,
                complaint_id
        ) as reach,
        count(*) over by_decision as complaint_count,
        max(board_decided_date) over by_decision as latest_decided_date
    from appeals
    where board_outcome is not null and board_decided_date is not null
    window by_decision as (partition by board_case_id, case when board_case_id is null then complaint_id end)
),

board_decisions as (
    select
        coalesce(board_case_id, complaint_id) as board_decision_id,
        complaint_id,
        case_id,
        unit_id,
        team_id,
        paragraph,
        application_type,
        law,
        danmarkskort_group,
        decision_outcome,
        board_outcome,
        case when board_outcome in ('changed', 'annulled', 'remitted') then reversal_reason end as reversal_reason,
        complaint_count,
        -- A decision made after the board's answer is not the one the board answered.
        case when latest_decided_date >= decided_date then latest_decided_date - decided_date end as days_to_outcome,
        is_appealable,
        latest_decided_date as board_decided_date,
        decided_date
    from ranked
    where reach = 1
    order by latest_decided_date, board_decision_id
)

select * from board_decisions

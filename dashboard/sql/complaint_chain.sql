-- grain: one way from the appealed decision to where its complaint stands, with how many complaints took it; the runner defines chosen
select
    case
        when chosen.decision_outcome in ('refused', 'partly_granted', 'ended') then chosen.decision_outcome
        else 'other'
    end as decision,
    case
        when chosen.reassessment_outcome in ('withdrawn', 'too_late') then 'fallen'
        when chosen.reassessment_outcome is not null then chosen.reassessment_outcome
        when chosen.forwarded_date is not null or chosen.board_outcome is not null then 'not_reassessed'
        when chosen.closed_date is not null then 'fallen'
        -- Neither decided, sent on nor closed, and yet the clock has ended: fallen, and nobody wrote when.
        when chosen.clock_ended_date is not null then 'fallen_undated'
        else 'waiting'
    end as reassessment,
    case
        when chosen.board_outcome in ('changed', 'annulled') then 'changed'
        when chosen.board_outcome is not null then chosen.board_outcome
        when chosen.forwarded_date is not null then 'pending'
        -- Full agreement, a withdrawal or a complaint out of time ends it at the municipality.
        when chosen.reassessment_outcome in ('changed', 'withdrawn', 'too_late') or chosen.closed_date is not null
            then 'ended'
        when chosen.clock_ended_date is not null and chosen.reassessment_outcome is null then 'ended'
        else 'waiting'
    end as board,
    count(*) as complaints
from chosen
group by 1, 2, 3
order by 1, 2, 3

-- grain: one complaint behind a number; the runner defines chosen
select
    chosen.complaint_id,
    chosen.case_id,
    chosen.paragraph,
    chosen.team_id,
    chosen.reassessment_outcome,
    chosen.board_outcome,
    -- Past the four weeks: of a clock that stands still on the day it stopped, else on the as-of date.
    nullif(greatest(coalesce(chosen.clock_ended_date, chosen.as_of_date) - chosen.reassessment_deadline_date, 0), 0)::integer
        as days_over,
    if(
        chosen.clock_ended_date is null and chosen.reassessment_deadline_date >= chosen.as_of_date,
        chosen.reassessment_deadline_date - chosen.as_of_date,
        null
    )::integer as days_left,
    chosen.received_date,
    chosen.reassessment_deadline_date,
    chosen.reassessed_date,
    chosen.citizen_maintains_date,
    chosen.forwarding_deadline_date,
    chosen.forwarded_date,
    chosen.decided_date
from chosen
order by days_over desc nulls last, days_left nulls last, chosen.received_date, chosen.complaint_id

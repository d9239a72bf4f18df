-- grain: one case behind a number; the runner defines chosen
select
    chosen.case_id,
    chosen.paragraph,
    chosen.team_id,
    chosen.application_type,
    -- Past its deadline: of a decided case on the day it was decided, else on the as-of date.
    nullif(greatest(coalesce(chosen.closed_date, chosen.as_of_date) - chosen.deadline_date, 0), 0)::integer as days_over,
    if(chosen.closed_date is null and chosen.deadline_date >= chosen.as_of_date, chosen.deadline_date - chosen.as_of_date, null)::integer
        as days_left,
    chosen.is_notified_in_time,
    chosen.received_date,
    chosen.deadline_date,
    chosen.notice_date,
    chosen.decided_date
from chosen
order by days_over desc nulls last, days_left nulls last, chosen.received_date, chosen.case_id

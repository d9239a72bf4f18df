-- grain: one age band with at least one open case, named by its first day; the runner defines chosen
select
    case
        when chosen.as_of_date - chosen.received_date > 180 then 181
        when chosen.as_of_date - chosen.received_date > 90 then 91
        when chosen.as_of_date - chosen.received_date > 60 then 61
        when chosen.as_of_date - chosen.received_date > 30 then 31
        else 0
    end as first_day,
    count(*) filter (where chosen.deadline_date < chosen.as_of_date) as overdue,
    count(*) filter (where coalesce(chosen.deadline_date >= chosen.as_of_date, true)) as not_overdue
from chosen
group by 1

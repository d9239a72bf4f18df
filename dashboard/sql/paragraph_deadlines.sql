-- grain: one paragraph with decided cases that have a deadline; the runner defines chosen
select
    chosen.paragraph,
    median(chosen.deadline_date - chosen.received_date) as deadline_days,
    count(distinct chosen.deadline_date - chosen.received_date) > 1 as deadline_varies
from chosen
group by 1

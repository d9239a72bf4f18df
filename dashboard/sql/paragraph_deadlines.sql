-- grain: one paragraph with decided cases that have a deadline; the runner defines chosen
select
    chosen.paragraph,
    median(chosen.deadline_date - chosen.received_date) as deadline_days,
    min(chosen.deadline_date - chosen.received_date) < max(chosen.deadline_date - chosen.received_date) as deadline_varies
from chosen
group by 1

-- grain: one primary responsible and one team of the cases, with at least one open case; the runner defines chosen
select chosen.worker_id, chosen.team_id, count(*) as open_cases, sum(chosen.case_weight) as points
from chosen
group by chosen.worker_id, chosen.team_id

-- grain: one fixed worker in one team with at least one citizen; the runner defines chosen
select chosen.worker_id, chosen.team_id, count(distinct chosen.citizen_id) as citizens
from chosen
group by chosen.worker_id, chosen.team_id

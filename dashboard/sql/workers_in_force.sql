-- grain: one worker in one team; the runner defines chosen
select chosen.worker_id, chosen.team_id, sum(chosen.fte) as fte, bool_and(coalesce(chosen.is_temporary, false)) as is_temporary
from chosen
group by chosen.worker_id, chosen.team_id
order by chosen.worker_id, chosen.team_id

-- grain: one paragraph and one team that made decisions under it; the runner defines chosen
select chosen.paragraph, chosen.team_id, count(*) as decisions
from chosen
where chosen.paragraph is not null and chosen.team_id is not null
group by chosen.paragraph, chosen.team_id
order by chosen.paragraph, chosen.team_id

-- grain: one decision of Ankestyrelsen behind a number; the runner defines chosen
select
    chosen.complaint_id,
    chosen.case_id,
    chosen.paragraph,
    chosen.team_id,
    chosen.board_outcome,
    chosen.reversal_reason,
    chosen.days_to_outcome,
    chosen.decided_date,
    chosen.board_decided_date
from chosen
order by chosen.board_decided_date desc, chosen.complaint_id

-- grain: one accepted case, its dimensions known or null, its clock begun on the right day
with cases as (
    select * from accepted.cases
),

teams as (
    select team_id, unit_id from reference.teams
),

units as (
    select unit_id from reference.units
),

-- Where workers were delivered, a worker nobody knows is no worker; it may as well be a name in the wrong column.
workers as (
    select distinct worker_id from accepted.workers
),

subtypes as (
    select distinct paragraph, subtype from reference.deadlines where subtype is not null
),

-- A remitted case has its own clock from the day the board's decision was received; where nobody noted that day,
-- from the day it was made (../shared/kpis.md, "Entities"). Nobody received a decision before it was made.
board_decisions as (
    select
        complaint_id,
        board_decided_date,
        case
            when board_received_date >= board_decided_date or board_decided_date is null then board_received_date
        end as board_received_date
    from accepted.appeals
),

remittals as (
    select
        complaint_id,
        coalesce(board_received_date, board_decided_date) as clock_start,
        board_received_date is null as is_received_date_assumed
    from board_decisions
    where coalesce(board_received_date, board_decided_date) is not null
),

joined as (
    select
        cases.* exclude (team_id, unit_id, worker_id, subtype, received_date),
        teams.team_id,
        if(workers.worker_id is not null or not exists (select 1 from workers), cases.worker_id, null) as worker_id,
        subtypes.subtype,
        coalesce(units.unit_id, teams.unit_id) as unit_id,
        -- A start after the decision or the delivered deadline would give a negative time: then the case system's own
        -- date stands (and is reported).
        cases.application_type = 'remitted'
            and remittals.clock_start <= coalesce(cases.decided_date, cases.withdrawn_date, cases.extract_date)
            and remittals.clock_start <= coalesce(cases.deadline_date, remittals.clock_start)
            as has_own_clock,
        cases.received_date as registered_date,
        remittals.clock_start,
        remittals.is_received_date_assumed as is_clock_start_assumed
    from cases
    left join teams on cases.team_id = teams.team_id
    left join units on cases.unit_id = units.unit_id
    left join workers on cases.worker_id = workers.worker_id
    left join subtypes on cases.paragraph = subtypes.paragraph and cases.subtype = subtypes.subtype
    left join remittals on cases.remitted_from_complaint_id = remittals.complaint_id
),

clocked as (
    select
        joined.* exclude (withdrawn_date, waiting_days, has_own_clock, registered_date, clock_start, is_clock_start_assumed),
        case when has_own_clock then clock_start else registered_date end as received_date,
        coalesce(has_own_clock and is_clock_start_assumed, false) as is_received_date_assumed,
        case when decided_date is null then withdrawn_date end as withdrawn_date,
        case
            when waiting_days between 0 and coalesce(decided_date, withdrawn_date, extract_date)
                - case when has_own_clock then clock_start else registered_date end
                then waiting_days
        end as waiting_days
    from joined
)

select * from clocked

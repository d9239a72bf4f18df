-- Every complaint the board has answered is counted in exactly one of its decisions, and none goes further than it.
with answered as (
    select
        count(*) as complaints,
        count(distinct board_case_id) + count(*) filter (board_case_id is null) as decisions,
        count(distinct board_case_id) filter (board_outcome in ('changed', 'annulled', 'remitted'))
            + count(*) filter (board_case_id is null and board_outcome in ('changed', 'annulled', 'remitted')) as reversals
    from accepted.appeals
    where board_outcome is not null and board_decided_date is not null
),

mart as (
    select
        coalesce(sum(complaint_count), 0) as complaints,
        count(*) as decisions,
        count(*) filter (board_outcome in ('changed', 'annulled', 'remitted')) as reversals
    from marts.board_decisions
),

different as (
    select *
    from answered, mart
    where (answered.complaints, answered.decisions, answered.reversals)
        is distinct from (mart.complaints, mart.decisions, mart.reversals)
)

select * from different

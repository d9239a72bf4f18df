-- grain: one decision of Ankestyrelsen and one as_of_date it was known at
with as_of_dates as (select unnest($as_of_dates::date[]) as as_of_date),

board_decisions as (select * from marts.board_decisions),

known as (
    select board_decisions.*, as_of_dates.as_of_date
    from board_decisions
    inner join as_of_dates on board_decisions.board_decided_date <= as_of_dates.as_of_date
)

select * from known

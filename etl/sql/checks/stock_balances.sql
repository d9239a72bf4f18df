-- Stock at a month's end = everything received so far - everything closed so far, for each group of the stock mart.
with stock_month_ends as (
    select * from marts.stock_month_ends
),

cumulated as (
    select
        *,
        sum(received_cases - closed_cases) over (
            partition by unit_id, team_id, paragraph, application_type order by month_end_date
        ) as expected_open_cases
    from stock_month_ends
)

select * from cumulated where open_cases <> expected_open_cases

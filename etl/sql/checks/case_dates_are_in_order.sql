-- What the rules should have kept out: negative times, two endings, a computed deadline that found no day.
with cases as (
    select * from marts.cases
),

out_of_order as (
    select *
    from cases
    where received_date is null
        or closed_date < received_date
        or deadline_date < received_date
        or (decided_date is not null and withdrawn_date is not null)
        or (deadline_source in ('rule', 'delivered') and deadline_date is null)
        or (deadline_source in ('none', 'missing') and deadline_date is not null)
)

select * from out_of_order

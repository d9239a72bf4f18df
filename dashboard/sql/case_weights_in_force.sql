-- grain: one kind of case with points in force on $day
select
    case_weights.paragraph,
    case_weights.application_type,
    case_weights.weight,
    case_weights.is_example,
    case_weights.valid_from
from reference.case_weights
where case_weights.valid_from <= $day
qualify row_number() over (
    partition by case_weights.paragraph, case_weights.application_type order by case_weights.valid_from desc
) = 1 and case_weights.weight is not null
order by case_weights.paragraph, case_weights.application_type nulls first

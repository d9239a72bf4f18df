"""What the municipality has configured, as it is in force on a day: a row holds until the next one of its own key."""

from datetime import date

import pandas as pd

from dashboard.answers.questions import Answers


def deadlines_in_force(answers: Answers, day: date) -> pd.DataFrame:
    """paragraph, subtype, application_type, amount, unit (none: explicitly no deadline), valid_from, is_example, note."""
    columns = "paragraph, subtype, application_type, amount, unit, valid_from, is_example, note"
    return _in_force(answers, "deadlines", columns, ("paragraph", "subtype", "application_type"), "unit", day)


def targets_in_force(answers: Answers, day: date) -> pd.DataFrame:
    """kpi_id, value (shares 0-1), valid_from, is_example, note."""
    return _in_force(answers, "targets", "kpi_id, value, valid_from, is_example, note", ("kpi_id",), "value", day)


def case_weights_in_force(answers: Answers, day: date) -> pd.DataFrame:
    """paragraph, application_type, weight (points), valid_from, is_example, note."""
    columns = "paragraph, application_type, weight, valid_from, is_example, note"
    return _in_force(answers, "case_weights", columns, ("paragraph", "application_type"), "weight", day)


def benchmarks(answers: Answers) -> pd.DataFrame:
    """kpi_id, area, value (shares 0-1), case_count, first_date, last_date, source, is_series_break, note, retrieved_date."""
    return answers.warehouse.frame(
        "select kpi_id, area, value, case_count, first_date, last_date, source, is_series_break, note, retrieved_date "
        "from reference.benchmarks order by kpi_id, area, first_date desc"
    )


def settings(answers: Answers) -> pd.DataFrame:
    """setting, value, is_assumption, note."""
    return answers.warehouse.frame(
        "select setting, value, is_assumption, note from reference.settings order by setting"
    )


def _in_force(
    answers: Answers, table: str, columns: str, key: tuple[str, ...], decides: str, day: date
) -> pd.DataFrame:
    """The newest row of each key that had begun on the day, without those that end what was; in the paragraphs' order."""
    number = "try_cast(regexp_extract(paragraph, '[0-9]+') as integer), " if "paragraph" in key else ""
    return answers.warehouse.frame(
        f"select {columns} from (select * from reference.{table} where valid_from <= $day "
        f"qualify row_number() over (partition by {', '.join(key)} order by valid_from desc) = 1) "
        f"where {decides} is not null order by {number}{', '.join(f'{one} nulls first' for one in key)}",
        {"day": day},
    )

"""The points of a case: the rule in force on the day of receipt, the most specific one first."""

from tests.etl.folders import REFERENCE, ask, built, municipality, rows_text

WEIGHTS = (
    "85;;1,5;2018-01-01;true;\n"
    "85;;2.5;2023-03-01;true;\n"  # from that day
    "85;renewal;0,5;2018-01-01;true;\n"  # more specific, also than the newer general one
    "85;follow_up;0,25;2018-01-01;true;\n"
    "85;follow_up;;2023-03-01;true;\n"  # ended: the general one holds again
    "83;new;3;2023-03-01;true;\n"
    "112;;4;2018-01-01;true;\n"
    "112;;;2023-03-01;true;\n"  # ended, and nothing more general
)
# paragraph, application type, day of receipt -> points by hand
POINTS = {
    ("85", "new", "2023-02-28"): 1.5,
    ("85", "new", "2023-03-01"): 2.5,
    ("85", "renewal", "2023-03-01"): 0.5,
    ("85", "remitted", "2023-03-01"): 2.5,
    ("85", "follow_up", "2023-02-28"): 0.25,
    ("85", "follow_up", "2023-03-01"): 2.5,
    ("83", "new", "2023-02-28"): 1.0,
    ("83", "new", "2023-03-01"): 3.0,
    ("83", "renewal", "2023-03-01"): 1.0,
    ("112", "new", "2023-02-28"): 4.0,
    ("112", "new", "2023-03-01"): 1.0,
    ("101", "new", "2023-03-01"): 1.0,
    ("", "new", "2023-03-01"): 1.0,
}


def test_a_case_weighs_what_the_most_specific_row_in_force_on_its_day_of_receipt_says(tmp_path):
    rows = [
        {"case_id": f"{number:02}", "paragraph": paragraph, "application_type": type_, "received_date": day}
        for number, (paragraph, type_, day) in enumerate(POINTS)
    ]
    folder = municipality(
        tmp_path, {"cases.csv": rows_text(*rows)}, reference={"case_weights": REFERENCE["case_weights"] + WEIGHTS}
    )
    found = ask(built(folder), "select case_weight from marts.cases order by case_id")
    assert [weight for (weight,) in found] == list(POINTS.values())


def test_without_weights_every_case_counts_one(tmp_path):
    snapshot = built(municipality(tmp_path, {"cases.csv": rows_text({}, {"case_id": "A2", "paragraph": "83"})}))
    assert ask(snapshot, "select case_weight from marts.cases") == [(1.0,), (1.0,)]

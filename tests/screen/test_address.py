"""What a link may say, and what becomes of what it may not."""

from dashboard.selection import Month
from dashboard.ui.address import corrected

MONTHS = {"2023-01": "jan 2023", "2023-02": "feb 2023", "2023-03": "mar 2023"}
LABELS = {"from": MONTHS, "team": {"t1": "Team Nord", "t2": "Team Syd"}}
DEFAULTS = {"from": Month(2023, 2)}


def values(**address: list[str]) -> dict[str, list[str]]:
    return dict(corrected(address, LABELS, DEFAULTS).values)


def test_ids_and_labels_mean_the_same():
    assert values(team=["t1", "Team Syd"]) == {"team": ["Team Nord", "Team Syd"]}
    assert corrected({"team": ["t1", "Team Syd"]}, LABELS, DEFAULTS).unknown == ()


def test_a_name_said_twice_counts_once():
    assert values(team=["t1", "Team Nord"]) == {"team": ["Team Nord"]}


def test_what_names_nothing_is_left_out_and_told():
    right = corrected({"team": ["t1", "t9", "'; drop table cases"]}, LABELS, DEFAULTS)
    assert right.values == {"team": ["Team Nord"]}
    assert right.unknown == ("t9", "'; drop table cases")


def test_an_empty_parameter_names_nothing_and_is_no_fault():
    for name in ("team", "from"):
        right = corrected({name: [""]}, LABELS, DEFAULTS)
        assert (right.values[name] in ([], ["mar 2023"]), right.unknown) == (True, ())


def test_a_month_beyond_the_data_becomes_the_nearest():
    assert values(**{"from": ["1999-12"]}) == {"from": ["jan 2023"]}
    assert values(**{"from": ["dec 2030"]}) == {"from": ["mar 2023"]}


def test_the_first_and_last_month_a_calendar_holds_are_only_far_away():
    assert values(**{"from": ["0001-01"]}) == {"from": ["jan 2023"]}
    assert values(**{"from": ["9999-12"]}) == {"from": ["mar 2023"]}


def test_what_is_no_month_leaves_the_default():
    for text in (
        "2023-13",
        "nu",
        "",
        "jan 0",
        "jan ²",
        "99999-01",
        "0000-01",
        "9" * 5000 + "-01",
        "jan " + "9" * 5000,
        "2023-1_1",
    ):
        assert values(**{"from": [text]})["from"] in ([], ["mar 2023"])


def test_other_parameters_are_left_alone():
    assert values(embed=["true"]) == {}

"""A table that was sent before is sent again as it was; another one never in its place."""

from streamlit.testing.v1 import AppTest


def two_tables(first: float, second: float) -> None:
    import pandas as pd

    from dashboard.ui.data_table import show_data_table

    for value in (first, second):
        show_data_table(pd.DataFrame({"Afgørelser": [value]}), 200, "En tabel")


def shown(first: float, second: float) -> list[list[str]]:
    app = AppTest.from_function(two_tables, args=(first, second)).run()
    assert not app.exception
    return [list(table.value["Afgørelser"]) for table in app.dataframe]


def test_every_run_shows_its_own_tables():
    assert shown(1.5, 2.5) == [[1.5], [2.5]]
    assert shown(1.5, 3.5) == [[1.5], [3.5]]
    assert shown(2.5, 1.5) == [[2.5], [1.5]]


def test_a_table_sent_again_is_as_danish_as_the_first_time():
    app = AppTest.from_function(two_tables, args=(1234.5, 1234.5)).run()
    one, again = (table.proto.arrow_data.styler.display_values for table in app.dataframe)
    assert one == again
    assert b"1.234,5" in one

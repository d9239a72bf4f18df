"""The ten bars of CVV's paper timetable, read column by column from its tabs, are the ten phases of the plan."""

import re
from calendar import monthrange
from datetime import date

from tests.plans.documents import TIMETABLE, documents_absent, of_plan, raw, rows

pytestmark = documents_absent

MONTHS = ("marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december")
YEAR = 2023
# Months the text itself gives an end in, with its words; every other end is assumed (domain.md section 8.1).
STATED_ENDS = {"Fælles undervisningsforløb": 11, "Midlertidig opnormering": 12}


def bars() -> list[tuple[str, str, int, int | None]]:
    """(title, label, month it starts in, month the next bar of its row starts in) of every bar, row by row."""
    lines = raw(TIMETABLE).split("\n")
    head = next(index for index, line in enumerate(lines) if line.lower().split("\t") == list(MONTHS))
    found = []
    for line in lines[head + 1 : lines.index("", head + 1)]:
        placed = [(column, cell.strip()) for column, cell in enumerate(line.split("\t")) if cell.strip()]
        for (column, cell), after in zip(placed, [*placed[1:], (None, "")], strict=True):
            title, label = re.fullmatch(r"(.*?)(?: \(<i>(\w+)</i>\))?", cell).groups()
            found.append((title, label or "", column + 3, None if after[0] is None else after[0] + 3))
    return found


def test_the_timetable_has_nine_rows_and_ten_bars():
    assert len(bars()) == 10
    assert len({title for title, *_ in bars()}) == 9


def test_the_phases_are_the_bars_with_their_start_months_in_the_order_of_the_paper():
    titles = {row["initiative_id"]: row["title"] for row in rows("initiatives")}
    told = [
        (titles[row["initiative_id"]], row["label"], date.fromisoformat(row["planned_start"]))
        for row in of_plan("initiative_phases", "cvv_2023")
    ]
    # Only one start has a day in the text; it is the first of the bar's month like the others.
    assert told == [(title, label, date(YEAR, month, 1)) for title, label, month, _ in bars()]


def test_an_end_the_document_does_not_give_is_assumed_at_the_next_bar_or_the_last_column():
    phases = of_plan("initiative_phases", "cvv_2023")
    for (title, label, _, next_start), row in zip(bars(), phases, strict=True):
        month = STATED_ENDS.get(title) or (next_start - 1 if next_start else 12)
        assert row["planned_end"] == date(YEAR, month, monthrange(YEAR, month)[1]).isoformat(), (title, label)
        assert row["end_is_assumed"] == str(title not in STATED_ENDS).lower(), (title, label)
        assert bool(row["end_text"]) == (title in STATED_ENDS)
        assert row["note"] or title in STATED_ENDS
        assert row["start_is_assumed"] == "false"


def test_no_phase_of_the_plan_is_split_where_the_text_gives_no_date():
    assert [row["initiative_id"] for row in of_plan("initiative_phases", "cvv_2023") if row["label"]] == [
        "cvv_common_direction"
    ] * 2

"""From decision over complaint and reassessment to Ankestyrelsen's outcome: how many complaints went which way."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from dashboard import formatting
from dashboard.answers import Way
from dashboard.charts.chain import Link, Node, chain
from dashboard.charts.style import empty_figure
from dashboard.ui.appeals.tables import counts_table
from dashboard.ui.columns import wholes
from dashboard.ui.frame import Frame
from dashboard.ui.names import how_many, population_words
from dashboard.ui.panel import Panel
from dashboard.words import words

COMPLAINTS = "complaints"
STEPS = ("decision", "complaint", "reassessment", "forwarded", "board")
# The stations in the order they stand from the top; what ends early stands highest, so that few ways cross.
STATIONS = (
    ("decision_refused", 0), ("decision_partly_granted", 0), ("decision_ended", 0), ("decision_other", 0),
    ("complaint", 1),
    ("reassessment_changed", 2), ("reassessment_fallen", 2), ("reassessment_fallen_undated", 2),
    ("reassessment_partly_changed", 2),
    ("reassessment_maintained", 2), ("reassessment_not_reassessed", 2), ("reassessment_waiting", 2),
    ("place_ended", 3), ("place_forwarded", 3), ("place_waiting", 3),
    ("board_upheld", 4), ("board_remitted", 4), ("board_changed", 4), ("board_dismissed", 4), ("board_open", 4),
)  # fmt: skip
REVERSED = ("board_remitted", "board_changed")
OPEN = ("reassessment_waiting", "place_waiting", "board_open")
ENDED, WAITING, PENDING = "ended", "waiting", "pending"
EMPTY_HEIGHT = 40


def chain_panel(frame: Frame) -> Panel:
    """The complaints received in the period, as known on the data's day, also where the period ended before it.

    Who may not open them all reads a sentence in place of the ways.
    """
    answers, selection, text = frame.answers, frame.selection, words("appeals")
    ways = answers.complaint_chain(selection)
    received = answers.measure(COMPLAINTS, selection)
    total = sum(way.complaints for way in ways or ())
    title = _finding(ways or ())
    return Panel(
        key="chain",
        title=title,
        subtitle=text(
            "chain.subtitle", period=formatting.period(selection.period), population=population_words(answers, selection),
            day=formatting.long_date(received.as_of), complaints=_complaints(total),
        ),
        kpis=(received.kpi,),
        figure=_figure(frame, ways) if ways else empty_figure(frame.theme, EMPTY_HEIGHT, ""),
        description=text("chain.description", finding=title),
        remark=text("chain.remark_waiting") if _is_reassessed_and_waiting(ways or ()) else "",
        is_wide=True,
        is_read_from_left=True,
        table=_table(ways or ()),
        silence=text("chain.hidden") if ways is None else "" if ways else text("chain.none"),
    )  # fmt: skip


def _is_reassessed_and_waiting(ways: Sequence[Way]) -> bool:
    """Whether more wait at the municipality than those it has not reassessed, whom the panel beside tells."""
    return any(way.board == WAITING and way.reassessment != WAITING for way in ways)


def stations_of(way: Way) -> list[str]:
    """The stations a way passes, in order; one that ended at the municipality has no outcome."""
    place = {ENDED: "place_ended", WAITING: "place_waiting"}.get(way.board, "place_forwarded")
    passed = [f"decision_{way.decision}", "complaint", f"reassessment_{way.reassessment}", place]
    if way.board == ENDED:
        return passed
    return [*passed, "board_open" if way.board in (WAITING, PENDING) else f"board_{way.board}"]


def _figure(frame: Frame, ways: Sequence[Way]) -> object:
    text = words("appeals")
    passing, going = Counter(), Counter()
    for way in ways:
        stations = stations_of(way)
        passing.update(dict.fromkeys(stations, way.complaints))
        going.update(dict.fromkeys(pairwise(stations), way.complaints))
    nodes = [_node(name, column, passing[name]) for name, column in STATIONS if passing[name]]
    order = {name: place for place, (name, _) in enumerate(STATIONS)}
    links = [
        Link(source, target, count, text(
            "chain.link_hover", source=_name(source), target=_name(target), complaints=_complaints(count)
        ))
        for (source, target), count in sorted(going.items(), key=lambda one: (order[one[0][0]], order[one[0][1]]))
    ]  # fmt: skip
    begins = [0, 0, 0, 0, passing["place_ended"]]
    return chain(nodes, links, [text(f"chain.steps.{step}") for step in STEPS], begins, frame.theme)


def _node(name: str, column: int, count: int) -> Node:
    text = words("appeals")
    shown = text("chain.node", name=_name(name), count=formatting.number(count))
    said = text("chain.node_hover", name=_name(name), complaints=_complaints(count))
    return Node(name, column, shown, count, said, name in REVERSED, name in OPEN)


def _name(station: str) -> str:
    return words("appeals")(f"chain.nodes.{station}")


def _complaints(count: int) -> str:
    return formatting.counted(count, "complaints")


def _finding(ways: Sequence[Way]) -> str:
    """How many are not over, and how many were reversed; nothing of it where there is none to tell of."""
    text = words("appeals")
    if not ways:
        return text("chain.title_plain")

    def count(is_counted: Callable[[str], bool]) -> int:
        return sum(way.complaints for way in ways if is_counted(stations_of(way)[-1]))

    return text(
        "chain.title", complaints=_complaints(sum(way.complaints for way in ways)),
        pending=how_many(count(lambda last: last == "board_open")),
        reversed=how_many(count(lambda last: last in REVERSED)),
    )  # fmt: skip


def _table(ways: Sequence[Way]) -> object:
    """One row per way, most complaints first."""
    rows = sorted(ways, key=lambda way: -way.complaints)
    passed = [stations_of(way) for way in rows]
    return counts_table(
        {
            "decision": [_name(stations[0]) for stations in passed],
            "reassessment": [_name(stations[2]) for stations in passed],
            "board": [_name(stations[-1]) for stations in passed],
            "complaints": wholes([way.complaints for way in rows]),
        }
    )

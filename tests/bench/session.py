"""A browser's half of one Streamlit session, without the browser: what is timed is the server's answer alone.

Speaks Streamlit's own messages over its websocket, as the installed version's protobufs define them: a rerun carries the
whole state of the widgets and the address, and a page is what the server sent from the run's beginning to its end.
"""

import socket
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect

SECONDS_TO_ANSWER = 60
CHOICES = ("selectbox", "multiselect")
# A kind of element -> what a reader can see of one. Not named: what shows no number (buttons, toggles, headings).
READ = {
    "html": lambda one: "" if one.body.startswith("<style") else one.body,
    "plotly_chart": lambda one: f"{one.alt}\n{one.spec}",
    "dataframe": lambda one: f"{one.arrow_data.data!r}\n{one.arrow_data.styler.display_values!r}",
    "selectbox": lambda one: "\n".join(one.options),  # the bars of a chart are told with their numbers
    "markdown": lambda one: one.body,
}


class NoAnswer(Exception):
    """The server did not finish a run in time, or the run failed."""


@dataclass(frozen=True)
class Answer:
    """One finished run. seconds: from the request sent to the end of the run received; elements: in the order drawn."""

    seconds: float
    elements: tuple[Element, ...]

    @property
    def figure_count(self) -> int:
        return sum(one.WhichOneof("type") == "plotly_chart" for one in self.elements)

    @property
    def content(self) -> tuple[str, ...]:
        """What a reader can see of it: texts, figures and tables; names of widgets apart."""
        return tuple(text for one in self.elements if (text := _content(one)))

    def choices(self) -> dict[str, Element]:
        """The filters drawn, by the name they have in the address."""
        found = {}
        for one in self.elements:
            kind = one.WhichOneof("type")
            if kind in CHOICES and getattr(one, kind).query_param_key:
                found[getattr(one, kind).query_param_key] = one
        return found


@dataclass
class Session:
    """One reader. address: the server's; page: the stem of the page shown; query: what stands in the address."""

    address: str
    page: str = ""
    query: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        host = urlsplit(self.address).netloc
        self._ends = ExitStack()
        self._socket = self._ends.enter_context(
            connect(
                f"ws://{host}/_stcore/stream", subprotocols=["streamlit"], origin=self.address, max_size=None,
                compression=None,
            )
        )  # fmt: skip
        self._pages: dict[str, str] = {}
        self._widgets: dict[str, WidgetState] = {}

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.close()

    def open(self) -> Answer:
        """Load the page at its address, as a link does; raises NoAnswer."""
        return self._rerun()

    def again(self) -> Answer:
        """Run the page once more with nothing changed."""
        return self._rerun()

    def go_to(self, page: str) -> Answer:
        """Follow the navigation to another page."""
        self.page = page
        return self._rerun(self._pages.get(page, ""))

    def follow(self, page: str, query: Mapping[str, Sequence[str]]) -> Answer:
        """Open a link to a page with a selection in this session."""
        self.page, self.query, self._widgets = page, {name: list(values) for name, values in query.items()}, {}
        return self._rerun()

    def choose(self, filter_: Element, values: Sequence[str]) -> Answer:
        """Choose these options of a filter (the only one of a selectbox); the address follows, as in the browser."""
        kind = filter_.WhichOneof("type")
        widget = getattr(filter_, kind)
        state = WidgetState(id=widget.id)
        if kind == "selectbox":
            state.string_value = values[0]
            default = [widget.options[widget.default]] if widget.HasField("default") else []
        else:
            state.string_array_value.data.extend(values)
            default = [widget.options[place] for place in widget.default]
        self._widgets[widget.id] = state
        self.query.pop(widget.query_param_key, None)
        if list(values) != default:
            self.query[widget.query_param_key] = list(values)
        return self._rerun()

    def _rerun(self, page_hash: str = "") -> Answer:
        message = BackMsg()
        run = message.rerun_script
        run.query_string = urlencode(self.query, doseq=True)
        run.page_name = self.page
        run.page_script_hash = page_hash or self._pages.get(self.page, "")
        run.widget_states.widgets.extend(self._widgets.values())
        run.context_info.color_scheme = "light"
        began = time.perf_counter()
        self._socket.send(message.SerializeToString())
        elements = self._until_finished(began + SECONDS_TO_ANSWER)
        return Answer(time.perf_counter() - began, tuple(elements))

    def _until_finished(self, deadline: float) -> list[Element]:
        elements: list[Element] = []
        while True:
            self._acknowledge_at_once()
            try:
                received = self._socket.recv(timeout=max(0.0, deadline - time.perf_counter()))
            except TimeoutError:
                raise NoAnswer(f"/{self.page} within {SECONDS_TO_ANSWER} seconds") from None
            message = ForwardMsg.FromString(received)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                elements = []
            elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                elements.append(message.delta.new_element)
            elif kind == "navigation":
                self._pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
            elif kind == "page_info_changed":
                self.query = parse_qs(message.page_info_changed.query_string)
            elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                if any(one.WhichOneof("type") == "exception" for one in elements):
                    raise NoAnswer(f"/{self.page} ends in an exception")
                return elements
            elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                raise NoAnswer(f"/{self.page} does not compile")

    def _acknowledge_at_once(self) -> None:
        """Linux waits 40 ms before it acknowledges, and Streamlit's server before it sends on: no time of the page."""
        if hasattr(socket, "TCP_QUICKACK"):
            self._socket.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)


def _content(element: Element) -> str:
    kind = element.WhichOneof("type")
    return READ[kind](getattr(element, kind)) if kind in READ else ""

"""The bench holds a reader's answers against those of one who asks alone: of every kind of element that tells something."""

from streamlit.proto.Element_pb2 import Element

from tests.bench.session import READ


def test_every_kind_it_reads_is_one_that_streamlit_sends() -> None:
    """Tables were once looked for under a name Streamlit had left, and none was compared."""
    assert set(READ) <= {field.name for field in Element.DESCRIPTOR.fields}

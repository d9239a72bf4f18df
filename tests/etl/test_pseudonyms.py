"""The pseudonym DuckDB makes of a million rows is the one RFC 2104 gives, whatever the key and the way a number is written."""

import hashlib
import hmac

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.pseudonym import Pseudonymiser

KEYS = (b"k" * 32, b"k" * 64, b"k" * 65, bytes(range(1, 200)))


def by_duckdb(key: bytes, *identifiers: str) -> list[str]:
    pseudonymise = Pseudonymiser(key)
    with duckdb.connect() as connection:
        connection.execute("create table given (place integer, identifier varchar)")
        connection.executemany("insert into given values (?, ?)", list(enumerate(identifiers)))
        rows = connection.execute(
            f"select {pseudonymise.sql('identifier')} from given order by place", pseudonymise.parameters
        ).fetchall()
    return [pseudonym for (pseudonym,) in rows]


@pytest.mark.parametrize("key", KEYS, ids=len)
def test_a_cpr_number_is_one_person_however_it_is_written(key):
    expected = hmac.new(key, b"0101701234", hashlib.sha256).hexdigest()[:32]
    spellings = (
        "0101701234",
        "010170-1234",
        "010170 1234",
        "101701234",
        "10170-1234",
        "010170\u20131234",
        "01.01.70-1234",
    )
    assert by_duckdb(key, *spellings) == [expected] * len(spellings)
    assert [Pseudonymiser(key)(spelling) for spelling in spellings] == [expected] * len(spellings)


def test_blank_stays_blank():
    assert by_duckdb(KEYS[0], "", " - ") == ["", ""]


@settings(deadline=None)  # each example opens a database of its own
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30), st.sampled_from(KEYS))
def test_one_value_and_a_million_rows_are_hashed_alike(identifier, key):
    # Upper case is each one's own beyond the letters a name or number is written with.
    plain = "".join(
        sign for sign in identifier if sign.isascii() or sign in "\u00e6\u00f8\u00e5\u00c6\u00d8\u00c5\u2013\u00a0"
    )
    assert by_duckdb(key, plain) == [Pseudonymiser(key)(plain)]

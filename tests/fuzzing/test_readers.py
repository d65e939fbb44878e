"""Each reader against real files that were spoilt: cut, doubled, exchanged, and with odd letters put in."""

from __future__ import annotations

import time
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bodies import NASTY
from tests.fuzzing.readers import READERS, SHEET, parts_of_workbook
from tests.property.test_reading import PIECES

EXAMPLES = {"settings": 40, "scheme": 60, "log.csv": 60, "log.xlsx": 40}
"""For the readers that take long; as many as keep all of it within half a minute."""
ODD = (*(piece.encode() for piece in PIECES), b"\x00", b"\xff", b"\xc3", b"\xed\xa0\x80", b"0" * 40)
LARGE = 16 * 1024
SLOW = 2.0
"""Processor seconds for a file of that size, on a machine with other work."""

edits = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(ODD) | st.binary(max_size=4)),
    min_size=1,
    max_size=6,
)
"""Where a file is cut, so many bytes from there are left out, and what stands there instead."""


@cache
def seeds(name: str) -> tuple[bytes, ...]:
    """The shorter files to begin from."""
    return tuple(sorted(READERS[name].seeds(), key=len)[:30])


def spoilt(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    """A file after some edits."""
    for where, gone, put in changes:
        place = int(where * len(data))
        data = data[:place] + put + data[place + gone :]
    return data


@pytest.mark.parametrize("name", READERS)
def test_a_spoilt_file(name: str) -> None:
    @settings(max_examples=EXAMPLES.get(name, 120), deadline=None)
    @given(st.sampled_from(seeds(name)), edits)
    def held(data: bytes, changes: list[tuple[float, int, bytes]]) -> None:
        READERS[name].attempt(spoilt(data, changes))

    held()


@pytest.mark.parametrize("name", ["entry", "body", "settings", "request"])
@settings(max_examples=25, deadline=None)
@given(data=st.lists(st.sampled_from((*ODD, *map(str.encode, NASTY))), min_size=1, max_size=4))
def test_what_repeats_itself_takes_no_time_out_of_proportion(name: str, data: list[bytes]) -> None:
    whole = b"".join(data)
    began = time.process_time()
    READERS[name].attempt(whole * (LARGE // len(whole)))
    assert time.process_time() - began < SLOW


@pytest.mark.parametrize(
    ("name", "data"),
    [
        *((name, b"---") for name in ("scheme", "framework", "profile", "shares", "theme")),
        ("log.csv", b",,,"),
        ("entry", b"---\n" + b"# A\n" * 4000),
        ("body", b"# A\n" * 4000),
    ],
)
def test_what_once_failed(name: str, data: bytes) -> None:
    READERS[name].attempt(data)


@pytest.mark.parametrize("end", range(0, 3000, 250))
def test_a_workbook_whose_download_broke_off(end: int) -> None:
    READERS["log.xlsx"].attempt(parts_of_workbook()[SHEET][:end])

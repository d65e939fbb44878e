"""The format of a share, held against ten vectors, a second decoder and chance."""

import os
from datetime import date

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from cpdsite.model.page import Page
from cpdsite.model.share import Share
from cpdsite.sharing.making import new_address, new_passphrase
from cpdsite.sharing.sealing import content_key, key_of, padded_size, sealed
from tests.sharing.decoder import opened
from tests.sharing.vectors import START, Vector, vectors, write

VECTORS = vectors()
FILES = st.dictionaries(st.text(min_size=1, max_size=30), st.binary(max_size=300), max_size=4)
KEYS = st.binary(min_size=32, max_size=32)
LINK = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
"""The key of `locked`, as a link holds it."""


def locked(files: dict[str, bytes], key: bytes = bytes(range(32))) -> dict[str, bytes]:
    """The folder of a share, by name."""
    share = Share(name="Jo", address="0" * 32, key=key, added=date(2025, 1, 1))
    clear = [Page(path=path, content=content) for path, content in files.items()]
    return {page.path: page.content for page in sealed(share, clear, START)}


def test_there_are_ten_vectors() -> None:
    if os.environ.get("CPDSITE_ACCEPT"):
        write(VECTORS)
    assert len(VECTORS) == 10


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.name)
def test_each_is_locked_to_the_byte_and_opened_by_the_second_decoder(vector: Vector) -> None:
    assert vector.made == vector.locked
    found = opened(vector.locked, vector.secret)
    assert found.start == START
    assert found.files == vector.files


@given(files=FILES)
def test_whatever_is_locked_comes_out_again(files: dict[str, bytes]) -> None:
    folder = locked(files)
    assert opened(folder, LINK).files == files
    assert locked(dict(reversed(files.items()))) == folder


@given(files=FILES, other=FILES, key=KEYS)
def test_no_key_serves_two_contents(
    files: dict[str, bytes], other: dict[str, bytes], key: bytes
) -> None:
    same = content_key(key, files) == content_key(key, other)
    assert same == (files == other)
    nonces = [content[:12] for name, content in locked(files, key).items() if name != "open.json"]
    assert len(set(nonces)) == len(files)


@given(size=st.integers(min_value=0, max_value=40_000_000))
def test_sizes_are_few_and_not_much_larger(size: int) -> None:
    padded = padded_size(size)
    assert padded % 4096 == 0
    assert max(size, 1) <= padded <= max(4096, size + 4096, size * 1.125)
    assert padded_size(padded) == padded


def test_the_least_change_shuts_everything_that_it_touches() -> None:
    folder = locked({"a": b"one", "b": b"two"})
    for name, content in folder.items():
        for place in (12, len(content) - 4):
            changed = bytearray(content)
            changed[place] ^= 1
            with pytest.raises((InvalidTag, ValueError, KeyError)):
                opened(folder | {name: bytes(changed)}, LINK)


def test_two_files_in_each_others_place_are_told() -> None:
    folder = locked({"a": b"one", "b": b"two"})
    one, two = (name for name in folder if name != "open.json")
    with pytest.raises(ValueError, match="another file stands in the place of"):
        opened(folder | {one: folder[two], two: folder[one]}, LINK)


def test_a_file_of_another_share_or_of_an_earlier_build_does_not_fit() -> None:
    folder, earlier = locked({"a": b"one"}), locked({"a": b"old"})
    assert folder.keys() & earlier.keys() == {"open.json"}
    with pytest.raises(ValueError, match="another file stands in the place of"):
        opened({**earlier, "open.json": folder["open.json"]}, LINK)
    with pytest.raises(InvalidTag):
        opened(locked({"a": b"one"}, key=bytes(32)), LINK)


def test_the_last_day_cannot_be_put_off() -> None:
    expiring = next(one for one in VECTORS if one.name == "it expires")
    later = expiring.locked["open.json"].replace(b"2099-12-31", b"2199-12-31")
    with pytest.raises(InvalidTag):
        opened({**expiring.locked, "open.json": later}, expiring.secret)


def test_nothing_in_clear_is_left() -> None:
    folder = locked({"entries/secret-title/index.html": b"a secret text" * 9})
    assert not any(b"secret" in name.encode() + content for name, content in folder.items())


def test_a_passphrase_is_long_random_and_forgiving() -> None:
    spoken = new_passphrase()
    assert [len(group) for group in spoken.split("-")] == [4] * 5
    assert len({new_passphrase() for _ in range(100)} | {new_address() for _ in range(100)}) == 200
    salt = bytes(16)
    assert key_of(spoken, salt, 10) == key_of(f" {spoken.upper().replace('-', ' ')}\n", salt, 10)
    assert key_of(spoken, salt, 10) != key_of(spoken, bytes(15) + b"1", 10)
    assert key_of(spoken, salt, 10) != key_of(spoken[:-1] + "#", salt, 10)

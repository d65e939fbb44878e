"""The index of the search, read as its page reads it."""

import json
from dataclasses import dataclass

PREFIX = b"window.cpdsiteSearch = "


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """One entry of the index."""

    id: str
    address: str
    title: str
    days: str
    type: str
    tags: str
    provider: str
    text: str


def read_index(script: bytes) -> tuple[set[str], list[Indexed]]:
    """The words of an index, and its entries."""
    assert script.startswith(PREFIX)
    found = json.loads(script.removeprefix(PREFIX).decode().rstrip().removesuffix(";"))
    words: list[str] = found["words"].split(" ")
    names = ("id", "address", "title", "days", "type", "tags", "provider")
    entries = [
        Indexed(
            **dict(zip(names, row, strict=False)),
            text=" ".join(words[n] for n in decoded(row[-1], found["digits"], found["last"])),
        )
        for row in found["entries"]
    ]
    return set(filter(None, words)), entries


def decoded(text: str, digits: str, last: int) -> list[int]:
    """The numbers that a text's codes stand for."""
    numbers, number, place = [], 0, 1
    for digit in text:
        value = digits.index(digit)
        if value < last:
            numbers.append(number + value * place)
            number, place = 0, 1
        else:
            number += (value - last) * place
            place *= len(digits) - last
    return numbers

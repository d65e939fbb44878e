"""Whom properties name: people, and nobody else.

The lines were written by those who wrote the rules: the figures say what is promised, no more. Of 20 other
people 19 were found. Of 50 offices and programs that were chosen because they look like people (Silver
Command, Springer Nature), 17 were taken for such, before the commonest of their words were added. What
is the provider of its entry is never reported.
"""

from collections.abc import Iterator

import pytest

from cpdsite.checks.naming import people_in
from tests.tools import ROOT

OWN = "Sam Example"


def lines() -> Iterator[tuple[str, str]]:
    """What stands in a property, and who is named."""
    text = (ROOT / "tests/contents/authors.md").read_text(encoding="utf-8")
    for line in text.partition("\n## ")[2].splitlines():
        written, arrow, named = line.partition(" ->")
        if arrow:
            yield written, named.strip()


def test_the_set_is_as_large_as_stated() -> None:
    named = [bool(people) for _, people in lines()]
    assert (named.count(True), named.count(False)) == (42, 116)


@pytest.mark.parametrize(("written", "named"), [*lines()])
def test_people_are_named_and_nobody_else(written: str, named: str) -> None:
    assert " | ".join(people_in(written, OWN)) == named

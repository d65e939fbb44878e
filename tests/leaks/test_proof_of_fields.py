"""The proof knows what every field of every kind of entry hides: a page that tells it does not pass."""

from __future__ import annotations

import re

import pytest

from cpdsite.model.assessment import Audience
from cpdsite.model.journal import Folder, Source
from cpdsite.model.page import Page
from cpdsite.parse.journal import decode
from cpdsite.sharing.hidden import secrets_of
from cpdsite.sharing.proof import Proof
from cpdsite.sharing.telling import Onlooker
from tests.marks import Marked, marked_journal
from tests.test_marks import OPEN

TEXT = re.compile(r"^((?!type|category|continues|tags|topic)\w+: |)(zq\w{5}qz)$", re.MULTILINE)
"""A mark that is the whole value of a field, or the whole of a paragraph."""


def sentence(mark: str) -> str:
    """What is told instead of a mark alone."""
    return f"{mark} is what nobody else may come to know of"


@pytest.fixture(scope="module")
def told() -> tuple[Marked, set[str], Folder]:
    """The marked journal with a sentence for each mark that is a text, and which marks those are."""
    made = marked_journal()
    found: set[str] = set()
    sources = []
    for path, text in made.files.items():
        if path.endswith(".md"):
            found.update(match[2] for match in TEXT.finditer(text))
            longer = TEXT.sub(lambda match: match[1] + sentence(match[2]), text)
            sources.append(Source(path=path, data=longer.encode()))
    return made, found, Folder(entries=tuple(sources))


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.REVIEWER])
def test_each_hidden_text_is_known_and_no_other(
    told: tuple[Marked, set[str], Folder], audience: Audience
) -> None:
    made, words, folder = told
    journal, _ = decode(folder)
    secrets = secrets_of(Onlooker(journal, audience), (), ())
    marks = [mark for mark in made.marks if mark.word in words]
    assert {mark.place.split(".")[-1] for mark in marks} >= {
        "title",
        "learned",
        "partner",
        "reason",
    }
    pages = [Page(path=m.word, content=f"<p>{sentence(m.word)}</p>".encode()) for m in marks]
    found = {leak.path for leak in Proof(secrets, {}, str).leaks(pages)}
    hidden = {mark.word for mark in marks if mark.sight not in OPEN[audience]}
    assert [mark for mark in marks if mark.word in hidden ^ found] == []
    assert len(hidden) > 200

"""A page of the preview is made when it is asked for."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from pathlib import Path

import pytest
from jinja2 import Environment

from cpdsite.build import make
from cpdsite.counting import check, count
from cpdsite.model.assessment import Audience
from cpdsite.model.theme import Theme
from cpdsite.render import templates
from cpdsite.render.templates import fill
from cpdsite.serve.answers import answer, showing
from cpdsite.serve.attempts import Attempt, Memory, attempt
from cpdsite.serve.live import Moment
from cpdsite.serve.requests import Request as Asked
from cpdsite.stages import Request
from tests.commands import entry, folder
from tests.test_same_bytes import copy_of_example

REQUEST = Request(today=date(2026, 11, 30), audience=Audience.OWNER, drafts=True)
TALK = "journal/2025/2025-06-12-talk.md"
TALK_PAGE = "entries/2025-06-12-talk/"
SHY = "{% if view.title == 'Oops' %}{{ nothing }}{% endif %}{{ view.title }}\n"
"""A template that fails at one entry."""


def test_what_is_asked_for_is_what_a_build_makes(tmp_path: Path) -> None:
    root = copy_of_example(tmp_path)
    memory = Memory()
    attempt(root, REQUEST, memory)
    found = attempt(root, REQUEST, memory)
    shown = count(check(root, REQUEST.today), REQUEST)
    assert found.made
    assert shown
    assert dict(found.made.files) == {page.path: page.content for page in make(root, shown).files}
    assert found.made.pages == make(root, shown).pages


def test_pages_are_made_at_once_only_with_another_theme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = folder(tmp_path, {"cpdsite.yaml": "title: Mine\n", TALK: entry("Talk")})
    memory, filled = Memory(), list[str]()

    def listening(made: Environment, theme: Theme, name: str, **values: object) -> str:
        filled.append(name)
        return fill(made, theme, name, **values)

    monkeypatch.setattr(templates, "fill", listening)
    attempt(root, REQUEST, memory)
    assert "entry.html" in filled
    filled.clear()
    folder(root, {TALK: entry("Talks")})
    again = attempt(root, REQUEST, memory)
    assert filled == []
    assert ask(again, TALK_PAGE)[0] is HTTPStatus.OK
    assert filled == ["entry.html"]
    assert ask(again, TALK_PAGE)[0] is HTTPStatus.OK
    assert filled == ["entry.html"]
    folder(root, {"themes/default/templates/404.html": "{{ view.title }}\n"})
    attempt(root, REQUEST, memory)
    assert filled.count("entry.html") == 2


def test_a_page_that_cannot_be_made_says_why_and_the_others_are_there(tmp_path: Path) -> None:
    files = {
        "cpdsite.yaml": "title: Mine\n",
        "themes/default/templates/entry.html": SHY,
        TALK: entry("Talk"),
    }
    root, memory = folder(tmp_path, files), Memory()
    attempt(root, REQUEST, memory)
    folder(root, {TALK: entry("Oops")})
    found = attempt(root, REQUEST, memory)
    assert found.faults == ""
    status, text = ask(found, TALK_PAGE)
    assert status is HTTPStatus.INTERNAL_SERVER_ERROR
    assert f"<p>It would show {TALK}. The other pages of the site are there.</p>" in text
    assert "themes/default/templates/entry.html:1: &#x27;nothing&#x27; is undefined" in text
    assert "reload.js" in text
    assert ask(found, "")[0] is HTTPStatus.OK


def ask(found: Attempt, path: str) -> tuple[HTTPStatus, str]:
    """What a browser gets."""
    assert found.made
    given = answer(Asked(path=path), showing(found.made, Moment(run="r")))
    return given.status, given.body.decode()

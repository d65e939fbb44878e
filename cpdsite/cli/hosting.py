"""Where the site of a new folder is to stand: a question, as a public repository shows every line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import click

from cpdsite.cli.asking import ask
from cpdsite.files.names import SETTINGS
from cpdsite.model.journal import Source
from cpdsite.parse.settings import decode_settings

_YES, _NO = ("y", "yes"), ("n", "no")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the workflow puts the site."""

    here: bool = False
    """Whether every line of the journal may be read by anyone, so that one repository is enough."""
    remote: str = ""
    """The second, public repository, where it is known already."""


PRIVATE = Place()
"""What nobody has said must not be public."""


def ask_place(settings: Source | None) -> Place:
    """Return where the site is to stand, as somebody says who is told what that means."""
    if settings is not None and "remote" in decode_settings(settings, {})[0].publish:
        return PRIVATE
    click.echo("On GitHub everything in a public repository is public, private entries included.")
    question = "May anyone read every line of this journal, so that it may be public? (y/N)"
    if ask(question, (), _no_answer, need=False).lower() in _YES:
        return Place(here=True)
    click.echo("Then keep it in a private repository; the site goes to a second, public one.")
    question = "Address of the second one, such as git@github.com:YOU/cpd.git (Enter: later)"
    return Place(remote=ask(question, (), _no_address, need=False))


def told(place: Place, *, settings_are_new: bool) -> Iterator[str]:
    """Yield what is to be known of the workflow."""
    yield "README.md says how to publish it, and who can read it then; the workflow needs"
    yield "the file of cpdsite that requirements.txt names, and does nothing without it."
    if place.remote and not settings_are_new:
        yield f"{SETTINGS} is left as it is: `publish: {{remote: {place.remote}}}` belongs into it."


def _no_answer(text: str) -> str:
    """Say how a question could be answered that was not."""
    return "" if text.lower() in (*_YES, *_NO) else "write y or n"


def _no_address(text: str) -> str:
    """Say what no address of a repository is like."""
    return "" if "/" in text and " " not in text else "write it as git@github.com:YOU/cpd.git"

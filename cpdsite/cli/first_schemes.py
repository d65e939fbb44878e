"""The schemes that a record is begun with: those that are named, and what they need to know of a member."""

from __future__ import annotations

from collections.abc import Mapping

import click

from cpdsite.cli.asking import ask
from cpdsite.files.faults import UsageFault
from cpdsite.model.journal import Source
from cpdsite.model.scheme import Scheme
from cpdsite.parse import scalars
from cpdsite.parse.facts import facts_needed
from cpdsite.parse.names import did_you_mean
from cpdsite.parse.reading import listed
from cpdsite.parse.schemes import decode_scheme
from cpdsite.render.reporters.printable import printable


def scheme_of(known: Mapping[str, Source], name: str) -> Scheme:
    """Return a scheme by its id; a wrong id, or a file with errors, ends the command."""
    if name not in known:
        message = f'there is no scheme "{name}"'
        raise UsageFault(message, did_you_mean(name, known, f"there are {listed(sorted(known))}"))
    scheme, found = decode_scheme(known[name])
    if scheme is None:
        message = f"{known[name].path} cannot be read: {found[0].message}"
        raise UsageFault(message, f"`cpdsite schemes validate {known[name].path}` says where")
    return scheme


def ask_schemes(known: Mapping[str, Source]) -> list[str]:
    """Return the ids of the schemes that somebody names who has seen the list of them."""
    for name in sorted(known):
        scheme, _ = decode_scheme(known[name])
        if scheme is not None:
            click.echo(f"  {name:20} {printable(scheme.title)}")

    def fault(text: str) -> str:
        wrong = next((word for word in _words(text) if word not in known), "")
        remedy = did_you_mean(wrong, known, "the list above has all there are")
        return f'there is no scheme "{wrong}"; {remedy}' if wrong else ""

    question = "Schemes you keep it for, the main one first (Enter: none yet)"
    return _words(ask(question, sorted(known), fault, need=False))


def ask_facts(scheme: Scheme) -> dict[str, str]:
    """Return the facts that a scheme cannot do without, as far as they are known today."""

    def is_day(text: str) -> str:
        return "" if scalars.day(text) else scalars.day_remedy(text)

    given: dict[str, str] = {}
    for fact, example in facts_needed(scheme).items():
        fault = is_day if scalars.day(example) else lambda _: ""
        hint = "one, two" if example.startswith("[") else example
        question = f"{scheme.id}: your `{fact}`, such as {hint} (Enter: later)"
        given[fact] = ask(question, (), fault, need=False)
    return {fact: text for fact, text in given.items() if text}


def _words(text: str) -> list[str]:
    return text.replace(",", " ").split()

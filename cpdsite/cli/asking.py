"""Questions on a terminal: for what an entry or the settings cannot do without, with Tab to complete."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from types import ModuleType

import click

from cpdsite.assess.candidates import candidate, passes
from cpdsite.cli import completing
from cpdsite.exchange.yaml_text import Value
from cpdsite.model.entry import Entry, Kind
from cpdsite.model.journal import Journal
from cpdsite.model.scheme import Many, Scheme, Taxonomy
from cpdsite.model.slug import slug
from cpdsite.parse import names, scalars
from cpdsite.parse.fields import FIELD_BY_NAME

_LISTED = 5
"""So many words are shown in a question; Tab shows more."""

Fault = Callable[[str], str]
"""Says what is wrong with an answer, "" when nothing is."""


def on_terminal() -> bool:
    """Tell whether somebody sits there: questions and answers both go through a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def edits_lines() -> bool:
    """Tell whether lines are edited as they are typed, by a library that `input` then uses."""
    return _line_editor() is not None


def ask(
    question: str, words: Sequence[str] = (), fault: Fault = lambda _: "", *, need: bool
) -> str:
    """Return an answer, asked for until it is right; "" for none where none is needed."""

    def read(text: str) -> str:
        wrong = fault(text.strip()) if text.strip() else ""
        if wrong or (need and not text.strip()):
            raise click.UsageError(wrong or "this is needed")
        return text.strip()

    with _offering(words):
        answer: str = click.prompt(
            question, default=None if need else "", show_default=False, value_proc=read
        )
    return answer


def ask_entry(said: dict[str, Value], journal: Journal, today: date) -> dict[str, Value]:
    """Return what was said with what was asked: title, type, hours, and terms that no type gives.

    The day is asked for beside them; whoever said all of them meant today.
    """
    answers, kind = dict(said), said.get("kind", "activity")
    wanted = {
        "title": True,
        "type": kind == Kind.ACTIVITY,
        "hours": kind in FIELD_BY_NAME["hours"].kinds,
    }
    missing = [name for name, is_asked in wanted.items() if is_asked and name not in said]
    if "title" in missing:
        answers["title"] = ask("Title", need=True)
    if missing and "date" not in said:
        answers["date"] = ask(f"Date (Enter: today, {today})", (), _no_day, need=False)
    if "type" in missing:
        answers["type"] = _ask_type(journal)
    if "hours" in missing:
        answers["hours"] = ask("Hours (2.5 or 2h30; Enter: later)", (), _no_amount, need=False)
    if kind == Kind.ACTIVITY:
        answers["claims"] = [*_as_list(said.get("claims")), *_ask_claims(answers, journal)]
    return {name: value for name, value in answers.items() if value not in ("", [])}


def _ask_type(journal: Journal) -> str:
    """Return the type of an activity, one of the settings'."""
    known = list(dict.fromkeys(completing.types(journal)))
    types = journal.settings.types

    def fault(text: str) -> str:
        if slug(text) in types:
            return ""
        every = f"the types are {', '.join(known)}"
        return every if text == "?" else names.did_you_mean(slug(text), types, every)

    return ask(f"Type ({_some(known)})", known, fault, need=True)


def _no_day(text: str) -> str:
    """Say how a date could be written that cannot be read."""
    return "" if scalars.day(text) is not None else f"not a date: {scalars.day_remedy(text)}"


def _no_amount(text: str) -> str:
    """Say how an amount of time could be written that cannot be read."""
    return "" if scalars.amount(text) is not None else scalars.amount_remedy(text)


def _ask_claims(said: dict[str, Value], journal: Journal) -> Iterator[str]:
    """Yield a claim for each term that a scheme asks of an entry and that its type does not give."""
    claimed = {str(claim).partition("/")[0] for claim in _as_list(said.get("claims"))}
    first = journal.settings.memberships[0].scheme
    claimed |= {first} if {"points", "category"} & said.keys() else set()
    entry = Entry(path="", id="", title="", date=date.min, type=slug(str(said["type"])))
    for name, scheme in journal.schemes.items():
        seen = candidate(entry, scheme, journal.settings.types)
        for taxonomy in scheme.taxonomies:
            asked = taxonomy.required is not None and passes(seen, taxonomy.required)
            if asked and taxonomy.terms and name not in claimed and not seen.terms.get(taxonomy.id):
                yield from (f"{name}/{taxonomy.id}/{term}" for term in _ask_terms(scheme, taxonomy))


def _ask_terms(scheme: Scheme, taxonomy: Taxonomy) -> list[str]:
    """Return the terms of an entry under a scheme; none where the answer is empty."""
    terms = {slug(term): term for term in taxonomy.terms}
    several = taxonomy.many is not Many.ONE

    def fault(text: str) -> str:
        wrong = [word for word in _words(text, several=several) if slug(word) not in terms]
        return f"write one of {', '.join(terms.values())}, or nothing" if wrong else ""

    hint = "; commas between several; Enter: none" if several else "; Enter: none"
    question = f"{scheme.id} {taxonomy.id} ({_some(terms.values())}{hint})"
    return _words(ask(question, list(terms.values()), fault, need=False), several=several)


def _words(text: str, *, several: bool) -> list[str]:
    """Return the words of an answer."""
    words = text.split(",") if several else [text]
    return [word.strip() for word in words if word.strip()]


def _as_list(value: Value | None) -> list[Value]:
    return list(value) if isinstance(value, list) else []


def _some(words: Iterable[str]) -> str:
    """Return the first of some words, for a question."""
    known = list(words)
    return ", ".join(known[:_LISTED]) + ("; Tab for more" if len(known) > _LISTED else "")


@contextmanager
def _offering(words: Sequence[str]) -> Iterator[None]:
    """Let Tab complete one of some words, where the terminal can do that."""
    lines = _line_editor()
    if lines is None:
        yield
        return
    before = lines.get_completer(), lines.get_completer_delims()
    lines.set_completer_delims(" ,")
    lines.set_completer(
        lambda begun, n: dict(enumerate(w for w in words if w.startswith(begun))).get(n)
    )
    libedit = "libedit" in (lines.__doc__ or "")
    lines.parse_and_bind("bind ^I rl_complete" if libedit else "tab: complete")
    try:
        yield
    finally:
        lines.set_completer(before[0])
        lines.set_completer_delims(before[1])


def _line_editor() -> ModuleType | None:
    """Return the module that edits lines; None where there is none, as on Windows."""
    try:
        return importlib.import_module("readline")
    except ImportError:
        return None

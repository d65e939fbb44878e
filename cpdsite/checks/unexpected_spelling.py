"""One word, two spellings; and a comment that accepts what nobody warns of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cpdsite.checks.silencing import acceptances
from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic, Place
from cpdsite.model.entry import Entry
from cpdsite.model.journal import Journal
from cpdsite.model.slug import slug
from cpdsite.parse.names import did_you_mean

CODE = "unexpected-spelling"


class Use(NamedTuple):
    """A tag, provider or type where an author writes it; a tuple, as every entry has some."""

    what: str
    """`tag`, `provider` or `type`."""
    text: str
    path: str
    field: str


def check(journal: Journal, _today: date) -> Iterator[Diagnostic]:
    """Report the rarer spelling of a tag, provider or type, and misspelt codes in comments."""
    spellings: dict[tuple[str, str], list[Use]] = defaultdict(list)
    for entry in journal.entries:
        for use in uses_in(entry):
            spellings[use.what, slug(use.text)].append(use)
    yield from misspelt_codes(journal)
    for (what, name), uses in spellings.items():
        known = names_of(journal, name) if what == "type" else frozenset()
        found = Counter(use.text for use in uses).most_common()
        usual, times = next((one for one in found if one[0] in known), found[0])
        if {usual, *known}.issuperset(text for text, _ in found):
            continue
        for use in uses:
            if use.text not in {usual, *known}:
                yield Diagnostic(
                    code=CODE,
                    severity=SEVERITIES[CODE],
                    place=Place(path=use.path, field=use.field),
                    message=f'the {use.what} "{use.text}" is spelt "{usual}"{often(times)}',
                    help=f"write {usual}, or change the others",
                )


def names_of(journal: Journal, name: str) -> frozenset[str]:
    """The spellings of a known type that are right: its name, and its label in the settings."""
    known = journal.settings.types.get(name)
    if known is None:
        return frozenset()
    return frozenset((name, known.label)) if known.like else frozenset((name,))


def misspelt_codes(journal: Journal) -> Iterator[Diagnostic]:
    """Report each comment that would accept a warning, and names a code that there is not."""
    for given in acceptances(journal):
        if given.code not in SEVERITIES:
            yield Diagnostic(
                code=CODE,
                severity=SEVERITIES[CODE],
                place=Place(path=given.path, span=given.span),
                message=f'this accepts no warning: there is no code "{given.code}"',
                help=did_you_mean(given.code, SEVERITIES, "write the code that the warning has"),
            )


def uses_in(entry: Entry) -> Iterator[Use]:
    """The words of an entry that share a page with others."""
    for position, tag in enumerate(entry.tags):
        yield Use("tag", tag, entry.path, f"tags.{position}")
    if entry.provider:
        yield Use("provider", entry.provider, entry.path, "provider")
    if entry.type_written:
        yield Use("type", entry.type_written, entry.path, "type")


def often(times: int) -> str:
    """Where else, and how often when that is more than once."""
    return f" in {times} other places" if times > 1 else " elsewhere"

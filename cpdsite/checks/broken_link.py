"""An address that no browser can open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from cpdsite.model.codes import SEVERITIES
from cpdsite.model.diagnostic import Diagnostic, Place
from cpdsite.model.entry import Entry, Link
from cpdsite.model.journal import Journal
from cpdsite.parse.links import is_web

CODE = "broken-link"

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_MAIL = re.compile(r"mailto:[^\s@]+@[^\s@]+", re.IGNORECASE)
_HOST = re.compile(r"(?://)?[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}(?:[/:?#]\S*)?")


def check(journal: Journal, _today: date) -> Iterator[Diagnostic]:
    """Report each address of an entry, its evidence or its body that is neither http nor https."""
    for entry in journal.entries:
        for place, address in addresses(entry):
            yield Diagnostic(
                code=CODE,
                severity=SEVERITIES[CODE],
                place=place,
                message=f'"{address}" is not a web address'
                if address
                else "the link leads nowhere",
                help=remedy(address),
            )


def addresses(entry: Entry) -> Iterator[tuple[Place, str]]:
    """Each address of an entry that cannot be opened, with its place."""
    if entry.url and not is_web(entry.url):
        yield Place(path=entry.path, field="url"), entry.url
    for evidence in entry.evidence:
        if evidence.url and not is_web(evidence.url):
            yield Place(path=entry.path, field=evidence.field), evidence.url
    for link in entry.body.links:
        if is_broken(link):
            yield Place(path=entry.path, span=link.span), link.href


def is_broken(link: Link) -> bool:
    """Whether a link of a body names something outside the journal that cannot be opened."""
    if not link.href:
        return True
    if not link.href.startswith("//") and not _SCHEME.match(link.href):
        return False
    return not is_web(link.href) and (link.image or not _MAIL.match(link.href))


def remedy(address: str) -> str:
    """What to write instead of an address that cannot be opened."""
    if not address:
        return "write where it leads between the round brackets"
    if _HOST.fullmatch(address):
        return f"write https://{address.removeprefix('//')}"
    if re.match(r"[A-Za-z]:|file:", address):
        return "copy the file into the journal and link to it from there"
    return "write the whole address, beginning with https://, or take it out"

"""What a page is made of, told before its view is made.

Only an entry's own page and the reviewer's show what stands in a body. So the bodies that a page
shows, and one digest of all the rest, fix its view: while a journal grows by a sentence, no view
but one need be made. Making all views of a thousand entries, to find that they are what they were,
took a third of such a build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b

from cpdsite.model.assessment import Portfolio
from cpdsite.model.entry import Entry
from cpdsite.render.site import Site

_SIZE = 16


def origins(
    site: Site, around: bytes, assets: Mapping[str, bytes]
) -> Callable[[Iterable[Entry]], bytes]:
    """What gives the digest of all that a page is made of, by the entries whose bodies it shows.

    It is b"" where that is not known; `around` tells of the theme.
    """
    origin = site.portfolio.origin
    if origin is None:
        return lambda _: b""
    told = blake2b(origin.rest + around, digest_size=_SIZE)
    written = [_written(entry) for entry in site.portfolio.entries]
    asked = (_asked(site.portfolio), written, sorted(site.digests.items()), site.longest)
    told.update(repr(asked).encode("utf-8", "surrogatepass"))
    for path, content in sorted(assets.items()):
        told.update(repr((path, content)).encode())
    rest, files = told.digest(), origin.files

    def of(shown: Iterable[Entry]) -> bytes:
        bodies = b"".join(files[entry.path] for entry in shown)
        return blake2b(rest + bodies, digest_size=_SIZE).digest()

    return of


def _asked(portfolio: Portfolio) -> tuple[object, ...]:
    """What a portfolio was asked for, and whatever else of it is small."""
    return (
        portfolio.audience,
        portfolio.assessment.as_of,
        portfolio.settings,
        portfolio.drafts,
        portfolio.partial,
        portfolio.incomplete,
        portfolio.hidden,
        portfolio.until,
        sorted(portfolio.withheld),
    )


def _written(entry: Entry) -> list[str]:
    """The parts of a body that say something to this audience: a link is shown to it without words."""
    return sorted({section.field for section in entry.body.sections if section.text})

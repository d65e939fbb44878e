"""Which entries a command is asked for: the filters that `list` and `export` share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

import click

from cpdsite.assess.cycles import cycles_listed, labels_of, years_of
from cpdsite.cli.completing import completes, schemes, tags, types
from cpdsite.files.faults import UsageFault
from cpdsite.model.assessment import Portfolio
from cpdsite.model.entry import Entry
from cpdsite.model.period import Period
from cpdsite.model.slug import slug
from cpdsite.parse.names import did_you_mean
from cpdsite.parse.reading import listed

F = TypeVar("F", bound=Callable[..., Any])

_FEW = 20
"""So many words a reader takes in."""

_OPTIONS = (
    click.option("--year", metavar="LABEL", help="Only entries of this year of the dashboards."),
    click.option(
        "--type",
        "type_",
        metavar="TYPE",
        shell_complete=completes(types),
        help="Only activities of this type.",
    ),
    click.option(
        "--tag", metavar="TAG", shell_complete=completes(tags), help="Only entries with this tag."
    ),
    click.option(
        "--scheme",
        metavar="ID",
        shell_complete=completes(schemes),
        help="Only entries that count under this scheme.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which entries are asked for; None: any."""

    year: Period | None = None
    type: str | None = None
    tag: str | None = None
    """Type and tag are slugs."""
    scheme: str | None = None

    def is_like(self, entry: Entry) -> bool:
        """Tell whether an entry is of the year, type and tag that are asked for."""
        return (
            (self.year is None or entry.day in self.year)
            and (self.type is None or entry.type == self.type)
            and (self.tag is None or self.tag in map(slug, entry.tags))
        )

    def is_for(self, shown: Portfolio, entry: Entry) -> bool:
        """Tell whether an entry is asked for."""
        granted = [
            found.credits for found in shown.assessment.schemes if found.scheme.id == self.scheme
        ]
        counts = self.scheme is None or any(entry.id in found for found in granted)
        return counts and self.is_like(entry)


def filter_options(command: F) -> F:
    """Add `--year`, `--type`, `--tag` and `--scheme`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def wished(
    shown: Portfolio, year: str | None, type_: str | None, tag: str | None, scheme: str | None
) -> Wish:
    """Return what is asked for; end the command for a year, type, tag or scheme there is not."""
    entries = [*shown.entries, *(one.entry for one in shown.assessment.excluded)]
    years = _years(shown, entries)
    tags = {slug(word): word for entry in entries for word in entry.tags}
    refuse_unknown("year", year, years)
    refuse_unknown("scheme", scheme, [found.scheme.id for found in shown.assessment.schemes])
    kind = None if type_ is None else slug(type_)
    refuse_unknown("type of activity", kind, shown.settings.types)
    if tag is not None and slug(tag) not in tags:
        refuse_unknown("tag", tag, sorted(tags.values()))
    return Wish(
        year=None if year is None else years[year],
        type=kind,
        tag=None if tag is None else slug(tag),
        scheme=scheme,
    )


def _years(shown: Portfolio, entries: Iterable[Entry]) -> dict[str, Period]:
    """Return the years of the dashboards by label, and those that hold other entries."""
    days = [entry.day for entry in entries]
    days += [year.period.start for year in shown.assessment.years]
    periods = cycles_listed(years_of(shown.settings), min(days), max(days))
    return dict(zip(labels_of(periods), periods, strict=True))


def refuse_unknown(what: str, word: str | None, known: Iterable[str]) -> None:
    """End the command for a word that is none of the known ones; None is no word."""
    words = list(known)
    if word is None or word in words:
        return
    more = f" and {len(words) - _FEW} more" if len(words) > _FEW else ""
    remedy = f"write one of {listed(words[:_FEW])}{more}" if words else "there is none so far"
    message = f'there is no {what} "{word}"'
    raise UsageFault(message, did_you_mean(word, words, remedy))

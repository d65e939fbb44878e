"""Who would ask an activity for its reflection or its evidence, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from cpdsite.assess.candidates import candidate, gives, passes
from cpdsite.checks.amounts import hours
from cpdsite.model.entry import Entry, Kind
from cpdsite.model.journal import Journal
from cpdsite.model.scheme import Level, Measure, Requirement, Scheme

LONG = Fraction(3)
"""Hours from which a reviewer would ask about any activity."""

_NO_TERMS: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """What an activity does not say although somebody asks it."""

    field: str
    """One of the fields that were asked about."""
    because: str
    """Why it is asked, such as `it took 6 hours`."""
    at: str
    """The field of the entry that says so."""


def activities(journal: Journal, today: date, kind: Kind = Kind.ACTIVITY) -> Iterator[Entry]:
    """The activities, or entries of another kind, done by today: neither planned nor drafts."""
    for entry in journal.entries:
        done = not entry.planned and not entry.draft and entry.day <= today
        if entry.kind is kind and done:
            yield entry


def own_reason(entry: Entry) -> tuple[str, str] | None:
    """Why a reviewer would ask whatever the scheme says, with the field that shows it."""
    if entry.highlight:
        return "it is highlighted", "highlight"
    if entry.hours is not None and entry.hours >= LONG:
        return f"it took {hours(entry.hours)}", "hours"
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What the member's schemes ask of activities, among some fields."""

    journal: Journal
    fields: tuple[str, ...]
    """Such as no term of a scheme can give: parts of the reflection, evidence."""
    requirements: Mapping[str, Sequence[Requirement]]
    """By scheme: those that ask for one of the fields, at least one."""

    def lacks(self, entry: Entry) -> Iterator[Lack]:
        """What is asked of an activity and it does not give."""
        for name, asking in self.requirements.items():
            claim = entry.claims.get(name)
            if claim is not None and claim.exclude:
                continue
            for field in missing(
                self.journal, entry, self.journal.schemes[name], asking, self.fields
            ):
                yield Lack(field=field, because=f"`{name}` asks it", at="title")


def asked(journal: Journal, fields: Iterable[str]) -> Asking:
    """Find what the member's schemes ask."""
    wanted, found = tuple(fields), dict[str, Sequence[Requirement]]()
    for name, scheme in journal.schemes.items():
        facts = facts_for(journal, name)
        asking = [r for r in scheme.requirements if is_asking(r, facts, wanted)]
        if asking:
            found[name] = asking
    return Asking(journal=journal, fields=wanted, requirements=found)


def missing(
    journal: Journal,
    entry: Entry,
    scheme: Scheme,
    asking: Iterable[Requirement],
    among: Collection[str],
) -> Iterator[str]:
    """The fields, among some, that requirements ask of an entry and that say nothing."""
    seen = None
    for requirement in asking:
        asked_of = (one for one in requirement.fields if one in among)
        silent = [one for one in asked_of if not gives(entry, one, _NO_TERMS)]
        if silent:
            # Most entries say it all: of them nobody need know what a scheme sees in them.
            seen = seen or candidate(entry, scheme, journal.settings.types)
            if passes(seen, requirement.where):
                yield from silent


def is_asking(requirement: Requirement, facts: Mapping[str, str], fields: Collection[str]) -> bool:
    """Whether a requirement asks this member for some fields of activities, and means it."""
    return (
        requirement.measure is Measure.COMPLETE
        and requirement.kind == Kind.ACTIVITY
        and requirement.level is not Level.INFO
        and any(field in fields for field in requirement.fields)
        and all(facts.get(fact, "") in texts for fact, texts in requirement.when.items())
    )


def facts_for(journal: Journal, scheme: str) -> Mapping[str, str]:
    """What the member states about a scheme in the settings."""
    memberships = journal.settings.memberships
    return next((m.facts for m in memberships if m.scheme == scheme), {})


def joined(texts: Iterable[str]) -> str:
    """Texts as an enumeration: `a, b and c`, each once."""
    *first, last = dict.fromkeys(texts)
    return f"{', '.join(first)} and {last}" if first else last

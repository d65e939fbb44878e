"""All numbers of a journal, as of one day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from cpdsite.assess import summaries
from cpdsite.assess.schemes import Found, assess_scheme
from cpdsite.model.assessment import Assessment, Exclusion, SchemeAssessment
from cpdsite.model.entry import Entry, Kind
from cpdsite.model.journal import Journal
from cpdsite.model.settings import Membership
from cpdsite.model.slug import slugs


def assess(journal: Journal, today: date, *, drafts: bool = False) -> Assessment:
    """Hold every scheme of the settings against the entries; drafts count on request only."""
    entries, left_out = _parted(journal, today, drafts=drafts)
    found = _found(journal, journal.settings.memberships, today, drafts=drafts)
    activities = [entry for entry in entries if entry.kind is Kind.ACTIVITY]
    hours = summaries.hours_of(activities)
    schemes = tuple(scheme for scheme, _ in found)
    return Assessment(
        as_of=today,
        schemes=schemes,
        years=summaries.years(activities, schemes, journal, today),
        excluded=(
            *left_out,
            *(exclusion for _, more in found for exclusion in more),
            *_elsewhere(entries),
        ),
        by_tag=summaries.hours_by(activities, hours, lambda entry: slugs(entry.tags)),
        by_provider=summaries.hours_by(activities, hours, lambda entry: slugs((entry.provider,))),
        by_type=summaries.hours_by(activities, hours, lambda entry: slugs((entry.type,))),
    )


def assess_some(
    journal: Journal, members: Iterable[Membership], today: date
) -> list[SchemeAssessment]:
    """Hold some schemes of the settings against the entries without drafts."""
    return [scheme for scheme, _ in _found(journal, members, today, drafts=False)]


def _found(
    journal: Journal, members: Iterable[Membership], today: date, *, drafts: bool
) -> list[Found]:
    """Return what is found under schemes that could be read; each is reckoned once for a journal.

    A check and the count both ask: that was a fifth of the time of a preview.
    """
    entries: Sequence[Entry] = ()
    found = []
    for member in members:
        key = (member.scheme, member.key, today, drafts)
        if key not in journal.reckoned:
            entries = entries or _parted(journal, today, drafts=drafts)[0]
            journal.reckoned[key] = assess_scheme(journal, member, entries, today)
        found.append(journal.reckoned[key])
    return [one for one in found if one is not None]


def _parted(
    journal: Journal, today: date, *, drafts: bool
) -> tuple[list[Entry], tuple[Exclusion, ...]]:
    """Return the entries that may count, by day and id, and those that count nowhere."""
    known = sorted(journal.entries, key=lambda entry: (entry.day, entry.id))
    left_out = tuple(_left_out(known, today, drafts=drafts))
    unseen = {exclusion.entry.id for exclusion in left_out}
    return [entry for entry in known if entry.id not in unseen], left_out


def _left_out(entries: Iterable[Entry], today: date, *, drafts: bool) -> Iterator[Exclusion]:
    """Yield the entries that count nowhere, each with the first reason there is."""
    for entry in entries:
        day_field = "end" if entry.end is not None else "date"
        if entry.draft and not drafts:
            yield Exclusion(entry=entry, scheme="", reason="a draft", field="draft")
        elif entry.planned:
            yield Exclusion(entry=entry, scheme="", reason="planned, not done yet", field="status")
        elif entry.day > today:
            reason = f"dated {entry.day}, which is after {today}"
            yield Exclusion(entry=entry, scheme="", reason=reason, field=day_field)


def _elsewhere(entries: Iterable[Entry]) -> Iterator[Exclusion]:
    """Yield the entries that claim under schemes which are not counted under."""
    for entry in entries:
        for name in entry.claims_elsewhere:
            reason = f"claims under {name}, which the settings do not name"
            yield Exclusion(entry=entry, scheme=name, reason=reason, field=f"claims.{name}")

"""All numbers of a journal, as of one day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from cpdsite.assess import summaries
from cpdsite.assess.schemes import assess_scheme
from cpdsite.model.assessment import Assessment, Exclusion
from cpdsite.model.entry import Entry, Kind
from cpdsite.model.journal import Journal
from cpdsite.model.slug import slugs


def assess(journal: Journal, today: date, *, drafts: bool = False) -> Assessment:
    """Hold every scheme of the settings against the entries; drafts count on request only."""
    known = sorted(journal.entries, key=lambda entry: (entry.day, entry.id))
    left_out = tuple(_left_out(known, today, drafts=drafts))
    unseen = {exclusion.entry.id for exclusion in left_out}
    entries = [entry for entry in known if entry.id not in unseen]
    members = journal.settings.memberships
    found = [
        result
        for result in (assess_scheme(journal, member, entries, today) for member in members)
        if result is not None
    ]
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

"""What a visitor may see: the one place where visibility is decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from cpdsite.assess.redaction import redacted
from cpdsite.assess.stripping import Sight, stripped
from cpdsite.model.assessment import Assessment, Audience, Portfolio
from cpdsite.model.entry import REFLECTION, Entry, Evidence, Kind, Visibility
from cpdsite.model.journal import Journal
from cpdsite.model.settings import Membership, Settings

STRICTEST: Mapping[Audience, Visibility] = MappingProxyType(
    {
        Audience.PUBLIC: Visibility.PUBLIC,
        Audience.REVIEWER: Visibility.REVIEWER,
        Audience.OWNER: Visibility.PRIVATE,
    }
)
"""The strictest visibility that each audience may see."""


def portfolio(
    journal: Journal,
    assessment: Assessment,
    *,
    audience: Audience,
    drafts: bool = False,
    broken: frozenset[str] = frozenset(),
) -> Portfolio:
    """Return what an audience may see of a journal: its entries, and every number whole.

    `drafts` must be what the assessment was made with; `broken` are the paths of entries that it
    leaves out for their errors: they are not shown, but what they keep private stays private.
    """
    whole = [entry for entry in journal.entries if entry.path not in broken]
    built = [entry for entry in whole if drafts or not entry.draft]
    visible = [entry for entry in built if may_open(entry, audience)]
    done = [entry for entry in whole if not (entry.draft or entry.planned)]
    sight = _sight(journal, visible, audience)
    shown = tuple(stripped(entry, sight) for entry in visible)
    return Portfolio(
        audience=audience,
        settings=_settings(journal.settings, visible, audience),
        entries=shown,
        hidden=sum(not may_open(entry, audience) for entry in done),
        assessment=assessment
        if audience is Audience.OWNER
        else redacted(
            assessment,
            shown,
            journal.frameworks,
            judged=may_see(journal.settings.assessment_visibility, audience),
        ),
        frameworks=journal.frameworks,
        withheld=frozenset(_withheld(journal, visible, audience)),
        drafts=drafts,
        incomplete=len(broken),
    )


def may_see(visibility: Visibility, audience: Audience) -> bool:
    """Tell whether an audience may see what has a visibility."""
    return visibility.rank <= STRICTEST[audience].rank


def may_open(entry: Entry, audience: Audience) -> bool:
    """Tell whether an audience may open an entry's page."""
    return may_see(entry.visibility, audience)


def not_for_all(journal: Journal) -> Iterator[str]:
    """Yield the path of each entry whose file nobody may publish as it is.

    It holds what the public may not see, or could not be read, so that it is not known.
    """
    yield from journal.paths - {entry.path for entry in journal.entries}
    reflections = may_see(journal.settings.reflection_visibility, Audience.PUBLIC)
    for entry in journal.entries:
        named = all(_may_copy(evidence, Audience.PUBLIC) for evidence in entry.evidence)
        told = reflections or not any(map(entry.reflects, REFLECTION))
        if not (may_open(entry, Audience.PUBLIC) and named and told):
            yield entry.path


def _sight(journal: Journal, visible: Iterable[Entry], audience: Audience) -> Sight:
    """Return what of a visible entry may be seen."""
    shown = list(visible)
    return Sight(
        owner=audience is Audience.OWNER,
        reflections=may_see(journal.settings.reflection_visibility, audience),
        strictest=STRICTEST[audience],
        ids=frozenset(entry.id for entry in shown),
        goals=frozenset(entry.name for entry in shown if entry.kind is Kind.GOAL),
        secrets=frozenset(
            name for scheme in journal.schemes.values() for name in scheme.never_publish
        ),
    )


def _settings(settings: Settings, visible: Iterable[Entry], audience: Audience) -> Settings:
    """Return the settings without what only the owner needs to know."""
    if audience is Audience.OWNER:
        return settings
    carried = {entry.type for entry in visible}
    return replace(
        settings,
        memberships=tuple(
            Membership(scheme=member.scheme, key=member.key) for member in settings.memberships
        ),
        types={
            name: known
            for name, known in settings.types.items()
            if not known.like or name in carried
        },
        field_names={},
        allowed_texts={},
        publish={},
    )


def _withheld(journal: Journal, visible: Iterable[Entry], audience: Audience) -> Iterator[str]:
    """Yield the files that no page may carry: kept from the audience, missing or unsafe.

    A file of a hidden entry may be carried by a visible one that names it as evidence itself. What
    an entry that could not be read keeps private is not known: then every file not so named is kept.
    """
    shown = {entry.id for entry in visible}
    named = [(entry, evidence) for entry in journal.entries for evidence in entry.evidence]
    allowed = {e.path for entry, e in named if entry.id in shown and _may_copy(e, audience)}
    yield from journal.unsafe
    if journal.paths - {entry.path for entry in journal.entries}:
        yield from journal.files.keys() - allowed
    for entry, evidence in named:
        missing = evidence.path not in journal.files
        kept = entry.id not in shown and evidence.path not in allowed
        if evidence.path and (missing or kept or not _may_copy(evidence, audience)):
            yield evidence.path


def _may_copy(evidence: Evidence, audience: Audience) -> bool:
    """Tell whether evidence of an entry that may be opened may be seen itself."""
    return evidence.visibility is None or may_see(evidence.visibility, audience)
